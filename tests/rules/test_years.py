"""Parts of an activity by calendar year are exact and sum to the whole."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from xueshi.rules.years import YearShare, years


def test_four_days_across_new_year_are_halved() -> None:
    parts = years(date(2024, 12, 30), date(2025, 1, 2), 3200, 8, 2500)

    assert parts == [
        YearShare(date(2024, 12, 30), date(2024, 12, 31), 1600, 4, 400),  # type: ignore[arg-type]
        YearShare(date(2025, 1, 1), date(2025, 1, 2), 1600, 4, 400),  # type: ignore[arg-type]
    ]


def test_what_does_not_divide_goes_to_the_later_year() -> None:
    parts = years(date(2024, 12, 31), date(2025, 1, 2), 100, 5, 10_000)

    assert [(part.credit, part.half_days, part.theory) for part in parts] == [(33, 1, 33), (67, 4, 67)]


@given(
    st.dates(date(2024, 1, 1), date(2026, 1, 1)),
    st.integers(0, 800),
    st.integers(0, 10_000),
    st.integers(0, 50),
    st.integers(0, 10_000),
)
def test_the_parts_of_years_are_exact_and_sum_to_the_whole(
    first: date, more: int, amount: int, half_days: int, share: int
) -> None:
    last = first + timedelta(days=more)

    parts = years(first, last, amount, half_days, share)

    assert (parts[0].first, parts[-1].last) == (first, last)
    assert all(part.first.year == part.last.year for part in parts)
    assert sum(part.credit for part in parts) == amount
    assert sum(part.half_days for part in parts) == half_days
    assert sum(part.theory for part in parts) == amount * share // 10_000
    assert all(0 <= part.theory <= part.credit for part in parts)
