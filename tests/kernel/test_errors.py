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


def test_a_place_says_only_what_is_known() -> None:
    places = (Place(), Place("a.csv"), Place("a.csv", row=7), Place("a.xlsx", "表"), Place(column="姓名"))

    assert [str(place) for place in places] == ["", "a.csv", "a.csv:7", "a.xlsx:表", "姓名"]


def test_places_stand_in_the_order_of_the_file() -> None:
    places = [Place("a.xlsx", "表", 10), Place("a.xlsx", "表", 9, "学时"), Place("a.xlsx", "表", 9, "单位")]

    assert [place.row for place in sorted(places)] == [9, 9, 10]


def test_the_message_ends_after_the_mistake_where_nothing_is_allowed() -> None:
    bare = XueshiError(Problem("TEST-004", "坏了", "broken"))

    assert (bare.message("zh"), bare.message("en"), bare.allowed("zh"), bare.allowed("en")) == (
        "坏了",
        "broken",
        "",
        "",
    )


def test_an_error_speaks_chinese_unless_asked_otherwise() -> None:
    assert ERROR.what() == "“明天”不是日期"
    assert ERROR.allowed() == "如 2026-06-30"
    assert ERROR.message() == "“明天”不是日期；允许：如 2026-06-30"


def test_braces_in_what_was_written_are_no_blanks() -> None:
    odd = XueshiError(PROBLEM, text="{example}", example="2026")

    assert odd.what("zh") == "“{example}”不是日期"
