"""Reading identity numbers and phones, and finding people by one of them: exactly, through the blind index, and written down."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xueshi.kernel.actors import Actor, NotAllowedError, NotFoundError, Right, audit, may, require
from xueshi.kernel.citizen_id import citizen_id
from xueshi.people.models import Identity, Person
from xueshi.people.recording import path_of
from xueshi.people.roster_rows import phone
from xueshi.people.vault.tokens import blind_index

SHORTEST_ID = 15


@dataclass(frozen=True, slots=True)
class Clear:
    """What was sealed, in clear; empty where not known."""

    citizen_id: str
    phone: str


def people_by_number(text: str, *, by: Actor) -> list[Person]:
    """The people of an identity number, or of a mobile phone, whose identity the actor may see.

    Raises CELL errors and ROSTER-011 for what is neither, ACCESS-002.
    """
    if not by.scopes(Right.SEE_IDENTITY):
        raise NotAllowedError(Right.SEE_IDENTITY)
    field, number = _told(text.strip())
    rows = Identity.objects.filter(**{f"{field}_index": blind_index(field, number)}).order_by("pk")
    related = "person__organisation", "person__merged_into__organisation", "person__merged_into__identity"
    meant = dict.fromkeys(row.person.merged_into or row.person for row in rows.select_related(*related))
    found = [person for person in meant if may(by, Right.SEE_IDENTITY, path_of(person))]
    audit(by, "identity.searched", "person", found[0].number if len(found) == 1 else "", by=field, found=len(found))
    return found


def identity_read(person: Person, *, by: Actor) -> Clear:
    """Identity number and phone in clear, written to the audit trail.

    Raises ACCESS-002.
    """
    if person.pk != by.person:
        require(by, Right.SEE_IDENTITY, path_of(person))
    identity = person.identity
    audit(by, "identity.read", "person", person.number)
    if identity.erased_at is not None:
        return Clear("", "")
    return Clear(identity.opened("citizen_id"), identity.opened("phone"))


def erasable_for(by: Actor, number: str) -> Person:
    """The person of that number, whom the actor may erase.

    Raises ACCESS-001.
    """
    wanted = Person.objects.filter(number=number).select_related("organisation", "identity").first()
    if wanted is None or not may(by, Right.ERASE, path_of(wanted)):
        raise NotFoundError("person")
    return wanted


def _told(text: str) -> tuple[str, str]:
    """Which of the two a text is, and its canonical form."""
    if len(re.sub(r"[\s-]", "", text).removeprefix("+86")) < SHORTEST_ID:
        return "phone", phone(text) or ""
    return "citizen_id", citizen_id(text) or ""
