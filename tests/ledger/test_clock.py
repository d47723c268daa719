"""Nothing counts twice: clock time and the capacity of days, in the stated order."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xueshi.ledger.clock import Claim, Slot, settle, slot_of

CAP = 800
MONDAY = date(2025, 3, 3)


def at(hour: int, minute: int = 0, *, day: date = MONDAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC).replace(tzinfo=None)


def slot(starts: date | datetime, ends: date | datetime | None = None) -> Slot:
    found = slot_of(starts, ends)
    assert found is not None
    return found


def claim(
    name: str,
    starts: date | datetime,
    ends: date | datetime | None = None,
    credit: int = 100,
    half_days: int = 0,
    row: int = 1,
) -> Claim[str]:
    return Claim(slot(starts, ends), ("a.xlsx", "表", row), credit, half_days, name)


def counted(*claims: Claim[str], cap: int = CAP) -> list[str]:
    return sorted(one.item for one in settle(claims, cap=cap)[0])


def lost(*claims: Claim[str], cap: int = CAP) -> dict[str, tuple[str, bool]]:
    return {clash.claim.item: (clash.winner.item, clash.same_time) for clash in settle(claims, cap=cap)[1]}


def later(days: int) -> date:
    return MONDAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (at(9), at(9)),
        (at(9), at(8, 59)),
        (at(9), at(8, day=later(-1))),
        (MONDAY, later(-1)),
        (at(9), later(-1)),
        (MONDAY, at(9, day=later(-1))),
    ],
)
def test_an_end_that_is_not_after_the_start_has_no_slot(starts: date | datetime, ends: date | datetime) -> None:
    assert slot_of(starts, ends) is None


@pytest.mark.parametrize(
    ("starts", "ends", "days", "minutes"),
    [
        (MONDAY, None, 1, None),
        (at(9), None, 1, None),
        (MONDAY, MONDAY, 1, None),
        (MONDAY, later(4), 5, None),
        (at(9), later(4), 5, None),
        (at(9), at(9, 1), 1, 1),
        (at(9), at(17, day=later(2)), 3, 3 * 8 * 60),
        (at(14), at(12, day=later(2)), 3, 46 * 60),
        (at(22), at(2, day=later(1)), 2, 4 * 60),
        (at(20), at(0, day=later(1)), 1, 4 * 60),
    ],
)
def test_slots_know_their_days_and_minutes(
    starts: date | datetime, ends: date | datetime | None, days: int, minutes: int | None
) -> None:
    found = slot(starts, ends)

    assert (found.days, found.minutes) == (days, minutes)


def test_touching_ends_are_free() -> None:
    assert counted(claim("a", at(9), at(10)), claim("b", at(10), at(11))) == ["a", "b"]


@pytest.mark.parametrize(
    ("starts", "ends"),
    [(at(9), at(10)), (at(9, 59), at(11)), (at(9, 15), at(9, 45)), (at(8), at(9, 1)), (at(8), at(12))],
)
def test_overlapping_and_enclosing_times_count_once(starts: datetime, ends: datetime) -> None:
    first, second = claim("a", at(9), at(10), row=1), claim("b", starts, ends, row=2)

    winner, loser = ("b", "a") if starts < at(9) else ("a", "b")

    assert counted(first, second) == [winner]
    assert lost(first, second) == {loser: (winner, True)}


def test_equal_times_are_decided_by_file_sheet_and_row() -> None:
    early, late = claim("row 2", at(9), at(10), row=2), claim("row 11", at(9), at(10), row=11)

    assert counted(late, early) == ["row 2"]


def test_the_shorter_of_two_that_start_together_counts() -> None:
    assert counted(claim("long", at(9), at(12), row=1), claim("short", at(9), at(10), row=2)) == ["short"]


def test_a_refused_activity_takes_no_time() -> None:
    first, refused, third = claim("a", at(9), at(10)), claim("b", at(9, 30), at(11)), claim("c", at(10, 30), at(11, 30))

    assert counted(first, refused, third) == ["a", "c"]


def test_a_class_of_several_days_occupies_its_hours_of_each_day() -> None:
    course = claim("course", at(9), at(12, day=later(2)), credit=900)

    assert counted(course, claim("evening", at(19, day=later(1)), at(20, day=later(1)))) == ["course", "evening"]
    assert lost(course, claim("morning", at(11, day=later(1)), at(13, day=later(1)))) == {"morning": ("course", True)}


def test_a_stretch_that_ends_earlier_in_the_day_occupies_the_nights_too() -> None:
    camp = claim("camp", at(14), at(12, day=later(2)), credit=900)

    assert lost(camp, claim("evening", at(19, day=later(1)), at(20, day=later(1)))) == {"evening": ("camp", True)}


def test_a_day_holds_the_cap_and_no_more() -> None:
    morning = claim("morning", MONDAY, credit=500, row=1)

    assert counted(morning, claim("on", MONDAY, credit=300, row=2)) == ["morning", "on"]
    assert lost(morning, claim("above", MONDAY, credit=301, row=2)) == {"above": ("morning", False)}
    assert counted(morning, claim("next day", later(1), credit=800, row=2)) == ["morning", "next day"]


def test_a_day_holds_two_half_days_and_no_more() -> None:
    first = claim("first", MONDAY, credit=0, half_days=1, row=1)

    assert counted(first, claim("second", MONDAY, credit=0, half_days=1, row=2)) == ["first", "second"]
    assert lost(first, claim("whole", MONDAY, credit=0, half_days=2, row=2)) == {"whole": ("first", False)}


def test_clock_times_take_from_the_day_as_well() -> None:
    course = claim("course", MONDAY, credit=800)

    assert lost(course, claim("evening", at(19), at(20), credit=1)) == {"evening": ("course", False)}


def test_a_long_online_course_leaves_room_for_whole_days() -> None:
    month = claim("month", MONDAY, later(29), credit=1600)
    days = [claim(f"day {number:02}", later(number), credit=800, row=number) for number in range(28)]

    assert counted(month, *days) == [*(f"day {number:02}" for number in range(28)), "month"]
    assert lost(month, *days, claim("one more", later(28), credit=1, row=99)) == {"one more": ("month", False)}


def test_two_long_courses_share_their_days() -> None:
    first, second = claim("first", MONDAY, later(1), credit=800), claim("second", MONDAY, later(2), credit=800)

    assert counted(first, second, claim("third", later(1), later(2), credit=800)) == ["first", "second", "third"]
    assert lost(first, second, claim("third", later(1), later(2), credit=801)) == {"third": ("first", False)}


def drawn_times(day: int, quarter: int, length: int, more_days: int) -> tuple[datetime, datetime]:
    start = at(quarter // 4, quarter % 4 * 15, day=later(day))
    return start, start + timedelta(minutes=15 * length, days=more_days)


def drawn_days(first: int, more_days: int) -> tuple[date, date]:
    return later(first), later(first + more_days)


def drawn_claims(drawn: list[tuple[tuple[date, date], int, int]]) -> list[Claim[str]]:
    return [
        claim(str(row), *when, credit=credit, half_days=half, row=row) for row, (when, credit, half) in enumerate(drawn)
    ]


DRAWN_CAP = 900
times = st.builds(drawn_times, st.integers(0, 4), st.integers(0, 80), st.integers(1, 40), st.integers(0, 1))
days_only = st.builds(drawn_days, st.integers(0, 4), st.integers(0, 3))
amounts = (st.integers(0, DRAWN_CAP), st.integers(0, 2))
claims = st.lists(st.tuples(st.one_of(times, days_only), *amounts), max_size=12).map(drawn_claims)


@given(claims)
def test_every_claim_counts_or_is_lost_exactly_once(given_claims: list[Claim[str]]) -> None:
    kept, clashes = settle(given_claims, cap=DRAWN_CAP)

    names = sorted([one.item for one in kept] + [clash.claim.item for clash in clashes])
    assert names == sorted(one.item for one in given_claims)
    assert {clash.winner.item for clash in clashes} <= {one.item for one in kept}


@given(claims)
def test_counted_clock_times_never_overlap(given_claims: list[Claim[str]]) -> None:
    kept, _ = settle(given_claims, cap=10_000)

    pieces = sorted(piece for one in kept for piece in one.slot.pieces())
    assert all(earlier[1] <= following[0] for earlier, following in pairwise(pieces))


@given(claims)
def test_no_stretch_of_days_holds_more_than_its_capacity(given_claims: list[Claim[str]]) -> None:
    kept, _ = settle(given_claims, cap=DRAWN_CAP)

    for first in {one.slot.first for one in kept}:
        for last in {one.slot.last for one in kept}:
            inside = [one for one in kept if first <= one.slot.first and one.slot.last <= last]
            days = max(0, (last - first).days + 1)
            assert sum(one.credit for one in inside) <= DRAWN_CAP * days
            assert sum(one.half_days for one in inside) <= 2 * days


@given(claims, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_in_memory_does_not_matter(given_claims: list[Claim[str]], random: Random) -> None:
    shuffled = list(given_claims)
    random.shuffle(shuffled)

    assert settle(shuffled, cap=DRAWN_CAP) == settle(given_claims, cap=DRAWN_CAP)
