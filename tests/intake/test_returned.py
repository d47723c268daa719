"""Refused rows come back in the layout of the input, as text, with their reasons."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from xueshi.intake.returned import write_returned
from xueshi.intake.sheets import open_workbook
from xueshi.intake.tables import Table
from xueshi.kernel.errors import Place, Problem, XueshiError
from xueshi.kernel.refusals import Refusal

BAD = Problem("T-001", zh="坏", en="bad", allowed_zh="好", allowed_en="good")
WORSE = Problem("T-002", zh="更坏", en="worse")
TABLE = Table(
    Place("a.xlsx", "台账"),
    ("编号", "姓名", "学时"),
    [["007", "甲子", 8.0], ["008", '=HYPERLINK("http://x")', 2.5], ["009", "＋丙", "@x"]],
    [5, 6, 9],
)


def refusal(row: int, problem: Problem = BAD, column: str = "姓名", winner: Place | None = None) -> Refusal:
    return Refusal(XueshiError(problem, place=Place("a.xlsx", "台账", row, column)), winner)


def test_the_layout_is_that_of_the_input_with_reasons_added(tmp_path: Path) -> None:
    path = tmp_path / "back.xlsx"

    written = write_returned(path, [TABLE], [refusal(9), refusal(5)])

    sheet = open_workbook(path).sheets[0]
    assert written == 2
    assert sheet.name == "台账"
    assert sheet.rows == [
        ["编号", "姓名", "学时", "原行号", "原因代码", "原因", "允许的取值"],
        ["007", "甲子", "8", "5", "T-001", "姓名：坏", "好"],
        ["009", "＋丙", "@x", "9", "T-001", "姓名：坏", "好"],
    ]


def test_all_mistakes_of_a_row_and_the_row_that_counts_are_named(tmp_path: Path) -> None:
    path = tmp_path / "back.xlsx"

    write_returned(path, [TABLE], [refusal(5), refusal(5, WORSE, "学时", Place("a.xlsx", "台账", 2))], lang="en")

    row = open_workbook(path).sheets[0].rows[1]
    assert row[4:6] == ["T-001\nT-002", "姓名: bad\n学时: worse (counted instead: a.xlsx:台账:2)"]


def test_no_cell_is_a_formula_a_link_or_a_number(tmp_path: Path) -> None:
    path = tmp_path / "back.xlsx"

    write_returned(path, [TABLE], [refusal(row) for row in TABLE.numbers])

    cells = [cell for row in load_workbook(path).worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)


def test_each_sheet_of_the_input_has_its_sheet(tmp_path: Path) -> None:
    other = Table(Place("a.xlsx", ""), ("姓名",), [["乙丑"]], [2])
    path = tmp_path / "back.xlsx"

    written = write_returned(path, [TABLE, other], [refusal(5)])

    assert written == 1
    assert [sheet.name for sheet in open_workbook(path).sheets] == ["台账", "2"]


def test_sheets_of_the_same_name_stand_apart(tmp_path: Path) -> None:
    path = tmp_path / "back.xlsx"
    other = Table(Place("b.xlsx", "台账"), ("编号",), [["1"]], [2])
    nameless = Table(Place("c.csv"), ("编号",), [["1"]], [2])

    write_returned(path, [TABLE, other, nameless, nameless], [])

    assert load_workbook(path).sheetnames == ["台账", "台账 2", "3", "4"]


def test_without_a_refusal_only_the_headings_come_back(tmp_path: Path) -> None:
    path = tmp_path / "back.xlsx"

    written = write_returned(path, [TABLE], [], lang="en")

    assert written == 0
    assert open_workbook(path).sheets[0].rows == [
        ["编号", "姓名", "学时", "row in the input", "reason code", "reason", "what is allowed"]
    ]


def test_a_row_refused_for_several_mistakes_comes_back_once(tmp_path: Path) -> None:
    path = tmp_path / "back.xlsx"

    written = write_returned(path, [TABLE], [refusal(5), refusal(5, WORSE), refusal(6)])

    assert written == 2
    assert [row[3] for row in open_workbook(path).sheets[0].rows[1:]] == ["5", "6"]


def test_a_refusal_of_another_file_or_sheet_returns_no_row(tmp_path: Path) -> None:
    path = tmp_path / "back.xlsx"
    elsewhere = [
        Refusal(XueshiError(BAD, place=Place("b.xlsx", "台账", 5, "姓名"))),
        Refusal(XueshiError(BAD, place=Place("a.xlsx", "名册", 5, "姓名"))),
    ]

    assert write_returned(path, [TABLE], elsewhere) == 0


def test_a_text_file_comes_back_in_a_sheet_of_one_name(tmp_path: Path) -> None:
    path = tmp_path / "back.xlsx"
    table = Table(Place("c.csv"), ("编号",), [["1"]], [2])

    write_returned(path, [table], [Refusal(XueshiError(BAD, place=Place("c.csv", "", 2, "编号")))])

    assert load_workbook(path).sheetnames == ["refused"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("册" * 31, "册" * 31),
        ("册" * 32, "册" * 31),
        ("2024/01[一]:*?", "202401一"),
        ("'台账'", "台账"),
    ],
)
def test_the_name_of_a_sheet_is_one_that_spreadsheets_take(tmp_path: Path, name: str, kept: str) -> None:
    path = tmp_path / "back.xlsx"

    write_returned(path, [Table(Place("a.xlsx", name), ("编号",), [["1"]], [2])], [])

    assert load_workbook(path).sheetnames == [kept]


@pytest.mark.parametrize(("length", "kept"), [(32_767, 32_767), (32_768, 32_767)])
def test_a_cell_longer_than_a_spreadsheet_holds_is_cut_and_not_lost(tmp_path: Path, length: int, kept: int) -> None:
    path = tmp_path / "back.xlsx"
    table = Table(Place("a.csv"), ("编号", "姓名"), [["007", "甲" * length]], [2])

    write_returned(path, [table], [Refusal(XueshiError(BAD, place=Place("a.csv", "", 2, "姓名")))])

    assert len(str(open_workbook(path).sheets[0].rows[1][1])) == kept
