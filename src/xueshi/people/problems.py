"""The mistakes that a roster can hold."""

from __future__ import annotations

from xueshi.kernel.errors import Problem

UNKNOWN_OFFICE = Problem(
    "ROSTER-001",
    zh="“{text}”不是已知的党内职务",
    en="“{text}” is not a known Party office",
    allowed_zh="书记、副书记、委员，或空白（无职务）",
    allowed_en="书记, 副书记, 委员, or empty for none",
)
UNKNOWN_SEX = Problem(
    "ROSTER-002", zh="“{text}”不是性别", en="“{text}” is not a sex", allowed_zh="男、女", allowed_en="男, 女"
)
END_BEFORE_START = Problem(
    "ROSTER-003",
    zh="“{last}”早于“{first}”",
    en="“{last}” is before “{first}”",
    allowed_zh="先后顺序正确的日期",
    allowed_en="dates in the right order",
)
IN_FUTURE = Problem(
    "ROSTER-004",
    zh="“{heading}”{day}晚于评定日{as_of}",
    en="“{heading}” {day} is after the assessment date {as_of}",
    allowed_zh="不晚于评定日的日期",
    allowed_en="a date not after the assessment date",
)
OTHER_NAME = Problem(
    "ROSTER-005",
    zh="同一人员的另一行姓名不同",
    en="another row of the same person has a different name",
    allowed_zh="同一编号或身份号码只用一个姓名",
    allowed_en="one name for one number",
)
OTHER_ID = Problem(
    "ROSTER-006",
    zh="同一人员编号的另一行公民身份号码不同",
    en="another row of the same person number has a different identity number",
    allowed_zh="一个人员编号只对应一个公民身份号码",
    allowed_en="one identity number for one person number",
)
OTHER_NUMBER = Problem(
    "ROSTER-007",
    zh="同一公民身份号码已用于另一人员编号",
    en="the identity number already stands under another person number",
    allowed_zh="一个公民身份号码只对应一个人员编号",
    allowed_en="one person number for one identity number",
)
OVERLAP = Problem(
    "ROSTER-008",
    zh="组织关系与同一人员另一行重叠，且不在同一党组织",
    en="the affiliation overlaps that of another row of the person in another organisation",
    allowed_zh="用转入日期、转出日期写明先后，同一天只属于一个党组织",
    allowed_en="转入日期 and 转出日期 so that the person belongs to one organisation on each day",
)
DATES_WITHOUT_STATE = Problem(
    "ROSTER-009",
    zh="填了“{first}”或“{last}”，但“{state}”为空",
    en="“{first}” or “{last}” is filled but “{state}” is empty",
    allowed_zh="同时填写“{state}”，或删去日期",
    allowed_en="“{state}” as well, or no dates",
)
OTHER_DATE = Problem(
    "ROSTER-010",
    zh="同一人员的另一行“{heading}”不同",
    en="another row of the same person has a different “{heading}”",
    allowed_zh="同一人员各行一致",
    allowed_en="the same date in every row of the person",
)
BAD_PHONE = Problem(
    "ROSTER-011",
    zh="不是手机号",
    en="this is not a mobile phone number",
    allowed_zh="11位数字，以1开头，例如13800138000的格式；不知道则留空",
    allowed_en="eleven digits that begin with 1, or empty where not known",
)
