"""Reading of personal data: who opens a person or lists people leaves a record, and without the record nothing is shown."""

from __future__ import annotations

from collections.abc import Mapping

from xueshi.kernel.actors import Actor, audit
from xueshi.organisations.bulk import in_one_transaction
from xueshi.people.gates import person_for
from xueshi.people.models import Person

TYPED = ("q", "name")
"""Filters in which people type names and numbers of persons."""


def person_opened(number: str, part: str, *, by: Actor) -> Person:
    """The person of that number, whose data are about to be shown; the part says which of them.

    Raises ACCESS-001.
    """
    found = person_for(by, number)
    person_shown(found, part, by=by)
    return found


def person_shown(person: Person, part: str, *, by: Actor) -> None:
    """Write down that data of a person are shown."""
    with in_one_transaction():
        audit(by, "person.read", "person", person.number, part=part)


def people_listed(listing: str, filters: Mapping[str, str], hits: int, *, by: Actor) -> None:
    """Write down that a list of people is shown: one record with what was asked for and how many were found."""
    asked = {name: _veiled(value) if name in TYPED else value for name, value in filters.items() if value}
    with in_one_transaction():
        audit(by, "people.listed", "people", listing, filters=asked, hits=hits)


def _veiled(text: str) -> str:
    """What somebody typed, down to its first character: names and identity numbers stay out of the trail."""
    return f"{text[:1]}**" if not text[:1].isdigit() else "***"
