"""What the two profiles take and refuse, one password after the other."""

import csv
from pathlib import Path

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import CommonPasswordValidator, validate_password
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from tests.offices import CITIZEN_ID, INSTALLER, TODAY, person
from xueshi.access.actions import account_appoint
from xueshi.access.actors import actor_of
from xueshi.access.models import Account
from xueshi.access.password_actions import password_choose
from xueshi.access.passwords import context_words, help_text, holds_word, is_common
from xueshi.kernel.actors import Role
from xueshi.kernel.paths import OrgPath
from xueshi.organisations.actions import Draft, organisations_found
from xueshi.organisations.models import Kind

pytestmark = pytest.mark.django_db
REASONS = {
    "short": "至少须有",
    "classes": "须有三类",
    "common": "常见密码",
    "word": "容易猜到",
    "used": "以前用过",
}
CASES = list(csv.DictReader(Path(__file__).with_name("passwords.csv").read_text("utf-8").splitlines()))
NOW = "2026-11-21T09:00:00+08:00"


@pytest.fixture
def account(db) -> Account:
    """The account of a secretary in a village of an invented county."""
    paths = ("清河县委", "清河县委/城关镇党委", "清河县委/城关镇党委/石桥村党支部")
    unit = organisations_found([Draft(OrgPath(path), Kind.BRANCH) for path in paths], by=INSTALLER)[-1]
    holder = person(unit, "王小武", citizen_id=CITIZEN_ID)
    made: Account = Account.objects.create(username="wangxiaowu", display_name="王小武", person=holder, password="!")
    account_appoint(made, Role.DEPARTMENT_OFFICER, unit, since=TODAY, by=INSTALLER)
    return made


def verdict(password: str, account: Account) -> str:
    """The first reason against a password, or ok."""
    try:
        validate_password(password, account)
    except ValidationError as refused:
        said = " ".join(refused.messages)
        return next(reason for reason, words in REASONS.items() if words in said)
    return "ok"


def test_there_are_sixty_cases_and_more():
    assert len({case["password"] for case in CASES}) == len(CASES) >= 60


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
@pytest.mark.parametrize("column", ["djcp3", "modern", "with_factor"])
def test_a_profile_takes_and_refuses(account, settings, column, case):
    settings.XUESHI_PASSWORD_PROFILE = "djcp3" if column == "djcp3" else "modern"
    if column == "with_factor":
        Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})

    with time_machine.travel(NOW, tick=False):
        assert verdict(case["password"], account) == case[column]


@pytest.mark.parametrize("profile", ["djcp3", "modern"])
def test_three_thousand_common_passwords_are_refused_plain_and_dressed_up(account, settings, profile):
    settings.XUESHI_PASSWORD_PROFILE = profile
    letters = sorted(word for word in CommonPasswordValidator().passwords if word.isalpha() and len(word) >= 6)[:3000]

    taken = [dressed for word in letters for dressed in (word, f"{word.capitalize()}#1998!!") if not is_common(dressed)]

    assert len(letters) == 3000
    assert taken == []


def test_a_hundred_words_around_the_account_are_refused_wherever_they_stand(account):
    words = sorted(context_words(account))

    with time_machine.travel(NOW, tick=False):
        taken = [word for word in words if verdict(f"Kd7-{word.upper()}-vwe2px", account) != "word"]

    assert len(words) >= 100
    assert taken == []


@given(
    st.text(alphabet="bcdfghjkmnpqrstvwxz2479-_!", max_size=12),
    st.text(alphabet="bcdfghjkmnpqrstvwxz2479-_!", max_size=12),
)
def test_a_word_is_found_whatever_stands_around_it(before, after):
    assert holds_word(f"{before}Qinghe{after}", {"qinghe"})
    assert holds_word(f"{before}q1nghe{after}", {"qinghe"})
    assert not holds_word(f"{before}{after}", {"qinghe"})


def test_a_phrase_of_ordinary_words_is_not_common():
    assert not is_common("hen-lamp-orbit")


@pytest.mark.parametrize(("profile", "remembered"), [("djcp3", 5), ("modern", 1)])
def test_the_last_passwords_do_not_come_back(account, settings, profile, remembered):
    settings.XUESHI_PASSWORD_PROFILE = profile
    chosen = [f"Kd7-{word}-uvwexyz" for word in ("hen", "lamp", "orbit", "mauve", "otter", "drums")]
    for password in chosen:
        password_choose(account, password, by=actor_of(account))

    again = [password for password in chosen if verdict(password, account) != "used"]

    assert again == chosen[: 6 - remembered]


def test_whoever_opens_an_account_cannot_find_out_its_holder_s_numbers_by_trying(account):
    opening = Account(username="other", person=account.person)

    validate_password("Kd7-110105-uvwe2", opening)

    assert verdict("Kd7-110105-uvwe2", account) == "word"


@pytest.mark.parametrize(("profile", "words"), [("djcp3", ["10", "90天", "三类", "5"]), ("modern", ["15", "1"])])
def test_the_form_says_what_is_allowed(account, settings, profile, words):
    settings.XUESHI_PASSWORD_PROFILE = profile

    said = help_text(account)

    assert all(word in said for word in words)
    assert ("90天" in said) is (profile == "djcp3")


def test_too_long_a_password_is_refused(account):
    validate_password("Kd7-" + "x" * 124, account)

    with pytest.raises(ValidationError, match="128"):
        validate_password("Kd7-" + "x" * 125, account)
