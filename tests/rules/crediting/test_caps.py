"""Caps leave the same sum whatever the order of the activities, and nothing that lies above is lost from sight."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xueshi.kernel.units import Credit, credit
from xueshi.rules.crediting.caps import grant
from xueshi.rules.crediting.casebook import total, totals_by_year
from xueshi.rules.crediting.facts import Activity, Quantity
from xueshi.rules.crediting.grant import Over, worth
from xueshi.rules.crediting.loader import load, read

CARRYING = """
crediting: C
version: "1"
title: {zh: 结转, en: carry}
source: {zh: 文, en: text}
book: continuing
from: 2024-01-01
cycle: {first: 2024, years: 2}
rules:
  - id: study
    title: {zh: 学习, en: study}
    clause: 一
    when: {kinds: [study]}
    gives: {measure: hours, every: 1, credit: "1"}
caps:
  - {id: year, clause: 二, per: year, credit: "10", carry: "5"}
  - {id: cycle, clause: 三, per: cycle, credit: "16"}
  - {id: class, clause: 四, per: class, credit: "6"}
"""


def study(hours: int, on: str, *, id: str = "a", in_class: str = "") -> Activity:
    day = date.fromisoformat(on)
    return Activity(id, "study", day, day, {Quantity.MINUTES: hours * 60}, in_class=in_class)


def carrying():
    return read(CARRYING, "c.yaml", "")


@pytest.mark.parametrize(("hours", "first", "second"), [(10, 10, 0), (11, 10, 1), (15, 10, 5), (16, 10, 5)])
def test_the_overflow_of_a_year_counts_in_the_next_one_up_to_its_limit(hours, first, second):
    granted = grant(carrying(), [study(hours, "2024-03-01")])

    years = totals_by_year(granted)

    assert years[2024] == Credit(first * 100)
    assert years.get(2025, 0) == Credit(second * 100)


def test_what_was_carried_once_is_not_carried_again():
    granted = grant(carrying(), [study(40, "2024-03-01")])

    assert totals_by_year(granted) == {2024: Credit(1000), 2025: Credit(500)}


def test_what_was_carried_counts_before_what_the_year_brings():
    granted = grant(carrying(), [study(20, "2024-03-01"), study(10, "2025-03-01", id="b")])

    assert [(line.activity, line.year, line.credit) for one in granted for line in one.lines] == [
        ("a", 2024, Credit(1000)),
        ("a", 2025, Credit(500)),
        ("b", 2025, Credit(100)),
        ("b", 2026, Credit(500)),
    ]


def test_a_carried_line_names_the_year_it_comes_from_and_the_overflow_says_where_it_went():
    (granted,) = grant(carrying(), [study(12, "2024-03-01")])

    assert granted.lines[0].over == (Over("year", Credit(200), carried=Credit(200)),)
    assert (granted.lines[1].carried_from, granted.lines[1].first) == (2024, date(2025, 1, 1))


def test_a_cycle_ends_with_its_years():
    granted = grant(
        carrying(), [study(10, "2024-03-01"), study(10, "2025-03-01", id="b"), study(10, "2026-03-01", id="c")]
    )

    assert totals_by_year(granted) == {2024: Credit(1000), 2025: Credit(600), 2026: Credit(1000)}


def test_parts_of_one_class_share_its_cap_and_other_classes_have_their_own():
    granted = grant(
        carrying(),
        [
            study(4, "2024-03-01", id="a", in_class="k1"),
            study(4, "2024-03-02", id="b", in_class="k1"),
            study(2, "2024-03-03", id="c", in_class="k2"),
        ],
    )

    assert [total([one]) for one in granted] == [Credit(400), Credit(200), Credit(200)]


@given(
    st.lists(st.tuples(st.integers(0, 900), st.integers(0, 3)), max_size=12),
    st.randoms(use_true_random=False),
)
def test_no_order_of_activities_changes_what_they_give(drawn, random):
    rules = load("L15")
    first = date(2024, 5, 1)
    activities = [
        Activity(
            f"{at:02}",
            "course",
            first + timedelta(days=day),
            first + timedelta(days=day),
            {Quantity.MINUTES: minutes},
            mark=60,
        )
        for at, (minutes, day) in enumerate(drawn)
    ]
    shuffled = random.sample(activities, len(activities))

    granted, again = grant(rules, activities), grant(rules, shuffled)

    assert {one.activity.id: one for one in granted} == {one.activity.id: one for one in again}
    worth_before = sum(line.credit for one in activities for line in worth(rules, one).lines)
    over = sum(over.credit for one in granted for line in one.lines for over in line.over)
    assert total(granted) + over == worth_before
    by_day = {
        day: sum(total([one]) for one in granted if one.activity.first == day)
        for day in {one.first for one in activities}
    }
    assert all(amount <= credit("8") for amount in by_day.values())
