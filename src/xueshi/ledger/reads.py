"""What the pages of study meetings read."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from xueshi.kernel.actors import Actor, Right, may
from xueshi.ledger.gates import visible_meetings
from xueshi.ledger.meetings import source_of, twins
from xueshi.ledger.models import Meeting, MeetingState, Participation
from xueshi.organisations.models import Organisation
from xueshi.people.floating import guests_on
from xueshi.people.gates import people_within
from xueshi.people.models import Person
from xueshi.rules.model import Words
from xueshi.rules.words import TASK_WORDS

LONGEST_ROLL = 300
"""A unit with more people enters its meetings branch by branch."""


def meetings(state: str, by: Actor) -> QuerySet[Meeting]:
    """Meetings that the actor sees, the latest first, with how many were there; of one state, or all."""
    found = visible_meetings(by).annotate(there=Count("people", distinct=True)).order_by("-day", "-pk")
    return found.filter(state=state) if state else found


def roll(unit: Organisation, *, by: Actor) -> list[Person]:
    """Those for whom the unit or one below it answers, and its guests from elsewhere, at most one more than a roll may hold."""
    guests = Person.objects.filter(pk__in=guests_on(unit, by.on).values("person"))
    people = people_within(by).filter(organisation__path__under=unit.path) | guests
    return list(
        people.select_related("identity", "organisation").order_by("organisation__path", "pk")[: LONGEST_ROLL + 1]
    )


def own_units(by: Actor) -> list[Organisation]:
    """The units at the top of what the actor enters meetings for."""
    return list(Organisation.objects.filter(path__in=by.scopes(Right.RECORD)).order_by("path")[:20])


@dataclass(frozen=True, slots=True)
class Sheet:
    """A meeting as its page shows it."""

    meeting: Meeting
    people: tuple[tuple[Person, str], ...]
    """Those who were there, with the name of the fact in the ledger; empty before it is confirmed."""
    twins: tuple[Meeting, ...]
    may_confirm: bool
    may_withdraw: bool
    may_reverse: bool
    own: bool
    """Whether the actor entered it, and so cannot confirm it."""

    @property
    def task(self) -> Words | None:
        """The basic task that was studied."""
        return TASK_WORDS[self.meeting.task - 1] if self.meeting.task else None


def sheet(meeting: Meeting, *, by: Actor) -> Sheet:
    """A meeting with those who were there and what the actor may do."""
    path = meeting.organisation.path
    decides, state = may(by, Right.DECIDE_REQUESTS, path), MeetingState(meeting.state)
    sees_all = may(by, Right.SEE, path)
    people = meeting.people.select_related("identity", "organisation").order_by("pk")
    there = [person for person in people if sees_all or person.pk == by.person]
    facts = dict(Participation.objects.filter(source=source_of(meeting)).values_list("record", "pk"))
    return Sheet(
        meeting=meeting,
        people=tuple((person, f"F{facts[person.number]}" if person.number in facts else "") for person in there),
        twins=tuple(twins(meeting)) if sees_all and state is MeetingState.WAITING else (),
        may_confirm=decides and state is MeetingState.WAITING,
        may_withdraw=may(by, Right.RECORD, path) and state in (MeetingState.WAITING, MeetingState.RETURNED),
        may_reverse=decides and state is MeetingState.CONFIRMED,
        own=meeting.entered_by_id == by.account,
    )
