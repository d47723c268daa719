"""Offices in Party organisations, and the standing of cadres."""

from __future__ import annotations

from django.db import transaction

from xueshi.kernel.actors import Actor
from xueshi.kernel.windows import Span
from xueshi.organisations.models import Organisation
from xueshi.people.models import CadreStanding, Office, OfficeKind, Person
from xueshi.people.recording import begin


@transaction.atomic
def office_begin(person: Person, organisation: Organisation, kind: OfficeKind, *, span: Span, by: Actor) -> Office:
    """Record that a person holds an office."""
    return begin(Office(person=person, organisation=organisation, kind=kind), "office.begun", span, by=by)


@transaction.atomic
def cadre_begin(person: Person, rank: str, *, span: Span, by: Actor) -> CadreStanding:
    """Record that a person is a cadre, whose study the cadre plan rules."""
    return begin(CadreStanding(person=person, rank=rank), "cadre.begun", span, by=by)
