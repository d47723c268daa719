"""Strict headers with every answer of every route, and no form from elsewhere is taken by any of them."""

import re

import pytest
from django.conf import settings as configured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.addresses import addresses

SECOND_SITE = "https://evil.example"
KEPT = re.compile(r'^(INSERT INTO|UPDATE) "(django_session|access_audit\w+)"')
"""What a page may write: that its reader is active, and the trail of who read what."""
PAGES = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store, private",
}


def answer(client: Client, method: str, address: str, **options):
    """One answer, whose changes are taken back."""
    with transaction.atomic():
        response = client.generic(method, address, **options)
        b"".join(response)
        transaction.set_rollback(True)
    return response


def complaints(response) -> list[str]:
    """What is wrong with the headers of an answer."""
    wrong = [name for name, value in PAGES.items() if response.headers.get(name) != value]
    policy = response.headers.get("Content-Security-Policy", "")
    if "default-src 'self'" not in policy or "frame-ancestors 'none'" not in policy or "unsafe" in policy:
        wrong.append("Content-Security-Policy")
    if "camera=()" not in response.headers.get("Permissions-Policy", ""):
        wrong.append("Permissions-Policy")
    return wrong


@pytest.mark.parametrize("role", ["anonymous", "member", "officer"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_route_answers_with_strict_headers(office, signed_in, role, method):
    routes = addresses()

    wrong = {name: complaints(answer(signed_in(role), method, address)) for name, address in routes.items()}

    assert len(routes) > 60
    assert {name: found for name, found in wrong.items() if found} == {}


ELSEWHERE = [
    ("POST", {"origin": SECOND_SITE}),
    ("POST", {"origin": "null"}),
    ("POST", {"origin": "http://testserver:81"}),
    ("POST", {"origin": "http://testserver.evil.example"}),
    ("POST", {"referer": f"{SECOND_SITE}/page"}),
    ("POST", {}),
    ("PUT", {"origin": SECOND_SITE}),
    ("PATCH", {"origin": SECOND_SITE}),
    ("DELETE", {"origin": SECOND_SITE}),
]


@pytest.mark.parametrize(("method", "headers"), ELSEWHERE, ids=str)
def test_no_route_takes_a_form_from_elsewhere(office, signed_in, method, headers):
    trusting = signed_in("officer")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies.load(trusting.cookies.output(header="", sep=";"))
    strict.get("/account/")

    taken = {
        name: response.status_code
        for name, address in addresses().items()
        if (response := answer(strict, method, address, headers=headers)).status_code != 403
    }

    assert taken == {}


def test_a_form_of_this_site_is_taken(office, signed_in):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies.load(signed_in("officer").cookies.output(header="", sep=";"))
    strict.get("/account/")
    token = strict.cookies[configured.CSRF_COOKIE_NAME].value

    response = strict.post(
        "/preferences/type/", {"size": "large", "csrfmiddlewaretoken": token}, headers={"origin": "http://testserver"}
    )

    assert response.status_code == 302


def test_no_page_changes_anything_by_being_read(office, signed_in):
    client = signed_in("officer")
    client.get("/account/")
    writes = {}
    for name, address in addresses().items():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            answer(client, "GET", address)
        found = [
            query["sql"]
            for query in seen
            if query["sql"].startswith(("INSERT", "UPDATE", "DELETE")) and not KEPT.search(query["sql"])
        ]
        if found:
            writes[name] = found

    assert writes == {}


def test_pages_that_stand_in_for_others_are_as_strict(office, signed_in):
    client = signed_in("officer")
    strict = Client(enforce_csrf_checks=True)
    asked = {
        404: client.get("/nothing/"),
        405: client.get("/sign-out/"),
        403: strict.post("/sign-in/", {}),
    }

    assert {status: response.status_code for status, response in asked.items()} == {code: code for code in asked}
    assert {status: found for status, response in asked.items() if (found := complaints(response))} == {}


def test_files_of_the_product_may_be_kept_but_never_guessed_at(client):
    response = client.get("/static/web/xueshi.css")

    assert response.status_code == 200
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" not in response.headers["Cache-Control"]
    assert b"".join(response)


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver@evil.example", "", "a b", "[::2]"]
)
def test_an_unknown_host_is_refused_on_every_kind_of_page(client, host):
    for address in ("/", "/sign-in/", "/nothing/"):
        assert client.get(address, headers={"host": host}).status_code == 400


@pytest.mark.django_db
def test_a_form_with_too_many_fields_or_files_is_refused(client, settings):
    fields = {f"f{number}": "x" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}

    assert client.post("/preferences/type/", fields).status_code == 400


@pytest.mark.django_db
def test_a_form_that_is_too_large_is_refused(client, settings):
    answer = client.post(
        "/preferences/type/",
        b"size=" + b"x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
        content_type="application/x-www-form-urlencoded",
    )

    assert answer.status_code == 400


@pytest.mark.django_db
def test_a_form_with_too_many_files_is_refused(client, settings):
    files = {
        f"f{number}": SimpleUploadedFile("a.txt", b"x") for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FILES + 1)
    }

    assert client.post("/preferences/type/", files).status_code == 400
