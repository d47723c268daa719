"""Names are invented, labelled and repeatable."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest

from xueshi.site.demo.names import (
    COMMUNITIES,
    DEPARTMENTS,
    DIVISION,
    FIRMS,
    INSTITUTES,
    LABEL,
    NEW_UNITS,
    SCHOOLS,
    STREETS,
    TOP,
    TOWNSHIPS,
    person_name,
    villages,
)


def test_the_top_organisation_carries_the_label() -> None:
    assert TOP == "安澜县委（合成数据）"
    assert LABEL in TOP


def test_villages_are_distinct_and_enough_for_all_townships() -> None:
    names = villages()

    assert len(names) == len(set(names))
    assert len(names) >= 12 * 8


def test_a_name_has_two_or_three_characters_and_repeats_with_the_seed() -> None:
    first = [person_name(random, woman=woman) for random in [Random(7)] for woman in (True, False) * 50]
    again = [person_name(random, woman=woman) for random in [Random(7)] for woman in (True, False) * 50]

    assert first == again
    assert {len(name) for name in first} == {2, 3}


def test_no_two_neighbouring_villages_share_a_family_name() -> None:
    names = villages()

    assert all(one[0] != two[0] for one, two in pairwise(names))
    assert {len(name) for name in names} == {3}


@pytest.mark.parametrize(
    "places", [TOWNSHIPS, STREETS, COMMUNITIES, DEPARTMENTS, INSTITUTES, SCHOOLS, NEW_UNITS, FIRMS]
)
def test_no_place_or_unit_is_named_twice(places: tuple[str, ...]) -> None:
    assert len(places) == len(set(places))


def test_the_division_of_the_county_is_not_one_that_is_assigned() -> None:
    assert DIVISION.startswith("99")
    assert len(DIVISION) == 6
