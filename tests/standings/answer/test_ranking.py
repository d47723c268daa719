"""Ranks are exact, ties share one, and who cannot be assessed has none."""

from __future__ import annotations

from datetime import date

from xueshi.kernel.windows import Window
from xueshi.rules.verdicts import Standing
from xueshi.standings.answer.ranking import ranked

PERIOD = Window(date(2024, 1, 1), date(2028, 12, 31))


def standing(org: str, part: int, whole: int) -> Standing:
    return Standing(org, "M24-I02", PERIOD, None, {}, (part, whole))


def test_ties_share_a_rank_and_use_up_the_next() -> None:
    units = [standing("丁", 1, 3), standing("甲", 2, 4), standing("乙", 1, 2), standing("丙", 9, 10)]

    places = ranked(units)

    assert [(place.rank, place.standing.org) for place in places] == [(1, "丙"), (2, "乙"), (2, "甲"), (4, "丁")]


def test_shares_that_print_alike_are_still_told_apart() -> None:
    units = [standing("甲", 333_333, 1_000_000), standing("乙", 1, 3)]

    places = ranked(units)

    assert [(place.rank, place.standing.org) for place in places] == [(1, "乙"), (2, "甲")]


def test_huge_shares_are_compared_without_rounding() -> None:
    units = [standing("甲", 10**18, 10**18 + 1), standing("乙", 10**18 + 1, 10**18 + 2)]

    places = ranked(units)

    assert [(place.rank, place.standing.org) for place in places] == [(1, "乙"), (2, "甲")]


def test_a_unit_with_nobody_to_assess_stands_last_without_a_rank() -> None:
    units = [standing("乙", 0, 0), standing("甲", 0, 5)]

    places = ranked(units)

    assert [(place.rank, place.standing.org) for place in places] == [(1, "甲"), (None, "乙")]


def test_no_units_have_no_ranks() -> None:
    assert ranked([]) == ()
