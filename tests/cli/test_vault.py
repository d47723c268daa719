"""`xueshi vault`, as it is typed."""

import pytest

from tests.offices import branch, person
from xueshi.cli.main import main
from xueshi.site.keys import NumberedKeys

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    settings.XUESHI_VAULT_KEYS = NumberedKeys(tmp_path, "vault-v")


def said(capsys, *words):
    status = main(["vault", *words, "--lang", "en"])
    return status, capsys.readouterr().out.split()


def test_the_keys_are_listed_rotated_and_dropped(capsys):
    person(branch())

    assert said(capsys, "status")[1][-3:] == ["1", "yes", "1"]
    assert said(capsys, "rotate") == (0, ["master", "key", "2", "in", "use:", "1", "people", "rotated"])
    assert said(capsys, "drop", "1") == (0, ["master", "key", "1", "destroyed"])
    assert said(capsys, "status")[1][-3:] == ["2", "yes", "1"]


def test_a_key_in_use_is_not_dropped(capsys):
    person(branch())

    assert main(["vault", "drop", "1"]) == 2

    assert "VAULT-003" in capsys.readouterr().err
