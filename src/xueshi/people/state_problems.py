"""The mistakes that recording dated states of people can name."""

from __future__ import annotations

from xueshi.kernel.errors import Problem

NO_SUCH_STEP = Problem(
    "STATE-001",
    zh="不能由“{now}”变为“{wanted}”",
    en="“{now}” cannot become “{wanted}”",
    allowed_zh="{allowed_zh}",
    allowed_en="{allowed_en}",
)
TOO_EARLY = Problem(
    "STATE-002",
    zh="{on} 过早",
    en="{on} is too early",
    allowed_zh="{earliest} 或以后",
    allowed_en="{earliest} or later",
)
LATER_KNOWN = Problem(
    "STATE-003",
    zh="{on} 当日或以后已登记其他阶段（{first} 起）",
    en="another stage is recorded from {first} on, which is not before {on}",
    allowed_zh="晚于 {first} 的日期，或先撤销后一阶段",
    allowed_en="a day after {first}, or taking the later stage back first",
)
OVERLAP = Problem(
    "STATE-004",
    zh="与已登记的同类情况（{first} 起，至 {until}）重叠",
    en="this overlaps what is recorded from {first} until {until}",
    allowed_zh="不重叠的日期，或先结束原登记",
    allowed_en="days that do not overlap, or ending the recorded state first",
)
NOT_YET = Problem(
    "STATE-005",
    zh="{on} 还没有到",
    en="{on} has not come yet",
    allowed_zh="今天（{today}）或更早的日期",
    allowed_en="today ({today}) or an earlier day",
)
NO_END = Problem(
    "STATE-006",
    zh="标签必须有到期日和依据",
    en="a mark needs an end and a legal basis",
    allowed_zh="填写到期日和依据的文件、条款",
    allowed_en="an end, and the document and clause it rests on",
)
