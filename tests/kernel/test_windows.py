"""Windows include both ends, spans exclude their end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xueshi.kernel.windows import Span, Window, any_covers, months_before, year_window

PLAN = Window(date(2024, 1, 1), date(2028, 12, 31))
dates = st.dates(date(2020, 1, 1), date(2032, 12, 31))


@pytest.mark.parametrize(
    ("on", "elapsed", "closed", "reference"),
    [
        (date(2023, 12, 31), 0, False, date(2023, 12, 31)),
        (date(2024, 1, 1), 1, False, date(2024, 1, 1)),
        (date(2026, 6, 30), 912, False, date(2026, 6, 30)),
        (date(2028, 12, 30), 1826, False, date(2028, 12, 30)),
        (date(2028, 12, 31), 1827, True, date(2028, 12, 31)),
        (date(2029, 1, 1), 1827, True, date(2028, 12, 31)),
    ],
)
def test_a_window_closes_at_the_close_of_its_last_day(on: date, elapsed: int, closed: bool, reference: date) -> None:
    assert PLAN.days == 1827
    assert (PLAN.elapsed(on), PLAN.closed(on), PLAN.reference(on)) == (elapsed, closed, reference)


def test_a_leap_year_has_366_days() -> None:
    assert year_window(2024).days == 366
    assert year_window(2025).days == 365


@pytest.mark.parametrize(("day", "covered"), [(1, False), (2, True), (4, True), (5, False)])
def test_a_span_ends_on_the_first_day_without(day: int, covered: bool) -> None:
    span = Span(date(2026, 1, 2), date(2026, 1, 5))

    assert span.covers(date(2026, 1, day)) is covered
    assert any_covers([Span(date(2020, 1, 1), date(2020, 1, 2)), span], date(2026, 1, day)) is covered


@given(first=dates, days=st.integers(0, 60), other=dates, others=st.integers(0, 60))
def test_spans_overlap_when_they_share_a_day(first: date, days: int, other: date, others: int) -> None:
    one = Span(first, first + timedelta(days))
    two = Span(other, other + timedelta(others))

    shared = any(one.covers(day) and two.covers(day) for day in (first + timedelta(n) for n in range(days)))

    assert one.overlaps(two) is shared
    assert two.overlaps(one) is shared


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (date(2026, 6, 30), 12, date(2025, 6, 30)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 6, 30), 0, date(2026, 6, 30)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
    ],
)
def test_months_before_stays_in_the_month(day: date, months: int, earlier: date) -> None:
    assert months_before(day, months) == earlier


def test_a_span_says_nothing_about_its_ends_unless_told() -> None:
    ever = Span()

    assert ever.covers(date(1900, 1, 1))
    assert ever.covers(date(9999, 12, 30))
    assert not ever.covers(date(1899, 12, 31))


def test_no_span_covers_no_day() -> None:
    assert not any_covers([], date(2026, 1, 1))


@pytest.mark.parametrize(
    ("until", "shared"), [(date(2026, 1, 4), False), (date(2026, 1, 5), False), (date(2026, 1, 6), True)]
)
def test_spans_that_only_touch_do_not_overlap(until: date, shared: bool) -> None:
    one, two = Span(date(2026, 1, 1), until), Span(date(2026, 1, 5), date(2026, 1, 9))

    assert one.overlaps(two) is shared


def test_a_window_of_one_day_opens_and_closes_on_it() -> None:
    window = Window(date(2026, 6, 30), date(2026, 6, 30))

    assert (window.days, window.elapsed(date(2026, 6, 29)), window.elapsed(date(2026, 6, 30))) == (1, 0, 1)
    assert [window.closed(date(2026, 6, day)) for day in (29, 30)] == [False, True]


def test_years_follow_one_another_without_a_gap() -> None:
    one, two = year_window(2025), year_window(2026)

    assert two.first - one.last == timedelta(days=1)
    assert one < two
