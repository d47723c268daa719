"""Nothing counts twice: of one person's activities that claim the same clock time or overfill the same days, the first counts.

"First" is the one that starts earlier, then ends earlier, then by file name, sheet and row. An activity with clock times on both ends
occupies them; when it lasts several days and ends later in the day than it starts, it occupies these hours of each day, otherwise the
whole time between. Touching ends are free. Every activity also takes its credit and half-days from the days on which it lies: a person
has at most the daily cap and two half-days on a day, and an activity of several days may take them from any of its days.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from heapq import heappop, heappush, heapreplace
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

HALF_DAYS_A_DAY = 2
_ONE_DAY = timedelta(days=1)
_ONE_SECOND = timedelta(seconds=1)
_MIDNIGHT = time()


class Slot(NamedTuple):
    """When an activity takes place: its bounds, its days, and the minutes that its clock times occupy (None without clock times)."""

    start: datetime
    end: datetime
    first: date
    last: date
    minutes: int | None

    @property
    def days(self) -> int:
        """The number of days, first and last included."""
        return (self.last - self.first).days + 1

    @property
    def minutes_a_day(self) -> int | None:
        """Whole minutes on one day, None without clock times."""
        return None if self.minutes is None else self.minutes // self.days

    def pieces(self) -> Iterator[tuple[datetime, datetime]]:
        """The occupied stretches of clock time in order; none without clock times."""
        if self.minutes is None:
            return
        if not _daily(self.start, self.end):
            yield self.start, self.end
            return
        for offset in range(self.days):
            day = self.first + timedelta(days=offset)
            yield datetime.combine(day, self.start.time()), datetime.combine(day, self.end.time())


class Claim(NamedTuple, Generic[T]):
    """One activity of one person that asks to be counted; ``order`` decides between equals in time."""

    slot: Slot
    order: tuple[str, str, int]
    credit: int
    half_days: int
    item: T

    @property
    def key(self) -> tuple[datetime, datetime, tuple[str, str, int]]:
        """The stated order."""
        return (self.slot.start, self.slot.end, self.order)


class Clash(NamedTuple, Generic[T]):
    """An activity that does not count, the one that counts instead, and whether clock time (or only the day) was taken."""

    claim: Claim[T]
    winner: Claim[T]
    same_time: bool


def slot_of(starts: date | datetime, ends: date | datetime | None) -> Slot | None:
    """The slot between two cells, or None when the end is not after the start.

    Without an end the activity lies on the day of its start. Where only one of the cells has a clock time, neither is used.
    """
    if ends is None:
        ends = starts.date() if isinstance(starts, datetime) else starts
    if isinstance(starts, datetime) and isinstance(ends, datetime):
        if ends <= starts:
            return None
        last = (ends - _ONE_SECOND).date()
        days = (last - starts.date()).days + 1
        length = (ends - starts) if not _daily(starts, ends) else (ends - starts - (days - 1) * _ONE_DAY) * days
        return Slot(starts, ends, starts.date(), last, int(length.total_seconds()) // 60)
    first = starts.date() if isinstance(starts, datetime) else starts
    last = ends.date() if isinstance(ends, datetime) else ends
    if last < first:
        return None
    return Slot(datetime.combine(first, _MIDNIGHT), datetime.combine(last + _ONE_DAY, _MIDNIGHT), first, last, None)


def settle(claims: Sequence[Claim[T]], *, cap: int) -> tuple[list[Claim[T]], list[Clash[T]]]:
    """The claims of one person that count, and those that do not; ``cap`` is the most credit of one day."""
    counted: list[Claim[T]] = []
    clashes: list[Clash[T]] = []
    for cluster in _clusters(sorted(claims, key=lambda claim: claim.key)):
        if len(cluster) == 1:
            counted += cluster
            continue
        taken: _Taken[T] = _Taken(cap)
        for claim in cluster:
            clash = taken.clash(claim)
            if clash is None:
                taken.add(claim)
                counted.append(claim)
            else:
                clashes.append(clash)
    return counted, clashes


def _daily(start: datetime, end: datetime) -> bool:
    return start.date() < end.date() and end.time() > start.time()


def _clusters(claims: Iterable[Claim[T]]) -> Iterator[list[Claim[T]]]:
    """Claims, given in order, in groups that share no day with each other."""
    cluster: list[Claim[T]] = []
    last = date.min
    for claim in claims:
        if cluster and claim.slot.first > last:
            yield cluster
            cluster = []
        cluster.append(claim)
        last = max(last, claim.slot.last) if len(cluster) > 1 else claim.slot.last
    if cluster:
        yield cluster


@dataclass(slots=True)
class Room:
    """How much of a daily amount is taken: by activities of one day, and by activities that may take it from any of several days."""

    cap: int
    on_day: dict[date, int] = field(default_factory=dict)
    loose: list[tuple[date, date, int]] = field(default_factory=list)

    def has(self, first: date, last: date, amount: int) -> bool:
        """True when the amount still fits beside everything that was added."""
        if not amount:
            return True
        if first < last:
            return self._spreads([*self.loose, (first, last, amount)], {})
        if self.on_day.get(first, 0) + amount > self.cap:
            return False
        return not self.loose or self._spreads(self.loose, {first: amount})

    def add(self, first: date, last: date, amount: int) -> None:
        """Take the amount."""
        if first == last:
            self.on_day[first] = self.on_day.get(first, 0) + amount
        elif amount:
            self.loose.append((first, last, amount))

    def _spreads(self, loose: Sequence[tuple[date, date, int]], more: dict[date, int]) -> bool:
        """True when every loose amount finds room on its days: day by day, what must be done soonest is served first."""
        waiting = sorted(loose, reverse=True)
        due: list[tuple[date, int]] = []
        day = waiting[-1][0]
        while waiting or due:
            if not due:
                day = waiting[-1][0]
            while waiting and waiting[-1][0] <= day:
                _, last, amount = waiting.pop()
                heappush(due, (last, amount))
            room = self.cap - self.on_day.get(day, 0) - more.get(day, 0)
            while room > 0 and due:
                last, amount = due[0]
                if amount > room:
                    heapreplace(due, (last, amount - room))
                else:
                    heappop(due)
                room -= min(amount, room)
            if due and due[0][0] <= day:
                return False
            day += _ONE_DAY
        return True


class _Taken(Generic[T]):
    """What one person's counted activities occupy."""

    def __init__(self, cap: int) -> None:
        self.credit = Room(cap)
        self.half_days = Room(HALF_DAYS_A_DAY)
        self.stretches: list[tuple[datetime, datetime, int]] = []
        self.counted: list[Claim[T]] = []

    def clash(self, claim: Claim[T]) -> Clash[T] | None:
        """Why the claim cannot count beside the counted ones, or None."""
        for start, end in claim.slot.pieces():
            at = bisect_left(self.stretches, (end,)) - 1
            if at >= 0 and self.stretches[at][1] > start:
                return Clash(claim, self.counted[self.stretches[at][2]], same_time=True)
        slot = claim.slot
        full = not self.credit.has(slot.first, slot.last, claim.credit)
        if full or not self.half_days.has(slot.first, slot.last, claim.half_days):
            return Clash(claim, self._sharing_days(claim), same_time=False)
        return None

    def add(self, claim: Claim[T]) -> None:
        """Count the claim."""
        slot = claim.slot
        for start, end in slot.pieces():
            insort(self.stretches, (start, end, len(self.counted)))
        self.credit.add(slot.first, slot.last, claim.credit)
        self.half_days.add(slot.first, slot.last, claim.half_days)
        self.counted.append(claim)

    def _sharing_days(self, claim: Claim[T]) -> Claim[T]:
        first, last = claim.slot.first, claim.slot.last
        return next(one for one in self.counted if one.slot.first <= last and first <= one.slot.last)
