"""What can be done to accounts: open one, appoint it, end or withdraw the appointment, close it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from xueshi.access.appointed import Wish, check, is_last
from xueshi.access.models import Account, Appointment
from xueshi.access.password_actions import password_given
from xueshi.access.problems import ENDS_TOO_EARLY, ENDS_TOO_LATE, LAST_ADMINISTRATOR, TAKEN, WITHOUT_REASON
from xueshi.kernel.actors import Actor, Right, Role, audit, require
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.windows import FOREVER, Span
from xueshi.organisations.dated import replaced, withdraw
from xueshi.organisations.models import Organisation
from xueshi.people.models import Person

DAY = timedelta(days=1)


@transaction.atomic
def account_open(
    username: str, password: str | None, *, display_name: str, person: Person | None, by: Actor
) -> Account:
    """Open an account that may do nothing yet, except see its own person.

    Without a password nobody signs in until the owner has chosen one through a link; a given one must be changed at the first
    sign-in, within three days.

    Raises ACCESS-002, ACCESS-003 and Django's ``ValidationError`` for a weak password.
    """
    require(by, Right.APPOINT, "")
    account = Account(username=username, display_name=display_name, person=person)
    if password is not None:
        validate_password(password, account)
    account.set_password(password)
    opened = _opened(account, by, {"person": person.number if person else ""})
    if password is not None:
        password_given(opened)
    return opened


@transaction.atomic
def service_open(username: str, *, display_name: str, by: Actor) -> Account:
    """Open an account for another system: it has no password and belongs to nobody.

    Raises ACCESS-002, ACCESS-003.
    """
    require(by, Right.APPOINT, "")
    account = Account(username=username, display_name=display_name, is_service=True)
    account.set_unusable_password()
    return _opened(account, by, {"service": True})


def _opened(account: Account, by: Actor, facts: dict[str, Any]) -> Account:
    if Account.objects.filter(username=account.username).exists():
        raise XueshiError(TAKEN, username=account.username)
    account.save(force_insert=True)
    audit(by, "account.opened", "account", account.number, **facts)
    return account


@transaction.atomic
def account_appoint(
    account: Account,
    role: Role,
    organisation: Organisation | None,
    *,
    since: date,
    until: date = FOREVER,
    reason: str = "",
    by: Actor,
) -> Appointment:
    """Appoint an account to a role within an organisation from a day until another.

    A branch role of a person's account comes from the person's office in that branch and is held only while the office is.

    Raises ACCESS-002, ACCESS-004, ACCESS-005, ACCESS-024, ACCESS-026 to ACCESS-028, ACCESS-030 to ACCESS-034.
    """
    require(by, Right.APPOINT, "")
    office = check(Wish(account, role, organisation, Span(since, until)), by=by)
    row: Appointment = Appointment.objects.create(
        account=account,
        role=role,
        organisation=organisation,
        office=office,
        reason=reason,
        valid_from=since,
        valid_to=until,
        recorded_by=by.account,
    )
    facts: dict[str, Any] = {"role": role, "organisation": organisation.number if organisation else ""}
    facts |= {"since": since.isoformat()} | ({"until": until.isoformat()} if until != FOREVER else {})
    audit(by, "account.appointed", "account", account.number, reason=reason, **facts)
    return row


@transaction.atomic
def appointment_end(appointment: Appointment, *, on: date, reason: str = "", by: Actor) -> Appointment:
    """End an appointment early; its rights are gone from that day on.

    Raises ACCESS-002, ACCESS-025, ACCESS-028, ACCESS-029.
    """
    require(by, Right.APPOINT, "")
    if on <= appointment.valid_from:
        raise XueshiError(ENDS_TOO_EARLY, on=on.isoformat(), since=appointment.valid_from.isoformat())
    if on > appointment.valid_to:
        raise XueshiError(ENDS_TOO_LATE, until=appointment.valid_to.isoformat())
    _keep_one(appointment, on)
    ended = replaced(appointment, by=by.account, valid_to=on)
    number = appointment.account.number
    audit(by, "appointment.ended", "account", number, reason=reason, role=appointment.role, on=on.isoformat())
    return ended


@transaction.atomic
def appointment_withdraw(appointment: Appointment, *, reason: str, by: Actor) -> None:
    """Take back an appointment that should not have been made: it counts as never held from now on.

    Raises ACCESS-002, ACCESS-023, ACCESS-025.
    """
    require(by, Right.APPOINT, "")
    if not reason.strip():
        raise XueshiError(WITHOUT_REASON)
    _keep_one(appointment, by.on)
    withdraw(appointment)
    number = appointment.account.number
    audit(by, "appointment.withdrawn", "account", number, reason=reason.strip(), role=appointment.role)


@transaction.atomic
def account_close(account: Account, *, reason: str = "", by: Actor) -> Account:
    """Close an account: it can no longer sign in, and its appointments end today.

    Raises ACCESS-002, ACCESS-025.
    """
    require(by, Right.APPOINT, "")
    for appointment in Appointment.objects.known().select_related("account").filter(account=account):
        last = max(by.on, appointment.valid_from + DAY)
        if appointment.valid_from > by.on:
            appointment_withdraw(appointment, reason=reason or "account closed", by=by)
        elif appointment.valid_to > last:
            appointment_end(appointment, on=last, reason=reason, by=by)
    account.is_active = False
    account.save(update_fields=["is_active"])
    audit(by, "account.closed", "account", account.number, reason=reason)
    return account


def _keep_one(appointment: Appointment, day: date) -> None:
    if is_last(appointment, day):
        raise XueshiError(LAST_ADMINISTRATOR, role=appointment.role)
