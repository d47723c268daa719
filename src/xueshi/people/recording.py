"""How every dated state of a person is recorded, corrected, ended and taken back; nothing is overwritten."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.db import transaction

from xueshi.kernel.actors import Actor, Right, audit, require
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.windows import FOREVER, Span
from xueshi.organisations.dated import replaced, withdraw
from xueshi.people.models import Person, PersonDated
from xueshi.people.record_problems import ENDS_BEFORE_BEGIN
from xueshi.people.state_problems import NOT_YET, OVERLAP

Row = TypeVar("Row", bound=PersonDated)


def path_of(person: Person) -> str:
    """The path of the organisation that answers for a person; empty where none ever did."""
    return person.organisation.path if person.organisation else ""


def require_change(by: Actor, person: Person) -> None:
    """Refuse who may not change the standing of a person.

    Raises ACCESS-002.
    """
    require(by, Right.CHANGE_PEOPLE, path_of(person))


def begin(row: Row, verb: str, span: Span, *, by: Actor) -> Row:
    """Record a state that is not saved yet for some days.

    Raises PERSON-002, STATE-004, ACCESS-002.
    """
    require_change(by, row.person)
    begun = put(row, span, by=by)
    until = None if span.until == FOREVER else span.until.isoformat()
    audit(by, verb, "person", row.person.number, first=span.first.isoformat(), until=until)
    return begun


def put(row: Row, span: Span, *, by: Actor) -> Row:
    """Save a new state for some days, without a word to the audit trail; the caller has checked the right.

    Raises PERSON-002, STATE-004.
    """
    locked(row.person)
    ordered(span)
    alone(row, span)
    row.valid_from, row.valid_to, row.recorded_by = span.first, span.until, by.account
    row.save(force_insert=True)
    return row


def locked(person: Person) -> None:
    """Let nobody else change this person's states until the transaction ends."""
    Person.objects.select_for_update(of=("self",)).filter(pk=person.pk).exists()


def ordered(span: Span) -> Span:
    """The span itself.

    Raises PERSON-002 where it ends before it begins.
    """
    if span.until <= span.first:
        raise XueshiError(ENDS_BEFORE_BEGIN, on=span.until.isoformat(), first=span.first.isoformat())
    return span


def alone(row: PersonDated, span: Span) -> None:
    """Refuse days on which a state that excludes this one is known to hold.

    Raises STATE-004.
    """
    same = {name: getattr(row, name) for name in row.alone_by}
    known = type(row).objects.known().filter(person=row.person, **same).exclude(pk=row.pk)
    other = known.filter(valid_from__lt=span.until, valid_to__gt=span.first).first()
    if other is not None:
        raise XueshiError(OVERLAP, first=other.valid_from.isoformat(), until=other.valid_to.isoformat())


def not_future(on: date, *, by: Actor) -> None:
    """Refuse to record what has not happened yet.

    Raises STATE-005.
    """
    if on > by.on:
        raise XueshiError(NOT_YET, on=on.isoformat(), today=by.on.isoformat())


@transaction.atomic
def state_end(row: Row, *, on: date, by: Actor) -> Row:
    """Record the first day on which a state no longer holds.

    Raises PERSON-002, STATE-004 where the end is moved into another state, ACCESS-002.
    """
    require_change(by, row.person)
    ended = cut_off(row, on, by=by)
    audit(by, f"{row._meta.model_name}.ended", "person", row.person.number, on=on.isoformat())
    return ended


def cut_off(row: Row, on: date, *, by: Actor) -> Row:
    """The state with another end; the caller has checked the right and writes to the audit trail.

    Raises PERSON-002, STATE-004.
    """
    span = ordered(Span(row.valid_from, on))
    alone(row, span)
    return replaced(row, by=by.account, valid_to=on)


@transaction.atomic
def state_withdraw(row: PersonDated, *, reason: str, by: Actor) -> None:
    """Take back a state that was recorded by mistake; the row stays and says when it was taken back.

    Raises ACCESS-002.
    """
    require_change(by, row.person)
    withdraw(row)
    audit(by, f"{row._meta.model_name}.withdrawn", "person", row.person.number, reason=reason)
