"""Finding organisations by a part of their name, through an index of pairs of neighbouring characters.

Most Chinese words have two characters, which neither a prefix index nor a trigram index finds. SQLite keeps the pairs in an FTS5
table, PostgreSQL in an array under a GIN index; both have one row an organisation, by its key.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from xueshi.organisations.models import Organisation

TABLE = "organisations_namesearch"

COMMON = 20_000
"""A text that so many names hold is common."""

SQLITE = (f"CREATE VIRTUAL TABLE {TABLE} USING fts5(pairs, detail=none, columnsize=0)",)
POSTGRESQL = (
    f"CREATE TABLE {TABLE} (rowid bigint PRIMARY KEY, pairs text[] NOT NULL)",
    f"CREATE INDEX {TABLE}_pairs ON {TABLE} USING gin (pairs)",
)
"""How each database makes the table."""


def pairs(text: str) -> list[str]:
    """The pairs of neighbouring letters and digits of a name; a single one stands for itself.

    >>> pairs("石桥村 党支部"), pairs("村")
    (['石桥', '桥村', '村党', '党支', '支部'], ['村'])
    """
    plain = [character for character in text.lower() if character.isalnum()]
    found = [first + second for first, second in pairwise(plain)]
    return list(dict.fromkeys(found)) or plain


def matching(organisations: QuerySet[Organisation], text: str) -> QuerySet[Organisation]:
    """Those whose name holds the text, in the order of the tree; of a single character, those whose name begins with it.

    A rare text is found through the index; one that very many names hold is met soon by walking the tree.
    """
    text = text.strip()
    wanted = pairs(text)
    if not wanted:
        return organisations.none()
    if len(wanted) == 1 and len(wanted[0]) == 1:
        return organisations.filter(name__startswith=text).order_by("path")
    found = organisations.filter(name__icontains=text).order_by("path")
    hits, params = _hits(wanted)
    if _count(f"SELECT COUNT(*) FROM ({hits} LIMIT {COMMON}) AS hit", params) < COMMON:  # noqa: S608
        return found.filter(pk__in=RawSQL(hits, params))  # noqa: S611
    return found


def _hits(wanted: Sequence[str]) -> tuple[str, list[Any]]:
    """The keys of the names that hold all pairs."""
    if connection.vendor == "postgresql":
        return f"SELECT rowid FROM {TABLE} WHERE pairs @> %s", [list(wanted)]  # noqa: S608
    return f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s", [_all_of(wanted)]  # noqa: S608


def _count(text: str, params: Sequence[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(text, params)
        return int(cursor.fetchone()[0])


def _all_of(wanted: Iterable[str]) -> str:
    return " AND ".join(f'"{pair}"' for pair in wanted)


def names_indexed(named: Iterable[tuple[int, str]]) -> None:
    """Let organisations, given by key, be found by these names and no longer by earlier ones."""
    rows = [(key, _stored(name)) for key, name in named]
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {TABLE} WHERE rowid = %s", [(key,) for key, _ in rows])  # noqa: S608
        cursor.executemany(f"INSERT INTO {TABLE} (rowid, pairs) VALUES (%s, %s)", rows)  # noqa: S608


def _stored(name: str) -> Any:
    return pairs(name) if connection.vendor == "postgresql" else " ".join(pairs(name))
