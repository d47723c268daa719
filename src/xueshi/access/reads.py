"""What the pages of accounts, approvals and the review read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from xueshi.access.appointed import held
from xueshi.access.approvals import open_approvals
from xueshi.access.gates import visible_accounts, visible_approvals
from xueshi.access.models import Account, Appointment, Approval
from xueshi.access.review import is_confirmed, reviewed
from xueshi.kernel.actors import Actor, Right
from xueshi.organisations.gates import visible_organisations
from xueshi.organisations.models import Organisation
from xueshi.organisations.search import matching
from xueshi.people.models import Person

CANDIDATES = 20
"""So many organisations of a name are offered."""


@dataclass(frozen=True, slots=True)
class AccountFilter:
    """Which accounts a list shows."""

    text: str = ""
    role: str = ""
    state: str = ""


def accounts(wanted: AccountFilter, *, by: Actor) -> QuerySet[Account]:
    """The accounts that fit, with the appointments that hold today in ``held``."""
    found = visible_accounts(by).select_related("person__organisation")
    if wanted.text:
        found = found.filter(Q(username__icontains=wanted.text) | Q(display_name__icontains=wanted.text))
    if wanted.role:
        found = found.filter(pk__in=held(by.on).filter(role=wanted.role).values("account"))
    if wanted.state:
        found = found.filter(is_active=wanted.state == "open")
    today = held(by.on).select_related("organisation").order_by("role", "pk")
    return found.prefetch_related(Prefetch("appointments", queryset=today, to_attr="held"))


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """An appointment with what it is worth today."""

    row: Appointment
    state: str
    """``held``, ``to come``, ``over`` or ``out of office``."""


def appointments_of(account: Account, *, by: Actor) -> list[AppointmentRow]:
    """Every appointment that an account has, had or will have, the latest first."""
    seen = visible_accounts(by).filter(pk=account.pk)
    now = set(held(by.on).filter(account__in=seen).values_list("pk", flat=True))
    rows = Appointment.objects.known().filter(account__in=seen).select_related("organisation", "office")
    return [AppointmentRow(row, _state(row, now, by.on)) for row in rows.order_by("-valid_from", "-pk")]


def _state(row: Appointment, now: set[int], day: date) -> str:
    if row.pk in now:
        return "held"
    if row.valid_from > day:
        return "to come"
    return "over" if row.valid_to <= day or row.office_id is None else "out of office"


def organisations_named(said: str, *, by: Actor) -> list[Organisation]:
    """The organisations that somebody means by a number, a full name or a part of a name, as far as they can be appointed to."""
    reach = visible_organisations(by, Right.APPOINT)
    exact = list(reach.filter(Q(number=said) | Q(full_name=said))[:CANDIDATES])
    return exact or list(matching(reach, said).order_by("path")[:CANDIDATES])


def person_numbered(number: str, *, by: Actor) -> Person | None:
    """The person of that number for whom an account can be opened: one without an account."""
    if not by.scopes(Right.APPOINT):
        return None
    return Person.objects.filter(number=number, account=None).first()


def approvals_waiting(*, by: Actor) -> QuerySet[Approval]:
    """What the actor may decide: open, within reach, and asked by somebody else."""
    return _within(by).filter(granted=None).exclude(asked_by=by.account)


def approvals_asked(*, by: Actor) -> QuerySet[Approval]:
    """What the actor asked for."""
    return visible_approvals(by).filter(asked_by=by.account)


def approvals_decided(*, by: Actor) -> QuerySet[Approval]:
    """What was decided within the actor's reach."""
    return visible_approvals(by).filter(granted__isnull=False)


def _within(by: Actor) -> QuerySet[Approval]:
    wanted = Q(pk__in=())
    for scope in by.scopes(Right.APPROVE):
        wanted |= Q(path__under=scope)
    return visible_approvals(by).filter(wanted, pk__in=open_approvals().values("pk"))


@dataclass(frozen=True, slots=True)
class ReviewFilter:
    """Which part of the review a list shows."""

    role: str = ""
    unit: Organisation | None = None
    done: bool = False


def review_list(wanted: ReviewFilter, *, by: Actor) -> QuerySet[Appointment]:
    """The appointments that the half-year's review covers, as far as they fit; nothing for who may not review."""
    confirmed = is_confirmed(by.on)
    found = reviewed(by.on).filter(confirmed if wanted.done else ~confirmed)
    if not by.scopes(Right.REVIEW_ACCESS):
        return found.none()
    if wanted.role:
        found = found.filter(role=wanted.role)
    if wanted.unit is not None:
        found = found.filter(organisation__path__under=wanted.unit.path)
    return found.order_by("organisation__path", "role", "pk")


def review_chosen(keys: Sequence[int], *, by: Actor) -> list[Appointment]:
    """Those of the review's open appointments that were ticked."""
    return list(review_list(ReviewFilter(), by=by).filter(pk__in=keys))
