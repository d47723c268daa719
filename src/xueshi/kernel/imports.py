"""What can be imported, as the one pipeline knows it: a room describes its sheet and takes rows; the pipeline knows nothing else.

The pipeline reads a file, brings the rows that speak of one thing together, and hands them over in portions, each in a transaction
of its own. A room says for every row what becomes of it, keeps what somebody recorded by hand, and leaves a trace by which the
portion can be undone.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from xueshi.kernel.actors import Actor, Right
from xueshi.kernel.columns import SheetKind
from xueshi.kernel.refusals import Refusal


class Fate(StrEnum):
    """What becomes of a row; every row has exactly one fate, so that counts add up."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class Notes(Protocol):
    """Small things that a room notes while it takes rows, for rows to come."""

    def note(self, name: str) -> str | None:
        """What was noted under a name."""

    def write_note(self, name: str, value: str) -> None:
        """Note something under a name."""


class NoNotes:
    """Keeps nothing."""

    def note(self, name: str) -> str | None:
        """Nothing."""
        return None

    def write_note(self, name: str, value: str) -> None:
        """Forget it."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms on which rows are taken."""

    unit: str
    """The path of the organisation that the file is for; what lies outside is refused."""
    batch: str
    """The number of the import, which everything that it records carries."""
    fields: frozenset[str] = frozenset()
    """The columns that the file has; about what it has no column for, it says nothing."""
    overwrite: frozenset[str] = frozenset()
    """Names of protected fields in which the file may overwrite what was recorded by hand."""
    notes: Notes = field(default_factory=NoNotes)
    """What one portion leaves for the next."""
    dry: bool = False
    """Only say what would happen."""


class Protected(NamedTuple):
    """A value that somebody recorded by hand since the last import, beside what the file says."""

    number: str
    name: str
    field: str
    kept: str
    stated: str


class Thing(NamedTuple):
    """Something that is known and that a complete file of its unit names."""

    key: int
    number: str
    name: str
    unit: str


@dataclass(slots=True)
class Taken:
    """What became, or in a dry run would become, of some rows."""

    fates: Sequence[Fate] = ()
    """One for each row given, in their order."""
    refused: list[Refusal] = field(default_factory=list)
    known: Sequence[int] = ()
    """The keys of known things that the rows speak of."""
    moved: int = 0
    """Known things that go to another organisation."""
    protected: list[Protected] = field(default_factory=list)
    trace: Mapping[str, Any] = field(default_factory=dict)
    """JSON by which the portion can be undone."""


class Take(Protocol):
    """How a room takes rows."""

    def __call__(self, rows: Sequence[Any], damaged: Sequence[Any], terms: Terms, *, by: Actor) -> Taken:
        """Take rows, all that speak of a thing together; ``damaged`` are rows of the same things that could not be read."""


class Leave(Protocol):
    """How a room ends what a complete file no longer names."""

    def __call__(self, keys: Sequence[int], terms: Terms, *, by: Actor) -> Mapping[str, Any]:
        """End the things of those keys and return the trace."""


class Undo(Protocol):
    """How a room undoes a portion."""

    def __call__(self, trace: Mapping[str, Any], terms: Terms, *, by: Actor) -> None:
        """Undo what a trace names; raises a problem that names the first later record that depends on it."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Stops an import in which too much leaves or moves: more than ``at_least`` and more than ``percent`` of what is known."""

    percent: int = 10
    at_least: int = 20

    def trips(self, count: int, known: int) -> bool:
        """Whether so many of so many are too many.

        >>> Guard().trips(20, 20), Guard().trips(21, 210), Guard().trips(21, 209)
        (False, False, True)
        """
        return count > self.at_least and count * 100 > known * self.percent


@dataclass(frozen=True, slots=True)
class ImportKind:
    """One kind of import."""

    name: str
    columns: str
    """Where the sheet kind stands, as ``module:NAME``; that module knows no database."""
    row: Callable[[Iterable[object]], Any]
    """Makes a row from its sheet's place, its number and its values."""
    names: tuple[str, ...]
    """The columns that name what a row speaks of."""
    key: Callable[[tuple[Any, ...]], tuple[str | None, str | None, str | None]]
    """From the cells of those columns the one or two names of the thing, and the name of what must come before it.

    Rows that share a name come together. Cells that cannot be read give no name; such a row is refused when it is read whole.
    """
    take: Take
    undo: Undo
    rights: tuple[Right, ...]
    """What must be held over the unit besides the right to import."""
    by_level: bool = False
    """Rows come in the order that ``key`` asks for."""
    samples: Sequence[Mapping[str, str]] = ()
    """Rows for the template, by field."""
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The words that a column takes, for the template's drop-downs."""
    present: Callable[[str], Iterator[Sequence[int]]] | None = None
    """The keys of everything within a unit that a complete file of it names; None where no file is ever complete."""
    described: Callable[[Sequence[int]], Sequence[Thing]] | None = None
    """Things by their keys, to be shown."""
    leave: Leave | None = None
    protected: Sequence[str] = ()
    """Names of the fields that are protected once recorded by hand."""
    guard: Guard = Guard()
    permanent: bool = False
    """Undoing adds counter-entries instead of taking back."""

    @property
    def sheet(self) -> SheetKind:
        """The columns."""
        found = pkgutil.resolve_name(self.columns)
        if not isinstance(found, SheetKind):
            raise TypeError(self.columns)
        return found
