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
from xueshi.access.trail import looked_at
from xueshi.kernel.actors import Actor

LOOKS = 20
BROWSERS = (
    ("MicroMessenger", "微信"),
    ("Edg/", "Edge"),
    ("360SE", "360"),
    ("QQBrowser", "QQ"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Kylin", "Kylin"),
    ("UOS", "UOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class Factor:
    """One second factor as its owner sees it."""

    pk: int
    kind: str
    name: str
    added: datetime
    used: datetime | None


@dataclass(frozen=True, slots=True)
class Open:
    """One session as its owner sees it."""

    pk: int
    key: str
    browser: str
    address: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody else who opened one's own record."""

    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class Own:
    """One's own account."""

    account: Account
    appointments: list[Appointment]
    factors: list[Factor]
    factor_demanded: bool
    recovery_codes: int
    sessions: list[Open]
    idle_minutes: int
    password_since: datetime
    identities: list[Any]
    providers: list[dict[str, Any]]
    looks: list[Look]


def own_account(account: Account, *, by: Actor) -> Own:
    """Everything on the page, in a fixed number of queries."""
    return Own(
        account=account,
        appointments=list(held(by.on).filter(account=account).select_related("organisation").order_by("pk")),
        factors=[_factor(row) for row in factors_of(account) if row.type != CODES],
        factor_demanded=demanded(by),
        recovery_codes=unused_recovery_codes(account),
        sessions=[_open(row) for row in sessions_of(account)],
        idle_minutes=idle_seconds(by) // 60,
        password_since=_password_since(account),
        identities=identities_of(account),
        providers=settings.XUESHI_OIDC,
        looks=_looks(account),
    )


def browser_named(agent: str) -> str:
    """What a browser and its computer are called, as far as they say.

    >>> browser_named("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36 Edg/130.0")
    'Edge · Windows'
    """
    found = [next((name for mark, name in marks if mark in agent), "") for marks in (BROWSERS, SYSTEMS)]
    return " · ".join(filter(None, found)) or agent[:40]


def _open(row: Any) -> Open:
    return Open(row.pk, row.session_key, browser_named(row.user_agent), row.ip, row.created_at)


def _looks(account: Account) -> list[Look]:
    """The last ones who opened the record of the account's person, the holder left out."""
    if account.person is None:
        return []
    records = looked_at("person", account.person.number).exclude(account=account.pk)[:LOOKS]
    names = Account.objects.in_bulk({record.account for record in records})
    return [Look(record.at, str(names.get(record.account, ""))) for record in records]


def _factor(row: Any) -> Factor:
    name = row.wrap().name if row.type == PASSKEY else ""
    return Factor(row.pk, row.type, name, row.created_at, row.last_used_at)


def _password_since(account: Account) -> datetime:
    latest = PasswordRecord.objects.filter(account=account).order_by("-pk").first()
    return account.created_at if latest is None else latest.set_at
