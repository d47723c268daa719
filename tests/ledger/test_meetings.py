"""A study meeting is entered by one, confirmed by another, counted once, and can be taken out again; every step leaves its trace."""

from datetime import date, time
from typing import Any

import pytest

from tests.offices import INSTALLER, TODAY, account, county, person
from xueshi.access.actors import witness
from xueshi.kernel.actors import Actor, Grant, NotAllowedError, Role
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.units import Credit, credit
from xueshi.kernel.windows import Span
from xueshi.ledger.facts import entries_of
from xueshi.ledger.meetings import (
    Held,
    meeting_confirm,
    meeting_enter,
    meeting_return,
    meeting_reverse,
    meeting_withdraw,
    twins,
    worth,
)
from xueshi.ledger.models import Meeting, MeetingForm, MeetingState, Participation, Posting
from xueshi.ledger.reads import roll
from xueshi.people.actions import affiliation_move
from xueshi.people.floating import floating_begin, floating_confirm
from xueshi.rules.facts import Form

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 12)


@pytest.fixture
def units():
    return county()


@pytest.fixture
def people(units):
    return [person(units["first"], name) for name in ("张某", "李某", "王某")]


def actor(unit, role: Role, name: str) -> Actor:
    return Actor(account(name).pk, TODAY, (Grant(role, unit.path),), witness())


@pytest.fixture
def recorder(units) -> Actor:
    return actor(units["first"], Role.BRANCH_RECORDER, "recorder")


@pytest.fixture
def secretary(units) -> Actor:
    return actor(units["first"], Role.BRANCH_SECRETARY, "secretary")


def held(**more: Any) -> Held:
    given: dict[str, Any] = {
        "form": MeetingForm.BRANCH_STUDY,
        "title": "学习党章",
        "day": DAY,
        "starts": time(14, 30),
        "ends": time(16, 30),
    }
    return Held(**{**given, **more})


def entered(units, people, by: Actor, **more: object) -> Meeting:
    return meeting_enter(units["first"], held(**more), people, by=by)


@pytest.mark.parametrize(
    ("minutes", "wanted"), [(29, "0"), (30, "0.5"), (59, "0.5"), (60, "1"), (119, "1.5"), (120, "2")]
)
def test_an_hour_of_study_is_one_credit_hour_in_halves(minutes, wanted):
    assert worth(minutes) == credit(wanted)


def test_a_confirmed_meeting_counts_for_everyone_who_was_there(units, people, recorder, secretary):
    meeting = entered(units, people[:2], recorder, theory=True, task=1, sheet="ab" * 32)

    meeting_confirm(meeting, by=secretary)

    entries = entries_of([one.pk for one in people])
    assert set(entries) == {people[0].pk, people[1].pk}
    (entry,) = entries[people[0].pk]
    assert (entry.day, entry.form, entry.credit, entry.theory, entry.half_days) == (DAY, Form.F3, 200, 200, 0)
    fact = Participation.objects.filter(person=people[0]).get()
    assert (fact.evidence, fact.organiser, fact.has_clock) == ("sha256:" + "ab" * 32, units["first"].name, True)
    assert Posting.objects.filter(person=people[0]).get().topics == {"1": 200}


def test_before_it_is_confirmed_nothing_counts(units, people, recorder):
    entered(units, people, recorder)

    assert entries_of([one.pk for one in people]) == {}


def test_whoever_entered_it_does_not_confirm_it(units, people, secretary):
    meeting = entered(units, people, secretary)

    with pytest.raises(XueshiError) as refused:
        meeting_confirm(meeting, by=secretary)

    assert refused.value.code == "MEETING-007"
    assert Posting.objects.count() == 0


def test_two_accounts_of_one_person_are_not_two(units, people, secretary):
    own = account("own")
    own.person = people[0]
    own.save()
    by = Actor(own.pk, TODAY, (Grant(Role.BRANCH_RECORDER, units["first"].path),), witness(), people[0].pk)
    meeting = entered(units, people, by)

    with pytest.raises(XueshiError) as refused:
        meeting_confirm(meeting, by=Actor(secretary.account, TODAY, secretary.grants, witness(), people[0].pk))

    assert refused.value.code == "MEETING-007"


@pytest.mark.parametrize(
    ("more", "there", "code"),
    [
        ({"day": date(2026, 7, 1)}, 3, "MEETING-003"),
        ({"ends": time(14, 30)}, 3, "MEETING-004"),
        ({"ends": time(14, 0)}, 3, "MEETING-004"),
        ({}, 0, "MEETING-001"),
        ({"credit": Credit(267)}, 3, "MEETING-005"),
        ({"credit": Credit(0)}, 3, "MEETING-005"),
        ({"ends": time(14, 59)}, 3, "MEETING-005"),
    ],
)
def test_what_cannot_be_is_refused(units, people, recorder, more, there, code):
    with pytest.raises(XueshiError) as refused:
        entered(units, people[:there], recorder, **more)

    assert refused.value.code == code
    assert not Meeting.objects.exists()


def test_the_most_that_the_time_gives_is_taken(units, people, recorder):
    assert entered(units, people, recorder, credit=Credit(266)).credit == 266


def test_a_unit_enters_only_those_who_belonged_to_it_that_day(units, people, recorder):
    affiliation_move(
        people[2], units["second"], on=date(2026, 6, 13), by=actor(units["top"], Role.DEPARTMENT_OFFICER, "o")
    )

    assert entered(units, people, recorder).people.count() == 3
    with pytest.raises(XueshiError) as refused:
        entered(units, people, recorder, day=date(2026, 6, 13))

    assert refused.value.code == "MEETING-002"
    assert refused.value.values["names"] == "王某"


def test_the_host_records_a_guest_s_study_and_home_is_credited(units, recorder, secretary):
    guest = person(units["third"], "赵某")
    stay = floating_begin(guest, units["first"], "", span=Span(date(2026, 3, 1)), by=INSTALLER)
    floating_confirm(stay, on=date(2026, 6, 1), by=secretary)

    meeting_confirm(entered(units, roll(units["first"], by=recorder), recorder), by=secretary)

    counted = Posting.objects.select_related("person__organisation").get()
    assert (counted.person, counted.person.organisation) == (guest, units["third"])
    assert counted.credit == 200


@pytest.mark.parametrize(("first", "met"), [(date(2026, 6, 13), True), (date(2026, 3, 1), False)])
def test_a_guest_who_was_not_there_yet_or_whom_the_host_has_not_met_is_a_stranger(
    units, recorder, secretary, first, met
):
    guest = person(units["third"], "赵某")
    stay = floating_begin(guest, units["first"], "", span=Span(first), by=INSTALLER)
    if met:
        floating_confirm(stay, on=TODAY, by=secretary)

    with pytest.raises(XueshiError) as refused:
        entered(units, [guest], recorder)

    assert (refused.value.code, Meeting.objects.exists()) == ("MEETING-002", False)


def test_time_that_counts_already_stops_the_confirmation_and_names_the_people(units, people, recorder, secretary):
    meeting_confirm(entered(units, people[:1], recorder), by=secretary)
    second = entered(units, people, recorder, title="另一次", starts=time(16, 0), ends=time(17, 0))

    with pytest.raises(XueshiError) as refused:
        meeting_confirm(second, by=secretary)

    assert (refused.value.code, refused.value.values["names"]) == ("MEETING-008", "张某")
    assert Posting.objects.count() == 1
    second.refresh_from_db()
    assert second.state == MeetingState.WAITING


def test_the_same_meeting_entered_by_two_units_is_pointed_out(units, people, recorder):
    other = person(units["second"], "赵某")
    far = meeting_enter(units["second"], held(), [other], by=actor(units["second"], Role.BRANCH_RECORDER, "far"))
    apart = entered(units, people, recorder, starts=time(16, 30), ends=time(17, 30))
    same = entered(units, people, recorder)

    assert [one.pk for one in twins(same)] == [far.pk]
    assert twins(apart) == []


def test_a_meeting_is_taken_out_of_the_ledger_by_counter_entries(units, people, recorder, secretary):
    meeting = meeting_confirm(entered(units, people, recorder), by=secretary)

    meeting_reverse(meeting, reason="记错日期", by=secretary)

    assert entries_of([one.pk for one in people]) == {}
    assert Posting.objects.count() == 6
    assert {posting.reason for posting in Posting.objects.exclude(reverses=None)} == {"记错日期"}
    meeting.refresh_from_db()
    assert (meeting.state, meeting.reason) == (MeetingState.REVERSED, "记错日期")


def test_after_it_was_taken_out_the_time_is_free_again(units, people, recorder, secretary):
    meeting_reverse(meeting_confirm(entered(units, people, recorder), by=secretary), reason="记错", by=secretary)

    meeting_confirm(entered(units, people, recorder, title="改正"), by=secretary)

    assert {len(found) for found in entries_of([one.pk for one in people]).values()} == {1}


@pytest.mark.parametrize("act", ["confirm", "return", "withdraw", "reverse"])
def test_what_was_taken_back_stays_so(units, people, recorder, secretary, act):
    meeting = entered(units, people, recorder)
    meeting_withdraw(meeting, by=recorder)
    acts = {
        "confirm": lambda: meeting_confirm(meeting, by=secretary),
        "return": lambda: meeting_return(meeting, reason="x", by=secretary),
        "withdraw": lambda: meeting_withdraw(meeting, by=recorder),
        "reverse": lambda: meeting_reverse(meeting, reason="x", by=secretary),
    }

    with pytest.raises(XueshiError) as refused:
        acts[act]()

    assert refused.value.code == "MEETING-006"


@pytest.mark.parametrize("reason", ["", "  "])
def test_sending_back_needs_a_reason(units, people, recorder, secretary, reason):
    meeting = entered(units, people, recorder)

    with pytest.raises(XueshiError) as refused:
        meeting_return(meeting, reason=reason, by=secretary)

    assert refused.value.code == "MEETING-009"


def test_a_meeting_that_was_sent_back_can_be_taken_back_but_not_confirmed(units, people, recorder, secretary):
    meeting = meeting_return(entered(units, people, recorder), reason="缺签到表", by=secretary)

    with pytest.raises(XueshiError):
        meeting_confirm(meeting, by=secretary)
    meeting_withdraw(meeting, by=recorder)

    assert meeting.state == MeetingState.WITHDRAWN


def test_only_the_own_unit_enters_and_decides(units, people, recorder):
    stranger = actor(units["third"], Role.BRANCH_SECRETARY, "stranger")
    meeting = entered(units, people, recorder)

    with pytest.raises(NotAllowedError):
        entered(units, people, stranger)
    with pytest.raises(NotAllowedError):
        meeting_confirm(meeting, by=stranger)
    with pytest.raises(NotAllowedError):
        meeting_confirm(meeting, by=recorder)
