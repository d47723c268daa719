"""The settings of an installation behind https, read in a process of their own."""

import json
import os
import subprocess
import sys

import pytest

ASKED = """
import json, django
from django.conf import settings
django.setup()
from django.test import Client
from django.test.utils import setup_test_environment
settings.ALLOWED_HOSTS = ["xueshi.example"]
client = Client()
plain = client.get("/sign-in/", headers={"host": "xueshi.example"})
secure = client.get("/sign-in/", secure=True, headers={"host": "xueshi.example"})
names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_DOMAIN")
print(json.dumps({
    "settings": {name: getattr(settings, name) for name in names},
    "plain": [plain.status_code, plain.headers.get("Location")],
    "hsts": secure.headers.get("Strict-Transport-Security"),
    "cookies": secure.cookies.output(header="", sep="\\n").strip(),
}))
"""


@pytest.fixture(scope="module")
def production(tmp_path_factory):
    """What an installation behind https says of itself."""
    settings = {
        "XUESHI_DATA": str(tmp_path_factory.mktemp("data")),
        "XUESHI_HTTPS": "1",
        "XUESHI_HOSTS": "xueshi.example",
        "DJANGO_SETTINGS_MODULE": "xueshi.site.settings",
        "XUESHI_DATABASE_URL": "",
    }
    environment = {**os.environ, **settings}
    run = [sys.executable, "-m", "xueshi.site.manage"]
    subprocess.run([*run, "migrate", "--verbosity", "0"], env=environment, check=True, timeout=100)
    done = subprocess.run(
        [sys.executable, "-c", ASKED], env=environment, capture_output=True, text=True, check=True, timeout=100
    )
    check = subprocess.run(
        [*run, "check", "--deploy", "--fail-level", "WARNING"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    return {**json.loads(done.stdout), "check": (check.returncode, check.stderr)}


def test_cookies_are_bound_to_the_host_and_to_https(production):
    assert production["settings"] == {
        "SESSION_COOKIE_NAME": "__Host-session",
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_DOMAIN": None,
    }
    cookie = production["cookies"]
    assert cookie.startswith("__Host-csrf=")
    assert {"Secure", "HttpOnly", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert "Domain" not in cookie


def test_plain_http_is_led_to_https_and_https_stays(production):
    assert production["plain"] == [301, "https://xueshi.example/sign-in/"]
    assert production["hsts"] == "max-age=31536000; includeSubDomains"


def test_the_deploy_check_finds_nothing(production):
    assert production["check"][0] == 0, production["check"][1]
