"""The mistakes that this room can name."""

from __future__ import annotations

from xueshi.kernel.errors import Problem

TAKEN = Problem(
    "ACCESS-003",
    zh="登录名“{username}”已被使用",
    en="the user name “{username}” is taken",
    allowed_zh="未使用的登录名",
    allowed_en="a user name that is free",
)
NEEDS_ORGANISATION = Problem(
    "ACCESS-004",
    zh="任职“{role}”须指明组织",
    en="the role “{role}” needs an organisation",
    allowed_zh="一个党组织",
    allowed_en="one organisation",
)
TWO_ADMINISTRATORS = Problem(
    "ACCESS-005",
    zh="系统、安全、审计三员不得由同一账号担任",
    en="system, security and audit administration must not lie in one account",
    allowed_zh="三个不同的账号",
    allowed_en="three different accounts",
)
SAME_PERSON = Problem(
    "ACCESS-020",
    zh="不得审批自己提出的事项",
    en="nobody decides what he or she asked for",
    allowed_zh="由另一人审批",
    allowed_en="a decision of somebody else",
)
APPROVAL_OVER = Problem(
    "ACCESS-021",
    zh="该审批事项已办结、撤回或过期",
    en="the request for approval was decided, withdrawn or has expired",
    allowed_zh="重新提交审批",
    allowed_en="a new request",
)
SECOND_PERSON = Problem(
    "ACCESS-022",
    zh="此事须经另一人审批后办理",
    en="this needs the approval of a second person",
    allowed_zh="审批通过后7日内办理一次",
    allowed_en="one act within 7 days of an approved request",
)
WITHOUT_REASON = Problem(
    "ACCESS-023",
    zh="须写明理由",
    en="a reason is missing",
    allowed_zh="一句话说明理由",
    allowed_en="one sentence that says why",
)
SELF_APPOINTED = Problem(
    "ACCESS-024",
    zh="不得为自己任职",
    en="nobody appoints himself or herself",
    allowed_zh="由另一名安全管理员办理",
    allowed_en="an act of another security administrator",
)
LAST_ADMINISTRATOR = Problem(
    "ACCESS-025",
    zh="这是最后一名{role}，不能免去",
    en="this is the last {role} and cannot be removed",
    allowed_zh="先任命接替的人",
    allowed_en="a successor first",
)
NOBODY = Problem(
    "ACCESS-026",
    zh="任职“{role}”的账号须属于具体的人",
    en="the account of a {role} must belong to a person",
    allowed_zh="已登记人员的账号",
    allowed_en="the account of a registered person",
)
NO_OFFICE = Problem(
    "ACCESS-027",
    zh="本人在该组织没有与任职“{role}”相应的党内职务",
    en="the person holds no office in that organisation from which the role {role} comes",
    allowed_zh="先登记党内职务",
    allowed_en="an office that is registered first",
)
ENDS_TOO_EARLY = Problem(
    "ACCESS-028",
    zh="终止日期 {on} 不晚于开始日期 {since}",
    en="the end {on} is not after the beginning {since}",
    allowed_zh="开始之后的日期；任错了的，撤回该任职",
    allowed_en="a later day; an appointment made by mistake is withdrawn",
)
ENDS_TOO_LATE = Problem(
    "ACCESS-029",
    zh="任职已于 {until} 到期，不能改为更晚",
    en="the appointment ends on {until} already and cannot be made longer",
    allowed_zh="另行任职",
    allowed_en="a new appointment",
)
MANDATE_WITHOUT_END = Problem(
    "ACCESS-030",
    zh="督查任务须有截止日期",
    en="the mandate of an inspector needs an end",
    allowed_zh="开始之后一年以内的日期",
    allowed_en="a day within a year of the beginning",
)
SERVICE_ACCOUNT = Problem(
    "ACCESS-031",
    zh="平台账号只能由平台使用：任职“平台”须用平台账号，平台账号不能有其他任职",
    en="platform roles and service accounts belong together: neither goes with anything else",
    allowed_zh="另开账号",
    allowed_en="another account",
)
EVERYWHERE_ONLY = Problem(
    "ACCESS-032",
    zh="任职“{role}”及于全系统，不限于某个组织",
    en="the role {role} reaches the whole system, not one organisation",
    allowed_zh="不指明组织",
    allowed_en="no organisation",
)
CLOSED = Problem(
    "ACCESS-033",
    zh="账号已停用",
    en="the account is closed",
    allowed_zh="启用中的账号",
    allowed_en="an account in use",
)
ADMINISTRATORS_ONLY = Problem(
    "ACCESS-034",
    zh="三员不得兼任业务岗位",
    en="an administrator holds no other role",
    allowed_zh="由不同的人分别担任；党员身份除外",
    allowed_en="different persons for the two roles; being a member is no conflict",
)
OWN_REVIEW = Problem(
    "ACCESS-035",
    zh="不得复核自己的任职",
    en="nobody confirms his or her own appointment",
    allowed_zh="由另一名安全管理员复核",
    allowed_en="another security administrator",
)
