"""Nothing starts with a cipher that is not known or gives a wrong answer."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from xueshi.people.vault import selftest
from xueshi.people.vault.selftest import check


def test_right_answers_let_it_start():
    check()


@pytest.mark.parametrize(("name", "value"), [("XUESHI_VAULT_CIPHER", "DES"), ("XUESHI_VAULT_HASH", "MD5")])
def test_an_unknown_choice_is_refused_with_the_known_ones(settings, name, value):
    setattr(settings, name, value)

    with pytest.raises(ImproperlyConfigured, match=f"{name} is {value}; allowed: "):
        check()


@pytest.mark.parametrize("name", ["AES", "SM4", "HMAC_SHA_256", "HMAC_SM3"])
def test_a_wrong_answer_is_refused(monkeypatch, name):
    monkeypatch.setattr(selftest, name, "00")

    with pytest.raises(ImproperlyConfigured, match="gives wrong answers: "):
        check()
