"""Reports of a run and full lists: for what their owner may see, in the language in which they were asked for, with the mark inside."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from tests.web.conftest import county, office, signed_in  # noqa: F401
from tests.web.exporting import asking, exported
from tests.web.office import BRANCH
from xueshi.access.models import AuditRecord, ExportRecord
from xueshi.kernel.actors import NotFoundError
from xueshi.people.models import Identity
from xueshi.standings.exporters import REPORT, WRITERS

CITIZEN_ID = "11010519491231002X"


def made(office, signed_in, kind: str, role: str = "officer", headers: dict[str, str] | None = None) -> BytesIO:  # noqa: F811
    """A report of the run."""
    return BytesIO(exported(signed_in(role), "report", f"run={office.run.number}&report={kind}", headers=headers))


def paragraphs(file: BytesIO) -> str:
    """The text of a circular."""
    return "\n".join(paragraph.text for paragraph in docx.Document(file).paragraphs)


@pytest.mark.parametrize("kind", ["pdf", "", "XLSX", "../x"])
def test_an_unknown_kind_is_not_found(office, kind):  # noqa: F811
    with pytest.raises(NotFoundError):
        REPORT.draft({"run": office.run.number, "report": kind}, by=office.actor("officer"))


@pytest.mark.parametrize("kind", list(WRITERS))
def test_the_file_is_entered_in_the_register(office, signed_in, kind):  # noqa: F811
    size = len(made(office, signed_in, kind).getvalue())

    record = ExportRecord.objects.get()
    assert (record.title, record.size, record.full, record.taken) == (f"{office.run}.{kind}", size, False, 1)
    assert (record.asked_by, record.purpose) == (office.accounts["officer"], "planning")


@pytest.mark.parametrize("role", ["stranger"])
def test_a_run_that_one_does_not_see_makes_no_report(office, signed_in, role):  # noqa: F811
    response = signed_in(role).post(asking("report", f"run={office.run.number}&report=json"), {"purpose": "planning"})

    assert response.status_code == 404
    assert not ExportRecord.objects.exists()


def test_the_data_file_of_a_branch_holds_the_branch_only(office, signed_in):  # noqa: F811
    answer = json.load(made(office, signed_in, "json", "secretary"))

    assert {row["org"] for row in answer["orgs"]} == {BRANCH}
    assert [person["person"] for person in answer["persons"]].count("P08") == 0
    assert len(answer["persons"]) == 5


def test_the_data_file_of_the_county_holds_everybody_and_the_mark(office, signed_in):  # noqa: F811
    answer = json.load(made(office, signed_in, "json"))

    assert sorted(person["person"] for person in answer["persons"]) == [f"P0{number}" for number in range(1, 9)]
    assert answer["run"]["as_of"] == "2026-06-30"
    assert answer["export"].endswith(ExportRecord.objects.get().number)


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_the_workbook_keeps_the_numbers_of_people_as_text_and_bears_the_mark(office, signed_in):  # noqa: F811
    book = openpyxl.load_workbook(made(office, signed_in, "xlsx"))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value in ("P01", "P08")]
    assert {cell.value for cell in cells} == {"P01", "P08"}
    assert {cell.data_type for cell in cells} == {"s"}
    number = ExportRecord.objects.get().number
    assert all(number in sheet.oddFooter.left.text for sheet in book)
    assert number in book.custom_doc_props["xueshi.export"].value


def test_the_circular_speaks_for_the_top_of_what_its_owner_sees(office, signed_in):  # noqa: F811
    county_wide, branch = (paragraphs(made(office, signed_in, "docx", role)) for role in ("officer", "secretary"))

    assert "对清河县委截至2026年6月30日" in county_wide
    assert "石桥村党支部" in branch
    assert "柳林镇党委" not in branch


def test_the_circular_bears_the_mark_at_the_foot_of_every_page(office, signed_in):  # noqa: F811
    document = docx.Document(made(office, signed_in, "docx"))

    section = document.sections[0]
    feet = [paragraph.text for foot in (section.footer, section.even_page_footer) for paragraph in foot.paragraphs]
    assert sum(ExportRecord.objects.get().number in foot for foot in feet) == 2


def test_an_english_circular_is_made_of_the_same_run(office, signed_in):  # noqa: F811
    said = paragraphs(made(office, signed_in, "docx", headers={"accept-language": "en"}))

    assert "was computed from roster and register as of 30 June 2026." in said


def known(office, name: str) -> str:  # noqa: F811
    """Give somebody an identity number."""
    identity: Any = Identity.objects.select_related("person").get(person=office.people[name])
    identity.keep(citizen_id=CITIZEN_ID, phone="13800138000")
    identity.save()
    return str(identity.person.number)


@pytest.mark.parametrize("kind", ["people", "roster"])
def test_a_list_holds_no_identity_number(office, signed_in, kind):  # noqa: F811
    known(office, "P02")

    book = openpyxl.load_workbook(BytesIO(exported(signed_in("officer"), kind)))

    said = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any(CITIZEN_ID in text or "13800138000" in text for text in said)
    assert "乙达标" in said
    assert not AuditRecord.objects.filter(verb__startswith="identity.").exists()


@pytest.mark.parametrize("kind", ["people", "roster"])
def test_a_full_list_holds_them_and_the_trail_says_so(office, signed_in, kind):  # noqa: F811
    number = known(office, "P02")

    book = openpyxl.load_workbook(BytesIO(exported(signed_in("officer"), kind, full=True)))

    rows = {row[0]: row[-2:] for row in list(book.worksheets[0].values)[1:]}
    assert rows[number] == (CITIZEN_ID, "13800138000")
    assert {row for key, row in rows.items() if key != number} == {(None, None)}
    record = AuditRecord.objects.get(verb="identity.exported")
    assert (record.thing, record.facts) == (ExportRecord.objects.get().number, {"people": 8})


def test_files_of_people_hold_no_identity_number_in_the_results(office, signed_in, settings):  # noqa: F811
    known(office, "P02")
    for kind in WRITERS:
        made(office, signed_in, kind)

    for path in Path(settings.XUESHI_DATA, "results").iterdir():
        assert CITIZEN_ID.encode() not in path.read_bytes()
