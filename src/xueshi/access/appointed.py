"""Which appointments hold, and what one must be before it is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from xueshi.access.models import ADMINISTRATORS, OFFICED, SCOPED, Account, Appointment
from xueshi.access.problems import (
    ADMINISTRATORS_ONLY,
    CLOSED,
    ENDS_TOO_EARLY,
    EVERYWHERE_ONLY,
    MANDATE_WITHOUT_END,
    NEEDS_ORGANISATION,
    NO_OFFICE,
    NOBODY,
    SELF_APPOINTED,
    SERVICE_ACCOUNT,
    TWO_ADMINISTRATORS,
)
from xueshi.access.selves import appointments_of_person, is_same_person
from xueshi.kernel.actors import Actor, Role
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.windows import Span
from xueshi.organisations.models import Organisation
from xueshi.people.models import Office, OfficeKind

HEADS = (OfficeKind.SECRETARY, OfficeKind.FIRST_SECRETARY, OfficeKind.DEPUTY)
"""Offices from which the role of a branch secretary comes."""
LONGEST_MANDATE = timedelta(days=366)
"""Of an inspector."""


@dataclass(frozen=True, slots=True)
class Wish:
    """An appointment that somebody wants to make."""

    account: Account
    role: Role
    organisation: Organisation | None
    span: Span


def held(day: date) -> QuerySet[Appointment]:
    """The appointments that hold on a day: within their dates, in an open account, and in office where they come from one."""
    in_office = Office.objects.known().on(day)
    mine = in_office.filter(
        person=OuterRef("account__person"),
        organisation=OuterRef("office__organisation"),
        kind=OuterRef("office__kind"),
    )
    rows: QuerySet[Appointment] = Appointment.objects.known().on(day).filter(account__is_active=True)
    return rows.filter(Q(office=None) | Exists(mine))


def check(wish: Wish, *, by: Actor) -> Office | None:
    """Refuse an appointment that must not be; the office that it comes from, if it comes from one.

    Raises ACCESS-004, ACCESS-005, ACCESS-024, ACCESS-026 to ACCESS-028, ACCESS-030 to ACCESS-034.
    """
    account, role, span = wish.account, wish.role, wish.span
    if not account.is_active:
        raise XueshiError(CLOSED)
    if is_same_person(account, by):
        raise XueshiError(SELF_APPOINTED)
    if span.until <= span.first:
        raise XueshiError(ENDS_TOO_EARLY, on=span.until.isoformat(), since=span.first.isoformat())
    if role in SCOPED and wish.organisation is None:
        raise XueshiError(NEEDS_ORGANISATION, role=role)
    if account.is_service is not (role is Role.PLATFORM):
        raise XueshiError(SERVICE_ACCOUNT)
    if role is Role.INSPECTOR and span.until - span.first > LONGEST_MANDATE:
        raise XueshiError(MANDATE_WITHOUT_END)
    _check_separation(wish)
    return _office_behind(wish) if role in OFFICED and account.person_id else None


def _check_separation(wish: Wish) -> None:
    rows = appointments_of_person(wish.account, wish.span.first, wish.span.until)
    others = rows.exclude(role__in=(wish.role, Role.MEMBER))
    if wish.role in ADMINISTRATORS:
        if wish.organisation is not None:
            raise XueshiError(EVERYWHERE_ONLY, role=wish.role)
        if wish.account.person_id is None:
            raise XueshiError(NOBODY, role=wish.role)
        if others.filter(role__in=ADMINISTRATORS).exists():
            raise XueshiError(TWO_ADMINISTRATORS)
        if others.exists():
            raise XueshiError(ADMINISTRATORS_ONLY)
    elif wish.role is not Role.MEMBER and others.filter(role__in=ADMINISTRATORS).exists():
        raise XueshiError(ADMINISTRATORS_ONLY)


def _office_behind(wish: Wish) -> Office:
    offices = Office.objects.known().filter(person=wish.account.person_id, organisation=wish.organisation)
    if wish.role is Role.BRANCH_SECRETARY:
        offices = offices.filter(kind__in=HEADS)
    found: Office | None = (
        offices.filter(valid_to__gt=wish.span.first, valid_from__lt=wish.span.until)
        .order_by("-valid_to", "-pk")
        .first()
    )
    if found is None:
        raise XueshiError(NO_OFFICE, role=wish.role)
    return found


def is_last(appointment: Appointment, day: date) -> bool:
    """Whether nobody else would be left in an administration on a day."""
    if appointment.role not in ADMINISTRATORS:
        return False
    return not held(day).filter(role=appointment.role).exclude(account=appointment.account_id).exists()
