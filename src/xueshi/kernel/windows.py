"""Windows and spans of local calendar days (Asia/Shanghai)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

BEGINNING = date(1900, 1, 1)
"""Stands for "since ever" in spans."""

FOREVER = date(9999, 12, 31)
"""Stands for "until further notice" in spans."""

SATURDAY = 5


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """The days from ``first`` to ``last``, both inclusive, in which a requirement has to be fulfilled."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """The length in days."""
        return (self.last - self.first).days + 1

    def elapsed(self, on: date) -> int:
        """Days gone by at the close of ``on``, between 0 and the whole length.

        >>> Window(date(2024, 1, 1), date(2028, 12, 31)).elapsed(date(2024, 1, 1))
        1
        """
        return max(0, min(self.days, (on - self.first).days + 1))

    def closed(self, on: date) -> bool:
        """True when nothing more can be done: the close of ``on`` is the close of the window or later."""
        return on >= self.last

    def reference(self, on: date) -> date:
        """The day on which the roster of this window is read: ``on`` while it is open, then its last day."""
        return min(on, self.last)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A state that holds from ``first`` (inclusive) until ``until`` (the first day on which it no longer holds)."""

    first: date = BEGINNING
    until: date = FOREVER

    def covers(self, day: date) -> bool:
        """True on every day of the span."""
        return self.first <= day < self.until

    def overlaps(self, other: Span) -> bool:
        """True when some day lies in both; spans that only touch do not overlap."""
        return max(self.first, other.first) < min(self.until, other.until)


def any_covers(spans: Iterable[Span], day: date) -> bool:
    """True when one of the spans covers the day."""
    return any(span.covers(day) for span in spans)


def year_window(year: int) -> Window:
    """The calendar year."""
    return Window(date(year, 1, 1), date(year, 12, 31))


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last day of that month where it is shorter.

    >>> months_before(date(2026, 3, 31), 1)
    datetime.date(2026, 2, 28)
    """
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    for candidate in range(day.day, 27, -1):
        try:
            return date(year, month + 1, candidate)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month where it is shorter.

    >>> months_after(date(2024, 2, 29), 12)
    datetime.date(2025, 2, 28)
    """
    return months_before(day, -months)


def working_days_after(day: date, count: int) -> date:
    """The day so many Mondays to Fridays later; public holidays and the weekends worked in exchange are not known.

    >>> working_days_after(date(2026, 6, 26), 1)
    datetime.date(2026, 6, 29)
    """
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day
