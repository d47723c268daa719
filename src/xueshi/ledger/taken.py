"""Clock time of people that the ledger counts already: an hour counts once, whoever reports it and whenever."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import islice

from django.utils import timezone

from xueshi.ledger.clock import slot_of
from xueshi.ledger.models import Participation
from xueshi.ledger.statements import Fact

AT_ONCE = 10_000
Piece = tuple[datetime, datetime, str]
"""A stretch of local clock time without zone, and the title of what fills it."""


def taken_time(people: Iterable[int]) -> Mapping[int, Sequence[Piece]]:
    """The stretches that standing postings of people fill."""
    found: dict[int, list[Piece]] = {}
    rest = iter(people)
    while chunk := list(islice(rest, AT_ONCE)):
        rows = Participation.objects.filter(
            person__in=chunk, has_clock=True, postings__reverses=None, postings__reversed_by=None
        ).distinct()
        for person, started, ended, title in rows.values_list("person_id", "started_at", "ended_at", "title"):
            if started is not None and ended is not None:
                found.setdefault(person, []).extend(_pieces(started, ended, title))
    return found


def clashing(fact: Fact, taken: Mapping[int, Sequence[Piece]]) -> str | None:
    """The title of what fills the fact's time already; stretches that only touch do not clash."""
    if fact.started_at is None or fact.ended_at is None or fact.person not in taken:
        return None
    for start, end, _ in _pieces(fact.started_at, fact.ended_at, fact.title):
        for other_start, other_end, title in taken[fact.person]:
            if start < other_end and other_start < end:
                return title
    return None


def _pieces(started: datetime, ended: datetime, title: str) -> list[Piece]:
    slot = slot_of(timezone.make_naive(started), timezone.make_naive(ended))
    return [(start, end, title) for start, end in slot.pieces()] if slot else []
