"""From an account to an actor: the grants of its appointments on a day, and a witness that writes the audit trail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone

from xueshi.access.appointed import held
from xueshi.access.chain import append
from xueshi.access.models import Account, Appointment
from xueshi.kernel.actors import Act, Actor, Grant, Role

EVERYWHERE = ""


def today() -> date:
    """The local day."""
    return timezone.localdate()


def actor_of(account: Any, *, on: date | None = None, request_id: str = "", address: str = "") -> Actor:
    """The actor that an account is on a day, by default today; an inactive account holds no grant."""
    day = on or today()
    return Actor(account.pk, day, _grants(account, day), witness(request_id, address), account.person_id)


def _grants(account: Account, day: date) -> tuple[Grant, ...]:
    if not account.is_active:
        return ()
    rows = Appointment.objects.known().on(day).filter(account=account)
    found = list(rows.values_list("role", "organisation__path", "office"))
    if any(office is not None for _role, _path, office in found):
        found = list(held(day).filter(account=account).values_list("role", "organisation__path", "office"))
    return tuple(Grant(Role(role), EVERYWHERE if path is None else path) for role, path, _office in found)


def witness(request_id: str = "", address: str = "") -> Callable[[Act], None]:
    """Writes acts into the audit trail, with the request and the address that they came from."""

    def write(act: Act) -> None:
        append(act, request_id=request_id, address=address)

    return write
