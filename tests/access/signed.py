"""Accounts with passwords and second factors, and browsers that sign in to them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from tests.offices import branch
from xueshi.access.actors import actor_of
from xueshi.access.models import Account, Appointment
from xueshi.access.second_factor import PERIOD, step_of, totp_add
from xueshi.kernel.actors import Role

PASSWORD = "Kd7-uvwe2p9xqmz"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NOON = datetime(2026, 11, 21, 4, tzinfo=UTC)
"""Noon in Beijing."""


def account(username: str = "someone", role: Role | None = None) -> Account:
    """An account with a password, and an appointment everywhere if a role is named."""
    made: Account = Account.objects.create(
        username=username, display_name="某人", password=make_password(PASSWORD), created_at=timezone.now()
    )
    if role is not None:
        scope = (
            None if role.value.endswith("administrator") or role is Role.RULE_EDITOR else branch(f"{username}的支部")
        )
        Appointment.objects.create(
            account=made, role=role, organisation=scope, recorded_by=0, valid_to=date(2027, 6, 30)
        )
    return made


def code(ahead: int = 0) -> str:
    """The code that an authenticator with the secret shows now, or so many steps later."""
    step = int(timezone.now().timestamp()) // PERIOD + ahead
    return str(format_hotp_value(hotp_value(SECRET, step)))


def enrolled(made: Account) -> Account:
    """The account with an authenticator, whose first code was used for that."""
    assert step_of(SECRET, code(-1)) is not None
    totp_add(made, SECRET, code(-1), by=actor_of(made))
    return made


def browser() -> Any:
    """A client that speaks Chinese; not typed, for its answers are looked into in many ways."""
    return Client(headers={"accept-language": "zh-hans"})


def sign_in(visitor: Client, username: str = "someone", password: str = PASSWORD, target: str = "") -> Any:
    """The answer to name and password."""
    return visitor.post("/sign-in/", {"username": username, "password": password, "next": target})
