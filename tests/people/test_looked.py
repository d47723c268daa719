"""Reading of personal data leaves a record; without the record nothing is shown."""

import pytest

from tests.offices import TODAY, county, officer, person
from xueshi.access.models import AuditRecord
from xueshi.kernel.actors import Act, Actor, Grant, NotFoundError, Role
from xueshi.people.looked import people_listed, person_opened

pytestmark = pytest.mark.django_db


def test_opening_a_person_is_written_down():
    units = county()
    who = person(units["first"])

    found = person_opened(who.number, "ledger", by=officer(units["top"], account=7))

    record = AuditRecord.objects.get(account=7)
    assert found == who
    assert (record.verb, record.kind, record.thing, record.facts) == (
        "person.read",
        "person",
        who.number,
        {"part": "ledger"},
    )


def test_who_may_not_see_reads_nothing():
    units = county()
    who = person(units["third"])

    with pytest.raises(NotFoundError):
        person_opened(who.number, "ledger", by=officer(units["east"], account=7))

    assert not AuditRecord.objects.filter(account=7).exists()


class FullError(Exception):
    """The trail takes no more."""


def test_without_the_record_nothing_is_shown():
    units = county()
    who = person(units["first"])

    def full(act: Act) -> None:
        raise FullError

    by = Actor(7, TODAY, (Grant(Role.DEPARTMENT_OFFICER, units["top"].path),), full)

    with pytest.raises(FullError):
        person_opened(who.number, "ledger", by=by)
    with pytest.raises(FullError):
        people_listed("roster", {}, 3, by=by)


@pytest.mark.parametrize(
    ("typed", "kept"), [("张三丰", "张**"), ("z", "z**"), ("11010519491231002X", "***"), ("13800138000", "***")]
)
def test_what_was_typed_does_not_get_into_the_trail(typed, kept):
    people_listed("roster", {"q": typed, "unit": "n1", "sort": ""}, 3, by=officer(county()["top"], account=7))

    record = AuditRecord.objects.get(account=7)
    assert (record.verb, record.thing) == ("people.listed", "roster")
    assert record.facts == {"filters": {"q": kept, "unit": "n1"}, "hits": 3}
