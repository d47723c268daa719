"""The mistakes that transfers of affiliation and floating members can name."""

from __future__ import annotations

from xueshi.kernel.errors import Problem

LETTER_OPEN = Problem(
    "TRANSFER-001",
    zh="已开出的介绍信 {letter} 还在等待接收",
    en="letter {letter} is still waiting for acceptance",
    allowed_zh="先撤回该介绍信，或等接收方办理",
    allowed_en="withdrawing that letter first, or waiting for the other side",
)
NO_STEP = Problem(
    "TRANSFER-002",
    zh="此次转接目前是“{now}”，不能改为“{wanted}”",
    en="this transfer is “{now}” and cannot become “{wanted}”",
    allowed_zh="按转接流程图办理",
    allowed_en="the steps shown in the diagram of transfers",
)
LETTER_EXPIRED = Problem(
    "TRANSFER-003",
    zh="介绍信已于 {last_day} 到期",
    en="the letter was good until {last_day}",
    allowed_zh="由转出方重新开具介绍信",
    allowed_en="a new letter by the old side",
)
NOWHERE = Problem(
    "TRANSFER-004",
    zh="转入单位不能是“{target}”",
    en="the transfer cannot lead to “{target}”",
    allowed_zh="另一个存续的党组织，或系统外单位的名称",
    allowed_en="another Party organisation that exists, or the name of one outside the system",
)
MOVED_ALREADY = Problem(
    "TRANSFER-005",
    zh="{on} 当日此人的组织关系已不在转出单位",
    en="on {on} the old organisation no longer answers for this person",
    allowed_zh="拒收后由现在的单位重新开具介绍信",
    allowed_en="refusing, and a new letter by the organisation that answers now",
)
OUT_OF_TIME = Problem(
    "TRANSFER-006",
    zh="{on} 不在 {first} 至 {last} 之间",
    en="{on} does not lie between {first} and {last}",
    allowed_zh="介绍信开出之日至今天的日期",
    allowed_en="a day from the issue of the letter until today",
)
NO_SUCH_TARGET = Problem(
    "TRANSFER-007",
    zh="没有全称或编号为“{text}”的党组织",
    en="no Party organisation has the full name or number “{text}”",
    allowed_zh="党组织全称（自上而下，用“/”隔开）或编号；系统外单位填在另一栏",
    allowed_en="a full name (from the top, joined by “/”) or number; one outside the system goes into the other field",
)
FLOATING_STEP = Problem(
    "FLOATING-001",
    zh="此流动登记目前是“{now}”，不能办理此项",
    en="this stay is “{now}”; that cannot be done now",
    allowed_zh="刷新页面后按当前状态办理",
    allowed_en="reloading the page and going on from where it stands",
)
HOST_IS_HOME = Problem(
    "FLOATING-002",
    zh="流入地就是本人组织关系所在的党组织",
    en="the host is the organisation that answers for the person",
    allowed_zh="另一个党组织，或系统外的地点、单位",
    allowed_en="another organisation, or a place outside the system",
)
PRESENT_ALREADY = Problem(
    "FLOATING-003",
    zh="{day} 的同类记录已登记",
    en="this is recorded for {day} already",
    allowed_zh="每天每类一条",
    allowed_en="one record of each kind a day",
)
NOT_AWAY = Problem(
    "FLOATING-004",
    zh="{day} 当日此人不在外流动",
    en="on {day} this person was not away",
    allowed_zh="流动期间、今天或更早的日期",
    allowed_en="a day of the stay, not later than today",
)
