"""Leavers: accounts and appointments that have lost their ground, and ending them the same day.

Rights from an office are gone the moment the office is (see ``appointed.held``); here the rows are ended too, so that the lists are
clean and nothing comes back by mistake.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from xueshi.access.actions import account_close, appointment_end, appointment_withdraw
from xueshi.access.actors import today, witness
from xueshi.access.appointed import held, is_last
from xueshi.access.models import Account, Appointment
from xueshi.kernel.actors import Actor, Grant, Right, Role, require
from xueshi.kernel.work import Progress, Task
from xueshi.people.models import Membership, Standing

UNUSED = timedelta(days=90)
"""An account that nobody has signed in to for so long is closed."""
MEMBERS = (Standing.PROBATIONARY, Standing.FULL, Standing.STOPPED)
CLOSING = "Closing the accounts of leavers"
"""A message id that the job shows."""


class Why(StrEnum):
    """Why an account or appointment has lost its ground."""

    OFFICE = "office ended"
    LEFT = "membership ended"
    UNUSED = "unused for 90 days"


@dataclass(frozen=True, slots=True)
class Leaver:
    """An account with what it lost; an appointment where only that one goes."""

    account: Account
    why: Why
    appointment: Appointment | None = None
    kept: bool = False
    """Whether it stays because the account is the last of an administration."""


def out_of_office(day: date) -> QuerySet[Appointment]:
    """Appointments within their dates whose office is not held any more."""
    rows: QuerySet[Appointment] = Appointment.objects.known().filter(valid_to__gt=day, account__is_active=True)
    begun = rows.filter(valid_from__lte=day).exclude(office=None)
    ended = begun.filter(office__valid_from__lte=day).exclude(pk__in=held(day).values("pk"))
    return ended.select_related("account", "organisation").order_by("pk")


def left(day: date) -> QuerySet[Account]:
    """Open accounts of persons who were members and are no longer."""
    rows = Membership.objects.known().filter(person=OuterRef("person"), standing__in=MEMBERS)
    was, is_one = rows.filter(valid_from__lte=day), rows.on(day)
    found: QuerySet[Account] = Account.objects.filter(Exists(was), ~Exists(is_one), is_active=True)
    return found.order_by("pk")


def unused(day: date) -> QuerySet[Account]:
    """Open accounts of people that nobody has signed in to for so long."""
    long_ago = day - UNUSED
    never = Q(last_login=None, created_at__date__lt=long_ago)
    found: QuerySet[Account] = Account.objects.filter(never | Q(last_login__date__lt=long_ago))
    return found.filter(is_active=True, is_service=False).order_by("pk")


def leavers(day: date) -> Iterator[Leaver]:
    """Everything that has lost its ground on a day; an account only once."""
    gone = {account.pk: Leaver(account, Why.LEFT) for account in left(day)}
    gone |= {account.pk: Leaver(account, Why.UNUSED) for account in unused(day) if account.pk not in gone}
    for leaver in gone.values():
        yield Leaver(leaver.account, leaver.why, kept=_is_needed(leaver.account, day))
    for appointment in out_of_office(day):
        if appointment.account_id not in gone:
            yield Leaver(appointment.account, Why.OFFICE, appointment)


def leavers_close(*, progress: Progress = lambda percent, message: None, by: Actor) -> dict[str, Any]:
    """End what has lost its ground, one account at a time, and count it; the last of an administration stays.

    Raises ACCESS-002.
    """
    require(by, Right.APPOINT, "")
    found = list(leavers(by.on))
    counts = {why.name.lower(): 0 for why in Why} | {"kept": 0}
    for place, leaver in enumerate(found):
        progress(place * 100 // len(found), CLOSING)
        if leaver.kept:
            counts["kept"] += 1
        else:
            _close(leaver, by)
            counts[leaver.why.name.lower()] += 1
    return counts


@transaction.atomic
def _close(leaver: Leaver, by: Actor) -> None:
    if leaver.appointment is None:
        account_close(leaver.account, reason=leaver.why, by=by)
    elif leaver.appointment.valid_from < by.on:
        appointment_end(leaver.appointment, on=by.on, reason=leaver.why, by=by)
    else:
        appointment_withdraw(leaver.appointment, reason=leaver.why, by=by)


def _is_needed(account: Account, day: date) -> bool:
    return any(is_last(row, day) for row in held(day).filter(account=account))


def caretaker() -> Actor:
    """Who closes leavers when nobody presses a button: the installation itself, with this one right."""
    return Actor(0, today(), (Grant(Role.SECURITY_ADMINISTRATOR, ""),), witness())


def close_now() -> None:
    """Close what leavers left behind, on behalf of the system itself."""
    leavers_close(by=caretaker())


def close_leavers(_job: Task, progress: Progress, by: Actor) -> dict[str, Any]:
    """Close the accounts of leavers as a job; a second run finds what the first left."""
    return leavers_close(progress=progress, by=by)
