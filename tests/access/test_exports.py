"""The gate of exports: what for, how many, masked or not, with whose approval; for seven days, and entered in the register."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from tests.house.source import ROOT, sources
from tests.offices import account
from tests.web.conftest import county, enter, office, signed_in  # noqa: F401
from tests.web.exporting import asking, exported, take
from tests.web.office import _account
from tests.web.said import rows, text
from xueshi.access import exports
from xueshi.access.approvals import approval_decide
from xueshi.access.exports import (
    export_draft,
    export_of_job,
    export_open,
    export_take,
    exports_expire,
    kept,
)
from xueshi.access.models import Appointment, Approval, AuditRecord, ExportRecord
from xueshi.intake.models import Job, JobState
from xueshi.kernel.actors import Actor, Grant, NotFoundError, Right, Role
from xueshi.kernel.errors import XueshiError

pytestmark = pytest.mark.django_db


def refusal(*args: object, **options: object) -> str:
    """The code with which an export is refused."""
    with pytest.raises(XueshiError) as refused:
        export_open(*args, **options)  # type: ignore[arg-type]
    assert not ExportRecord.objects.exists()
    assert not Job.objects.filter(kind="export").exists()
    return refused.value.code


def test_an_export_is_entered_before_it_is_made(office):  # noqa: F811
    record = export_open("people", "planning", {"status": "met"}, note=" 月报 ", by=office.actor("officer"))

    assert (record.kind, record.purpose, record.note, record.rows, record.full) == (
        "people",
        "planning",
        "月报",
        1,
        False,
    )
    assert "达标" in record.filters.values()
    assert Job.objects.get(number=record.job).params == {"export": record.number}
    trail = AuditRecord.objects.get(verb="export.opened")
    assert (trail.thing, trail.reason) == (record.number, "月报")
    assert (trail.facts["purpose"], trail.facts["rows"], trail.facts["full"]) == ("planning", 1, False)


@pytest.mark.parametrize("purpose", ["", "curiosity", "PLANNING"])
def test_a_purpose_stands_on_the_list(office, purpose):  # noqa: F811
    assert refusal("people", purpose, {}, by=office.actor("officer")) == "EXPORT-001"


@pytest.mark.parametrize("kind", ["persons", "", "xueshi.standings.exporters.PEOPLE"])
def test_an_unknown_kind_is_not_found(office, kind):  # noqa: F811
    assert refusal(kind, "planning", {}, by=office.actor("officer")) == "ACCESS-001"


def test_whoever_may_not_export_exports_nothing(office):  # noqa: F811
    by = office.actor("officer")
    inspector = Actor(by.account, by.on, (Grant(Role.INSPECTOR, by.grants[0].scope),), by.witness)

    assert refusal("people", "planning", {}, by=inspector) == "ACCESS-002"


def test_the_trail_is_exported_by_its_readers_only(office):  # noqa: F811
    by = office.actor("officer")
    auditor = Actor(by.account, by.on, (Grant(Role.AUDIT_ADMINISTRATOR, ""),), by.witness)

    assert refusal("audit", "audit", {}, by=by) == "ACCESS-001"
    assert export_draft("audit", {"verb": "run.judged"}, by=auditor).rows == 1
    with pytest.raises(NotFoundError):
        export_draft("people", {}, by=auditor)


@pytest.mark.parametrize("note", ["", "   "])
def test_a_full_export_says_why(office, note):  # noqa: F811
    assert refusal("people", "planning", {}, note=note, full=True, by=office.actor("officer")) == "EXPORT-002"


@pytest.mark.parametrize("kind", ["units", "report"])
def test_what_holds_no_person_has_no_full_form(office, kind):  # noqa: F811
    params = {"unit": office.unit("清河县委").number, "run": office.run.number, "report": "json"}

    assert refusal(kind, "planning", params, note="需要", full=True, by=office.actor("officer")) == "EXPORT-004"


def test_a_full_export_needs_the_right_to_identities(office):  # noqa: F811
    by = office.actor("secretary")

    assert Right.EXPORT in {right for right in Right if by.scopes(right)}
    assert refusal("people", "planning", {}, note="需要", full=True, by=by) == "ACCESS-002"


@pytest.mark.parametrize(("alone", "code"), [(7, "ACCESS-022"), (8, ""), (9, "")])
def test_above_a_size_a_second_person_is_needed(office, monkeypatch, alone, code):  # noqa: F811
    monkeypatch.setattr(exports, "ALONE", alone)
    asked = {"note": "需要", "full": True, "by": office.actor("officer")}

    if code:
        assert refusal("people", "planning", {}, **asked) == code
    else:
        assert export_open("people", "planning", {}, **asked).approval is None


def test_a_masked_export_of_any_size_needs_nobody(office, monkeypatch):  # noqa: F811
    monkeypatch.setattr(exports, "ALONE", 0)

    assert export_open("people", "planning", {}, by=office.actor("officer")).rows == 8


@pytest.fixture
def second(office) -> Actor:  # noqa: F811
    """Another officer of the county."""
    from xueshi.access.actors import actor_of

    return actor_of(_account("second", Role.DEPARTMENT_OFFICER, office.unit("清河县委")))


def test_an_approval_serves_for_one_export_of_the_same_rows(office, signed_in, monkeypatch, second):  # noqa: F811
    monkeypatch.setattr(exports, "ALONE", 5)
    client = signed_in("officer")
    said = {"purpose": "planning", "note": "上级调阅"}

    asked = client.post(asking("people", "status=", full=True), said)
    approval = Approval.objects.get()
    assert asked.url == reverse("approval", args=[approval.number])
    assert not ExportRecord.objects.exists()
    approval_decide(approval, granted=True, reason="同意", by=second)
    other = client.post(asking("people", f"unit={office.unit('清河县委').number}", full=True), said)
    same = client.post(asking("people", full=True), said)
    again = client.post(asking("people", full=True), said)

    assert "/approvals/" in other.url
    assert "/jobs/" in same.url
    assert "/approvals/" in again.url
    record = ExportRecord.objects.get()
    assert (record.approval, record.full, record.rows) == (approval, True, 8)
    trail = AuditRecord.objects.get(verb="export.opened")
    assert (trail.approver, trail.reason) == (second.account, "上级调阅")


def test_the_second_person_sees_what_would_leave(office, signed_in, monkeypatch, second):  # noqa: F811
    monkeypatch.setattr(exports, "ALONE", 5)

    signed_in("officer").post(asking("people", full=True), {"purpose": "planning", "note": "上级调阅"})

    facts = Approval.objects.get().facts
    assert (facts["Rows"], facts["Reason"]) == (8, "上级调阅")


def test_a_file_is_taken_by_the_one_who_asked_only(office, signed_in):  # noqa: F811
    exported(signed_in("officer"), "people")

    record = ExportRecord.objects.get()
    assert record.taken == 1
    assert record.sha256 == AuditRecord.objects.get(verb="export.made").facts["sha256"]
    assert AuditRecord.objects.filter(verb="export.taken", thing=record.number).count() == 1
    for role in ("secretary", "stranger"):
        assert signed_in(role).get(reverse("export", args=[record.number])).status_code == 404
        with pytest.raises(NotFoundError):
            export_take(record.job, by=office.actor(role))


@pytest.mark.parametrize(("later", "there"), [(timedelta(days=7, seconds=-2), True), (timedelta(days=7), False)])
def test_a_file_stays_seven_days(office, signed_in, later, there):  # noqa: F811
    exported(signed_in("officer"), "people")
    record = ExportRecord.objects.get()
    path = kept(record.file)

    with time_machine.travel(record.made_at + later, tick=False):
        gone = exports_expire()
        if there:
            assert export_take(record.job, by=office.actor("officer"))[0] == path
        else:
            with pytest.raises(XueshiError) as refused:
                export_take(record.job, by=office.actor("officer"))
            assert refused.value.code == "EXPORT-003"

    assert (gone, path.exists()) == (0 if there else 1, there)
    assert ExportRecord.objects.count() == 1


def test_a_file_that_was_replaced_is_not_handed_out(office, signed_in):  # noqa: F811
    exported(signed_in("officer"), "people")
    record = ExportRecord.objects.get()
    kept(record.file).write_bytes(b"other")

    with pytest.raises(XueshiError) as refused:
        export_take(record.job, by=office.actor("officer"))

    assert refused.value.code == "EXPORT-005"
    assert ExportRecord.objects.get().taken == 1


def test_the_file_of_another_job_passes_the_same_gate(office):  # noqa: F811
    by = office.actor("officer")
    job = Job.objects.create(kind="check", owner=office.accounts["officer"], state=JobState.DONE, result_file="x.xlsx")
    kept("x.xlsx").write_bytes(b"rows")

    for _again in range(2):
        record = export_of_job("check", job.number, "x.xlsx", by=by)

    assert (record.purpose, record.full, record.is_ready) == ("correction", True, True)
    assert ExportRecord.objects.count() == 1
    assert export_take(job.number, by=by) == (kept("x.xlsx"), "x.xlsx")


def test_a_name_never_leaves_the_folder():
    assert kept("../../etc/passwd").name == "passwd"
    assert kept("../../etc/passwd").parent == kept("x").parent


def test_the_page_shows_what_would_leave(office, signed_in):  # noqa: F811
    page = text(signed_in("officer").get(asking("people", "status=met")))

    assert "行数 1" in page
    assert "身份证号和手机号 不含" in page
    assert "含身份证号" in page


def test_a_full_export_asks_to_be_proved_again(office, signed_in):  # noqa: F811
    client = signed_in("officer")
    account = office.accounts["officer"]
    with time_machine.travel(timezone.now() - timedelta(minutes=10), tick=False):
        enter(client, account)

    response = client.get(asking("people", full=True))

    assert response.status_code == 302
    assert response.url.startswith(reverse("confirm_holder"))


def test_the_register_shows_one_s_own_and_auditors_all(office, signed_in):  # noqa: F811
    exported(signed_in("officer"), "people")
    exported(signed_in("secretary"), "people")
    auditor = account("auditor")
    Appointment.objects.create(account=auditor, role=Role.AUDIT_ADMINISTRATOR, organisation=None, recorded_by=0)

    own = signed_in("officer").get(reverse("exports"))
    client = signed_in("stranger")
    enter(client, auditor)
    every = client.get(reverse("exports"))

    assert len(rows(own)) == 1
    assert len(rows(every)) == 2
    first = ExportRecord.objects.first()
    assert first is not None
    assert client.get(reverse("export", args=[first.number])).status_code == 200
    assert client.get(reverse("job_result", args=[first.job])).status_code == 404


def test_the_register_stays_within_its_queries(office, signed_in, django_assert_max_num_queries):  # noqa: F811
    client = signed_in("officer")
    for _turn in range(3):
        export_open("people", "planning", {}, by=office.actor("officer"))

    with django_assert_max_num_queries(15):
        assert client.get(reverse("exports")).status_code == 200
    with django_assert_max_num_queries(15):
        assert client.get(asking("people")).status_code == 200


def test_the_mark_of_a_saved_file_names_the_export(office, signed_in):  # noqa: F811
    response = take(signed_in("officer"), "people")

    record = ExportRecord.objects.get()
    book = load_workbook(BytesIO(response.body))
    book.save(again := BytesIO())
    saved = load_workbook(again)
    assert all(record.number in sheet.oddFooter.left.text for sheet in saved)
    assert saved.properties.keywords == record.number
    assert record.number in dict(list(saved.worksheets[2].values)[1:]).values()


def test_a_job_makes_what_its_owner_may_see_when_it_runs(office):  # noqa: F811
    record = export_open("people", "planning", {}, by=office.actor("officer"))
    former = Actor(record.asked_by.pk, office.actor("officer").on, (), print)

    with pytest.raises(NotFoundError):
        export_draft("people", record.params, by=former)


HARMLESS = {"src/xueshi/intake/views/imports.py", "src/xueshi/ledger/views.py"}
"""A blank sheet that holds no data, and the proof of one entry that its page shows already."""

HANDING = ("FileResponse(", "Content-Disposition", "StreamingHttpResponse(", "as_attachment")


def test_nothing_but_the_gate_hands_files_out():
    handing = {source.name for source in sources("src") for word in HANDING if word in source.text}

    assert handing == {"src/xueshi/intake/views/jobs.py", *HARMLESS}
    assert "export_take(" in (ROOT / "src/xueshi/intake/views/jobs.py").read_text(encoding="utf-8")
