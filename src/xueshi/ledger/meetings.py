"""What can be done with study meetings: entered by one, confirmed by another, and taken out of the ledger by counter-entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from xueshi.kernel.actors import Actor, Right, audit, require
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.units import HUNDREDTHS, NO_CREDIT, NO_HALF_DAYS, Credit, plain
from xueshi.ledger.actions import append, reverse
from xueshi.ledger.crediting import Rules
from xueshi.ledger.facts import standing_postings
from xueshi.ledger.meeting_problems import (
    ENDS_BEFORE_IT_BEGINS,
    NO_REASON,
    NOBODY_THERE,
    NOT_OF_THE_UNIT,
    NOT_OPEN,
    NOT_YET_HELD,
    OWN_ENTRY,
    TIME_COUNTED,
    TOO_MUCH,
)
from xueshi.ledger.models import Meeting, MeetingForm, MeetingState
from xueshi.ledger.statements import Fact, Item, Line
from xueshi.organisations.models import Organisation
from xueshi.people.floating import guests_on
from xueshi.people.models import Affiliation, Person
from xueshi.rules.facts import Form, OrganiserLevel
from xueshi.rules.loader import IN_FORCE, load
from xueshi.rules.model import Pack

LOCAL = ZoneInfo("Asia/Shanghai")
WHOLE = 10_000
"""The whole of a content, in basis points."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is entered about a meeting."""

    form: MeetingForm
    title: str
    day: date
    starts: time
    ends: time
    credit: Credit | None = None
    """None takes what the time gives."""
    place: str = ""
    task: int | None = None
    theory: bool = False
    sheet: str = ""
    sheet_name: str = ""

    @property
    def minutes(self) -> int:
        """How long it lasted."""
        return _minutes(self.starts, self.ends)


def worth(minutes: int) -> Credit:
    """What the time of a meeting gives where nobody says otherwise: an hour of study one credit hour, in halves.

    >>> worth(119), worth(120)
    (150, 200)
    """
    return Credit(minutes // 30 * (HUNDREDTHS // 2))


@transaction.atomic
def meeting_enter(unit: Organisation, held: Held, people: Sequence[Person], *, by: Actor) -> Meeting:
    """Enter a meeting of a unit with those who were there; it counts once somebody else has confirmed it.

    Raises MEETING-001 to MEETING-005, ACCESS-002.
    """
    require(by, Right.RECORD, unit.path)
    credit = _checked(unit, held, people, by)
    meeting: Meeting = Meeting.objects.create(
        organisation=unit,
        form=held.form,
        title=held.title,
        place=held.place,
        day=held.day,
        starts=held.starts,
        ends=held.ends,
        credit=credit,
        task=held.task,
        theory=held.theory,
        sheet=held.sheet,
        sheet_name=held.sheet_name,
        entered_by_id=by.account,
    )
    meeting.people.set(people)
    audit(
        by,
        "meeting.entered",
        "meeting",
        meeting.number,
        organisation=unit.number,
        day=held.day.isoformat(),
        credit=credit,
        people=[person.number for person in people],
        sheet=held.sheet,
    )
    return meeting


@transaction.atomic
def meeting_confirm(meeting: Meeting, *, by: Actor) -> Meeting:
    """Confirm a meeting that somebody else entered, and credit everyone who was there.

    Raises MEETING-006, MEETING-007, MEETING-008 when the time of somebody counts already, ACCESS-002.
    """
    require(by, Right.DECIDE_REQUESTS, meeting.organisation.path)
    _take(meeting, (MeetingState.WAITING,), "confirmed")
    if _is_own(meeting, by):
        raise XueshiError(OWN_ENTRY)
    pack = load(IN_FORCE)
    people = list(meeting.people.select_related("identity").order_by("pk"))
    items = [_item(meeting, person, pack) for person in people]
    done = append(items, batch=f"meeting:{meeting.number}", by=by, cap=Rules.of(pack.settings).cap, right=None)
    if done.refused:
        names = {person.pk: person.identity.name for person in people}
        refused = "、".join(names[fact.person] for fact, _ in done.refused)
        raise XueshiError(TIME_COUNTED, names=refused, why=done.refused[0][1].what())
    _decided(meeting, MeetingState.CONFIRMED, by=by)
    audit(by, "meeting.confirmed", "meeting", meeting.number, people=len(people), credit=meeting.credit)
    return meeting


@transaction.atomic
def meeting_return(meeting: Meeting, *, reason: str, by: Actor) -> Meeting:
    """Send a meeting back to the one who entered it.

    Raises MEETING-006, MEETING-009, ACCESS-002.
    """
    require(by, Right.DECIDE_REQUESTS, meeting.organisation.path)
    _require_reason(reason)
    _take(meeting, (MeetingState.WAITING,), "sent back")
    _decided(meeting, MeetingState.RETURNED, reason=reason.strip(), by=by)
    audit(by, "meeting.returned", "meeting", meeting.number, reason=meeting.reason)
    return meeting


@transaction.atomic
def meeting_withdraw(meeting: Meeting, *, by: Actor) -> Meeting:
    """Take a meeting back that is not confirmed yet.

    Raises MEETING-006, ACCESS-002.
    """
    require(by, Right.RECORD, meeting.organisation.path)
    _take(meeting, (MeetingState.WAITING, MeetingState.RETURNED), "taken back")
    meeting.state = MeetingState.WITHDRAWN
    meeting.save(update_fields=["state"])
    audit(by, "meeting.withdrawn", "meeting", meeting.number)
    return meeting


@transaction.atomic
def meeting_reverse(meeting: Meeting, *, reason: str, by: Actor) -> Meeting:
    """Take a confirmed meeting out of the ledger by counter-entries; what was written stays.

    Raises MEETING-006, MEETING-009, ACCESS-002.
    """
    require(by, Right.DECIDE_REQUESTS, meeting.organisation.path)
    _require_reason(reason)
    _take(meeting, (MeetingState.CONFIRMED,), "taken out of the ledger")
    postings = standing_postings().filter(participation__source=source_of(meeting))
    for posting in postings.select_related("person__organisation"):
        reverse(posting, reason=reason.strip(), by=by, right=None)
    _decided(meeting, MeetingState.REVERSED, reason=reason.strip(), by=by)
    audit(by, "meeting.reversed", "meeting", meeting.number, reason=meeting.reason)
    return meeting


def source_of(meeting: Meeting) -> str:
    """The system that keeps the records of a meeting, as the ledger names it."""
    return f"meeting@{meeting.number}"


def twins(meeting: Meeting) -> list[Meeting]:
    """Meetings of the same time that others entered and that share people or title: the same one entered twice?"""
    others = Meeting.objects.filter(day=meeting.day, starts__lt=meeting.ends, ends__gt=meeting.starts)
    open_ones = others.filter(state__in=(MeetingState.WAITING, MeetingState.CONFIRMED)).exclude(pk=meeting.pk)
    same_title = open_ones.filter(title=meeting.title)
    same_people = open_ones.filter(people__in=meeting.people.all())
    return list((same_title | same_people).select_related("organisation").distinct()[:20])


def _checked(unit: Organisation, held: Held, people: Sequence[Person], by: Actor) -> Credit:
    if held.day > by.on:
        raise XueshiError(NOT_YET_HELD, day=held.day.isoformat())
    if held.starts >= held.ends:
        raise XueshiError(ENDS_BEFORE_IT_BEGINS)
    if not people:
        raise XueshiError(NOBODY_THERE)
    strangers = _strangers(unit, people, held.day)
    if strangers:
        names = "、".join(person.identity.name for person in strangers)
        raise XueshiError(NOT_OF_THE_UNIT, names=names, day=held.day.isoformat())
    credit = worth(held.minutes) if held.credit is None else held.credit
    most = held.minutes * HUNDREDTHS // Rules.of(load(IN_FORCE).settings).minutes
    if not 0 < credit <= most:
        raise XueshiError(TOO_MUCH, minutes=held.minutes, most=plain(most), credit=plain(credit))
    return credit


def _strangers(unit: Organisation, people: Sequence[Person], day: date) -> list[Person]:
    """Those for whom neither the unit nor one below it answered on a day, and who were no guests of theirs."""
    rows = Affiliation.objects.known().on(day).filter(person__in=people, organisation__path__under=unit.path)
    there = {*rows.values_list("person_id", flat=True), *guests_on(unit, day).values_list("person_id", flat=True)}
    return [person for person in people if person.pk not in there]


def _item(meeting: Meeting, person: Person, pack: Pack) -> Item:
    form, level = Form(meeting.form), OrganiserLevel(meeting.organisation.level)
    cap = Rules.of(pack.settings).branch_cap
    credit = Credit(min(meeting.credit, cap) if cap is not None and form is Form.F3 else meeting.credit)
    theory = credit if meeting.theory else NO_CREDIT
    fact = Fact(
        source=source_of(meeting),
        record=person.number,
        person=person.pk,
        title=meeting.title,
        form=form,
        first_day=meeting.day,
        last_day=meeting.day,
        started_at=_moment(meeting.day, meeting.starts),
        ended_at=_moment(meeting.day, meeting.ends),
        organiser=meeting.organisation.name,
        level=level,
        credit=Credit(meeting.credit),
        topics=((meeting.task, 100),) if meeting.task else (),
        theory=WHOLE if meeting.theory else 0,
        evidence=f"sha256:{meeting.sheet}" if meeting.sheet else "",
    )
    topics = ((meeting.task, credit),) if meeting.task else ()
    line = Line(
        meeting.day, meeting.day, form, level, credit, NO_HALF_DAYS, theory, pack.id, pack.version, topics=topics
    )
    return fact, (line,)


def _moment(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, LOCAL)


def _minutes(starts: time, ends: time) -> int:
    return (ends.hour - starts.hour) * 60 + ends.minute - starts.minute


def _take(meeting: Meeting, states: Sequence[MeetingState], act: str) -> None:
    """Refuse an act on a meeting that is not, or no longer, in one of the states; the row is locked for the act."""
    Meeting.objects.select_for_update().filter(pk=meeting.pk).exists()
    meeting.refresh_from_db(fields=["state"])
    if meeting.state not in states:
        raise XueshiError(NOT_OPEN, state=meeting.get_state_display(), act=act)


def _is_own(meeting: Meeting, by: Actor) -> bool:
    return meeting.entered_by_id == by.account or (by.person is not None and meeting.entered_by.person_id == by.person)


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise XueshiError(NO_REASON)


def _decided(meeting: Meeting, state: MeetingState, *, reason: str = "", by: Actor) -> None:
    meeting.state, meeting.reason = state, reason
    meeting.decided_by_id, meeting.decided_at = by.account, timezone.now()
    meeting.save(update_fields=["state", "reason", "decided_by", "decided_at"])
