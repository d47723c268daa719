"""Then, now, and as known on a day: what an address asks for."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from xueshi.kernel.as_of import AsOf, as_of
from xueshi.kernel.errors import XueshiError

TODAY = date(2026, 6, 30)


def test_nothing_asked_is_today_as_known_now():
    asked = as_of("", " ", TODAY)

    assert asked == AsOf(TODAY, TODAY)
    assert (asked.is_now, asked.known) == (True, None)


def test_a_day_gone_by_is_shown_as_known_now():
    asked = as_of("2024-12-31", "", TODAY)

    assert (asked.day, asked.known, asked.is_now) == (date(2024, 12, 31), None, False)


def test_what_was_known_on_a_day_includes_the_whole_day():
    asked = as_of("", "2026-03-31", TODAY)

    assert asked.known == datetime(2026, 4, 1, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert (asked.day, asked.is_now) == (TODAY, False)


@pytest.mark.parametrize(("days", "known_on"), [(-1, TODAY - timedelta(days=1)), (0, None), (1, None)])
def test_only_days_gone_by_limit_what_is_believed(days, known_on):
    asked = as_of("", (TODAY + timedelta(days=days)).isoformat(), TODAY)

    assert asked.known_on == known_on


@pytest.mark.parametrize("text", ["2026-02-30", "yesterday", "2026-1", "9999-12-31", "'; --"])
@pytest.mark.parametrize("place", ["on", "known"])
def test_what_is_not_a_day_is_refused_and_never_taken_for_today(text, place):
    asked = {"on": "", "known": "", place: text}

    with pytest.raises(XueshiError) as refused:
        as_of(asked["on"], asked["known"], TODAY)

    assert refused.value.code == "CELL-001"


def test_the_last_day_there_can_be_still_finds_what_holds_until_further_notice():
    assert as_of("9999-12-30", "", TODAY).day == date(9999, 12, 30)
