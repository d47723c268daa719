"""Signing in: no account is given away, and guessing ends."""

import pytest
from django.test import Client

from tests.web.said import text
from xueshi.access.models import Account

PASSWORD = "a long enough password"


@pytest.fixture
def account(db) -> Account:
    """One account without any appointment."""
    made = Account(username="someone", display_name="某人")
    made.set_password(PASSWORD)
    made.save()
    return made


@pytest.fixture
def visitor() -> Client:
    """Somebody who is not signed in."""
    return Client(headers={"accept-language": "zh-hans"})


def sign_in(visitor: Client, username: str, password: str, target: str = ""):
    return visitor.post("/sign-in/", {"username": username, "password": password, "next": target})


def test_the_right_password_opens_the_page_that_was_asked_for(account, visitor):
    response = sign_in(visitor, "someone", PASSWORD, "/plans/")

    assert response.url == "/plans/"


def test_signing_in_never_leads_elsewhere(account, visitor):
    assert sign_in(visitor, "someone", PASSWORD, "https://example.com/").url == "/"


def test_a_wrong_password_and_an_unknown_account_get_the_same_answer(account, visitor):
    wrong = sign_in(visitor, "someone", "not the password")
    unknown = sign_in(visitor, "nobody", "not the password")

    assert text(wrong) == text(unknown)
    assert wrong.status_code == unknown.status_code == 200


def test_a_closed_account_gets_the_answer_of_an_unknown_one(account, visitor):
    account.is_active = False
    account.save()

    assert text(sign_in(visitor, "someone", PASSWORD)) == text(sign_in(visitor, "nobody", PASSWORD))


@pytest.mark.parametrize("username", ["someone", "nobody"])
def test_guessing_ends_for_known_and_unknown_names_alike(account, visitor, username):
    answers = [sign_in(visitor, username, "a guess").status_code for _ in range(5)]

    last = sign_in(visitor, username, PASSWORD)

    assert answers == [200, 200, 200, 200, 429]
    assert last.status_code == 429
    assert "15 分钟内不能登录" in text(last)


def test_signing_out_ends_the_session(account, visitor):
    sign_in(visitor, "someone", PASSWORD)

    assert visitor.post("/sign-out/").url == "/sign-in/"
    assert visitor.get("/").url.startswith("/sign-in/")


def test_signing_out_needs_a_form(account, visitor):
    sign_in(visitor, "someone", PASSWORD)

    assert visitor.get("/sign-out/").status_code == 405
