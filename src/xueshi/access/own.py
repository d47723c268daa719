"""What the page of one's own account shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from xueshi.access.appointed import held
from xueshi.access.models import Account, Appointment, PasswordRecord
from xueshi.access.outside import identities_of
from xueshi.access.second_factor import CODES, PASSKEY, demanded, factors_of, unused_recovery_codes
from xueshi.access.sessions import idle_seconds, sessions_of
from xueshi.kernel.actors import Actor


@dataclass(frozen=True, slots=True)
class Factor:
    """One second factor as its owner sees it."""

    pk: int
    kind: str
    name: str
    added: datetime
    used: datetime | None


@dataclass(frozen=True, slots=True)
class Own:
    """One's own account."""

    account: Account
    appointments: list[Appointment]
    factors: list[Factor]
    factor_demanded: bool
    recovery_codes: int
    sessions: list[Any]
    idle_minutes: int
    password_since: datetime
    identities: list[Any]
    providers: list[dict[str, Any]]


def own_account(account: Account, *, by: Actor) -> Own:
    """Everything on the page, in a fixed number of queries."""
    return Own(
        account=account,
        appointments=list(held(by.on).filter(account=account).select_related("organisation").order_by("pk")),
        factors=[_factor(row) for row in factors_of(account) if row.type != CODES],
        factor_demanded=demanded(by),
        recovery_codes=unused_recovery_codes(account),
        sessions=sessions_of(account),
        idle_minutes=idle_seconds(by) // 60,
        password_since=_password_since(account),
        identities=identities_of(account),
        providers=settings.XUESHI_OIDC,
    )


def _factor(row: Any) -> Factor:
    name = row.wrap().name if row.type == PASSKEY else ""
    return Factor(row.pk, row.type, name, row.created_at, row.last_used_at)


def _password_since(account: Account) -> datetime:
    latest = PasswordRecord.objects.filter(account=account).order_by("-pk").first()
    return account.created_at if latest is None else latest.set_at
