"""Offices in Party organisations, the standing of cadres, and the marks that plans ask for."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from xueshi.kernel.actors import Actor
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.windows import FOREVER, Span
from xueshi.organisations.dated import replaced, withdraw
from xueshi.organisations.models import Organisation
from xueshi.people.models import CadreStanding, Grade, Office, OfficeKind, Person, PostLevel, Tag, TagKind
from xueshi.people.ranks import grade_in, level_in
from xueshi.people.recording import begin
from xueshi.people.state_problems import NO_END


@transaction.atomic
def office_begin(person: Person, organisation: Organisation, kind: OfficeKind, *, span: Span, by: Actor) -> Office:
    """Record that a person holds an office.

    Raises STATE-004 when the person holds the same office there in these days, PERSON-002, ACCESS-002.
    """
    return begin(Office(person=person, organisation=organisation, kind=kind), "office.begun", span, by=by)


def offices_cut(person: Person, organisation: Organisation | None = None, *, on: date, by: Actor) -> int:
    """End what offices a person holds from a day on, in one organisation or everywhere, and take back later ones; how many.

    The caller has checked the right and writes to the audit trail.
    """
    held = Office.objects.known().filter(person=person, valid_to__gt=on)
    if organisation is not None:
        held = held.filter(organisation=organisation)
    rows = list(held)
    for row in rows:
        if row.valid_from >= on:
            withdraw(row)
        else:
            replaced(row, by=by.account, valid_to=on)
    return len(rows)


@transaction.atomic
def cadre_begin(person: Person, rank: str, *, span: Span, by: Actor) -> CadreStanding:
    """Record that a person is a cadre, whose study the cadre plan rules; level and grade are read from the words of the rank.

    Raises STATE-004, PERSON-002, ACCESS-002.
    """
    row = CadreStanding(person=person, rank=rank, level=level_in(rank), grade=grade_in(rank))
    return begin(row, "cadre.begun", span, by=by)


@transaction.atomic
def rank_begin(person: Person, level: PostLevel | None, grade: Grade | None, *, span: Span, by: Actor) -> CadreStanding:
    """Record that a person is a cadre of a level and grade, either of which may be unknown.

    Raises STATE-004, PERSON-002, ACCESS-002.
    """
    row = CadreStanding(person=person, level=level or "", grade=grade or "")
    return begin(row, "cadre.begun", span, by=by)


@transaction.atomic
def tag_give(person: Person, kind: TagKind, basis: str, *, span: Span, by: Actor) -> Tag:
    """Mark a person as one of a group that plans address, on a legal basis and until a day.

    Raises STATE-006 without end or basis, STATE-004, PERSON-002, ACCESS-002.
    """
    if span.until == FOREVER or not basis.strip():
        raise XueshiError(NO_END)
    return begin(Tag(person=person, kind=kind, basis=basis.strip()), "tag.given", span, by=by)
