"""Second factors: who needs one, that each code works once, and that nothing opens without."""

import json
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from hypothesis import given
from hypothesis import strategies as st

from tests.access.signed import NOON, PASSWORD, SECRET, account, browser, code, enrolled, sign_in
from tests.offices import INSTALLER, branch
from tests.web.said import text
from xueshi.access.actors import actor_of
from xueshi.access.invented import SYNTHETIC
from xueshi.access.models import Appointment, AuditRecord
from xueshi.access.second_factor import (
    code_use,
    demanded,
    factor_remove,
    factors_of,
    factors_reset,
    has_second_factor,
    recovery_codes_make,
    step_of,
    totp_add,
    unused_recovery_codes,
)
from xueshi.kernel.actors import NotAllowedError, Role
from xueshi.kernel.errors import XueshiError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def required(settings):
    settings.XUESHI_SECOND_FACTOR = "required"


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as travelled:
        yield travelled


@pytest.mark.parametrize("role", list(Role))
def test_everybody_but_plain_members_needs_one(role):
    assert demanded(actor_of(account(role=role))) is (role is not Role.MEMBER)


def test_an_account_without_appointment_needs_none():
    assert not demanded(actor_of(account()))


def test_a_folder_of_invented_data_asks_for_none(settings, tmp_path):
    settings.XUESHI_DATA = tmp_path
    officer = actor_of(account(role=Role.DEPARTMENT_OFFICER))
    assert demanded(officer)

    (tmp_path / SYNTHETIC).touch()

    assert not demanded(officer)


# Codes --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("ahead", "taken"), [(-2, False), (-1, False), (0, True), (1, True), (2, False)])
def test_a_code_of_now_or_next_to_now_is_taken_but_none_that_was_used(clock, ahead, taken):
    made = enrolled(account())

    try:
        code_use(made, code(ahead), by=actor_of(made))
    except XueshiError as refused:
        assert refused.code == "ACCESS-050"  # noqa: PT017
        assert not taken
    else:
        assert taken


def test_a_code_is_never_taken_twice(clock):
    made = enrolled(account())
    code_use(made, code(), by=actor_of(made))

    for seconds in (0, 29, 59):
        clock.shift(timedelta(seconds=seconds))
        with pytest.raises(XueshiError, match="ACCESS-050"):
            code_use(made, "".join(_shown_at(NOON)), by=actor_of(made))


def _shown_at(moment):
    with time_machine.travel(moment, tick=False):
        return code()


def test_an_older_code_is_not_taken_after_a_newer_one(clock):
    made = enrolled(account())
    code_use(made, code(1), by=actor_of(made))

    with pytest.raises(XueshiError, match="ACCESS-050"):
        code_use(made, code(), by=actor_of(made))


@pytest.mark.parametrize("wrong", ["", "0", "abcdef", "１２３４５６", "000000000", "' or 1=1", "null"])
def test_nonsense_is_no_code(clock, wrong):
    made = enrolled(account())

    with pytest.raises(XueshiError, match="ACCESS-050"):
        code_use(made, wrong, by=actor_of(made))


@given(st.integers(60, 2**33))
def test_only_three_of_a_million_codes_are_right_at_any_time(second):
    with time_machine.travel(second, tick=False):
        right = [step_of(SECRET, code(ahead)) for ahead in (-1, 0, 1)]

    assert right == [second // 30 + ahead for ahead in (-1, 0, 1)] or len(set(right)) < 3


def test_the_secret_is_not_in_the_database_in_clear(clock):
    made = enrolled(account())

    kept = json.dumps(Authenticator.objects.get(user=made).data)

    assert SECRET not in kept


def test_each_recovery_code_opens_once(clock):
    made = enrolled(account())
    codes = recovery_codes_make(made, by=actor_of(made))
    assert len(set(codes)) == unused_recovery_codes(made) == 10

    for each in codes:
        code_use(made, each, by=actor_of(made))
        with pytest.raises(XueshiError, match="ACCESS-050"):
            code_use(made, each, by=actor_of(made))

    assert unused_recovery_codes(made) == 0


def test_new_recovery_codes_void_the_old_ones(clock):
    made = enrolled(account())
    old = recovery_codes_make(made, by=actor_of(made))

    new = recovery_codes_make(made, by=actor_of(made))

    assert not set(old) & set(new)
    with pytest.raises(XueshiError, match="ACCESS-050"):
        code_use(made, old[0], by=actor_of(made))


def test_without_a_second_factor_there_is_nothing_to_recover():
    made = account()

    with pytest.raises(XueshiError, match="ACCESS-053"):
        recovery_codes_make(made, by=actor_of(made))


# Adding and removing ------------------------------------------------------------------------------------------------


def test_a_wrong_first_code_adds_nothing(clock):
    made = account()

    with pytest.raises(XueshiError, match="ACCESS-050"):
        totp_add(made, SECRET, "000000", by=actor_of(made))

    assert not has_second_factor(made)


def test_there_is_one_authenticator(clock):
    made = enrolled(account())

    with pytest.raises(XueshiError, match="ACCESS-058"):
        totp_add(made, SECRET, code(), by=actor_of(made))

    assert len(factors_of(made)) == 1


def test_an_officer_keeps_the_last_one(clock):
    made = enrolled(account(role=Role.DEPARTMENT_OFFICER))

    with pytest.raises(XueshiError, match="ACCESS-052"):
        factor_remove(factors_of(made)[0], by=actor_of(made))

    assert has_second_factor(made)


def test_recovery_codes_go_with_the_last_one(clock):
    made = enrolled(account())
    recovery_codes_make(made, by=actor_of(made))

    factor_remove(factors_of(made)[0], by=actor_of(made))

    assert factors_of(made) == []


def test_a_lost_one_is_reset_by_another_administrator_only(clock):
    made = enrolled(account(role=Role.DEPARTMENT_OFFICER))
    security = account("security", Role.SECURITY_ADMINISTRATOR)
    enrolled(security)

    for nobody, error in ((actor_of(made), NotAllowedError), (actor_of(security), None)):
        target = made if error else security
        with pytest.raises(error or XueshiError):
            factors_reset(target, by=nobody)
    factors_reset(made, by=actor_of(security))

    assert not has_second_factor(made)
    assert has_second_factor(security)


def test_what_happens_to_second_factors_is_on_the_trail(clock):
    made = enrolled(account())
    recovery_codes_make(made, by=actor_of(made))
    code_use(made, code(), by=actor_of(made))
    factor_remove(factors_of(made)[0], by=actor_of(made))
    factors_reset(made, by=INSTALLER)

    trail = AuditRecord.objects.filter(thing=made.number).order_by("pk")

    assert [record.verb for record in trail] == [
        "factor.added",
        "recovery_codes.made",
        "factor.used",
        "factor.removed",
        "session.ended",
        "factors.reset",
    ]
    assert not any(SECRET in json.dumps(record.facts) for record in trail)


# Signing in ---------------------------------------------------------------------------------------------------------


def test_an_officer_without_one_reaches_only_the_pages_that_set_one_up(clock):
    account(role=Role.DEPARTMENT_OFFICER)
    visitor = browser()
    sign_in(visitor)

    answers = {page: visitor.get(page) for page in ("/", "/plans/M24/", "/account/", "/account/password/")}
    begin = visitor.get("/account/factors/")

    assert {answer.url for answer in answers.values()} == {"/account/factors/"}
    assert "设置之前不能使用其他功能" in text(begin)


def test_setting_one_up_opens_the_rest_and_shows_recovery_codes_once(clock):
    made = account(role=Role.DEPARTMENT_OFFICER)
    visitor = browser()
    sign_in(visitor)
    secret = visitor.get("/account/factors/authenticator/").context["secret"]

    refused = visitor.post("/account/factors/authenticator/", {"code": "000000"})
    shown = visitor.post("/account/factors/authenticator/", {"code": _code_of(secret)})

    assert "验证码不正确" in text(refused)
    assert len(shown.context["codes"]) == 10
    assert has_second_factor(made)
    assert visitor.get("/account/").status_code == 200


def _code_of(secret):
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(secret, int(NOON.timestamp()) // 30))


def test_a_member_signs_in_with_the_password_alone(clock):
    account(role=Role.MEMBER)

    assert sign_in(browser(), target="/plans/").url == "/plans/"


def test_the_password_alone_opens_nothing_where_there_is_a_second_factor(clock):
    enrolled(account(role=Role.MEMBER))
    visitor = browser()

    answer = sign_in(visitor, target="/plans/")

    assert answer.url == "/sign-in/second-factor/"
    assert visitor.get("/account/").url.startswith("/sign-in/")


def test_the_right_code_leads_to_the_page_that_was_asked_for(clock):
    enrolled(account(role=Role.DEPARTMENT_OFFICER))
    visitor = browser()
    sign_in(visitor, target="/plans/")

    wrong = visitor.post("/sign-in/second-factor/", {"code": "000000"})
    right = visitor.post("/sign-in/second-factor/", {"code": code()})

    assert "验证码不正确" in text(wrong)
    assert right.url == "/plans/"
    assert visitor.get("/account/").status_code == 200


def test_a_second_factor_without_a_password_before_it_is_nothing(clock):
    enrolled(account())

    assert browser().post("/sign-in/second-factor/", {"code": code()}).url == "/sign-in/"


def test_the_second_step_waits_ten_minutes(clock):
    enrolled(account())
    visitor = browser()
    sign_in(visitor)

    clock.shift(timedelta(seconds=599))
    waiting = visitor.get("/sign-in/second-factor/")
    clock.shift(timedelta(seconds=1))
    over = visitor.post("/sign-in/second-factor/", {"code": code()})

    assert waiting.status_code == 200
    assert over.url == "/sign-in/"


def test_guessing_codes_ends_and_the_right_password_does_not_begin_it_anew(clock):
    enrolled(account())
    visitor = browser()
    answers = []
    for _ in range(5):
        sign_in(visitor)
        answers.append(visitor.post("/sign-in/second-factor/", {"code": "000000"}).status_code)

    assert answers == [200, 200, 200, 200, 429]
    assert sign_in(visitor).status_code == 429


def test_a_password_changed_in_between_ends_the_second_step(clock):
    made = enrolled(account())
    visitor = browser()
    sign_in(visitor)
    made.set_password("another " + PASSWORD)
    made.save()

    assert visitor.post("/sign-in/second-factor/", {"code": code()}).url == "/sign-in/"


def test_a_session_that_never_proved_its_second_factor_is_ended(clock):
    made = enrolled(account(role=Role.DEPARTMENT_OFFICER))
    visitor = browser()
    visitor.force_login(made, backend="django.contrib.auth.backends.ModelBackend")

    answer = visitor.get("/plans/")

    assert answer.url.startswith("/sign-in/")
    assert visitor.get("/sign-in/").status_code == 200


def test_a_member_who_is_appointed_must_set_one_up_at_once(clock):
    made = account(role=Role.MEMBER)
    visitor = browser()
    sign_in(visitor)
    before = visitor.get("/account/").status_code

    Appointment.objects.create(
        account=made, role=Role.DEPARTMENT_OFFICER, organisation=branch("另一支部"), recorded_by=0
    )

    assert before == 200
    assert visitor.get("/account/").url == "/account/factors/"


def test_an_appointment_that_has_ended_asks_for_nothing(clock):
    made = account(role=Role.DEPARTMENT_OFFICER)
    Appointment.objects.update(valid_to=NOON.date())
    visitor = browser()
    sign_in(visitor)

    assert not demanded(actor_of(made))
    assert visitor.get("/account/").status_code == 200
