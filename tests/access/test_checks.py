"""Settings that the law forbids do not start."""

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError


@pytest.mark.parametrize(("days", "ids"), [(183, ["xueshi.E001"]), (184, []), (400, []), (0, ["xueshi.E001"])])
def test_the_trail_is_kept_half_a_year_at_least(settings, days, ids):
    settings.XUESHI_AUDIT_DAYS = days

    assert [message.id for message in run_checks() if message.id and message.id.startswith("xueshi.E00")] == ids


def test_a_shorter_time_refuses_to_start(settings):
    settings.XUESHI_AUDIT_DAYS = 183

    with pytest.raises(SystemCheckError, match="184 days at least"):
        call_command("check")


@pytest.mark.parametrize(("name", "ids"), [("sha256", []), ("sm3", []), ("md5", ["xueshi.E002"])])
def test_only_known_hashes_seal_the_trail(settings, name, ids):
    settings.XUESHI_AUDIT_HASH = name

    assert [message.id for message in run_checks() if message.id == "xueshi.E002"] == ids


@pytest.mark.parametrize(("name", "ids"), [("djcp3", []), ("modern", []), ("none", ["xueshi.E003"])])
def test_only_known_password_profiles_are_taken(settings, name, ids):
    settings.XUESHI_PASSWORD_PROFILE = name

    assert [message.id for message in run_checks() if message.id == "xueshi.E003"] == ids


@pytest.mark.parametrize(("word", "ids"), [("required", []), ("optional", []), ("no", ["xueshi.E004"])])
def test_only_known_words_on_second_factors_are_taken(settings, word, ids):
    settings.XUESHI_SECOND_FACTOR = word

    assert [message.id for message in run_checks() if message.id == "xueshi.E004"] == ids


@pytest.mark.parametrize(("word", "ids"), [("required", []), ("optional", ["xueshi.E005"])])
def test_production_never_lets_officers_off_the_second_factor(settings, word, ids):
    settings.XUESHI_SECOND_FACTOR = word

    messages = run_checks(include_deployment_checks=True)

    assert [message.id for message in messages if message.id == "xueshi.E005"] == ids
