"""Floating members (流动党员): the host records, the home organisation is credited; counted once, at the affiliation."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from xueshi.kernel.actors import Actor, NotAllowedError, Right, audit, may, require
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.windows import Span
from xueshi.organisations.dated import replaced
from xueshi.organisations.models import Organisation
from xueshi.people.models import Floating, FloatingStage, Person, Presence, PresenceKind
from xueshi.people.recording import begin, locked, not_future, ordered, path_of
from xueshi.people.request_problems import REASON_NEEDED
from xueshi.people.transfer_problems import FLOATING_STEP, HOST_IS_HOME, NOT_AWAY, PRESENT_ALREADY


@transaction.atomic
def floating_begin(person: Person, host: Organisation | None, host_text: str, *, span: Span, by: Actor) -> Floating:
    """Record that a person is away from the organisation that answers; a host in the system is asked to confirm.

    Raises FLOATING-002 where neither a host nor a place is named or the host is home, STATE-004, PERSON-002, ACCESS-002.
    """
    if (host is None) == (not host_text) or host == person.organisation:
        raise XueshiError(HOST_IS_HOME)
    return begin(Floating(person=person, host=host, host_text=host_text), "floating.begun", span, by=by)


@transaction.atomic
def floating_confirm(stay: Floating, *, on: date, by: Actor) -> Floating:
    """Record that the host has met the guest.

    Raises FLOATING-001, FLOATING-004, ACCESS-002.
    """
    _require_host(stay, by=by)
    _require_stage(stay, FloatingStage.REGISTERED, FloatingStage.DECLINED)
    _require_away(stay, on, by=by)
    changed = replaced(stay, by=by.account, stage=FloatingStage.CONFIRMED, seen_on=on)
    audit(by, "floating.confirmed", "person", stay.person.number, stay=stay.number, on=on.isoformat())
    return changed


@transaction.atomic
def floating_decline(stay: Floating, *, reason: str, by: Actor) -> Floating:
    """Record that the host does not know the guest; the home organisation has to find out where the person is.

    Raises FLOATING-001, REQUEST-006 without a reason, ACCESS-002.
    """
    _require_host(stay, by=by)
    _require_stage(stay, FloatingStage.REGISTERED)
    if not reason.strip():
        raise XueshiError(REASON_NEEDED)
    changed = replaced(stay, by=by.account, stage=FloatingStage.DECLINED)
    audit(by, "floating.declined", "person", stay.person.number, stay=stay.number, reason=reason.strip())
    return changed


@transaction.atomic
def presence_record(stay: Floating, kind: PresenceKind, *, day: date, by: Actor) -> Presence:
    """Record that the guest took part with the host, or that either end was in contact.

    Raises FLOATING-001 before the host has confirmed, FLOATING-003, FLOATING-004, ACCESS-002.
    """
    at_host = _at_host(stay, by=by)
    if not at_host and (kind is not PresenceKind.CONTACT or not _at_home(stay, by=by)):
        raise NotAllowedError(Right.DECIDE_REQUESTS)
    if at_host:
        _require_stage(stay, FloatingStage.CONFIRMED)
    _require_away(stay, day, by=by)
    locked(stay.person)
    if Presence.objects.filter(floating=stay.number, kind=kind, day=day).exists():
        raise XueshiError(PRESENT_ALREADY, day=day.isoformat())
    made = Presence.objects.create(
        floating=stay.number, person=stay.person, kind=kind, day=day, by_host=at_host, recorded_by=by.account
    )
    if stay.seen_on is None or day > stay.seen_on:
        replaced(stay, by=by.account, seen_on=day)
    audit(by, "floating.present", "person", stay.person.number, stay=stay.number, presence=kind, on=day.isoformat())
    return made


@transaction.atomic
def floating_return(stay: Floating, *, on: date, by: Actor) -> Floating:
    """Record the first day on which the person is no longer away; either end may.

    Raises FLOATING-001, PERSON-002, STATE-005, ACCESS-002.
    """
    if not (_at_home(stay, by=by) or _at_host(stay, by=by)):
        raise NotAllowedError(Right.DECIDE_REQUESTS)
    _require_stage(stay, FloatingStage.REGISTERED, FloatingStage.CONFIRMED, FloatingStage.DECLINED)
    not_future(on, by=by)
    changed = _returned(stay, on, by=by)
    audit(by, "floating.returned", "person", stay.person.number, stay=stay.number, on=on.isoformat())
    return changed


def guests_on(unit: Organisation, day: date) -> QuerySet[Floating]:
    """The stays of a day with the unit or one below it that the host has confirmed: the host records study, home is credited."""
    met = Q(stage=FloatingStage.CONFIRMED) | Q(stage=FloatingStage.RETURNED, seen_on__isnull=False)
    rows: QuerySet[Floating] = Floating.objects.known().on(day).filter(met, host__path__under=unit.path)
    return rows


def stays_ended(person: Person, organisation: Organisation, *, on: date, by: Actor) -> None:
    """End the stays with a host that now answers for the person; the caller has checked the right."""
    for stay in Floating.objects.known().filter(person=person, host=organisation, valid_from__lt=on, valid_to__gt=on):
        _returned(stay, on, by=by)


def _returned(stay: Floating, on: date, *, by: Actor) -> Floating:
    ordered(Span(stay.valid_from, on))
    return replaced(stay, by=by.account, valid_to=on, stage=FloatingStage.RETURNED)


def _at_home(stay: Floating, *, by: Actor) -> bool:
    return may(by, Right.DECIDE_REQUESTS, path_of(stay.person))


def _at_host(stay: Floating, *, by: Actor) -> bool:
    return stay.host is not None and may(by, Right.DECIDE_REQUESTS, stay.host.path)


def _require_host(stay: Floating, *, by: Actor) -> None:
    if stay.host is None:
        raise NotAllowedError(Right.DECIDE_REQUESTS)
    require(by, Right.DECIDE_REQUESTS, stay.host.path)


def _require_stage(stay: Floating, *stages: FloatingStage) -> None:
    if stay.stage not in stages:
        raise XueshiError(FLOATING_STEP, now=FloatingStage(stay.stage).label)


def _require_away(stay: Floating, day: date, *, by: Actor) -> None:
    if day > by.on or not stay.span.covers(day):
        raise XueshiError(NOT_AWAY, day=day.isoformat())
