"""Signing in: no account is given away, and guessing ends."""

from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt, AccessLog
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.utils import timezone

from tests.web.said import text
from xueshi.access.models import Account, PasswordRecord

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


@pytest.mark.parametrize("state", ["wrong", "unknown", "closed", "platform", "temporary"])
def test_every_refusal_costs_the_same_work(account, visitor, monkeypatch, state):
    hashed = []
    encode = MD5PasswordHasher.encode

    def counted(self, *words):
        hashed.append(words)
        return encode(self, *words)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    if state == "closed":
        Account.objects.update(is_active=False)
    elif state == "platform":
        Account.objects.update(is_service=True)
    elif state == "temporary":
        PasswordRecord.objects.create(account=account, hash=account.password, temporary_until=timezone.now())

    answer = sign_in(visitor, "nobody" if state == "unknown" else "someone", "x" if state == "wrong" else PASSWORD)

    assert answer.status_code == 200
    assert len(hashed) == 1


def test_a_name_is_closed_wherever_the_guesses_come_from(account):
    for number in range(5):
        Client(REMOTE_ADDR=f"10.0.0.{number}").post("/sign-in/", {"username": "someone", "password": "a guess"})

    answer = Client(REMOTE_ADDR="10.0.1.1").post("/sign-in/", {"username": "someone", "password": PASSWORD})

    assert answer.status_code == 429


@pytest.mark.parametrize(("minutes", "status"), [(14, 429), (16, 302)])
def test_a_closed_name_opens_after_a_quarter_of_an_hour(account, visitor, minutes, status):
    with time_machine.travel("2026-11-21T09:00:00+08:00", tick=False) as clock:
        for _ in range(5):
            sign_in(visitor, "someone", "a guess")
        clock.shift(timedelta(minutes=minutes))

        assert sign_in(visitor, "someone", PASSWORD).status_code == status


def test_four_wrong_ones_are_forgotten_after_the_right_one(account, visitor):
    for _ in range(3):
        for _ in range(4):
            assert sign_in(visitor, "someone", "a guess").status_code == 200
        assert sign_in(visitor, "someone", PASSWORD).status_code == 302
        visitor.post("/sign-out/")


def test_what_was_typed_is_not_kept(account, visitor):
    sign_in(visitor, "someone", "a secret typed by mistake")

    kept = AccessAttempt.objects.get()

    assert "secret" not in kept.post_data
    assert not AccessLog.objects.exists()
