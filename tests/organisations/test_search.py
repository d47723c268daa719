"""Finding organisations by a part of their name."""

import pytest

from tests.offices import INSTALLER, TODAY, county
from xueshi.kernel.paths import OrgPath
from xueshi.organisations import search
from xueshi.organisations.actions import Draft, organisation_found, organisation_rename
from xueshi.organisations.models import Organisation
from xueshi.organisations.search import matching, pairs

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    return [one.name for one in matching(Organisation.objects.all(), text)]


def test_any_two_characters_find_a_name():
    county()

    assert found("镇党") == ["东镇党委", "西镇党委"]
    assert found("二支") == ["第二支部"]
    assert found("东镇党委") == ["东镇党委"]
    assert found("党镇") == []


def test_pairs_that_do_not_stand_together_find_nothing():
    county()
    organisation_found(Draft(OrgPath("甲县委/镇东党支部")), by=INSTALLER)

    assert found("东党支部") == ["镇东党支部"]
    assert found("镇东支部") == []


def test_one_character_finds_what_begins_with_it():
    county()

    assert found("东") == ["东镇党委"]
    assert found("镇") == []


def test_a_new_name_is_found_and_the_old_one_no_longer():
    units = county()

    organisation_rename(units["first"], "石桥村党支部", on=TODAY, by=INSTALLER)

    assert found("石桥") == ["石桥村党支部"]
    assert found("第一") == []


def test_letters_digits_and_signs_are_found_whatever_their_case():
    organisation_found(Draft(OrgPath("ABC（集团）第3党支部")), by=INSTALLER)

    assert found("abc") == found("第3") == found("（集团）") == found("3党") == ["ABC（集团）第3党支部"]


@pytest.mark.parametrize("text", ["", "  ", "（）", '"', "*", "NOT 党", "党 OR 委", "%", "__"])
def test_nothing_that_is_typed_is_understood_as_a_query(text):
    county()

    assert found(text) == []


def test_a_common_text_is_found_by_walking_the_tree(monkeypatch):
    county()
    monkeypatch.setattr(search, "COMMON", 2)

    assert found("支部") == ["第一支部", "第二支部", "第三支部"]


def test_a_name_without_letters_has_no_pairs():
    assert pairs("（——）") == []
