"""From postings to what rules read: the entries that stand, without reversals and what they reverse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Max, QuerySet

from xueshi.kernel.units import Credit, HalfDays
from xueshi.ledger.models import Book, Posting
from xueshi.people.facts import also_known_as, merged_numbers
from xueshi.rules.compile import FORM_CODES
from xueshi.rules.facts import Entry, Form, OrganiserLevel

BATCH = 10_000

STANDING = """
FROM ledger_posting AS posting
WHERE posting.book = %s AND posting.id <= %s AND posting.reverses_id IS NULL
AND NOT EXISTS (SELECT 1 FROM ledger_posting AS counter WHERE counter.reverses_id = posting.id AND counter.id <= %s)
"""

LakeRow = tuple[int, int, int, int, int, int, int]


def watermark() -> int:
    """The last posting of the ledger, 0 when it is empty."""
    return Posting.objects.aggregate(last=Max("pk"))["last"] or 0


def standing_postings(book: Book = Book.MEMBER) -> QuerySet[Posting]:
    """The postings that count: neither reversals nor reversed."""
    return Posting.objects.filter(book=book, reverses=None, reversed_by=None)


def entries_of(people: Iterable[int], book: Book = Book.MEMBER) -> Mapping[int, tuple[Entry, ...]]:
    """The entries of people in order of time, by the key of the person; those of numbers merged into a person are the person's."""
    found: dict[int, list[Entry]] = {}
    whose = also_known_as(people)
    rows = standing_postings(book).filter(person__in=list(whose)).order_by("day", "pk")
    for row in rows.select_related("participation"):
        found.setdefault(whose[row.person_id], []).append(entry(row))
    return {person: tuple(entries) for person, entries in found.items()}


def entry(posting: Posting) -> Entry:
    """A posting as rules read it; the id names the participation, then the posting."""
    activity = posting.participation
    return Entry(
        id=f"{posting.participation_id}#{posting.pk}",
        day=posting.day,
        last_day=posting.last_day,
        form=Form(posting.form),
        level=OrganiserLevel(posting.level),
        credit=Credit(posting.credit),
        half_days=HalfDays(posting.half_days),
        theory=Credit(posting.theory),
        title=activity.title,
        organiser=activity.organiser,
    )


def lake_rows(members: Mapping[int, int], last: int, book: Book = Book.MEMBER) -> Iterator[LakeRow]:
    """The entries of all members up to a posting as integer rows; ``members`` gives the number of each person in the lake."""
    ordinals = _Ordinals()
    whose = {alias: members[kept] for alias, kept in merged_numbers().items() if kept in members}
    members = {**members, **whose} if whose else members
    columns = (
        "posting.person_id, posting.day, posting.form, posting.level, posting.credit, posting.half_days, posting.theory"
    )
    codes = {form.value: code for form, code in FORM_CODES.items()}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} {STANDING}", [book.value, last, last])
        while rows := cursor.fetchmany(BATCH):
            for person, day, form, level, credit, half_days, theory in rows:
                member = members.get(person)
                if member is not None:
                    yield member, ordinals[day], codes[form], level, credit, half_days, theory


class _Ordinals(dict[Any, int]):
    """Ordinals of days as the database gives them; each distinct day is worked out once."""

    def __missing__(self, value: Any) -> int:
        day = value if isinstance(value, date) else date.fromisoformat(value)
        self[value] = day.toordinal()
        return self[value]
