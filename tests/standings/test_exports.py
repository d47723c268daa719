"""Lists as workbooks: typed cells, explained columns, and no formula from anybody's name."""

from datetime import date
from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook

from tests.web.conftest import county, office  # noqa: F401
from xueshi.access.models import AuditRecord
from xueshi.standings.asked import asked_by, chosen
from xueshi.standings.exports import About, Sheet, exact, workbook


def exported(office, rows):  # noqa: F811
    """A workbook of some rows under two headings."""
    sheet = Sheet("名单", [("姓名", "名册上的姓名"), ("数", "一个数")], rows)
    about = About(office.run, chosen(asked_by(office.run), ""), {"党组织": "清河县委", "姓名": ""})
    return workbook(sheet, about, name="名单-1", by=office.actor("officer"))


def test_cells_keep_their_types(office):  # noqa: F811
    response = exported(office, [("甲", 3), ("乙", Decimal("12.5")), ("丙", date(2026, 6, 30)), ("丁", None)])

    values = [row[1] for row in load_workbook(BytesIO(response.content))["名单"].iter_rows(min_row=2)]
    assert [cell.value for cell in values[:2]] == [3, 12.5]
    assert values[2].is_date
    assert values[3].value is None


def test_a_name_is_never_a_formula(office):  # noqa: F811
    response = exported(office, [("=1+1", 1), ("+cmd", 2), ("http://example.com", 3)])

    cells = [row[0] for row in load_workbook(BytesIO(response.content))["名单"].iter_rows(min_row=2)]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in cells] == [
        ("=1+1", "s", None),
        ("+cmd", "s", None),
        ("http://example.com", "s", None),
    ]


def test_the_other_sheets_explain_columns_and_source(office):  # noqa: F811
    book = load_workbook(BytesIO(exported(office, [("甲", 3)]).content))

    assert list(book.worksheets[1].values)[1:] == [("姓名", "名册上的姓名"), ("数", "一个数")]
    about = dict(list(book.worksheets[2].values)[1:])
    assert about["党组织"] == "清河县委"
    assert "姓名" not in about
    assert office.run.digest in about.values()


def test_an_export_is_written_to_the_audit_trail(office):  # noqa: F811
    exported(office, [("甲", 3), ("乙", 4)])

    record = AuditRecord.objects.get(verb="list.exported")
    assert (record.account, record.facts) == (office.accounts["officer"].pk, {"list": "名单-1", "rows": 2})


def test_amounts_are_exact():
    assert (exact(7987, 100), exact(25, 2)) == (Decimal("79.87"), Decimal("12.5"))
