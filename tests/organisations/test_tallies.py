"""Counts that add up along the ancestors."""

import pytest

from tests.offices import INSTALLER, TODAY, county
from xueshi.organisations.actions import organisation_move
from xueshi.organisations.models import Organisation, Tally
from xueshi.organisations.tallies import tallied, tallies_rebuilt

pytestmark = pytest.mark.django_db


def counts() -> dict[str, tuple[int, int]]:
    rows = Tally.objects.values_list("organisation__name", "direct", "below")
    return {name: (direct, below) for name, direct, below in rows}


def test_a_count_is_added_to_every_ancestor_and_taken_from_it():
    units = county()

    tallied({units["first"].pk: 3, units["third"].pk: 2, units["east"].pk: 1})
    tallied({units["first"].pk: -1, units["third"].pk: 1})

    assert counts() == {
        "甲县委": (0, 6),
        "东镇党委": (1, 3),
        "第一支部": (2, 2),
        "西镇党委": (0, 3),
        "第三支部": (3, 3),
    }


def test_what_moves_inside_changes_nothing_above():
    units = county()
    tallied({units["first"].pk: 1})

    tallied({units["first"].pk: -1, units["second"].pk: 1})

    assert counts()["东镇党委"] == (0, 1)
    assert (counts()["第一支部"], counts()["第二支部"]) == ((0, 0), (1, 1))


def test_a_subtree_takes_its_count_along():
    units = county()
    tallied({units["first"].pk: 3, units["east"].pk: 1, units["third"].pk: 2})

    organisation_move(units["east"], units["west"], on=TODAY, by=INSTALLER)

    assert counts() == {
        "甲县委": (0, 6),
        "东镇党委": (1, 4),
        "第一支部": (3, 3),
        "西镇党委": (0, 6),
        "第三支部": (2, 2),
    }


def test_counting_anew_gives_the_same():
    units = county()
    tallied({units["first"].pk: 3, units["east"].pk: 1, units["third"].pk: 2})
    before = counts()
    direct = Organisation.objects.filter(tally__direct__gt=0).order_by("path").values_list("path", "tally__direct")

    tallies_rebuilt(list(direct))

    assert counts() == before
