"""The audit trail as its readers see it: filters, pages by place, words, before and after, verification, and nobody else."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from tests.access.test_verify import write
from tests.behind import behind_the_back
from tests.house.source import sources
from tests.offices import account
from tests.web.conftest import county, enter, office, signed_in  # noqa: F401
from tests.web.exporting import exported
from tests.web.said import rows, text
from xueshi.access import trail as trails
from xueshi.access.actors import actor_of, witness
from xueshi.access.chain import append
from xueshi.access.models import Account, Appointment, AuditProof, AuditRecord
from xueshi.access.trail import TrailFilter, changes, looked_at, page, trail
from xueshi.access.trail_words import DONE, THINGS, distinct, kind_words, verb_words
from xueshi.intake.jobs import work
from xueshi.kernel.actors import Act, Actor, Grant, NotFoundError, Role

pytestmark = pytest.mark.django_db
AUDITOR = Actor(1, date(2026, 6, 30), (Grant(Role.AUDIT_ADMINISTRATOR, ""),), witness("r0", "192.0.2.9"))


def act(
    verb: str, thing: str = "n1", *, account: int = 9007, request: str = "r1", day: int = 1, **facts
) -> AuditRecord:
    """An act on a day of June 2026, at noon."""
    with time_machine.travel(datetime(2026, 6, day, 4, tzinfo=UTC), tick=False):
        said = Act(account, verb, verb.partition(".")[0], thing, facts)
        return append(said, request_id=request, address="192.0.2.1")


def audit_account(name: str) -> Account:
    """The account of an audit administrator."""
    made = account(name)
    Appointment.objects.create(account=made, role=Role.AUDIT_ADMINISTRATOR, organisation=None, recorded_by=0)
    return made


def hits(**asked) -> list[AuditRecord]:
    """What a filter finds."""
    return list(trail(TrailFilter.of(asked), by=AUDITOR))


def test_filters_choose_records():
    who = account("wang")
    first = act("person.read", "p1", account=who.pk, day=1)
    second = act("person.entered", "p2", request="r2", day=2)
    third = act("account.opened", "p1", day=3)

    assert hits() == [third, second, first]
    assert hits(who="wang") == [first]
    assert hits(who="nobody") == []
    assert hits(verb="person.entered") == [second]
    assert hits(kind="person") == [second, first]
    assert hits(thing="p1") == [third, first]
    assert hits(kind="person", thing="p1") == [first]
    assert hits(request="r2") == [second]
    assert hits(verb="person.read", thing="p2") == []


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2026-06-02", "2026-06-02", [2]),
        ("2026-06-02", "", [3, 2]),
        ("", "2026-06-02", [2, 1]),
        ("2026-06-04", "", []),
        ("", "2026-05-31", []),
        ("yesterday", "2026-13-01", [3, 2, 1]),
    ],
)
def test_days_are_those_of_the_office(first, last, days):
    for day in (1, 2, 3):
        act("person.read", day=day)

    assert [record.day.day for record in hits(first=first, last=last)] == days


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (datetime(2026, 6, 1, 16, 0, tzinfo=UTC), "2026-06-02"),
        (datetime(2026, 6, 1, 15, 59, 59, tzinfo=UTC), "2026-06-01"),
    ],
)
def test_a_day_begins_at_midnight_in_beijing(at, shown):
    with time_machine.travel(at, tick=False):
        record = write(1)[0]

    assert hits(first=shown, last=shown) == [record]


def test_pages_go_on_where_the_last_ended(monkeypatch):
    monkeypatch.setattr(trails, "PAGE", 3)
    made = [act("person.read", f"p{n}", day=1) for n in range(8)]
    wanted = TrailFilter.of({"verb": "person.read"})

    seen: list[AuditRecord] = []
    cursor = ""
    for _turn in range(3):
        part = page(wanted, cursor, by=AUDITOR)
        seen += [row.record for row in part.rows]
        cursor = part.older

    assert seen == list(reversed(made))
    assert cursor == ""


@pytest.mark.parametrize(
    "cursor", ["", "x", "2026-06-01~", "~5", "2026-06-01T00:00:00~5", "2026-06-01T00:00:00+00:00~x"]
)
def test_a_place_that_is_none_is_the_newest(cursor):
    record = act("person.read")

    assert [row.record for row in page(TrailFilter(), cursor, by=AUDITOR).rows] == [record]


def test_looking_into_the_trail_is_an_act_too():
    act("person.read", "p1")

    page(TrailFilter.of({"thing": "p1"}), "", by=AUDITOR)

    record = AuditRecord.objects.get(verb="audit.read")
    assert (record.account, record.facts) == (1, {"filters": {"thing": "p1"}, "shown": 1})


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.AUDIT_ADMINISTRATOR])
def test_nobody_else_finds_a_trail(role):
    act("person.read")

    with pytest.raises(NotFoundError):
        trail(TrailFilter(), by=Actor(1, date(2026, 6, 30), (Grant(role, ""),), print))


def test_before_and_after_stand_side_by_side():
    facts = {
        "before": {"name": "甲", "kind": "x", "gone": 1},
        "after": {"name": "乙", "kind": "x", "new": [1, 2]},
        "on": "d",
    }

    assert [(change.name, change.before, change.after) for change in changes(facts)] == [
        ("name", "甲", "乙"),
        ("gone", "1", ""),
        ("new", "", "1, 2"),
        ("on", "", "d"),
    ]


def test_a_single_fact_called_before_is_shown_as_it_is():
    assert [(change.name, change.after) for change in changes({"before": "甲", "name": "乙"})] == [
        ("before", "甲"),
        ("name", "乙"),
    ]


def test_values_are_found_by_leaps():
    for verb in ("person.read", "account.opened", "person.read", "job.queued"):
        act(verb)

    assert distinct("verb") == ["account.opened", "job.queued", "person.read"]
    assert distinct("kind") == ["account", "job", "person"]


def test_an_empty_trail_has_no_values():
    assert distinct("verb") == []


def test_acts_have_words():
    assert verb_words("account.opened", "zh") == "账号·开立"
    assert verb_words("account.opened", "en") == "account opened"
    assert verb_words("shoe.polished", "zh") == "shoe.polished"
    assert (kind_words("person", "zh"), kind_words("shoe", "zh")) == ("人员", "shoe")


def verbs() -> set[str]:
    """Every verb that stands in a call of ``audit`` as it is."""
    import ast

    calls = [
        node
        for source in sources("src")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "audit"
    ]
    first = [call.args[1] for call in calls if len(call.args) > 1]
    return {str(node.value) for node in first if isinstance(node, ast.Constant)}


def test_every_act_of_the_program_has_words():
    unsaid = {verb for verb in verbs() if verb.partition(".")[0] not in THINGS or verb.partition(".")[2] not in DONE}

    assert unsaid == set()
    assert len(verbs()) > 60


def test_who_looked_at_a_person_is_known():
    act("person.read", "p1", account=7, day=1)
    act("person.entered", "p1", account=8, day=2)
    act("identity.read", "p1", account=9, day=3)

    assert [record.account for record in looked_at("identity", "p1")] == [9]
    assert [record.account for record in looked_at("person", "p1")] == [7]


@pytest.fixture
def auditor(office, signed_in):  # noqa: F811
    """The browser of an audit administrator."""
    client = signed_in("anonymous")
    enter(client, audit_account("auditor"))
    return client


def test_the_page_says_who_did_what(office, auditor):  # noqa: F811
    response = auditor.get("/audit/?verb=run.judged")

    assert len(rows(response)) == 1
    assert "officer 评定·评定" in rows(response)[0]
    record = AuditRecord.objects.get(verb="run.judged")
    shown = text(auditor.get(reverse("audit_record", args=[record.pk])))
    assert record.chain in shown
    assert record.thing in shown


def test_the_page_stays_within_its_queries(office, auditor, django_assert_max_num_queries):  # noqa: F811
    with django_assert_max_num_queries(15):
        assert auditor.get("/audit/?kind=person&thing=p1&who=officer").status_code == 200


@pytest.mark.parametrize("address", ["/audit/", "/audit/proofs/", "/audit/1/", "/audit/99999/"])
@pytest.mark.parametrize("role", ["member", "secretary", "officer"])
def test_the_pages_are_not_there_for_others(office, signed_in, role, address):  # noqa: F811
    assert signed_in(role).get(address).status_code == 404


def test_a_verification_is_done_by_a_job_and_kept(office, auditor):  # noqa: F811
    queued = auditor.post(reverse("audit_verify"))
    work.func(queued.url.rstrip("/").rpartition("/")[2])

    proof = AuditProof.objects.get()
    assert proof.faults == []
    assert proof.records > 10
    assert "完整" in rows(auditor.get("/audit/proofs/"))[0]
    assert AuditRecord.objects.get(verb="audit.verified").facts["records"] == proof.records


def test_a_verification_names_what_was_tampered_with(office, auditor):  # noqa: F811
    record = AuditRecord.objects.get(verb="run.judged")
    with behind_the_back():
        AuditRecord.objects.filter(pk=record.pk).update(account=99)

    queued = auditor.post(reverse("audit_verify"))
    work.func(queued.url.rstrip("/").rpartition("/")[2])

    assert [fault["code"] for fault in AuditProof.objects.get().faults] == ["AUDIT-001"]
    assert f"审计记录 {record.name} 被改动过" in rows(auditor.get("/audit/proofs/"))[0]


def test_nobody_else_verifies(office, signed_in):  # noqa: F811
    assert signed_in("officer").post(reverse("audit_verify")).status_code == 404


def test_the_trail_is_exported_line_by_line(office, auditor):  # noqa: F811
    import json

    lines = [json.loads(line) for line in exported(auditor, "audit", "verb=run.judged").decode().splitlines()]

    record = AuditRecord.objects.get(verb="run.judged")
    assert "auditor" in lines[0]["export"]
    assert [(line["id"], line["chain"], line["thing"]) for line in lines[1:]] == [
        (record.pk, record.chain, record.thing)
    ]


def test_the_classes_of_data_are_listed(office, signed_in):  # noqa: F811
    client = signed_in("member")

    every, secret = client.get("/data-classes/"), client.get("/data-classes/?data=identity&grade=G4")

    assert every.context["page"].total > 150
    assert [row.split()[:3] for row in rows(secret)] == [["people.Identity", "citizen_id", "身份证号"]]


def test_an_auditor_acts_as_an_auditor_only(office, auditor):  # noqa: F811
    by = actor_of(audit_account("auditor2"))

    assert trail(TrailFilter(), by=by).exists()
    assert auditor.get("/people/").context["run"] is None
