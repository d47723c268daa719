"""Off-job classes."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from xueshi.rules.facts import Form, OrganiserLevel
from xueshi.site.demo.classes import class_week
from xueshi.site.demo.county import County


@pytest.mark.parametrize(
    ("month", "days", "expected"),
    [
        (date(2024, 3, 1), 5, date(2024, 3, 25)),
        (date(2026, 6, 1), 5, date(2026, 6, 22)),
        (date(2026, 2, 1), 2, None),
        (date(2024, 9, 1), 5, date(2024, 9, 23)),
        (date(2026, 2, 1), 5, None),
    ],
)
def test_a_class_begins_on_a_monday_after_the_other_activities(month: date, days: int, expected: date | None) -> None:
    assert class_week(month, days) == expected


def test_days_and_credit_of_a_class_are_independent_exact_figures(small: County) -> None:
    for activity in small.activities:
        if activity.form is Form.F1:
            days = (activity.ends.date() - activity.starts.date()).days + 1
            assert activity.half_days == 2 * days
            assert activity.credit == 800 * days


def test_most_secretaries_but_not_all_were_in_a_county_class_in_2025(small: County) -> None:
    sent = {
        position
        for number, position in small.attended
        if small.activities[number].host.level >= OrganiserLevel.COUNTY
        and small.activities[number].form is Form.F1
        and small.activities[number].starts.year == 2025
    }
    secretaries = {position for position, member in enumerate(small.members) if member.is_secretary}

    assert len(secretaries) // 2 < len(secretaries & sent) < len(secretaries)


def test_nobody_attends_two_classes_in_a_month(small: County) -> None:
    sent = Counter(
        (position, small.activities[number].starts.strftime("%Y-%m"))
        for number, position in small.attended
        if small.activities[number].form is Form.F1
    )

    assert set(sent.values()) == {1}
