"""An error says code, place, what is wrong and what is allowed, in both languages; a refusal names the row that counts instead."""

from __future__ import annotations

from xueshi.kernel.errors import Place, Problem, XueshiError
from xueshi.kernel.refusals import Refusal

PROBLEM = Problem("TEST-001", "“{text}”不是日期", "{text!r} is no date", "如 {example}", "such as {example}")
PLACE = Place("register.xlsx", "Sheet1", 7, "开始时间")
ERROR = XueshiError(PROBLEM, place=PLACE, text="明天", example="2026-06-30")


def test_one_line_holds_everything() -> None:
    assert ERROR.line("zh") == (
        "TEST-001  register.xlsx:Sheet1:7:开始时间  “明天”不是日期；允许：如 2026-06-30  (docs/errors.md#test-001)"
    )
    assert str(ERROR) == (
        "TEST-001  register.xlsx:Sheet1:7:开始时间  '明天' is no date; allowed: such as 2026-06-30  (docs/errors.md#test-001)"
    )


def test_what_is_unknown_is_left_out() -> None:
    bare = XueshiError(Problem("TEST-002", "坏了", "broken"))

    assert bare.line("en") == "TEST-002  broken  (docs/errors.md#test-002)"


def test_a_refusal_names_the_winner() -> None:
    refusal = Refusal(ERROR, winner=Place("register.xlsx", "Sheet1", 5))

    assert (refusal.code, refusal.place) == ("TEST-001", PLACE)
    assert refusal.message("zh") == "“明天”不是日期；允许：如 2026-06-30；已计入：register.xlsx:Sheet1:5"
    assert refusal.message("en").endswith("; counted instead: register.xlsx:Sheet1:5")
