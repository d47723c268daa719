"""The rows of one file on the disk, so that a file of a million rows needs no more memory than a few thousand of them.

A staging file is made apart and takes its name when it is complete, so a broken-off try leaves none. It is made again from the
kept upload whenever it is missing, always in the same words, and holds personal data: it goes when its import is over.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple

from xueshi.kernel.columns import Cell

AT_ONCE = 5_000
"""Rows taken in one portion, or a little more so that no group is divided."""
LARGEST_GROUP = 20_000
"""More rows than these about one thing are a mistake."""

_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE raw (at INTEGER PRIMARY KEY, sheet INTEGER NOT NULL, number INTEGER NOT NULL, cells TEXT NOT NULL);
"""
_BEGUN = """
DROP TABLE IF EXISTS keyed; DROP TABLE IF EXISTS refusal; DROP TABLE IF EXISTS known; DROP TABLE IF EXISTS missing;
DROP TABLE IF EXISTS protected; DROP TABLE IF EXISTS sorted; DROP TABLE IF EXISTS note;
CREATE TABLE keyed (at INTEGER PRIMARY KEY, k1 TEXT, k2 TEXT, above TEXT, grp TEXT);
CREATE TABLE sorted (place INTEGER PRIMARY KEY, at INTEGER NOT NULL, grp TEXT NOT NULL);
CREATE TABLE refusal (at INTEGER NOT NULL, code TEXT NOT NULL, said TEXT NOT NULL);
CREATE TABLE known (key INTEGER PRIMARY KEY);
CREATE TABLE missing (key INTEGER PRIMARY KEY);
CREATE TABLE protected (number TEXT, name TEXT, field TEXT, kept TEXT, stated TEXT);
CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
_GROUPED = """
CREATE INDEX link ON keyed (k2, k1) WHERE k2 IS NOT NULL AND k1 IS NOT NULL;
UPDATE keyed SET grp = COALESCE(k1, (SELECT other.k1 FROM keyed other WHERE other.k2 = keyed.k2 AND other.k1 IS NOT NULL), k2);
DELETE FROM keyed WHERE grp IS NULL;
"""
_CONFLICTS = """
WITH pair AS (SELECT DISTINCT k1, k2 FROM keyed WHERE k1 IS NOT NULL AND k2 IS NOT NULL)
SELECT k1, k2 FROM pair
WHERE k1 IN (SELECT k1 FROM pair GROUP BY k1 HAVING COUNT(*) > 1) OR k2 IN (SELECT k2 FROM pair GROUP BY k2 HAVING COUNT(*) > 1)
"""
_SEVERAL = """
INSERT INTO sorted (at, grp) SELECT at, grp FROM keyed
WHERE grp IN (SELECT grp FROM keyed GROUP BY grp HAVING COUNT(*) > 1) ORDER BY grp, at;
"""
_BY_LEVEL = """
CREATE TABLE level (grp TEXT PRIMARY KEY, depth INTEGER NOT NULL);
CREATE INDEX by_above ON keyed (above);
WITH RECURSIVE below (grp, depth) AS (
    SELECT DISTINCT grp, 0 FROM keyed one
    WHERE above IS NULL OR NOT EXISTS (SELECT 1 FROM keyed other WHERE other.grp = one.above)
    UNION SELECT keyed.grp, below.depth + 1 FROM below JOIN keyed ON keyed.above = below.grp
)
INSERT INTO level SELECT grp, MIN(depth) FROM below GROUP BY grp;
INSERT INTO sorted (at, grp) SELECT at, grp FROM keyed JOIN level USING (grp) ORDER BY depth, grp, at;
"""


class Raw(NamedTuple):
    """A row of the file: its place in the order of the file, its sheet, its number as the file shows it, and its cells."""

    at: int
    sheet: int
    number: int
    cells: list[Cell]
    place: int = 0
    """Its place in the order in which rows are taken."""


class Staging:
    """An open staging file."""

    def __init__(self, path: Path) -> None:
        self._file = sqlite3.connect(path, isolation_level=None)
        self._file.execute("PRAGMA synchronous = FULL")
        self._file.execute("PRAGMA temp_store = FILE")
        self._file.execute("PRAGMA cache_size = -16384")

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Write several things or none."""
        self._file.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._file.execute("ROLLBACK")
            raise
        self._file.execute("COMMIT")

    def meta(self, name: str) -> Any:
        """What is kept under a name, or None."""
        row = self._file.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return json.loads(row[0]) if row else None

    def keep(self, name: str, value: Any) -> None:
        """Keep something under a name."""
        self._file.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, json.dumps(value, ensure_ascii=False)))

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return int(self._file.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])  # noqa: S608

    def begin(self, sheets: Sequence[int]) -> None:
        """Forget what an earlier comparison found; only some sheets are read."""
        self._file.executescript(_BEGUN)
        self.keep("read", list(sheets))
        marks = ", ".join(map(str, sheets))
        rows = self._file.execute(f"SELECT COUNT(*) FROM raw WHERE sheet IN ({marks})")  # noqa: S608
        self.keep("count", rows.fetchone()[0])

    def columns(self, sheet: int, places: Sequence[int | None]) -> Iterator[tuple[Any, ...]]:
        """For each row of a sheet its place in the file and the cells of some columns; a column that is not there is empty."""
        parts = ", ".join("NULL" if place is None else f"json_extract(cells, '$[{place}]')" for place in places)
        yield from self._file.execute(f"SELECT at, {parts} FROM raw WHERE sheet = ? ORDER BY at", (sheet,))  # noqa: S608

    def key(self, rows: Iterable[tuple[int, str | None, str | None, str | None]]) -> None:
        """Note the names of the thing that each row speaks of, and of the thing that must come before it."""
        self._file.executemany("INSERT INTO keyed (at, k1, k2, above) VALUES (?, ?, ?, ?)", rows)

    def group(self, *, by_level: bool) -> tuple[list[int], list[int]]:
        """Bring rows together that share a name, and put what must come before first.

        Returns the rows of groups that are too large and the rows that come before themselves; neither is taken.
        """
        self._file.executescript(_GROUPED)
        for name, root in _roots(self._file.execute(_CONFLICTS)):
            self._file.execute("UPDATE keyed SET grp = ? WHERE grp = ?", (root, name))
        self._file.execute("CREATE INDEX by_group ON keyed (grp)")
        large = "SELECT at FROM keyed WHERE grp IN (SELECT grp FROM keyed GROUP BY grp HAVING COUNT(*) > ?)"
        refused = [at for (at,) in self._file.execute(large, (LARGEST_GROUP,))]
        with self.together():
            self._file.executemany("DELETE FROM keyed WHERE at = ?", ((at,) for at in refused))
        self._file.executescript(_BY_LEVEL if by_level else _SEVERAL)
        circular = []
        if by_level:
            text = "SELECT at FROM keyed WHERE at NOT IN (SELECT at FROM sorted) ORDER BY at"
            circular = [at for (at,) in self._file.execute(text)]
            self._file.execute("DROP TABLE level")
        self._file.executescript("DROP TABLE keyed; CREATE UNIQUE INDEX sorted_at ON sorted (at);")
        with self.together():
            left_out = ((-at, at) for at in (*refused, *circular))
            self._file.executemany("INSERT INTO sorted (place, at, grp) VALUES (?, ?, '')", left_out)
        return refused, circular

    @property
    def length(self) -> int:
        """The place behind which no row is taken."""
        return int(self.meta("rows")) + self.count("sorted WHERE place > 0")

    def portion(self, after: int) -> list[Raw]:
        """The next rows behind a place, about as many as are taken at once; nothing at the end.

        First come those that share no name with another, in the order of the file, then whole groups.
        """
        rows = int(self.meta("rows"))
        return (self._singles(after) if after < rows else []) or self._groups(max(0, after - rows), rows)

    def _singles(self, after: int) -> list[Raw]:
        marks = ", ".join(map(str, self.meta("read")))
        text = (
            "SELECT at, sheet, number, cells FROM raw WHERE at > ? AND at NOT IN (SELECT at FROM sorted)"  # noqa: S608
            f" AND sheet IN ({marks}) ORDER BY at LIMIT ?"
        )
        found = self._file.execute(text, (after, AT_ONCE))
        return [Raw(at, sheet, number, unpacked(cells), at) for at, sheet, number, cells in found]

    def _groups(self, after: int, rows: int) -> list[Raw]:
        text = (
            "SELECT place, raw.at, sheet, number, cells, grp FROM sorted JOIN raw ON raw.at = sorted.at"
            " WHERE place > ? ORDER BY place LIMIT ?"
        )
        found = self._file.execute(text, (after, AT_ONCE)).fetchall()
        if len(found) == AT_ONCE:
            last, group = found[-1][0], found[-1][5]
            rest = self._file.execute(text, (last, LARGEST_GROUP))
            found += takewhile(lambda row: row[5] == group, rest)
        return [Raw(at, sheet, number, unpacked(cells), rows + place) for place, at, sheet, number, cells, _ in found]

    def note(self, name: str) -> str | None:
        """What was noted under a name while rows were taken."""
        row = self._file.execute("SELECT value FROM note WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def write_note(self, name: str, value: str) -> None:
        """Note something under a name for rows to come."""
        self._file.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (name, value))

    def refuse(self, rows: Iterable[int], refused: Iterable[tuple[int, str, dict[str, Any]]]) -> None:
        """Set the refusals of some rows, in place of those of an earlier try."""
        self._file.executemany("DELETE FROM refusal WHERE at = ?", ((at,) for at in rows))
        packed = ((at, code, json.dumps(said, ensure_ascii=False)) for at, code, said in refused)
        self._file.executemany("INSERT INTO refusal VALUES (?, ?, ?)", packed)

    def refused(self, first: int, last: int) -> list[tuple[int, dict[str, Any]]]:
        """Refusals with the number of their row in the order of the file, from one place to another."""
        text = (
            "SELECT raw.number, said FROM refusal JOIN raw ON raw.at = refusal.at ORDER BY refusal.at, refusal.rowid"
            " LIMIT ? OFFSET ?"
        )
        return [(number, json.loads(said)) for number, said in self._file.execute(text, (last - first, first))]

    def refused_rows(self) -> Iterator[tuple[Raw, list[dict[str, Any]]]]:
        """The refused rows in the order of the file, each with all its refusals."""
        text = (
            "SELECT raw.at, sheet, raw.number, cells, json_group_array(json(said)) FROM refusal"
            " JOIN raw ON raw.at = refusal.at GROUP BY raw.at ORDER BY raw.at"
        )
        for at, sheet, number, cells, said in self._file.execute(text):
            yield Raw(at, sheet, number, unpacked(cells)), json.loads(said)

    def codes(self) -> dict[str, int]:
        """How often each code was given."""
        return dict(self._file.execute("SELECT code, COUNT(*) FROM refusal GROUP BY code ORDER BY 2 DESC, 1"))

    def refused_count(self) -> int:
        """How many rows were refused."""
        return int(self._file.execute("SELECT COUNT(DISTINCT at) FROM refusal").fetchone()[0])

    def note_known(self, keys: Iterable[int]) -> None:
        """Note known things that the file speaks of."""
        self._file.executemany("INSERT OR IGNORE INTO known VALUES (?)", ((key,) for key in keys))

    def note_missing(self, keys: Iterable[int]) -> None:
        """Note those of known things that the file does not speak of."""
        text = "INSERT OR IGNORE INTO missing SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM known WHERE key = ?1)"
        self._file.executemany(text, ((key,) for key in keys))

    def missing(self, first: int, last: int) -> list[int]:
        """The keys of the things that the file does not speak of, from one place to another."""
        found = self._file.execute("SELECT key FROM missing ORDER BY key LIMIT ? OFFSET ?", (last - first, first))
        return [key for (key,) in found]

    def note_protected(self, values: Iterable[Sequence[str]]) -> None:
        """Note values that are kept because somebody recorded them by hand."""
        self._file.executemany("INSERT INTO protected VALUES (?, ?, ?, ?, ?)", values)

    def protected(self, first: int, last: int) -> list[tuple[str, ...]]:
        """Those values, from one place to another."""
        return self._file.execute(
            "SELECT * FROM protected ORDER BY rowid LIMIT ? OFFSET ?", (last - first, first)
        ).fetchall()

    def protected_fields(self) -> dict[str, int]:
        """How many values are kept in each field."""
        return dict(self._file.execute("SELECT field, COUNT(*) FROM protected GROUP BY field ORDER BY field"))


def _roots(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """For names that several links join: each with the least name that it is joined to, however far away."""
    above: dict[str, str] = {}

    def top(name: str) -> str:
        while above.setdefault(name, name) != name:
            above[name] = above[above[name]]
            name = above[name]
        return name

    for left, right in pairs:
        first, second = sorted((top(left), top(right)))
        above[second] = first
    for name in list(above):
        if top(name) != name:
            yield name, top(name)


class Draft:
    """A staging file in the making."""

    def __init__(self, path: Path) -> None:
        self._path, self._part = path, path.with_suffix(".part")
        self._part.unlink(missing_ok=True)
        self._file = sqlite3.connect(self._part, isolation_level=None)
        self._file.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_TABLES} BEGIN;")
        self._at = 0

    @property
    def rows(self) -> int:
        """How many rows were added."""
        return self._at

    def drop(self) -> None:
        """Give up the making."""
        self._file.close()
        self._part.unlink()

    def add(self, sheet: int, rows: Iterable[tuple[int, Sequence[Cell]]]) -> None:
        """Add rows of a sheet, each with its number as the file shows it."""
        self._file.executemany("INSERT INTO raw VALUES (?, ?, ?, ?)", self._numbered(sheet, rows))

    def _numbered(self, sheet: int, rows: Iterable[tuple[int, Sequence[Cell]]]) -> Iterator[tuple[int, int, int, str]]:
        for number, cells in rows:
            self._at += 1
            yield self._at, sheet, number, packed(cells)

    def finish(self, **meta: Any) -> None:
        """Keep what was found out about the file, and let the staging file take its name."""
        rows = [(name, json.dumps(value, ensure_ascii=False)) for name, value in meta.items()]
        self._file.executemany("INSERT INTO meta VALUES (?, ?)", rows)
        self._file.execute("COMMIT")
        self._file.execute("PRAGMA synchronous = FULL")
        self._file.close()
        self._part.replace(self._path)


_KINDS: Mapping[str, type[date | time]] = {"date": date, "datetime": datetime, "time": time}


def packed(cells: Sequence[Cell]) -> str:
    """Cells as text, so that :func:`unpacked` gives the same cells."""
    return _encode(cells)


def unpacked(text: str) -> list[Cell]:
    """Cells from their text."""
    cells: list[Cell] = _decode(text)
    return cells


def _shown(value: Any) -> dict[str, Any]:
    if isinstance(value, timedelta):
        return {"t": "timedelta", "v": value.total_seconds()}
    return {"t": type(value).__name__, "v": value.isoformat()}


def _read(cell: dict[str, Any]) -> Cell:
    kind, value = cell["t"], cell["v"]
    if kind == "timedelta":
        return timedelta(seconds=value)
    return _KINDS[kind].fromisoformat(value)


_decode = json.JSONDecoder(object_hook=_read).decode
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_shown).encode
