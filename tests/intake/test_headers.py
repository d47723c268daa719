"""The header of a sheet: found among titles, and each column by what it means."""

from __future__ import annotations

import pytest

from xueshi.intake.headers import HEADER_ROWS, Header, find_header, missing, no_table, refuse_missing
from xueshi.intake.sheets import Merge, Sheet
from xueshi.kernel import cells
from xueshi.kernel.columns import Cell, Column, SheetKind
from xueshi.kernel.errors import Place, XueshiError

KIND = SheetKind(
    "people",
    "名册",
    "roster",
    {
        "number": Column("人员编号", ("工号",), cells.number),
        "identity": Column("身份证", (), cells.text),
        "name": Column("姓名", ("党员姓名",), cells.name, required=True),
        "first": Column("任职时间起", (), cells.day),
        "last": Column("任职时间止", (), cells.day),
    },
    one_of=(("number", "identity"),),
)
PLACE = Place("a.xlsx", "表")


def sheet(*rows: tuple[Cell, ...], merged: tuple[Merge, ...] = ()) -> Sheet:
    width = max(map(len, rows))
    return Sheet("表", [[*row, *[""] * (width - len(row))] for row in rows], merged=merged)


def found(*rows: tuple[Cell, ...], merged: tuple[Merge, ...] = ()) -> Header:
    header = find_header(sheet(*rows, merged=merged), KIND)
    assert header is not None
    return header


def test_titles_above_do_not_hide_the_header() -> None:
    header = found(("某县党员名册",), ("填报单位：某支部",), ("工号", "姓名"), ("007", "甲子"))

    assert (header.fields, header.body) == ({"number": 0, "name": 1}, 3)


@pytest.mark.parametrize(("titles", "seen"), [(HEADER_ROWS - 1, True), (HEADER_ROWS, False)])
def test_the_header_stands_near_the_top(titles: int, seen: bool) -> None:
    rows = [("标题", "")] * titles + [("工号", "姓名"), ("007", "甲子")]

    assert (find_header(sheet(*rows), KIND) is not None) is seen


@pytest.mark.parametrize(
    ("row", "seen"), [(("姓名", "住址"), False), (("姓名", "工号"), True), (("姓名", "姓名"), False)]
)
def test_one_known_heading_makes_no_header(row: tuple[str, ...], seen: bool) -> None:
    assert (find_header(sheet(row, ("a", "b")), KIND) is not None) is seen


def test_the_row_with_the_most_known_headings_wins_and_the_first_of_equals() -> None:
    more = found(("姓名", "工号", ""), ("姓名", "工号", "身份证"), ("甲子", "1", "2"))
    same = found(("姓名", "工号"), ("姓名", "工号"))

    assert (more.body, same.body) == (2, 1)


def test_what_stands_in_brackets_is_no_part_of_a_heading() -> None:
    header = found(("姓名（必填）", "工号[文本]", "身份证【18位】"))

    assert header.fields == {"name": 0, "number": 1, "identity": 2}
    assert header.unknown == ()


def test_unknown_headings_are_told_in_their_order() -> None:
    header = found(("住址", "姓名", "", "工号", "电话"), ("x", "甲子", "y", "1", ""))

    assert header.unknown == ("住址", "C?", "电话")


def test_a_column_with_neither_heading_nor_content_is_not_told() -> None:
    assert found(("姓名", "", "工号"), ("甲子", "", "1")).unknown == ()


def test_a_heading_above_two_columns_completes_those_below() -> None:
    header = found(
        ("姓名", "工号", "任职时间", ""),
        ("", "", "起", "止"),
        ("甲子", "1", "2024.01", "2025.01"),
        merged=(Merge(0, 2, 0, 3),),
    )

    assert (header.fields, header.body) == ({"name": 0, "number": 1, "first": 2, "last": 3}, 2)


def test_two_columns_of_one_meaning_are_named_with_their_letters() -> None:
    with pytest.raises(XueshiError) as refused:
        found(("工号", "姓名", "工号"))

    assert refused.value.values == {"heading": "人员编号", "found": "A 工号、C 工号"}


def test_what_is_missing_is_told_groups_first() -> None:
    header = found(("任职时间起", "任职时间止"))

    assert missing(header, KIND) == ("人员编号/身份证", "姓名")


def test_a_missing_column_is_refused_with_what_was_found() -> None:
    with pytest.raises(XueshiError) as refused:
        refuse_missing(found(("工号", "住址", "身份证")), KIND, PLACE)

    assert (refused.value.place, refused.value.values) == (PLACE, {"missing": "姓名", "found": "工号、住址、身份证"})


def test_a_complete_header_is_not_refused() -> None:
    header = found(("身份证", "姓名"))

    refuse_missing(header, KIND, PLACE)

    assert missing(header, KIND) == ()


def test_a_file_without_a_table_says_what_it_holds_and_what_is_needed() -> None:
    error = no_table([sheet(("通知", ""), ("各支部：", 3.0))], KIND, "a.xlsx")

    assert error.place == Place("a.xlsx")
    assert error.values == {
        "kind": "名册 roster",
        "found": "通知、各支部：、3",
        "rows": HEADER_ROWS,
        "needed": "人员编号/身份证、姓名",
    }


def test_an_empty_file_says_that_nothing_was_found() -> None:
    assert no_table([Sheet("表", ())], KIND, "a.xlsx").values["found"] == "—"
