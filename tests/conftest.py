"""What every test gets: one part of the suite, a database named by the environment, a sealed network.

The suite has three parts, chosen by `XUESHI_TEST_PART`: `sqlite` (the default: all but the browser's), `postgresql`
(those that use the database, again) and `browser`. Settings are read here, once the environment is made.
"""

from __future__ import annotations

import atexit
import importlib.util
import json
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from tests.emptying import allow_emptying

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = "/usr/bin/chromium"
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}
SETTINGS = "xueshi.site.settings"
PART = os.environ.get("XUESHI_TEST_PART", "sqlite")
NIGHTLY = os.environ.get("XUESHI_TEST_NIGHTLY") == "1"

hypothesis.settings.register_profile("house", deadline=None, derandomize=not NIGHTLY, database=None)
hypothesis.settings.load_profile("house")


def settings_for_tests() -> None:
    """Point Django at a data folder of this process and at the part's database."""
    folder = tempfile.mkdtemp(prefix="xueshi-test-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["XUESHI_DATA"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    if PART != "postgresql":
        os.environ.pop("XUESHI_DATABASE_URL", None)
    if PART == "browser":
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    from django.conf import settings

    settings.XUESHI_SECOND_FACTOR = "optional"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


if importlib.util.find_spec("xueshi.site") and importlib.util.find_spec(SETTINGS):
    settings_for_tests()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what uses the database and keep what belongs to the part."""
    for item in items:
        if item.get_closest_marker("django_db") or DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.database)
    kept = [item for item in items if belongs(item)]
    config.hook.pytest_deselected(items=[item for item in items if not belongs(item)])
    items[:] = kept


def belongs(item: pytest.Item) -> bool:
    """Whether the part being run holds this test."""
    if item.get_closest_marker("nightly") and not NIGHTLY:
        return False
    if item.get_closest_marker("long") and PART == "postgresql" and not NIGHTLY:
        return False
    in_browser = item.get_closest_marker("browser") is not None
    if PART == "browser" or in_browser:
        return in_browser and PART == "browser"
    return PART == "sqlite" or item.get_closest_marker("database") is not None


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Leave the counts where `./dev test` asked for them."""
    if target := os.environ.get("XUESHI_TEST_COUNTS"):
        outcomes = ("passed", "failed", "error", "skipped", "xfailed")
        counts = {outcome: len(terminalreporter.stats.get(outcome, ())) for outcome in outcomes}
        Path(target).write_text(json.dumps(counts), encoding="utf-8")


@pytest.fixture(scope="session", autouse=True)
def sealed_network() -> Iterator[None]:
    """Refuse every connection that leaves this computer."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test reached for the network: {address}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(scope="session", autouse=True)
def append_only_tables() -> Iterator[None]:
    """Let the runner, and nobody else, empty append-only tables after tests that commit."""
    with pytest.MonkeyPatch.context() as patch:
        if "DJANGO_SETTINGS_MODULE" in os.environ:
            allow_emptying(patch)
        yield


@pytest.fixture(autouse=True)
def in_chinese() -> Iterator[None]:
    """Begin every test in the language of the office, whatever the one before spoke."""
    from django.utils import translation

    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole part."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(CHROMIUM_FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh page in a Chinese browser of desktop width."""
    context = chromium.new_context(locale="zh-CN", viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()
