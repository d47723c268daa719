"""Everything held on one person: complete by construction, for the person and who may see identity numbers, and written down."""

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.apps import apps

from tests.offices import CITIZEN_ID, INSTALLER, account, county, member, officer, person, secretary
from xueshi.access.exports import kept
from xueshi.access.models import AuditRecord
from xueshi.access.person_file import MACHINE, READABLE, held, person_file_job, ties
from xueshi.kernel.actors import NotAllowedError, NotFoundError
from xueshi.kernel.units import Credit, HalfDays
from xueshi.kernel.windows import Span
from xueshi.ledger.actions import append
from xueshi.ledger.statements import Fact, Line
from xueshi.people.gates import citizen_id_of
from xueshi.people.merging import person_merge
from xueshi.people.models import OfficeKind, Person
from xueshi.people.offices import office_begin
from xueshi.people.personal import person_file_start
from xueshi.rules.facts import Form, OrganiserLevel

pytestmark = pytest.mark.django_db

SECRET_MODELS = {"people.NameToken"}
"""Nothing in them but keys and keyed hashes."""


@dataclass
class Task:
    params: Mapping[str, Any]
    number: str = "task"
    result_file: str = field(default="")


@pytest.fixture
def units():
    return county()


@pytest.fixture
def one(units):
    found = person(units["first"], "张某", citizen_id=CITIZEN_ID, phone="13812345678")
    office_begin(found, units["first"], OfficeKind.SECRETARY, span=Span(date(2024, 1, 1)), by=INSTALLER)
    fact = Fact("unit", "r1", found.pk, "党课", Form.F3, date(2025, 3, 1), date(2025, 3, 1), credit=Credit(200))
    line = Line(
        fact.first_day,
        fact.last_day,
        Form.F3,
        OrganiserLevel.GRASSROOTS,
        Credit(200),
        HalfDays(1),
        Credit(0),
        "M24",
        "1",
    )
    append([(fact, (line,))], batch="b", by=INSTALLER)
    return found


def opened(one, by, lang="zh-hans"):
    task = Task({"person": one.number, "lang": lang})
    person_file_job(task, lambda percent, message: None, by)
    with zipfile.ZipFile(kept(task.result_file)) as file:
        assert file.namelist() == [READABLE, MACHINE]
        return file.read(READABLE).decode(), json.loads(file.read(MACHINE))


def test_the_file_holds_who_the_person_is_and_what_was_recorded(one):
    page, rows = opened(one, member(one))

    for text in ("张某", CITIZEN_ID, "13812345678", "第一支部 书记", "党课", "谁查阅、谁改动"):
        assert text in page
    assert rows["opened"] == [{"number": one.number, "name": "张某", "citizen_id": CITIZEN_ID, "phone": "13812345678"}]
    assert rows["people.Office"][0]["valid_from"] == "2024-01-01"
    assert rows["ledger.Posting"][0]["credit"] == 200
    assert rows["ledger.Participation"][0]["title"] == "党课"


def test_who_looked_stands_in_the_file(one, units):
    citizen_id_of(one, by=officer(units["top"], account("zhao").pk))

    page, rows = opened(one, member(one))

    assert "zhao" in page
    assert "身份信息·查阅" in page
    assert "identity.read" in [record["verb"] for record in rows["access.AuditRecord"]]


def test_what_was_recorded_under_a_merged_number_stands_in_the_file(one, units):
    other = person(units["first"], "张小某")
    person_merge(one, other, reason="同一人", by=INSTALLER)

    page, rows = opened(one, officer(units["top"]))

    assert "张小某" in page
    assert [row["number"] for row in rows["people.Person"]] == [one.number, other.number]
    assert {row["person"] for row in rows["people.Membership"]} == {one.pk, other.pk}


def test_every_table_that_points_at_a_person_is_in_the_file():
    pointing = {
        model._meta.label
        for model in apps.get_models()
        for column in model._meta.concrete_fields
        if column.is_relation and column.related_model is Person and model is not Person
    }

    covered = {model._meta.label for model, _ in ties(Person)}

    assert pointing - covered == SECRET_MODELS
    assert len(covered) > 12


def test_no_secret_stands_in_the_file(one):
    identity = one.identity
    data = json.dumps(held(one))

    for secret in (bytes(identity.person_key).hex(), identity.citizen_id_index, str(identity.name_index)):
        assert secret not in data
    assert "person_key" not in data
    assert "password" not in data


def test_nobody_else_s_rows_stand_in_the_file(one, units):
    other = person(units["first"], "李某")

    page, rows = opened(one, member(one))

    assert other.number not in json.dumps(rows)
    assert "李某" not in page + json.dumps(rows, ensure_ascii=False)


def test_the_file_speaks_the_language_that_was_asked_for(one):
    page, _ = opened(one, member(one), lang="en")

    assert "Everything held on" in page
    assert "secretary" in page


def test_making_the_file_is_written_down(one):
    opened(one, member(one))

    record = AuditRecord.objects.latest("pk")
    assert (record.verb, record.thing) == ("person_file.made", one.number)
    assert record.facts["rows"] > 5


@pytest.mark.parametrize("begin", [person_file_start, opened])
def test_a_secretary_gets_no_file_of_a_member(one, units, begin):
    with pytest.raises(NotAllowedError):
        begin(one, by=secretary(units["first"]))


@pytest.mark.parametrize("place", ["west", "third"])
def test_an_officer_elsewhere_finds_nobody(one, units, place):
    with pytest.raises(NotFoundError):
        opened(one, officer(units[place]))


def test_a_member_asks_for_the_own_file(one):
    made = account("zhang")
    made.person = one
    made.save()

    ticket = person_file_start(one, by=member(one, made.pk))

    assert ticket.number
    verbs = list(AuditRecord.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs[-2:] == ["person_file.asked", "job.queued"]
