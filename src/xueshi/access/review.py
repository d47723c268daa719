"""The review of access each half-year: every appointment that was there before is confirmed or ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from xueshi.access.appointed import held
from xueshi.access.models import Appointment, Confirmation, RoleChoice
from xueshi.access.problems import OWN_REVIEW
from xueshi.access.selves import is_same_person
from xueshi.kernel.actors import Actor, Right, Role, audit, require
from xueshi.kernel.errors import XueshiError

TIME = timedelta(days=31)
"""For a review, from the first day of the half-year."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the review of a role has come."""

    role: str
    total: int
    confirmed: int

    @property
    def word(self) -> str:
        """What the role is called."""
        return str(RoleChoice(self.role).label)


def half_of(day: date) -> date:
    """The first day of the half-year.

    >>> half_of(date(2026, 6, 30)).isoformat(), half_of(date(2026, 7, 1)).isoformat()
    ('2026-01-01', '2026-07-01')
    """
    return date(day.year, 1 if day.month <= 6 else 7, 1)


def is_overdue(day: date) -> bool:
    """Whether the time for the review of the half-year is over."""
    return day >= half_of(day) + TIME


def reviewed(day: date) -> QuerySet[Appointment]:
    """The appointments that the review of the half-year covers: they hold today and were made before it began.

    Appointments of plain members are left out: they give no right.
    """
    rows = held(day).filter(recorded_at__date__lt=half_of(day)).exclude(role=Role.MEMBER)
    return rows.select_related("account", "organisation")


def is_confirmed(day: date) -> Exists:
    """The condition that an appointment was confirmed in the half-year."""
    return Exists(Confirmation.objects.filter(appointment=OuterRef("pk"), half=half_of(day)))


def progress(day: date) -> list[Progress]:
    """How far the review has come, role by role."""
    counted = reviewed(day).order_by().values("role")
    rows = counted.annotate(total=Count("pk"), confirmed=Count("pk", filter=Q(is_confirmed(day)))).order_by("role")
    return [Progress(row["role"], row["total"], row["confirmed"]) for row in rows]


@transaction.atomic
def access_confirm(appointments: Iterable[Appointment], *, by: Actor) -> int:
    """Confirm that appointments are still needed, and count those confirmed now; nobody confirms his or her own.

    Raises ACCESS-002, ACCESS-035.
    """
    require(by, Right.REVIEW_ACCESS, "")
    half, count = half_of(by.on), 0
    for appointment in appointments:
        if is_same_person(appointment.account, by):
            raise XueshiError(OWN_REVIEW)
        _, made = Confirmation.objects.get_or_create(
            appointment=appointment, half=half, defaults={"confirmed_by_id": by.account}
        )
        if made:
            number = appointment.account.number
            audit(by, "appointment.confirmed", "account", number, role=appointment.role, half=half.isoformat())
        count += made
    return count
