"""Lists longer than a page: which part is shown, in which order; every hit counted once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

PAGE_SIZE = 50
MOST = 10_000
"""A list of more hits shows so many and says that there are more: counting all of a million on every page would be slow."""
LONGEST_NUMBER = 18
"""More digits name no page; Python refuses to read thousands of them."""


@dataclass(frozen=True, slots=True)
class Order:
    """The column that sorts a list, and the direction."""

    key: str
    descending: bool = False

    @property
    def text(self) -> str:
        """The order as an address carries it: ``share`` or ``-share``."""
        return f"-{self.key}" if self.descending else self.key


def order(text: str, allowed: Sequence[str]) -> Order:
    """The order that an address asks for, or the first allowed one.

    >>> order("-name", ("share", "name")), order("password", ("share", "name"))
    (Order(key='name', descending=True), Order(key='share', descending=False))
    """
    key = text.removeprefix("-")
    if key in allowed:
        return Order(key, text.startswith("-"))
    return Order(allowed[0].removeprefix("-"), allowed[0].startswith("-"))


@dataclass(frozen=True, slots=True)
class Pill:
    """A filter in force: the parameter of the address that it comes from, and what it says."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list; pages and rows are counted from 1."""

    rows: Sequence[T]
    number: int
    total: int
    size: int = PAGE_SIZE
    more: bool = False
    """Whether there are hits past ``total``, which only a narrower filter or the export reaches."""

    @property
    def last(self) -> int:
        """The number of the last page; an empty list has one page."""
        return max(1, -(-self.total // self.size))

    @property
    def first_row(self) -> int:
        """The place of the first row shown, 0 when there is none."""
        return (self.number - 1) * self.size + 1 if self.total else 0

    @property
    def last_row(self) -> int:
        """The place of the last row shown."""
        return min(self.number * self.size, self.total)

    @property
    def near(self) -> tuple[int | None, ...]:
        """The page numbers worth a link, None where some are left out.

        >>> Page((), 6, 1000).near
        (1, None, 5, 6, 7, None, 20)
        """
        wanted = {1, self.last, self.number - 1, self.number, self.number + 1}
        numbers = sorted(number for number in wanted if 1 <= number <= self.last)
        shown: list[int | None] = []
        for number in numbers:
            if shown and number != (shown[-1] or 0) + 1:
                shown.append(None)
            shown.append(number)
        return tuple(shown)


class Hits(Protocol[T_co]):
    """What can be counted and read in parts: a query."""

    def __getitem__(self, part: slice, /) -> Hits[T_co]:
        """The hits from a place up to another."""

    def count(self) -> int:
        """How many there are."""

    def __iter__(self) -> Iterator[T_co]:
        """The hits in their order."""


def first_paged(hits: Hits[T], number: str, size: int = PAGE_SIZE) -> Page[T]:
    """The page that an address asks for among the first ``MOST`` hits, of which no more are counted."""
    found = hits[: MOST + 1].count()
    page = paged(min(found, MOST), lambda first, last: list(hits[first : min(last, MOST)]), number, size)
    return replace(page, more=found > MOST)


def paged(total: int, rows: Callable[[int, int], Sequence[T]], number: str, size: int = PAGE_SIZE) -> Page[T]:
    """The page that an address asks for, the nearest one when there is no such page.

    ``rows`` gives the rows from a place (counted from 0) up to another.
    """
    wanted = int(number[:LONGEST_NUMBER]) if number.isdecimal() else 1
    last = max(1, -(-total // size))
    at = min(max(1, wanted), last)
    return Page(rows((at - 1) * size, at * size), at, total, size)
