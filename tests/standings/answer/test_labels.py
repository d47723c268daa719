"""Printed shares never claim all or none where it is not so."""

from __future__ import annotations

from datetime import date

import pytest

from xueshi.kernel.units import Credit, credit
from xueshi.kernel.windows import Window
from xueshi.rules.loader import load
from xueshi.standings.answer.labels import basis_points, day, per_head, percent, period, requirement


@pytest.mark.parametrize(
    ("part", "whole", "points"),
    [
        (0, 7, 0),
        (1, 1_000_000, 1),
        (49, 1_000_000, 1),
        (149, 1_000_000, 1),
        (150, 1_000_000, 2),
        (1, 3, 3333),
        (2, 3, 6667),
        (999_950, 1_000_000, 9999),
        (999_999, 1_000_000, 9999),
        (7, 7, 10_000),
        (0, 0, None),
    ],
)
def test_a_share_is_rounded_half_up_and_never_to_all_or_none(part: int, whole: int, points: int | None) -> None:
    assert basis_points(part, whole) == points


def test_a_share_is_printed_with_two_decimals() -> None:
    assert [percent(22, 252), percent(5, 5), percent(0, 0)] == ["8.73%", "100.00%", "—"]


def test_an_average_is_rounded_half_up() -> None:
    assert [per_head(credit("100"), 3), per_head(Credit(1), 2), per_head(Credit(0), 0)] == ["33.33", "0.01", "—"]


def test_days_and_windows_are_written_as_documents_do() -> None:
    year = Window(date(2025, 1, 1), date(2025, 12, 31))

    assert [day(date(2026, 6, 30), "zh"), day(date(2026, 6, 30), "en")] == ["2026年6月30日", "30 June 2026"]
    assert [period(year, "zh"), period(year, "en")] == ["2025年", "2025"]


def test_a_requirement_names_its_alternatives_or_its_share() -> None:
    pack = load("M24")
    member, theory = pack.indicator("M24-I02"), pack.indicator("M24-I05")

    assert requirement(member, member.any_of).zh == "20 天，或 160 学时"
    assert requirement(member, member.any_of).en == "20 days, or 160 credit hours"
    assert requirement(theory, ()).zh == "党的创新理论学时占 1/2 以上"
    assert requirement(theory, ()).en == "at least 1/2 of the credit on innovative theory"
