"""Membership of the Party over time."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from xueshi.kernel.actors import Actor, audit
from xueshi.organisations.dated import replaced
from xueshi.people.actions import standing_on
from xueshi.people.models import Membership, Person
from xueshi.people.recording import require_change


@transaction.atomic
def membership_correct(person: Person, *, admitted_on: date | None, full_on: date | None, by: Actor) -> Membership:
    """Correct the two dates of a membership.

    Raises ACCESS-002.
    """
    require_change(by, person)
    row: Membership = Membership.objects.known().get(person=person)
    standing = standing_on(full_on, by.on)
    corrected = replaced(row, by=by.account, admitted_on=admitted_on, full_on=full_on, standing=standing)
    audit(by, "membership.corrected", "person", person.number, admitted_on=str(admitted_on), full_on=str(full_on))
    return corrected
