"""Headers are found, columns recognised, rows read or refused, and nothing is left out in silence."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xueshi.intake.sheets import Merge, Sheet, Workbook
from xueshi.intake.tables import Reading, read_rows
from xueshi.kernel import cells
from xueshi.kernel.columns import Cell, Column, SheetKind
from xueshi.kernel.errors import Place, XueshiError

KIND = SheetKind(
    "training",
    "台账",
    "register",
    {
        "number": Column("人员编号", ("工号",), cells.number),
        "identity": Column("身份证", (), cells.text),
        "name": Column("姓名", ("党员姓名",), cells.name, required=True),
        "org": Column("党组织", ("所在支部",), cells.organisation),
        "starts": Column("开始时间", ("培训时间", "培训时间开始"), cells.day),
        "ends": Column("结束时间", ("培训时间结束",), cells.day),
        "credit": Column("学时", ("培训学时",), cells.credit_hours, spreads=False),
    },
    one_of=(("number", "identity"),),
)
HEADER = ("人员编号", "姓名", "党组织", "学时")


class Line(NamedTuple):
    sheet: Place
    row: int
    number: str | None
    identity: str | None
    name: str
    org: str | None
    starts: date | None
    ends: date | None
    credit: int | None


def book(*rows: tuple[Cell, ...], merged: tuple[Merge, ...] = (), first_row: int = 1, formula: str = "") -> Workbook:
    width = max(map(len, rows))
    square = [[*row, *[""] * (width - len(row))] for row in rows]
    return Workbook("a.xlsx", "0" * 64, (Sheet("表", square, first_row, merged, formula),))


def read(workbook: Workbook) -> Reading[Line]:
    return read_rows(workbook, KIND, Line._make)


def refused(reading: Reading[Line]) -> list[tuple[int, str, str]]:
    return [(refusal.place.row, refusal.place.column, refusal.code) for refusal in reading.refused]


def code(workbook: Workbook) -> str:
    with pytest.raises(XueshiError) as error:
        read(workbook)
    assert error.value.place.file == "a.xlsx"
    return error.value.code


def test_rows_carry_their_values_and_their_number() -> None:
    reading = read(book(("登记表",), (), HEADER, ("1", "甲子", "县委/支部", 8.0), first_row=2))

    assert reading.rows == [Line(Place("a.xlsx", "表"), 5, "1", None, "甲子", "县委/支部", None, None, 800)]


@pytest.mark.parametrize(
    "heading",
    [
        "姓名",
        "＊姓名",
        " 姓 名 ",
        "姓\n名",
        "姓名（必填）",
        "姓名(与身份证一致)",
        "党员姓名",
        "党员姓名：",
        "姓名【必填】",
    ],
)
def test_headings_are_known_by_other_names_and_spellings(heading: str) -> None:
    reading = read(book(("工号", heading), ("1", "甲子")))

    assert reading.rows[0].name == "甲子"
    assert reading.unknown_columns == ()


def test_text_longer_than_its_column_keeps_refuses_the_row() -> None:
    reading = read(book(HEADER, ("1", "甲" * 200, "支部", 1), ("2", "乙" * 201, "支部", 1)))

    assert [len(row.name) for row in reading.rows] == [200]
    assert refused(reading) == [(3, "姓名", "CELL-007")]
    assert reading.refused[0].message() == "文字太长：201个字；允许：至多200个字"


def test_unknown_columns_are_listed_even_without_a_heading() -> None:
    reading = read(book(("序号", "工号", "姓名", "电话", "", ""), (1, "1", "甲子", "", "x", "")))

    assert reading.unknown_columns == ("序号", "电话", "E?")


def test_the_canonical_heading_wins_over_another_name() -> None:
    reading = read(book(("人员编号", "工号", "姓名"), ("1", "2", "甲子")))

    assert reading.rows[0].number == "1"
    assert reading.unknown_columns == ("工号",)


def test_two_columns_of_one_meaning_are_refused() -> None:
    assert code(book(("工号", "姓名", "姓名"), ("1", "甲子", "乙丑"))) == "TABLE-003"


def test_a_header_of_two_lines_is_read_as_one() -> None:
    merged = (Merge(0, 2, 0, 3), Merge(0, 0, 1, 0), Merge(0, 1, 1, 1))

    reading = read(
        book(
            ("工号", "姓名", "培训时间", ""),
            ("", "", "开始", "结束"),
            ("1", "甲子", "2024.3.1", "2024.3.2"),
            merged=merged,
        )
    )

    assert (reading.rows[0].row, reading.rows[0].starts, reading.rows[0].ends) == (
        3,
        date(2024, 3, 1),
        date(2024, 3, 2),
    )


@pytest.mark.parametrize("row", [("1",), ("甲子", "乙丑"), ("a", "b", "c")])
def test_a_file_without_a_header_is_refused(row: tuple[str, ...]) -> None:
    assert code(book(row)) == "TABLE-001"


@pytest.mark.parametrize("header", [("人员编号", "党组织"), ("姓名", "党组织"), ("党组织", "学时")])
def test_missing_required_columns_are_refused(header: tuple[str, ...]) -> None:
    assert code(book(header, ("1", "2"))) == "TABLE-002"


def test_a_header_without_rows_is_refused() -> None:
    assert code(book(HEADER, ("", "", "", ""))) == "TABLE-006"


def test_a_formula_in_a_read_sheet_is_refused_with_sheet_and_cell() -> None:
    with pytest.raises(XueshiError) as error:
        read(book(HEADER, ("1", "甲子"), formula="D2"))

    assert (error.value.code, error.value.place.sheet, error.value.values["cell"]) == ("FILE-006", "表", "D2")


def test_sheets_without_the_header_are_named_and_their_formulas_do_not_matter() -> None:
    good = book(HEADER, ("1", "甲子")).sheets[0]
    other = Sheet("汇总", [["合计", 8.0]], formula="B1")

    reading = read(Workbook("a.xlsx", "", (other, good), hidden=("字典",)))

    assert reading.skipped_sheets == ("汇总", "字典")
    assert len(reading.rows) == 1


def test_every_sheet_with_the_header_is_read() -> None:
    first = Sheet("一", [list(HEADER), ["1", "甲子", "", ""]])
    second = Sheet("二", [["姓名", "工号"], ["乙丑", "2"], ["丙寅", ""]])

    reading = read(Workbook("a.xlsx", "", (first, second)))

    assert [(row.sheet.sheet, row.row, row.name) for row in reading.rows] == [("一", 2, "甲子"), ("二", 2, "乙丑")]
    assert [(one.place.sheet, one.place.row) for one in reading.refused] == [("二", 3)]
    assert reading.refused_rows == 1


def test_a_bad_cell_refuses_its_row_and_the_rest_goes_on() -> None:
    reading = read(book(HEADER, ("1", "甲子", "", "若干"), ("2", "乙丑", "", 8.0)))

    assert refused(reading) == [(2, "学时", "UNIT-001")]
    assert [row.name for row in reading.rows] == ["乙丑"]


def test_all_mistakes_of_a_row_are_reported() -> None:
    reading = read(book((*HEADER, "培训时间"), (1.5, "", "", "若干", "昨天")))

    assert set(refused(reading)) == {
        (2, "姓名", "TABLE-004"),
        (2, "人员编号", "CELL-005"),
        (2, "培训时间", "CELL-001"),
        (2, "学时", "UNIT-001"),
    }
    assert reading.refused_rows == 1


def test_one_cell_of_a_group_is_enough() -> None:
    reading = read(book(("人员编号", "身份证", "姓名"), ("1", "", "甲子"), ("", "x", "乙丑"), ("", "", "丙寅")))

    assert [row.name for row in reading.rows] == ["甲子", "乙丑"]
    assert refused(reading) == [(4, "人员编号/身份证", "TABLE-005")]


@pytest.mark.parametrize(
    "note",
    [
        ("合计", "", "", 40.0),
        ("合  计", "2人", "", 40.0),
        ("", "小计：", "", 8.0),
        ("总计", "", "", ""),
        ("注：本表按年更新", "", "", ""),
        ("填表人：某某", "", "审核：某某", ""),
        ("填报说明", "", "", ""),
        ("备注：", "", "", ""),
        HEADER,
    ],
)
def test_totals_notes_and_repeated_headers_are_left_out_and_named(note: tuple[Cell, ...]) -> None:
    reading = read(book(HEADER, ("1", "甲子"), ("2", "乙丑"), ("3", "丙寅"), ("4", "丁卯"), note))

    assert len(reading.rows) == 4
    assert [place.row for place in reading.skipped_rows] == [6]
    assert reading.refused == ()


@pytest.mark.parametrize(
    "note", [("必填", "必填", "选填", "数字，如：8"), ("示例", "张某", "县委/支部", "8"), ("", "（必填）", "", "")]
)
def test_notes_under_the_header_are_left_out(note: tuple[str, ...]) -> None:
    reading = read(book(HEADER, note, ("1", "甲子")))

    assert [row.name for row in reading.rows] == ["甲子"]
    assert [place.row for place in reading.skipped_rows] == [2]


@pytest.mark.parametrize("name", ["合欢", "小明", "注册", "总一", "例如山"])
def test_people_whose_names_begin_like_a_note_are_read(name: str) -> None:
    reading = read(book(HEADER, ("1", name), (name, "甲子")))

    assert len(reading.rows) == 2


def test_blank_rows_and_bare_serial_numbers_are_no_rows() -> None:
    reading = read(book(("序号", *HEADER), (1, "1", "甲子"), ("",), (2,), (3, " ", "　")))

    assert len(reading.rows) == 1
    assert (reading.refused, reading.skipped_rows) == ((), ())


def test_a_merged_cell_speaks_for_every_row_that_it_covers() -> None:
    merged = (Merge(1, 2, 3, 2),)

    reading = read(book(HEADER, ("1", "甲子", "县委/支部"), ("2", "乙丑"), ("3", "丙寅"), ("4", "丁卯"), merged=merged))

    assert [row.org for row in reading.rows] == ["县委/支部"] * 3 + [None]


def test_a_merged_amount_is_not_guessed() -> None:
    reading = read(book(HEADER, ("1", "甲子", "", 8.0), ("2", "乙丑"), merged=(Merge(1, 3, 2, 3),)))

    assert [row.credit for row in reading.rows] == [800, None]


def test_an_empty_cell_without_a_merge_is_not_filled_from_above() -> None:
    reading = read(book(HEADER, ("1", "甲子", "县委/支部"), ("2", "乙丑")))

    assert [row.org for row in reading.rows] == ["县委/支部", None]


def test_truth_values_are_not_mistaken_for_one_and_zero() -> None:
    reading = read(book(HEADER, ("1", "甲子", "", 1.0), ("2", "乙丑", "", True), ("3", "丙寅", "", 1.0)))

    assert [row.credit for row in reading.rows] == [100, 100]
    assert refused(reading) == [(3, "学时", "UNIT-001")]


@given(
    st.lists(
        st.tuples(st.sampled_from(["1", "2", ""]), st.sampled_from(["甲子", ""]), st.sampled_from([8.0, "若干", ""])),
        min_size=1,
    )
)
def test_every_filled_row_is_taken_or_refused_exactly_once(rows: list[tuple[Cell, ...]]) -> None:
    filled = {at for at, row in enumerate(rows, 3) if any(row)}

    reading = read(book(("人员编号", "姓名", "学时"), ("9", "末", 1.0), *rows))

    taken = [row.row for row in reading.rows]
    turned_away = {refusal.place.row for refusal in reading.refused}
    assert len(taken) == len(set(taken))
    assert set(taken) | turned_away == filled | {2}
    assert not set(taken) & turned_away


def test_a_refused_row_is_handed_on_as_far_as_it_could_be_read() -> None:
    reading = read(book(HEADER, ("1", "甲子", "县委/支部", "很多"), ("2", "乙丑", "县委/支部", 8.0)))

    assert [(line.number, line.credit) for line in reading.rows] == [("2", 800)]
    assert [(line.row, line.number, line.name, line.credit) for line in reading.damaged] == [(2, "1", "甲子", None)]
