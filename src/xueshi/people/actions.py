"""What can be recorded about people, one dated change at a time; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from xueshi.kernel.actors import Actor, Right, audit, require
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.windows import BEGINNING, Span
from xueshi.organisations.bulk import update
from xueshi.organisations.dated import replaced, withdraw
from xueshi.organisations.models import Organisation
from xueshi.people.facts import bridged
from xueshi.people.headcounts import headcounts_moved
from xueshi.people.identities import tokens_kept
from xueshi.people.models import (
    Affiliation,
    Identity,
    Membership,
    Person,
    Standing,
)
from xueshi.people.record_problems import KNOWN_IDENTITY
from xueshi.people.recording import require_change
from xueshi.people.transfer_problems import NOWHERE
from xueshi.people.vault.tokens import blind_index


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person not known yet."""

    name: str
    citizen_id: str = ""
    local_number: str = ""
    admitted_on: date | None = None
    full_on: date | None = None
    phone: str = ""
    applied_on: date | None = None
    """The day of the application; with it the newcomer is an applicant and no member yet."""

    def stage(self, today: date) -> Membership:
        """The first stage of the membership, not saved."""
        if self.applied_on is not None:
            return Membership(standing=Standing.APPLICANT, valid_from=self.applied_on)
        standing = standing_on(self.full_on, today)
        return Membership(standing=standing, admitted_on=self.admitted_on, full_on=self.full_on)


@transaction.atomic
def person_enter(newcomer: Newcomer, organisation: Organisation, *, on: date = BEGINNING, by: Actor) -> Person:
    """Record a member, or an applicant, for whom an organisation answers from a day on.

    Raises PERSON-001, ACCESS-002.
    """
    require(by, Right.CHANGE_PEOPLE, organisation.path)
    citizen_id = newcomer.citizen_id
    if citizen_id and Identity.objects.filter(citizen_id_index=blind_index("citizen_id", citizen_id)).exists():
        raise XueshiError(KNOWN_IDENTITY)
    person = Person.objects.create(organisation=organisation)
    identity = Identity(person=person, local_number=newcomer.local_number)
    identity.keep(name=newcomer.name, citizen_id=citizen_id, phone=newcomer.phone)
    identity.save(force_insert=True)
    tokens_kept([identity])
    stage = newcomer.stage(by.on)
    stage.person, stage.recorded_by = person, by.account
    stage.save(force_insert=True)
    Affiliation.objects.create(person=person, organisation=organisation, valid_from=on, recorded_by=by.account)
    headcounts_moved([person])
    audit(by, "person.entered", "person", person.number, organisation=organisation.number, on=on.isoformat())
    return person


def standing_on(full_on: date | None, day: date) -> Standing:
    """Full member from the day of full membership on, probationary before."""
    return Standing.FULL if full_on and full_on <= day else Standing.PROBATIONARY


@transaction.atomic
def affiliation_move(person: Person, organisation: Organisation, *, on: date, by: Actor) -> Affiliation:
    """Let another organisation answer for a person from a day on; what was to hold later falls away.

    Raises TRANSFER-004 for one that does not exist from then on, ACCESS-002.
    """
    require_change(by, person)
    require(by, Right.CHANGE_PEOPLE, organisation.path)
    row = affiliation_set(person, organisation, on=on, by=by)
    audit(by, "affiliation.moved", "person", person.number, organisation=organisation.number, on=on.isoformat())
    return row


def affiliation_set(person: Person, organisation: Organisation, *, on: date, by: Actor) -> Affiliation:
    """Let an organisation answer from a day on; the caller has checked the right and writes to the audit trail.

    Raises TRANSFER-004 for one that does not exist from then on.
    """
    if organisation.dissolved_on is not None or (organisation.founded_on or BEGINNING) > on:
        raise XueshiError(NOWHERE, target=organisation.full_name)
    _cut(person, on=on, by=by)
    row = Affiliation.objects.create(person=person, organisation=organisation, valid_from=on, recorded_by=by.account)
    derive_organisations([person], on=by.on)
    return row


def affiliation_cut(person: Person, *, on: date, by: Actor) -> None:
    """Let no organisation of the system answer from a day on; the caller has checked the right and writes to the audit trail."""
    _cut(person, on=on, by=by)
    derive_organisations([person], on=by.on)


def _cut(person: Person, *, on: date, by: Actor) -> None:
    for row in Affiliation.objects.known().filter(person=person, valid_to__gt=on):
        if row.valid_from >= on:
            withdraw(row)
        else:
            replaced(row, by=by.account, valid_to=on)


def derive_organisations(people: Sequence[Person], *, on: date) -> None:
    """Set the organisation that answers on a day from the affiliations: the one that holds, else the last one that began.

    Of whom no affiliation is known any more, the organisation that answered last goes on, so that nobody is lost from sight.
    """
    rows: dict[int, list[tuple[int, Span]]] = {person.pk: [] for person in people}
    dated = Affiliation.objects.known().filter(person__in=people).order_by("valid_from")
    for person, org, first, until in dated.values_list("person_id", "organisation_id", "valid_from", "valid_to"):
        rows[person].append((org, Span(first, until)))
    for one in people:
        begun = [org for org, span in bridged(rows[one.pk]) if span.first <= on]
        one.organisation_id = begun[-1] if begun else (rows[one.pk][0][0] if rows[one.pk] else one.organisation_id)
    update(Person, "organisation_id", [(one.pk, one.organisation_id) for one in people])
    headcounts_moved(people)
