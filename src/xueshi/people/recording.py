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

    Raises PERSON-002, ACCESS-002.
    """
    require_change(by, row.person)
    ordered(span)
    row.valid_from, row.valid_to, row.recorded_by = span.first, span.until, by.account
    row.save(force_insert=True)
    until = None if span.until == FOREVER else span.until.isoformat()
    audit(by, verb, "person", row.person.number, first=span.first.isoformat(), until=until)
    return row


def ordered(span: Span) -> Span:
    """The span itself.

    Raises PERSON-002 where it ends before it begins.
    """
    if span.until <= span.first:
        raise XueshiError(ENDS_BEFORE_BEGIN, on=span.until.isoformat(), first=span.first.isoformat())
    return span


@transaction.atomic
def state_end(row: Row, *, on: date, by: Actor) -> Row:
    """Record the first day on which a state no longer holds.

    Raises PERSON-002, ACCESS-002.
    """
    require_change(by, row.person)
    ordered(Span(row.valid_from, on))
    ended = replaced(row, by=by.account, valid_to=on)
    audit(by, f"{row._meta.model_name}.ended", "person", row.person.number, on=on.isoformat())
    return ended


@transaction.atomic
def state_withdraw(row: PersonDated, *, reason: str, by: Actor) -> None:
    """Take back a state that was recorded by mistake; the row stays and says when it was taken back.

    Raises ACCESS-002.
    """
    require_change(by, row.person)
    withdraw(row)
    audit(by, f"{row._meta.model_name}.withdrawn", "person", row.person.number, reason=reason)
