"""What a session may reach: idle and old ones end, dangerous acts ask again, and what is owed comes first."""

from datetime import timedelta

import pytest
import time_machine

from tests.access.signed import NOON, PASSWORD, account, browser, code, enrolled, sign_in
from tests.web.addresses import addresses
from tests.web.said import text
from xueshi.access.actors import actor_of
from xueshi.access.guard import safe_target
from xueshi.access.models import PasswordRecord
from xueshi.access.password_actions import password_choose
from xueshi.kernel.actors import Role

pytestmark = pytest.mark.django_db
NEW = "Nb4-wxyzr8t2kpm"


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as travelled:
        yield travelled


def entered(made, **target):
    visitor = browser()
    sign_in(visitor, made.username, **target)
    return visitor


# Time-outs ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "minutes"),
    [
        (Role.MEMBER, 30),
        (Role.DEPARTMENT_OFFICER, 30),
        (Role.SYSTEM_ADMINISTRATOR, 15),
        (Role.SECURITY_ADMINISTRATOR, 15),
        (Role.AUDIT_ADMINISTRATOR, 15),
    ],
)
def test_an_idle_session_ends_sooner_for_administrators(clock, role, minutes):
    visitor = entered(account(role=role))
    just_before = browser()
    sign_in(just_before)

    clock.shift(timedelta(minutes=minutes, seconds=-1))
    alive = just_before.get("/account/")
    clock.shift(timedelta(seconds=1))
    over = visitor.get("/account/?a=1")

    assert alive.status_code == 200
    assert over.url == "/sign-in/?next=%2Faccount%2F%3Fa%3D1"
    assert "会话已结束" in text(visitor.get("/sign-in/"))
    assert visitor.get("/account/").url.startswith("/sign-in/")


def test_activity_keeps_a_session_alive_but_not_for_ever(clock):
    visitor = entered(account())

    statuses = []
    for _ in range(25):
        clock.shift(timedelta(minutes=20))
        statuses.append(visitor.get("/account/").status_code)

    assert statuses == [200] * 23 + [302, 302]


def test_a_page_that_asks_by_itself_is_no_activity(clock, settings):
    settings.XUESHI_PASSIVE_ROUTES = ("my_account",)
    visitor = entered(account())

    for _ in range(2):
        clock.shift(timedelta(minutes=14))
        assert visitor.get("/account/").status_code == 200
    clock.shift(timedelta(minutes=2))

    assert visitor.get("/account/").status_code == 302


def test_a_part_of_a_page_leads_the_whole_page_to_the_sign_in(clock):
    visitor = entered(account())
    clock.shift(timedelta(minutes=30))

    answer = visitor.get("/account/", headers={"HX-Request": "true", "Referer": "http://testserver/plans/"})

    assert answer.status_code == 200
    assert answer.headers["HX-Redirect"] == "/sign-in/?next=%2Fplans%2F"


def test_the_sign_in_page_opens_in_a_browser_whose_session_is_over(clock):
    visitor = entered(account())
    clock.shift(timedelta(minutes=30))

    assert visitor.get("/sign-in/").status_code == 200


# Proof before dangerous acts ----------------------------------------------------------------------------------------


@pytest.fixture
def dangerous(settings):
    settings.XUESHI_STEP_UP_ROUTES = ("my_account", "sessions_drop")


@pytest.mark.parametrize(("seconds", "asked"), [(0, False), (299, False), (300, True), (301, True)])
def test_a_dangerous_act_needs_a_proof_of_the_last_five_minutes(clock, dangerous, seconds, asked):
    visitor = entered(account())
    clock.shift(timedelta(seconds=seconds))

    answer = visitor.get("/account/?a=1")

    assert answer.status_code == (302 if asked else 200)
    if asked:
        assert answer.url == "/sign-in/confirm/?next=%2Faccount%2F%3Fa%3D1"


def test_the_password_opens_the_dangerous_act_again(clock, dangerous):
    visitor = entered(account())
    clock.shift(timedelta(minutes=6))

    wrong = visitor.post("/sign-in/confirm/", {"password": "wrong", "next": "/account/"})
    still = visitor.get("/account/")
    right = visitor.post("/sign-in/confirm/", {"password": PASSWORD, "next": "/account/"})

    assert "密码不正确" in text(wrong)
    assert still.status_code == 302
    assert right.url == "/account/"
    assert visitor.get("/account/").status_code == 200


def test_who_has_a_second_factor_proves_it_and_the_password_is_not_enough(clock, dangerous):
    enrolled(account())
    visitor = browser()
    sign_in(visitor)
    visitor.post("/sign-in/second-factor/", {"code": code()})
    clock.shift(timedelta(minutes=6))

    with_password = visitor.post("/sign-in/confirm/", {"password": PASSWORD, "next": "/account/"})
    still = visitor.get("/account/")
    with_code = visitor.post("/sign-in/confirm/", {"code": code(), "next": "/account/"})

    assert with_password.status_code == 200
    assert still.status_code == 302
    assert with_code.url == "/account/"
    assert visitor.get("/account/").status_code == 200


def test_a_form_that_was_stopped_is_not_done_and_leads_back_to_its_page(clock, dangerous):
    made = account()
    visitor, other = entered(made), entered(made)
    clock.shift(timedelta(minutes=6))

    answer = visitor.post("/account/sessions/end/", headers={"Referer": "http://testserver/plans/M24/?x=1"})

    assert answer.url == "/sign-in/confirm/?next=%2Fplans%2FM24%2F%3Fx%3D1"
    assert other.get("/account/password/").status_code == 200


def test_a_page_elsewhere_is_not_what_one_comes_back_to(clock, dangerous):
    visitor = entered(account())
    clock.shift(timedelta(minutes=6))

    answer = visitor.post("/account/sessions/end/", headers={"Referer": "https://evil.example/plans/"})

    assert answer.url == "/sign-in/confirm/?next=%2F"


def test_guessing_ends_at_the_confirmation_too(clock, dangerous):
    visitor = entered(account())

    answers = [visitor.post("/sign-in/confirm/", {"password": "wrong"}).status_code for _ in range(5)]

    assert answers == [200, 200, 200, 200, 429]


def test_the_dangerous_routes_exist(settings):
    from django.urls import get_resolver

    assert set(settings.XUESHI_STEP_UP_ROUTES) <= set(get_resolver().reverse_dict)
    assert set(settings.XUESHI_PASSIVE_ROUTES) <= set(get_resolver().reverse_dict)


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_dangerous_route_asks_again_before_anything_else(clock, settings, method):
    visitor = entered(account())
    clock.shift(timedelta(minutes=5))
    routes = addresses()

    led = {
        name: getattr(visitor, method)(routes[name]).headers.get("Location", "")
        for name in settings.XUESHI_STEP_UP_ROUTES
    }

    assert {name for name, target in led.items() if not target.startswith("/sign-in/confirm/?next=")} == set()
    assert {"account_appoint", "export_full", "person_merge", "vault_rotate", "totp_add"} <= set(led)


# A password that must be changed ------------------------------------------------------------------------------------


def test_a_first_password_opens_nothing_but_its_change(clock):
    made = account()
    PasswordRecord.objects.create(account=made, hash=made.password, temporary_until=NOON + timedelta(hours=72))
    visitor = entered(made, target="/plans/")

    stopped = {page: visitor.get(page).url for page in ("/", "/plans/M24/", "/account/", "/account/factors/")}
    changed = visitor.post("/account/password/", {"current": PASSWORD, "new": NEW, "again": NEW})

    assert set(stopped.values()) == {"/account/password/"}
    assert changed.url == "/account/"
    assert visitor.get("/account/").status_code == 200
    assert sign_in(browser(), password=NEW).url == "/"


@pytest.mark.parametrize(("hours", "opens"), [(71, True), (72, False)])
def test_a_first_password_opens_for_three_days(clock, hours, opens):
    made = account()
    PasswordRecord.objects.create(account=made, hash=made.password, temporary_until=NOON + timedelta(hours=72))
    clock.shift(timedelta(hours=hours))

    answer = sign_in(browser())

    assert (answer.status_code == 302) is opens
    assert opens or "账号或密码不正确" in text(answer) or "不正确" in text(answer)


@pytest.mark.parametrize(
    ("profile", "days", "changes"), [("djcp3", 89, False), ("djcp3", 90, True), ("modern", 400, False)]
)
def test_an_old_password_must_be_changed_where_the_profile_says_so(clock, settings, profile, days, changes):
    settings.XUESHI_PASSWORD_PROFILE = profile
    made = account()
    password_choose(made, NEW, by=actor_of(made))
    clock.shift(timedelta(days=days))
    visitor = browser()
    sign_in(visitor, password=NEW)

    answer = visitor.get("/account/")

    assert (answer.status_code == 302) is changes


def test_a_password_too_short_for_the_profile_must_be_changed(clock, settings):
    made = account()
    made.set_password("Kd7-uvwe2p")
    made.save()
    settings.XUESHI_PASSWORD_PROFILE = "modern"
    visitor = browser()

    sign_in(visitor, password="Kd7-uvwe2p")

    assert visitor.get("/account/").url == "/account/password/"


# Where one may be led -----------------------------------------------------------------------------------------------

HOSTILE = [
    "https://evil.example/",
    "http://evil.example",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "https:/evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    " https://evil.example",
    "\thttps://evil.example",
    "\nhttps://evil.example",
    "http://testserver@evil.example/",
    "http://testserver.evil.example/",
    "http://evil.example\\@testserver/",
    "https://testserver:443@evil.example/",
    "ftp://testserver/",
    "http:///evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\x00//evil.example",
    "",
]


@pytest.mark.parametrize("target", HOSTILE)
def test_a_hostile_target_leads_home(rf, target):
    assert safe_target(rf.get("/"), target) == "/"


@pytest.mark.parametrize("target", HOSTILE)
@pytest.mark.parametrize("form", ["sign_in", "second_factor", "confirm", "language", "type"])
def test_no_form_leads_elsewhere(clock, target, form):
    made = account()
    visitor = browser()
    if form == "sign_in":
        answer = sign_in(visitor, target=target)
    elif form == "second_factor":
        enrolled(made)
        sign_in(visitor, target=target)
        answer = visitor.post("/sign-in/second-factor/", {"code": code()})
    elif form == "confirm":
        sign_in(visitor)
        answer = visitor.post("/sign-in/confirm/", {"password": PASSWORD, "next": target})
    else:
        answer = visitor.post(f"/preferences/{form}/", {"language": "en", "size": "large", "next": target})

    assert answer.status_code == 302
    assert answer.url == "/"


@pytest.mark.parametrize("target", ["/plans/", "/people/?page=2&q=%E7%8E%8B", "http://testserver/plans/"])
def test_a_target_on_this_site_is_kept(rf, target):
    assert safe_target(rf.get("/"), target) == target
