"""What can be recorded about people, one dated change at a time; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import transaction

from xueshi.kernel.actors import Actor, Right, audit, require
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.windows import BEGINNING, FOREVER, Span
from xueshi.organisations.bulk import update
from xueshi.organisations.dated import replaced, withdraw
from xueshi.organisations.models import Organisation
from xueshi.people.facts import bridged
from xueshi.people.models import (
    Affiliation,
    CadreStanding,
    Exemption,
    Floating,
    Identity,
    Membership,
    Office,
    OfficeKind,
    Person,
    PersonDated,
    Standing,
    SubstituteApproval,
)
from xueshi.people.record_problems import ENDS_BEFORE_BEGIN, KNOWN_IDENTITY
from xueshi.people.vault import blind_index, seal

Row = TypeVar("Row", bound=PersonDated)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person not known yet."""

    name: str
    citizen_id: str = ""
    local_number: str = ""
    admitted_on: date | None = None
    full_on: date | None = None


@transaction.atomic
def person_enter(newcomer: Newcomer, organisation: Organisation, *, on: date = BEGINNING, by: Actor) -> Person:
    """Record a member for whom an organisation answers from a day on.

    Raises PERSON-001, ACCESS-002.
    """
    require(by, Right.CHANGE_PEOPLE, organisation.path)
    index = blind_index(newcomer.citizen_id) if newcomer.citizen_id else None
    if index and Identity.objects.filter(citizen_id_index=index).exists():
        raise XueshiError(KNOWN_IDENTITY)
    person = Person.objects.create(organisation=organisation)
    identity = Identity(person=person, name=newcomer.name, local_number=newcomer.local_number)
    if newcomer.citizen_id:
        keep_citizen_id(identity, newcomer.citizen_id)
    identity.save(force_insert=True)
    Membership.objects.create(
        person=person,
        standing=standing_on(newcomer.full_on, by.on),
        admitted_on=newcomer.admitted_on,
        full_on=newcomer.full_on,
        recorded_by=by.account,
    )
    Affiliation.objects.create(person=person, organisation=organisation, valid_from=on, recorded_by=by.account)
    audit(by, "person.entered", "person", person.number, organisation=organisation.number, on=on.isoformat())
    return person


def keep_citizen_id(identity: Identity, citizen_id: str) -> None:
    """Seal an identity number into an identity that is about to be saved."""
    sealed = seal(citizen_id, identity.person.number)
    identity.key_id, identity.citizen_id, identity.citizen_id_index = sealed.key_id, sealed.token, sealed.index


def standing_on(full_on: date | None, day: date) -> Standing:
    """Full member from the day of full membership on, probationary before."""
    return Standing.FULL if full_on and full_on <= day else Standing.PROBATIONARY


@transaction.atomic
def affiliation_move(person: Person, organisation: Organisation, *, on: date, by: Actor) -> Affiliation:
    """Let another organisation answer for a person from a day on; what was to hold later falls away.

    Raises ACCESS-002.
    """
    _require(by, person)
    require(by, Right.CHANGE_PEOPLE, organisation.path)
    for row in Affiliation.objects.known().filter(person=person, valid_to__gt=on):
        if row.valid_from >= on:
            withdraw(row)
        else:
            replaced(row, by=by.account, valid_to=on)
    row = Affiliation.objects.create(person=person, organisation=organisation, valid_from=on, recorded_by=by.account)
    derive_organisations([person], on=by.on)
    audit(by, "affiliation.moved", "person", person.number, organisation=organisation.number, on=on.isoformat())
    return row


@transaction.atomic
def membership_correct(person: Person, *, admitted_on: date | None, full_on: date | None, by: Actor) -> Membership:
    """Correct the two dates of a membership.

    Raises ACCESS-002.
    """
    _require(by, person)
    row: Membership = Membership.objects.known().get(person=person)
    standing = standing_on(full_on, by.on)
    corrected = replaced(row, by=by.account, admitted_on=admitted_on, full_on=full_on, standing=standing)
    audit(by, "membership.corrected", "person", person.number, admitted_on=str(admitted_on), full_on=str(full_on))
    return corrected


@transaction.atomic
def office_begin(person: Person, organisation: Organisation, kind: OfficeKind, *, span: Span, by: Actor) -> Office:
    """Record that a person holds an office."""
    return _begin(Office(person=person, organisation=organisation, kind=kind), "office.begun", span, by)


@transaction.atomic
def cadre_begin(person: Person, rank: str, *, span: Span, by: Actor) -> CadreStanding:
    """Record that a person is a cadre, whose study the cadre plan rules."""
    return _begin(CadreStanding(person=person, rank=rank), "cadre.begun", span, by)


@transaction.atomic
def exemption_grant(person: Person, reason: str, decided_by: str, *, span: Span, by: Actor) -> Exemption:
    """Record that no hard requirement is made of a person."""
    return _begin(Exemption(person=person, reason=reason, decided_by=decided_by), "exemption.granted", span, by)


@transaction.atomic
def substitute_approve(person: Person, decided_by: str, *, span: Span, by: Actor) -> SubstituteApproval:
    """Record that a person may study online instead of in person."""
    return _begin(SubstituteApproval(person=person, decided_by=decided_by), "substitute.approved", span, by)


@transaction.atomic
def floating_begin(person: Person, host: Organisation | None, host_text: str, *, span: Span, by: Actor) -> Floating:
    """Record that a person is away from the organisation that answers."""
    return _begin(Floating(person=person, host=host, host_text=host_text), "floating.begun", span, by)


@transaction.atomic
def state_end(row: Row, *, on: date, by: Actor) -> Row:
    """Record the first day on which a state no longer holds.

    Raises PERSON-002, ACCESS-002.
    """
    _require(by, row.person)
    if on <= row.valid_from:
        raise XueshiError(ENDS_BEFORE_BEGIN, on=on.isoformat(), first=row.valid_from.isoformat())
    ended = replaced(row, by=by.account, valid_to=on)
    audit(by, f"{row._meta.model_name}.ended", "person", row.person.number, on=on.isoformat())
    return ended


@transaction.atomic
def state_withdraw(row: PersonDated, *, reason: str, by: Actor) -> None:
    """Take back a state that was recorded by mistake; the row stays and says when it was taken back.

    Raises ACCESS-002.
    """
    _require(by, row.person)
    withdraw(row)
    audit(by, f"{row._meta.model_name}.withdrawn", "person", row.person.number, reason=reason)


def derive_organisations(people: Sequence[Person], *, on: date) -> None:
    """Set the organisation that answers on a day from the affiliations: the one that holds, else the last one that began."""
    rows: dict[int, list[tuple[int, Span]]] = {person.pk: [] for person in people}
    dated = Affiliation.objects.known().filter(person__in=people).order_by("valid_from")
    for person, org, first, until in dated.values_list("person_id", "organisation_id", "valid_from", "valid_to"):
        rows[person].append((org, Span(first, until)))
    for one in people:
        begun = [org for org, span in bridged(rows[one.pk]) if span.first <= on]
        one.organisation_id = begun[-1] if begun else (rows[one.pk][0][0] if rows[one.pk] else None)
    update(Person, "organisation_id", [(one.pk, one.organisation_id) for one in people])


def _begin(row: Row, verb: str, span: Span, by: Actor) -> Row:
    _require(by, row.person)
    row.valid_from, row.valid_to, row.recorded_by = span.first, span.until, by.account
    row.save(force_insert=True)
    until = None if span.until == FOREVER else span.until.isoformat()
    audit(by, verb, "person", row.person.number, first=span.first.isoformat(), until=until)
    return row


def _require(by: Actor, person: Person) -> None:
    require(by, Right.CHANGE_PEOPLE, person.organisation.path if person.organisation else "")
