"""A served county, and somebody signed in with a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.web.office import Office


@pytest.fixture
def office(transactional_db) -> Office:
    """A judged county with an account for each role."""
    from tests.web.office import office

    return office()


@pytest.fixture
def complaints(page) -> Iterator[list[str]]:
    """What the browser complains about; a test that leaves any behind fails."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda message: heard.append(message.text) if message.type in ("error", "warning") else None)
    yield heard
    assert heard == []


@pytest.fixture
def enter(page, live_server, office, complaints) -> Callable[..., Page]:
    """Be signed in as a role, in a window of a width, with everything proved that one can be asked for."""
    from django.test import Client

    from tests.web.conftest import enter as prove

    def signed_in(role: str, width: int = 1440) -> Any:
        client = Client()
        prove(client, office.accounts[role])
        cookie = client.cookies["sessionid"]
        page.set_viewport_size({"width": width, "height": 844})
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        page.goto(f"{live_server.url}/")
        return page

    return signed_in
