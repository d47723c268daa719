"""The leading members of an organisation: who held which office on a day, and who has held one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from xueshi.kernel.actors import Actor
from xueshi.kernel.as_of import AsOf
from xueshi.organisations.gates import organisation_for
from xueshi.organisations.models import Organisation
from xueshi.organisations.reads import ended, opened
from xueshi.people.gates import visible_people
from xueshi.people.models import Office, OfficeKind, Person

LATEST = 200
"""So many terms of office are listed, the latest first."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term of office; without the person where another unit answers that the actor does not see."""

    kind: str
    person: Person | None
    first: date | None
    until: date | None
    """The first day after the term."""
    recorded_at: datetime
    holds: bool


def terms(unit: Organisation, as_of: AsOf, *, by: Actor) -> list[Term]:
    """The terms of office in an organisation that had begun by the day, as known then: those that hold first, by rank of office."""
    seen = organisation_for(by, unit.number)
    begun = Office.objects.known(as_of.known).filter(organisation=seen, valid_from__lte=as_of.day)
    rows = list(begun.order_by("-valid_from", "-pk")[:LATEST])
    people = _seen([row.person_id for row in rows], by)
    return [
        Term(
            str(row.get_kind_display()),
            people.get(row.person_id),
            opened(row.valid_from),
            ended(row.valid_to),
            row.recorded_at,
            row.span.covers(as_of.day),
        )
        for row in sorted(rows, key=lambda row: (not row.span.covers(as_of.day), _rank(row)))
    ]


def _rank(row: Office) -> tuple[int, int]:
    """Offices in force by their rank, those gone by the latest first."""
    return OfficeKind.values.index(row.kind), -row.valid_from.toordinal()


def _seen(keys: Sequence[int], by: Actor) -> dict[int, Person]:
    people: QuerySet[Person] = visible_people(by).filter(pk__in=keys).select_related("identity")
    return {person.pk: person for person in people}
