"""Who sees whom, and who reads an identity number."""

import pytest

from tests.offices import CITIZEN_ID, county, member, officer, person, secretary
from xueshi.access.models import AuditRecord
from xueshi.kernel.actors import NotAllowedError, NotFoundError
from xueshi.people.gates import citizen_id_of, may_change, person_for, visible_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    units = county()
    made = {name: person(units[name], name) for name in ("first", "second", "third")}
    return units, made


def test_an_officer_sees_the_people_of_the_subtree(people):
    units, made = people

    assert set(visible_people(officer(units["east"]))) == {made["first"], made["second"]}


def test_a_secretary_sees_the_own_branch(people):
    units, made = people

    assert set(visible_people(secretary(units["first"]))) == {made["first"]}


def test_a_member_sees_himself_only(people):
    _, made = people

    assert list(visible_people(member(made["first"]))) == [made["first"]]


def test_hidden_and_absent_people_are_answered_alike(people):
    units, made = people
    by = secretary(units["first"])

    with pytest.raises(NotFoundError) as hidden:
        person_for(by, made["second"].number)
    with pytest.raises(NotFoundError) as absent:
        person_for(by, "0" * 16)

    assert hidden.value.line() == absent.value.line()


def test_a_person_is_found_by_number(people):
    units, made = people

    assert person_for(officer(units["top"]), made["third"].number) == made["third"]


def test_an_officer_reads_an_identity_number_and_that_is_written_down():
    units = county()
    one = person(units["first"], citizen_id=CITIZEN_ID)

    read = citizen_id_of(one, by=officer(units["top"], account=8))

    assert read == CITIZEN_ID
    record = AuditRecord.objects.latest("pk")
    assert (record.account, record.verb, record.thing) == (8, "identity.read", one.number)
    assert CITIZEN_ID not in str(record.facts)


def test_a_secretary_does_not_read_an_identity_number():
    units = county()
    one = person(units["first"], citizen_id=CITIZEN_ID)
    before = AuditRecord.objects.count()

    with pytest.raises(NotAllowedError):
        citizen_id_of(one, by=secretary(units["first"]))

    assert AuditRecord.objects.count() == before


def test_a_member_reads_the_own_number():
    units = county()
    one = person(units["first"], citizen_id=CITIZEN_ID)

    assert citizen_id_of(one, by=member(one)) == CITIZEN_ID


def test_an_unknown_identity_number_is_empty(people):
    units, made = people

    assert citizen_id_of(made["first"], by=officer(units["top"])) == ""


def test_who_may_change_a_person(people):
    units, made = people

    answers = [
        may_change(by, made["first"])
        for by in (officer(units["top"]), officer(units["west"]), secretary(units["first"]))
    ]

    assert answers == [True, False, False]


def test_an_officer_elsewhere_finds_nobody_here(people):
    units, made = people

    with pytest.raises(NotFoundError) as refused:
        person_for(officer(units["west"]), made["first"].number)

    assert refused.value.code == "ACCESS-001"
    assert set(visible_people(officer(units["west"]))) == {made["third"]}


def test_an_officer_elsewhere_reads_no_identity_number():
    units = county()
    one = person(units["first"], citizen_id=CITIZEN_ID)

    with pytest.raises(NotAllowedError) as refused:
        citizen_id_of(one, by=officer(units["west"]))

    assert CITIZEN_ID not in refused.value.line("zh")


def test_a_member_reads_nobody_elses_number(people):
    units, made = people
    other = person(units["first"], citizen_id=CITIZEN_ID)

    with pytest.raises(NotAllowedError):
        citizen_id_of(other, by=member(made["first"]))


def test_a_secretary_sees_himself_wherever_he_belongs(people):
    units, made = people
    by = secretary(units["first"])
    both = type(by)(by.account, by.on, by.grants, by.witness, made["third"].pk)

    assert set(visible_people(both)) == {made["first"], made["third"]}


def test_a_member_changes_not_even_himself(people):
    _, made = people

    assert not may_change(member(made["first"]), made["first"])
