"""Sortable paths of the organisation tree: one segment of fixed width for each level, so that a subtree is one range.

``under`` finds a subtree through the index on both databases: a range on SQLite, a prefix on PostgreSQL.
"""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Lookup

WIDTH = 5
"""Characters a level: room for 36^5 = 60 million organisations, twelve times those there are."""

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def segment(number: int) -> str:
    """The segment of the organisation with that number.

    >>> segment(0), segment(36)
    ('00000', '00010')
    """
    if not 0 <= number < len(DIGITS) ** WIDTH:
        raise ValueError(number)
    places: list[str] = []
    for _ in range(WIDTH):
        number, rest = divmod(number, len(DIGITS))
        places.append(DIGITS[rest])
    return "".join(reversed(places))


def numbers(path: str) -> list[int]:
    """The numbers of the organisations from the top down to the one at the path.

    >>> numbers("0000000010")
    [0, 36]
    """
    return [int(path[start : start + WIDTH], len(DIGITS)) for start in range(0, len(path), WIDTH)]


def ancestors(path: str) -> list[str]:
    """The paths from the top down to the path itself.

    >>> ancestors("0000100002")
    ['00001', '0000100002']
    """
    return [path[:end] for end in range(WIDTH, len(path) + 1, WIDTH)]


@CharField.register_lookup
class Under(Lookup[Any]):
    """``path__under=top``: the organisation of that path and everything below it; the empty path is the whole tree."""

    lookup_name = "under"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """A range from the path to the path followed by something greater than every digit."""
        left, params = self.process_lhs(compiler, connection)
        top = str(self.rhs)
        return f"({left} >= %s AND {left} < %s)", (*params, top, *params, f"{top}~")

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """A prefix, which the pattern index finds whatever the collation; digits need no escape."""
        left, params = self.process_lhs(compiler, connection)
        return f"{left} LIKE %s", (*params, f"{self.rhs}%")
