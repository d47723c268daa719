"""From where in time a page is read: the day whose state it shows, and up to when that was known (design D5).

Three questions: as it was then, as it is now, and as it was known on a day. Addresses carry them as ``on`` and ``known``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from xueshi.kernel.errors import XueshiError
from xueshi.kernel.problems import NOT_DATE
from xueshi.kernel.windows import FOREVER

LOCAL = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day whose state is shown, and the last day whose records are believed; None believes everything recorded."""

    today: date
    day: date
    known_on: date | None = None

    @property
    def known(self) -> datetime | None:
        """The moment for ``DatedQuerySet.known``: the close of the day known on; None for now.

        >>> as_of("", "2026-03-31", date(2026, 6, 30)).known
        datetime.datetime(2026, 4, 1, 0, 0, tzinfo=zoneinfo.ZoneInfo(key='Asia/Shanghai'))
        """
        if self.known_on is None:
            return None
        return datetime.combine(self.known_on + timedelta(days=1), time(), LOCAL)

    @property
    def is_now(self) -> bool:
        """Whether nothing but today's state as known now is shown."""
        return self.day == self.today and self.known_on is None


def as_of(on: str, known: str, today: date) -> AsOf:
    """What an address asks for; empty texts mean today, and everything recorded so far.

    Raises CELL-001.
    """
    day, known_on = _day(on) or today, _day(known)
    return AsOf(today, day, known_on if known_on and known_on < today else None)


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise XueshiError(NOT_DATE, text=text) from None
    if day >= FOREVER:
        raise XueshiError(NOT_DATE, text=text)
    return day
