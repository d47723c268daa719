"""What can be done to accounts: open one, appoint it, end the appointment."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from xueshi.access.models import SCOPED, Account, Appointment
from xueshi.access.problems import NEEDS_ORGANISATION, TAKEN, TWO_ADMINISTRATORS
from xueshi.kernel.actors import Actor, Right, Role, audit, require
from xueshi.kernel.errors import XueshiError
from xueshi.organisations.dated import replaced
from xueshi.organisations.models import Organisation
from xueshi.people.models import Person

ADMINISTRATORS = (Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR)


@transaction.atomic
def account_open(username: str, password: str, *, display_name: str, person: Person | None, by: Actor) -> Account:
    """Open an account that may do nothing yet, except see its own person.

    Raises ACCESS-002, ACCESS-003 and Django's ``ValidationError`` for a weak password.
    """
    require(by, Right.APPOINT, "")
    if Account.objects.filter(username=username).exists():
        raise XueshiError(TAKEN, username=username)
    account = Account(username=username, display_name=display_name, person=person)
    validate_password(password, account)
    account.set_password(password)
    account.save(force_insert=True)
    audit(by, "account.opened", "account", account.number, person=person.number if person else "")
    return account


@transaction.atomic
def account_appoint(
    account: Account, role: Role, organisation: Organisation | None, *, since: date, by: Actor
) -> Appointment:
    """Appoint an account to a role within an organisation from a day on.

    Raises ACCESS-002, ACCESS-004, ACCESS-005.
    """
    require(by, Right.APPOINT, "")
    if role in SCOPED and organisation is None:
        raise XueshiError(NEEDS_ORGANISATION, role=role)
    if role in ADMINISTRATORS and _is_another_administrator(account, role, since):
        raise XueshiError(TWO_ADMINISTRATORS)
    row: Appointment = Appointment.objects.create(
        account=account, role=role, organisation=organisation, valid_from=since, recorded_by=by.account
    )
    number = organisation.number if organisation else ""
    audit(by, "account.appointed", "account", account.number, role=role, organisation=number, since=since.isoformat())
    return row


@transaction.atomic
def appointment_end(appointment: Appointment, *, on: date, by: Actor) -> Appointment:
    """End an appointment; its rights are gone from that day on.

    Raises ACCESS-002.
    """
    require(by, Right.APPOINT, "")
    ended = replaced(appointment, by=by.account, valid_to=on)
    audit(by, "appointment.ended", "account", appointment.account.number, role=appointment.role, on=on.isoformat())
    return ended


@transaction.atomic
def account_close(account: Account, *, by: Actor) -> Account:
    """Close an account: it can no longer sign in.

    Raises ACCESS-002.
    """
    require(by, Right.APPOINT, "")
    account.is_active = False
    account.save(update_fields=["is_active"])
    audit(by, "account.closed", "account", account.number)
    return account


def _is_another_administrator(account: Account, role: Role, since: date) -> bool:
    others = [other for other in ADMINISTRATORS if other is not role]
    return bool(Appointment.objects.known().filter(account=account, role__in=others, valid_to__gt=since).exists())
