"""Passwords: chosen by their owner, through a link that works once and soon."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from tests.access.signed import NOON, PASSWORD, account, browser, sign_in
from tests.offices import INSTALLER, officer
from tests.offices import county as made_county
from tests.web.said import text
from xueshi.access.actions import account_open
from xueshi.access.actors import actor_of
from xueshi.access.models import AuditRecord, OneTimeLink
from xueshi.access.password_actions import is_worthless, link_issue, link_use, must_change, password_choose
from xueshi.kernel.actors import NotAllowedError, Role
from xueshi.kernel.errors import XueshiError

pytestmark = pytest.mark.django_db
NEW = "Nb4-wxyzr8t2kpm"


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as travelled:
        yield travelled


def test_a_link_lets_its_holder_choose_and_sign_in(clock):
    account()
    secret = link_issue(account("other"), by=INSTALLER)
    visitor = browser()

    page = visitor.get(f"/sign-in/link/{secret}/")
    chosen = visitor.post(f"/sign-in/link/{secret}/", {"new": NEW, "again": NEW})

    assert "other" in text(page)
    assert chosen.url == "/sign-in/"
    assert sign_in(visitor, "other", NEW).url == "/"
    assert sign_in(browser(), "someone", PASSWORD).url == "/"


def test_a_link_works_once(clock):
    secret = link_issue(account(), by=INSTALLER)
    browser().post(f"/sign-in/link/{secret}/", {"new": NEW, "again": NEW})

    again = browser().post(f"/sign-in/link/{secret}/", {"new": "Zz9-hgfdrtpplk", "again": "Zz9-hgfdrtpplk"})

    assert again.status_code == 400
    assert "ACCESS-051" in text(again)
    assert sign_in(browser(), password=NEW).url == "/"


@pytest.mark.parametrize(("seconds", "lives"), [(0, True), (899, True), (900, False), (901, False)])
def test_a_link_lives_a_quarter_of_an_hour(clock, seconds, lives):
    secret = link_issue(account(), by=INSTALLER)
    clock.shift(timedelta(seconds=seconds))

    assert browser().get(f"/sign-in/link/{secret}/").status_code == (200 if lives else 400)


def test_a_newer_link_voids_the_older(clock):
    made = account()
    old, new = (link_issue(made, by=INSTALLER) for _ in range(2))

    assert [browser().get(f"/sign-in/link/{secret}/").status_code for secret in (old, new)] == [400, 200]


def test_a_weak_choice_leaves_the_link_as_it_was(clock):
    made = account()
    secret = link_issue(made, by=INSTALLER)

    with pytest.raises(ValidationError):
        link_use(secret, "12345678", by=actor_of(made))
    weak = browser().post(f"/sign-in/link/{secret}/", {"new": "short", "again": "short"})

    assert "至少须有" in text(weak)
    assert OneTimeLink.objects.get().used_at is None
    assert made.check_password(PASSWORD)


def test_two_that_do_not_agree_change_nothing(clock):
    made = account()
    secret = link_issue(made, by=INSTALLER)

    answer = browser().post(f"/sign-in/link/{secret}/", {"new": NEW, "again": NEW + "x"})

    assert "两次输入不一致" in text(answer)
    assert OneTimeLink.objects.get().used_at is None


@pytest.mark.parametrize("secret", ["x", "0" * 43, "..%2f..", "%00"])
def test_an_invented_link_opens_nothing(clock, secret):
    account()

    assert browser().get(f"/sign-in/link/{secret}/").status_code in (400, 404)


def test_a_closed_account_s_link_is_dead(clock):
    made = account()
    secret = link_issue(made, by=INSTALLER)
    made.is_active = False
    made.save()

    assert browser().get(f"/sign-in/link/{secret}/").status_code == 400


def test_only_a_security_administrator_issues_links_and_not_for_the_own_account(clock):
    security = account("security", Role.SECURITY_ADMINISTRATOR)
    made = account()

    with pytest.raises(XueshiError, match="ACCESS-055"):
        link_issue(security, by=actor_of(security))
    with pytest.raises(NotAllowedError):
        link_issue(made, by=officer(made_county()["top"]))

    assert not OneTimeLink.objects.exists()


def test_neither_secret_nor_password_is_kept_or_on_the_trail(clock):
    made = account()
    secret = link_issue(made, by=INSTALLER)
    link_use(secret, NEW, by=actor_of(made))

    kept = OneTimeLink.objects.get()
    trail = list(AuditRecord.objects.filter(thing=made.number).order_by("pk"))

    assert secret not in str(vars(kept))
    assert not any(secret in str(record.facts) or NEW in str(record.facts) for record in trail)
    assert [record.verb for record in trail] == [
        "password.link_issued",
        "session.ended",
        "password.changed",
    ]


def test_a_given_password_is_worth_something_for_three_days_and_must_be_changed(clock):
    made = account_open("wang", PASSWORD, display_name="王某", person=None, by=INSTALLER)
    assert must_change(made, PASSWORD)

    clock.shift(timedelta(hours=72, seconds=-1))
    before = is_worthless(made)
    clock.shift(timedelta(seconds=1))

    assert (before, is_worthless(made)) == (False, True)


def test_a_chosen_password_need_not_be_changed_at_once(clock):
    made = account_open("wang", PASSWORD, display_name="王某", person=None, by=INSTALLER)

    password_choose(made, NEW, by=actor_of(made))

    assert not must_change(made, NEW)
    assert not is_worthless(made)


def test_the_password_in_force_is_asked_for_before_a_change():
    account()
    visitor = browser()
    sign_in(visitor)

    answer = visitor.post("/account/password/", {"current": "wrong", "new": NEW, "again": NEW})

    assert "密码不正确" in text(answer)
    assert sign_in(browser()).url == "/"
