"""Reports are made by a job for what its owner may see, in the language in which they were asked for."""

import json
from typing import Any

import docx
import openpyxl
import pytest
from django.utils import translation

from tests.web.conftest import county, office  # noqa: F401
from tests.web.office import BRANCH
from xueshi.access.models import AuditRecord
from xueshi.intake.models import Job
from xueshi.intake.uploads import result_path
from xueshi.kernel.actors import NotFoundError
from xueshi.standings.reports import KINDS, report_enqueue, report_job


def queued(office, kind: str, role: str = "officer", run: str = "", lang: str = "zh") -> Job:  # noqa: F811
    """A report that was asked for and not begun."""
    params = {"run": run or office.run.number, "report": kind, "lang": lang}
    made: Job = Job.objects.create(kind="report", params=params, owner=office.accounts[role])
    return made


def made(office, kind: str, role: str = "officer", lang: str = "zh") -> Any:  # noqa: F811
    """The path of the report."""
    job = queued(office, kind, role, lang=lang)
    report_job(job, lambda percent, message: None, office.actor(role))
    return result_path(job.result_file)


@pytest.mark.parametrize("kind", ["pdf", "", "XLSX", "../x"])
def test_an_unknown_kind_is_not_queued(office, kind):  # noqa: F811
    with pytest.raises(NotFoundError):
        report_enqueue(office.run, kind, by=office.actor("officer"))

    assert not Job.objects.filter(kind="report").exists()


@pytest.mark.parametrize(("language", "lang"), [("zh-hans", "zh"), ("en", "en")])
def test_the_language_of_the_page_is_that_of_the_report(office, language, lang):  # noqa: F811
    with translation.override(language):
        job = report_enqueue(office.run, "docx", by=office.actor("officer"))

    assert job.params == {"run": office.run.number, "report": "docx", "lang": lang}


@pytest.mark.parametrize("kind", list(KINDS))
def test_the_file_is_named_after_run_and_job(office, kind):  # noqa: F811
    job = queued(office, kind)

    result = report_job(job, lambda percent, message: None, office.actor("officer"))

    assert job.result_file == f"{office.run}-{job.number[:6]}.{kind}"
    assert result_path(job.result_file).stat().st_size > 1000
    assert result == {"run": office.run.number, "report": kind}


def test_who_had_a_report_made_stands_in_the_audit_trail(office):  # noqa: F811
    made(office, "json", "secretary")

    record = AuditRecord.objects.get(verb="report.made")
    assert (record.account, record.facts) == (office.accounts["secretary"].pk, {"report": "json"})


@pytest.mark.parametrize("role", ["stranger", "member"])
def test_a_run_that_one_does_not_see_makes_no_report(office, role):  # noqa: F811
    job = queued(office, "json", role)

    with pytest.raises(NotFoundError):
        report_job(job, lambda percent, message: None, office.actor(role))

    assert job.result_file == ""
    assert not AuditRecord.objects.filter(verb="report.made").exists()


def test_a_run_that_there_is_not_makes_no_report(office):  # noqa: F811
    with pytest.raises(NotFoundError):
        report_job(queued(office, "json", run="nothing"), lambda percent, message: None, office.actor("officer"))


def test_the_data_file_of_a_branch_holds_the_branch_only(office):  # noqa: F811
    answer = json.loads(made(office, "json", "secretary").read_text("utf-8"))

    assert {row["org"] for row in answer["orgs"]} == {BRANCH}
    assert [person["person"] for person in answer["persons"]].count("P08") == 0
    assert len(answer["persons"]) == 5


def test_the_data_file_of_the_county_holds_everybody(office):  # noqa: F811
    answer = json.loads(made(office, "json").read_text("utf-8"))

    assert sorted(person["person"] for person in answer["persons"]) == [f"P0{number}" for number in range(1, 9)]
    assert answer["run"]["as_of"] == "2026-06-30"
    assert [file["name"] for file in answer["run"]["inputs"]] == ["roster.csv", "register.csv"]


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_the_workbook_keeps_the_numbers_of_people_as_text(office):  # noqa: F811
    book = openpyxl.load_workbook(made(office, "xlsx"))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value in ("P01", "P08")]
    assert {cell.value for cell in cells} == {"P01", "P08"}
    assert {cell.data_type for cell in cells} == {"s"}


def test_the_circular_speaks_for_the_top_of_what_its_owner_sees(office):  # noqa: F811
    county_wide, branch = (
        "\n".join(paragraph.text for paragraph in docx.Document(str(made(office, "docx", role))).paragraphs)
        for role in ("officer", "secretary")
    )

    assert "对清河县委截至2026年6月30日" in county_wide
    assert "石桥村党支部" in branch
    assert "柳林镇党委" not in branch


def test_an_english_circular_is_made_of_the_same_run(office):  # noqa: F811
    said = "\n".join(paragraph.text for paragraph in docx.Document(str(made(office, "docx", lang="en"))).paragraphs)

    assert "was computed from roster and register as of 30 June 2026." in said
