"""Lists as workbooks: typed cells, explained columns, the mark of the export, and no formula from anybody's name."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from xueshi.access.models import Account, ExportRecord
from xueshi.standings import exports
from xueshi.standings.exports import Sheet, exact, write_book

RECORD = ExportRecord(
    number="0123456789abcdef",
    title="名单",
    purpose="follow_up",
    note="=1+1",
    filters={"党组织": "清河县委", "姓名": ""},
    rows=0,
    asked_by=Account(username="wang", display_name="王某"),
)
HEADINGS = [("姓名", "名册上的姓名"), ("数", "一个数")]


def written(tmp_path, rows, **headings):
    """The workbook of some rows, read again."""
    path = tmp_path / "book.xlsx"
    write_book(path, Sheet("名单", HEADINGS, rows), [("摘要", "abc")], RECORD)
    return load_workbook(path)


def test_cells_keep_their_types(tmp_path):
    book = written(tmp_path, [("甲", 3), ("乙", Decimal("12.5")), ("丙", date(2026, 6, 30)), ("丁", None)])

    values = [row[1] for row in book["名单"].iter_rows(min_row=2)]
    assert [cell.value for cell in values[:2]] == [3, 12.5]
    assert values[2].is_date
    assert len(values) == 3 or values[3].value is None


def test_the_other_sheets_explain_columns_and_source(tmp_path):
    book = written(tmp_path, [("甲", 3)])

    assert list(book.worksheets[1].values)[1:] == HEADINGS
    about = dict(list(book.worksheets[2].values)[1:])
    assert (about["党组织"], about["摘要"]) == ("清河县委", "abc")
    assert "姓名" not in about
    assert {"王某", "0123456789abcdef", "1"} <= set(about.values())


def test_every_sheet_bears_the_mark_of_the_export(tmp_path):
    book = written(tmp_path, [("甲", 3)])

    feet = [sheet.oddFooter.left.text for sheet in book]
    assert len(feet) == 3
    assert all("王某" in foot and "0123456789abcdef" in foot for foot in feet)
    assert "0123456789abcdef" in book.properties.description
    assert book.properties.keywords == "0123456789abcdef"
    assert {one.name: one.value for one in book.custom_doc_props.props} == {"xueshi.export": "0123456789abcdef"}


def test_a_long_list_goes_on_in_a_further_sheet(tmp_path, monkeypatch):
    monkeypatch.setattr(exports, "ROWS", 4)

    book = written(tmp_path, [(f"人{n}", n) for n in range(10)])

    assert book.sheetnames[:3] == ["名单", "名单 2", "名单 3"]
    assert [sheet.max_row for sheet in book.worksheets[:3]] == [5, 5, 3]
    assert book["名单 3"]["A3"].value == "人9"


STARTS = (
    "=",
    "+",
    "-",
    "@",
    "\t=",
    "＝",
    "＋",
    "－",
    "＠",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.com")',
    "{=1}",
)
PAYLOADS = [
    f"{start}{body}{n}" for n in range(34) for start in STARTS for body in ("SUM(1,2)", "1+1", "A1", "DDE()", "x")
]


def test_two_thousand_payloads_hold_no_formula(tmp_path):
    assert len(PAYLOADS) >= 2000

    book = written(tmp_path, [(payload, 1) for payload in PAYLOADS])

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    assert [row[0].value for row in book["名单"].iter_rows(min_row=2)] == PAYLOADS


@pytest.mark.parametrize("text", ["http://example.com", "mailto:a@example.com", "internal:Sheet1!A1"])
def test_an_address_is_no_link(tmp_path, text):
    cell = written(tmp_path, [(text, 1)])["名单"]["A2"]

    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


@settings(max_examples=50)
@given(amount=st.integers(0, 10**9), scale=st.sampled_from([2, 100]))
def test_amounts_are_exact(amount, scale):
    assert exact(amount, scale) * scale == amount
