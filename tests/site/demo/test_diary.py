"""What was held and who came."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from random import Random

import pytest

from xueshi.rules.facts import Form
from xueshi.site.demo.county import County
from xueshi.site.demo.diary import free_day, working


def daily(starts: datetime, ends: datetime) -> list[tuple[datetime, datetime]]:
    """The clock times of an activity on each of its days."""
    days = (ends.date() - starts.date()).days
    return [(starts + timedelta(days=day), ends - timedelta(days=days - day)) for day in range(days + 1)]


def test_nobody_is_in_two_places_at_once(small: County) -> None:
    held: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for number, position in small.attended:
        held[position] += daily(small.activities[number].starts, small.activities[number].ends)

    for times in held.values():
        times.sort()
        assert all(before[1] <= after[0] for before, after in itertools.pairwise(times))


def test_no_day_of_anyone_exceeds_eight_credit_hours(small: County) -> None:
    credit: Counter[tuple[int, date]] = Counter()
    for number, position in small.attended:
        activity = small.activities[number]
        days = daily(activity.starts, activity.ends)
        for starts, _ in days:
            credit[position, starts.date()] += activity.credit // len(days)

    assert max(credit.values()) == 800


def test_credit_never_exceeds_what_the_interval_can_hold(small: County) -> None:
    for activity in small.activities:
        minutes = sum(
            int((ends - starts).total_seconds()) // 60 for starts, ends in daily(activity.starts, activity.ends)
        )
        assert activity.credit * 45 <= minutes * 100


def test_members_attend_only_where_they_belong_and_never_twice(small: County) -> None:
    assert len(set(small.attended)) == len(small.attended)
    for number, position in small.attended:
        day = small.activities[number].starts.date()
        assert any(stay.span.covers(day) for stay in small.members[position].stays)


def test_everything_lies_inside_the_two_and_a_half_years(small: County) -> None:
    assert min(activity.starts for activity in small.activities) >= datetime(2024, 1, 1)  # noqa: DTZ001
    assert max(activity.ends for activity in small.activities) < datetime(2026, 7, 1)  # noqa: DTZ001


def test_every_form_occurs_and_branch_meetings_are_the_bulk(small: County) -> None:
    forms = Counter(small.activities[number].form for number, _ in small.attended)

    assert set(forms) == set(Form) - {Form.F6S}
    assert forms[Form.F3] * 2 > len(small.attended)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 1, 27), True),
        (date(2025, 1, 28), False),
        (date(2025, 2, 4), False),
        (date(2025, 2, 5), True),
        (date(2025, 2, 8), False),
        (date(2025, 2, 9), False),
        (date(2025, 2, 10), True),
    ],
)
def test_working_days_leave_out_weekends_and_holidays(day: date, expected: bool) -> None:
    assert working(day) is expected


def test_a_slot_that_is_all_holiday_is_not_used() -> None:
    assert free_day(Random(1), date(2024, 2, 1), 11, 13) is None
    assert free_day(Random(1), date(2024, 2, 1), 9, 13) == date(2024, 2, 9)
