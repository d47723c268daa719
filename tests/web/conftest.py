"""The loaded county, and clients of each role."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, cast

import pytest
from django.db import transaction
from django.test import Client

if TYPE_CHECKING:
    from tests.web.office import Office
    from xueshi.access.models import Account


@pytest.fixture(scope="module")
def county(django_db_setup, django_db_blocker) -> Iterator[Office]:
    """A judged county with an account for each role, made once for a file of tests and taken back after it."""
    from tests.web.office import office

    with django_db_blocker.unblock(), transaction.atomic():
        yield office()
        transaction.set_rollback(True)


@pytest.fixture
def office(county, db) -> Office:
    """The county, in a transaction of the test's own."""
    return cast("Office", county)


@pytest.fixture
def signed_in(office) -> Callable[[str], Client]:
    """The client of each role as it was when it had just signed in; ``anonymous`` is a role too."""
    clients: dict[str, tuple[Client, str]] = {}

    def client(role: str) -> Client:
        if role not in clients:
            made = Client(headers={"accept-language": "zh-hans"})
            if role != "anonymous":
                enter(made, office.accounts[role])
            clients[role] = (made, made.cookies.output())
        made, cookies = clients[role]
        made.cookies.clear()
        made.cookies.load(cookies.replace("Set-Cookie: ", ""))
        return made

    return client


def enter(client: Client, account: Account) -> None:
    """Sign an account in as if it had just proved everything that it can be asked for."""
    from xueshi.access.sessions import BACKEND, Signed, now

    client.force_login(account, backend=BACKEND)
    session = client.session
    Signed(now(), now(), now(), factor=True).keep(session)
    session.save()
