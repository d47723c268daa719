"""What was held and who came."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from random import Random

import pytest

from xueshi.kernel.units import Credit, HalfDays
from xueshi.rules.facts import Form
from xueshi.site.demo.county import County
from xueshi.site.demo.diary import MORNING, Diary, Effort, free_day, working
from xueshi.site.demo.tree import UnitKind


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


def test_the_committee_of_a_branch_is_the_nearest_one_above(small: County) -> None:
    diary = Diary(Random(1), small.units, small.members)

    for unit in small.units:
        if unit.is_branch:
            committee = diary.committee_of(unit)
            assert committee.kind not in (UnitKind.BRANCH, UnitKind.GENERAL_BRANCH)
            assert unit.path.startswith(f"{committee.path}/")
            assert unit in list(diary.branches_below(committee))


def test_nobody_is_present_before_the_first_stay_began(small: County) -> None:
    diary = Diary(Random(1), small.units, small.members)

    assert all(not diary.present(unit.index, date(1900, 1, 1)) for unit in small.units)


def test_zeal_stays_between_seldom_and_nearly_always(small: County) -> None:
    diary = Diary(Random(1), small.units, small.members)

    assert len(diary.zeal) == len(small.members)
    assert 80 <= min(diary.zeal) < max(diary.zeal) <= 1000


def test_without_a_chance_nobody_comes(small: County) -> None:
    diary = Diary(Random(1), small.units, small.members)
    activity = small.activities[0]
    effort = Effort(MORNING, 210, Credit(400), HalfDays(1))
    number = diary.hold(date(2025, 3, 3), effort, activity.form, activity.subject, activity.host)

    diary.invite(number, range(len(small.members)), 0)

    assert (number, diary.attended) == (0, [])


def test_an_activity_of_several_days_ends_on_the_last_of_them(small: County) -> None:
    diary = Diary(Random(1), small.units, small.members)
    activity = small.activities[0]
    effort = Effort(MORNING, 540, Credit(4000), HalfDays(10), days=5)

    diary.hold(date(2025, 3, 3), effort, activity.form, activity.subject, activity.host)

    held = diary.activities[0]
    assert (f"{held.starts:%m-%d %H:%M}", f"{held.ends:%m-%d %H:%M}") == ("03-03 08:30", "03-07 17:30")
    assert (held.credit, held.half_days) == (4000, 10)
