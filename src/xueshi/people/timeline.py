"""One person's states over time as lanes of bars: as they were on a day, as they are, and as they were known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from xueshi.kernel.as_of import AsOf
from xueshi.kernel.windows import BEGINNING, months_after, months_before
from xueshi.organisations.reads import ended, opened
from xueshi.people.models import Person, PersonDated, Subject
from xueshi.people.telling import KINDS, rows_of, told

WIDTH = 1000
YEARS = 5
"""At least so many years are drawn, up to half a year from the day shown."""
LONGEST = 30
"""At most so many; what began earlier is cut off."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One state: what it says, from when to when, whether it holds on the day shown, and its place in the drawing."""

    key: int
    text: str
    first: date | None
    until: date | None
    recorded_at: datetime
    holds: bool
    left: int
    width: int


@dataclass(frozen=True, slots=True)
class Lane:
    """All states of one kind, in the order of their days."""

    subject: Subject
    pieces: Sequence[Piece]

    @property
    def now(self) -> Sequence[Piece]:
        """Those that hold on the day shown."""
        return [piece for piece in self.pieces if piece.holds]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The lanes, the years that the drawing spans with their places, and the place of the day shown."""

    lanes: Sequence[Lane]
    years: Sequence[tuple[int, int]]
    mark: int


def timeline(person: Person, at: AsOf) -> Timeline:
    """The states of a person whom the actor reached through the gate, as known at a moment; those of the day are marked."""
    found = {subject: rows_of(person, subject, at.known) for subject in KINDS}
    scale = _scale([row for rows in found.values() for row in rows], at.day)
    lanes = [Lane(subject, [_piece(subject, row, scale, at.day) for row in rows]) for subject, rows in found.items()]
    years = [(year, scale.place(date(year, 1, 1))) for year in range(scale.first.year + 1, scale.last.year + 1)]
    step = 1 + len(years) // 12
    return Timeline(lanes, years[::step], scale.place(at.day))


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date

    def place(self, day: date) -> int:
        """Where a day lies between 0 and the width; days outside lie on the edge."""
        inside = min(max(day, self.first), self.last)
        return (inside - self.first).days * WIDTH // (self.last - self.first).days


def _scale(rows: Sequence[PersonDated], day: date) -> _Scale:
    began = [row.valid_from for row in rows if row.valid_from != BEGINNING]
    first = min([*began, months_before(day, 12 * YEARS)])
    return _Scale(max(first, months_before(day, 12 * LONGEST)), months_after(day, 6))


def _piece(subject: Subject, row: PersonDated, scale: _Scale, day: date) -> Piece:
    left, right = scale.place(row.valid_from), scale.place(row.valid_to)
    return Piece(
        row.pk,
        told(subject, row),
        opened(row.valid_from),
        ended(row.valid_to),
        row.recorded_at,
        row.span.covers(day),
        left,
        max(2, right - left),
    )
