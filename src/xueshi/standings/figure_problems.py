"""The mistakes that reporting a figure can hold."""

from __future__ import annotations

from xueshi.kernel.errors import Problem

IN_THE_FUTURE = Problem(
    "FIGURE-001",
    zh="截止日期 {on} 尚未到来",
    en="{on} lies in the future",
    allowed_zh="今天或以前的日期",
    allowed_en="today or an earlier day",
)
UNKNOWN_ASK = Problem(
    "FIGURE-002", zh="条款 {clause} 不填这一项", en="the clause {clause} does not ask for this figure"
)
OWN_FIGURE = Problem(
    "FIGURE-003",
    zh="自己填报的数字须由他人确认",
    en="a figure is confirmed by somebody else than its reporter",
    allowed_zh="本单位另一名有权确认的人",
    allowed_en="another person of the unit who may confirm",
)
OVER = Problem("FIGURE-004", zh="这个数字已经确认或撤回", en="the figure has been confirmed or withdrawn already")
NO_REASON = Problem(
    "FIGURE-005",
    zh="撤回须写明原因",
    en="withdrawing needs a reason",
    allowed_zh="简短的原因",
    allowed_en="a short reason",
)
