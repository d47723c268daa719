"""What was recorded by hand stays, and an import is undone as long as nothing later rests on it."""

from datetime import date

import pytest

from tests.intake.imported import (
    FIRST,
    HEADINGS,
    SECOND,
    checked,
    counts,
    done,
    member,
    members,
    office,
    recorded,
    undone,
)
from tests.offices import county
from xueshi.intake.imports import (
    import_overwrite,
    import_undo,
)
from xueshi.intake.models import Import, ImportState
from xueshi.kernel.errors import XueshiError
from xueshi.people.actions import affiliation_move
from xueshi.people.models import Affiliation, Identity, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def units(settings, tmp_path):
    settings.XUESHI_DATA = tmp_path
    return county()


@pytest.fixture
def by(units):
    return office(units)


def who(number: str) -> Person:
    return Person.objects.get(identity__local_number=number)


def test_what_somebody_recorded_by_hand_stays_and_is_listed(units, by):
    recorded(members(2), by)
    affiliation_move(who("A00001"), units["third"], on=date(2026, 5, 1), by=by)

    one = recorded([*members(1), member(2, SECOND)], by)

    assert one.found["protected"] == {"affiliation": 1}
    assert counts(one.counts) == (0, 1, 1, 0, 0)
    assert who("A00001").organisation == units["third"]
    assert who("A00002").organisation == units["second"]


def test_what_was_recorded_by_hand_stays_protected_in_later_files(units, by):
    recorded(members(1), by)
    affiliation_move(who("A00001"), units["third"], on=date(2026, 5, 1), by=by)
    headings = (*HEADINGS, "学历")
    recorded([member(1, FIRST, "本科")], by, headings=headings)

    one = recorded([member(1, FIRST, "大专")], by, headings=headings)

    assert one.found["protected"] == {"affiliation": 1}
    assert who("A00001").organisation == units["third"]
    assert who("A00001").identity.education == "大专"


def test_what_was_recorded_by_hand_is_overwritten_where_that_is_chosen(units, by):
    recorded(members(1), by)
    affiliation_move(who("A00001"), units["third"], on=date(2026, 5, 1), by=by)

    one = recorded(members(1), by, overwrite=["affiliation"])

    assert one.found["protected"] == {}
    assert who("A00001").organisation == units["first"]


def test_what_was_recorded_before_the_last_import_is_not_protected(units, by):
    recorded(members(1), by)

    one = recorded([member(1, SECOND)], by)

    assert one.found["protected"] == {}
    assert who("A00001").organisation == units["second"]


def test_undoing_takes_new_people_away_and_states_again_what_was_superseded(units, by):
    recorded([member(1)], by)
    one = recorded([("A00001", "改名", SECOND), member(2)], by)

    one = undone(one, by)

    assert one.state == ImportState.UNDONE
    assert not Identity.objects.filter(local_number="A00002").exists()
    first = who("A00001")
    assert (first.organisation, first.identity.name) == (units["first"], "党员1")
    assert Affiliation.objects.known().get(person=first).organisation == units["first"]


def test_after_undoing_the_file_can_be_imported_again(by):
    one = undone(recorded(members(3), by), by)
    assert one.state == ImportState.UNDONE

    again = recorded(members(3), by)

    assert counts(again.counts) == (3, 0, 0, 0, 0)


def test_ended_affiliations_hold_again_after_undoing(units, by):
    recorded(members(2), by)
    one = recorded(members(1), by, complete=True, end_missing=True)

    undone(one, by)

    assert who("A00002").counted_in == units["first"]


@pytest.mark.django_db(transaction=True)
def test_an_import_on_which_a_later_record_rests_is_not_undone_at_all(units, by):
    one = recorded(members(3), by)
    affiliation_move(who("A00002"), units["third"], on=date(2026, 5, 1), by=by)

    one = import_undo(one, reason="错了", by=by)
    with pytest.raises(XueshiError, match="PERSON-012"):
        done(one, by)

    assert Import.objects.get(pk=one.pk).state == ImportState.DONE
    assert Person.objects.count() == 3
    assert who("A00001").organisation == units["first"]


@pytest.mark.django_db(transaction=True)
def test_a_later_import_has_to_be_undone_first(by):
    first = recorded(members(1), by)
    second = recorded([member(1, SECOND)], by)

    with pytest.raises(XueshiError, match="PERSON-012"):
        undone(first, by)
    undone(second, by)
    first = undone(Import.objects.get(pk=first.pk), by)

    assert first.state == ImportState.UNDONE
    assert Person.objects.count() == 0


def test_choosing_to_overwrite_checks_again(units, by):
    recorded(members(1), by)
    affiliation_move(who("A00001"), units["third"], on=date(2026, 5, 1), by=by)
    one = checked(members(1), by)
    assert counts(one.found) == (0, 0, 1, 0, 0)

    one = done(import_overwrite(one, ["affiliation", "nonsense"], by=by), by)

    assert one.overwrite == ["affiliation"]
    assert counts(one.found) == (0, 1, 0, 0, 0)
