"""Persons keep the hard constraints of section and age."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from xueshi.site.demo.county import County
from xueshi.site.demo.marginals import STUDENT
from xueshi.site.demo.persons import LAST_DAY, citizen_id, lower, persons

_WEIGHTS = [2 ** (17 - place) % 11 for place in range(18)]


def test_citizen_numbers_have_a_right_check_digit_the_date_of_birth_and_the_sex() -> None:
    people = persons(Random(1), 500)

    for who in people:
        digits = [10 if digit == "X" else int(digit) for digit in who.citizen_id]
        assert sum(weight * digit for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11 == 1
        assert who.citizen_id[:14] == f"990123{who.born:%Y%m%d}"
        assert (digits[16] % 2 == 1) == (who.sex == "男")


@pytest.mark.parametrize(("sequence", "expected"), [(1, "990123198001010012"), (2, "990123198001010020")])
def test_citizen_number_of_a_known_birth(sequence: int, expected: str) -> None:
    assert citizen_id(date(1980, 1, 1), sequence) == expected


def test_nobody_is_admitted_before_18_and_full_membership_follows_a_year_later() -> None:
    people = persons(Random(2), 2000)

    assert min(who.age(who.admitted_on) for who in people) >= 18
    for who in people:
        if who.full_on is None:
            assert who.admitted_on > date(2025, 6, 30)
        else:
            assert who.full_on.year == who.admitted_on.year + 1
            assert who.full_on <= LAST_DAY


def test_students_are_young_and_the_oldest_members_joined_first() -> None:
    people = persons(Random(3), 4000)

    assert max(who.age() for who in people if who.occupation == STUDENT) <= 30
    assert min(who.age() for who in people if who.admitted_on < date(1949, 10, 1)) >= 92


def test_numbers_of_persons_and_of_citizens_are_unique(small: County) -> None:
    assert len({member.who.number for member in small.members}) == 1000
    assert len({member.who.citizen_id for member in small.members}) == 1000


@pytest.mark.parametrize(("day", "age"), [(date(2026, 6, 29), 35), (date(2026, 6, 30), 36), (date(2026, 7, 1), 36)])
def test_age_counts_completed_years(day: date, age: int) -> None:
    born_in_june = replace(persons(Random(4), 1)[0], born=date(1990, 6, 30))

    assert born_in_june.age(day) == age


def test_small_numbers_are_more_likely() -> None:
    random = Random(5)

    drawn = [lower(random, 10) for _ in range(2000)]

    assert set(drawn) == set(range(10))
    assert drawn.count(0) > drawn.count(9) * 3
