"""Which clauses are asked in which windows."""

from __future__ import annotations

from datetime import date

import pytest

from xueshi.rules.loader import load
from xueshi.rules.questions import questions

M24 = load("M24")


def asked(on: date) -> list[tuple[str, int]]:
    return [(question.indicator.id[-3:], question.window.first.year) for question in questions(M24, on)]


@pytest.mark.parametrize(
    ("on", "years"),
    [
        (date(2024, 1, 1), [2024]),
        (date(2024, 12, 31), [2024]),
        (date(2025, 1, 1), [2024, 2025]),
        (date(2028, 12, 31), [2024, 2025, 2026, 2027, 2028]),
        (date(2031, 1, 1), [2024, 2025, 2026, 2027, 2028]),
    ],
)
def test_a_yearly_clause_is_asked_once_for_each_year_that_has_begun(on: date, years: list[int]) -> None:
    assert [year for clause, year in asked(on) if clause == "I04"] == years


def test_judged_clauses_stand_in_the_order_of_the_pack() -> None:
    assert asked(date(2025, 6, 30)) == [
        ("I01", 2024),
        ("I02", 2024),
        ("I03", 2024),
        ("I04", 2024),
        ("I04", 2025),
        ("I05", 2024),
    ]


def test_nothing_is_asked_before_the_plan() -> None:
    assert asked(date(2023, 12, 31)) == []


@pytest.mark.parametrize(
    ("on", "reference", "closed"),
    [
        (date(2025, 12, 30), date(2025, 12, 30), False),
        (date(2025, 12, 31), date(2025, 12, 31), True),
        (date(2026, 1, 1), date(2025, 12, 31), True),
    ],
)
def test_a_year_is_read_on_its_last_day_once_it_is_over(on: date, reference: date, closed: bool) -> None:
    year = next(question for question in questions(M24, on) if question.window.first == date(2025, 1, 1))

    assert (year.reference, year.closed) == (reference, closed)
    assert (year.counted_days.first, year.counted_days.last) == (date(2025, 1, 1), reference)
