"""What the ledger counts already: an hour counts once and a day holds only so much, whoever reports it and whenever."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice

from django.db.models import QuerySet
from django.utils import timezone

from xueshi.kernel.units import Credit
from xueshi.ledger.clock import HALF_DAYS_A_DAY, Room, slot_of
from xueshi.ledger.models import Participation
from xueshi.ledger.statements import Fact
from xueshi.people.facts import also_known_as

AT_ONCE = 10_000
Piece = tuple[datetime, datetime, str]
"""A stretch of local clock time without zone, and the title of what fills it."""


def taken_time(people: Iterable[int]) -> Mapping[int, Sequence[Piece]]:
    """The stretches that standing postings of people fill."""
    found: dict[int, list[Piece]] = {}
    whose = also_known_as(people)
    for rows in _standing(whose):
        timed = rows.filter(has_clock=True).values_list("person_id", "started_at", "ended_at", "title")
        for person, started, ended, title in timed:
            if started is not None and ended is not None:
                found.setdefault(whose[person], []).extend(stretches(started, ended, title))
    return found


class Days:
    """What the days of one person hold, and what still fits."""

    def __init__(self, cap: Credit) -> None:
        self._credit = Room(cap)
        self._half_days = Room(HALF_DAYS_A_DAY)

    def fits(self, first: date, last: date, credit: int, half_days: int) -> bool:
        """True when an activity on these days fits beside everything that was added."""
        return self._credit.has(first, last, credit) and self._half_days.has(first, last, half_days)

    def add(self, first: date, last: date, credit: int, half_days: int) -> None:
        """Take what an activity on these days takes."""
        self._credit.add(first, last, credit)
        self._half_days.add(first, last, half_days)


def taken_days(people: Iterable[int], cap: Credit) -> Mapping[int, Days]:
    """What standing postings leave of the days of those people who have any; ``cap`` is the most credit of one day."""
    found: dict[int, Days] = {}
    whose = also_known_as(people)
    columns = ("person_id", "first_day", "last_day", "stated_credit", "stated_half_days")
    for rows in _standing(whose):
        for _, person, first, last, credit, half_days in rows.values_list("pk", *columns):
            found.setdefault(whose[person], Days(cap)).add(first, last, credit or 0, half_days or 0)
    return found


def _standing(people: Iterable[int]) -> Iterator[QuerySet[Participation]]:
    rest = iter(people)
    while chunk := list(islice(rest, AT_ONCE)):
        yield Participation.objects.filter(
            person__in=chunk, postings__reverses=None, postings__reversed_by=None
        ).distinct()


def clashing(fact: Fact, taken: Mapping[int, Sequence[Piece]]) -> str | None:
    """The title of what fills the fact's time already; stretches that only touch do not clash."""
    if fact.started_at is None or fact.ended_at is None or fact.person not in taken:
        return None
    for start, end, _ in stretches(fact.started_at, fact.ended_at, fact.title):
        for other_start, other_end, title in taken[fact.person]:
            if start < other_end and other_start < end:
                return title
    return None


def stretches(started: datetime, ended: datetime, title: str) -> list[Piece]:
    """The stretches of local clock time between two moments: of several days each the same hours, or the whole time between."""
    slot = slot_of(timezone.make_naive(started), timezone.make_naive(ended))
    return [(start, end, title) for start, end in slot.pieces()] if slot else []
