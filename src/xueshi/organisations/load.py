"""Millions of organisations in one import: the rows are staged, placed level by level inside the database, and stored.

Rows name their parents by code and may stand in any order. Little is kept in memory, and one transaction holds it all:
a load that is killed leaves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from xueshi.kernel.actors import Actor, Right, audit, may, require
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.ids import random_number
from xueshi.kernel.paths import SEPARATOR
from xueshi.kernel.windows import BEGINNING, FOREVER
from xueshi.kernel.work import Progress
from xueshi.organisations.bulk import day, in_one_transaction, indexes_apart, moment, one_after_the_other
from xueshi.organisations.models import Kind, Level, Organisation, OrganisationName, ParentLink, Place
from xueshi.organisations.paths import WIDTH, segment
from xueshi.organisations.placing import TREE, Piece, clipped, covers, pieces
from xueshi.organisations.problems import BAD_NAME, CODE_TAKEN, SAME_NAME, UNPLACED
from xueshi.organisations.search import TABLE as SEARCH
from xueshi.organisations.search import pairs
from xueshi.organisations.sectors import sector_of

MANY = 200_000
"""From so many rows on, indexes are made anew at the end, which is faster than keeping them meanwhile."""

STAGING, PLACING, STORING = "Reading organisations", "Placing organisations", "Storing organisations"
"""Message ids that a job shows while it loads."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A row of a load: an organisation, and its parent by code; a top organisation has none."""

    code: str
    parent: str
    name: str
    kind: Kind = Kind.BRANCH
    level: Level = Level.GRASSROOTS
    field: str = ""


@dataclass(slots=True)
class Load:
    """What a load came to: how many organisations it made, their keys, and why which row (counted from 0) was refused."""

    count: int = 0
    keys: range = range(0)
    refused: list[tuple[int, XueshiError]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Seed:
    """What a load hangs on: nothing, or an organisation that is there already, under the code that rows use for it."""

    code: str
    organisation: Organisation | None

    def pieces(self, on: date) -> list[Piece]:
        if self.organisation is None:
            return [Piece(on, FOREVER, "")]
        return clipped(pieces(self.organisation), on, FOREVER)


def organisations_loaded(
    rows: Iterable[Loaded],
    *,
    by: Actor,
    on: date = BEGINNING,
    below: Organisation | None = None,
    progress: Progress = lambda percent, message: None,
) -> Load:
    """Found the organisations of the rows, top ones ``below`` another where one is given; rows that cannot be are refused.

    Refusals: ORG-002, ORG-005, ORG-014, ORG-015. Raises ACCESS-002 when the place to load into is outside the scope.
    """
    require(by, Right.CHANGE_ORGANISATIONS, below.path if below else "")
    with in_one_transaction():
        one_after_the_other(TREE)
        load = Load()
        first = _next_key()
        count = _stage(rows, first, load, progress)
        load.keys = range(first, first + count)
        progress(40, PLACING)
        _refuse_known_codes(load, by)
        seeds = [_Seed("", below), *_seeds(by, on)]
        _place(seeds, progress)
        _refuse_unplaced(load, {seed.code for seed in seeds})
        progress(60, STORING)
        load.count = _store(seeds, on, by, many=count > MANY)
        _clean(first + count)
        audit(by, "organisations.loaded", "organisation", below.number if below else "", count=load.count)
    return load


def _run(text: str, *params: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(text, params)
        return int(cursor.rowcount)


def _found(text: str, *params: Any) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(text, params)
        yield from cursor.fetchall()


def _next_key() -> int:
    if connection.vendor == "postgresql":
        text = "SELECT nextval(pg_get_serial_sequence('organisations_organisation', 'id'))"
    else:
        text = "SELECT COALESCE(MAX(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'organisations_organisation'"
    return int(next(_found(text))[0])


def _clean(next_key: int) -> None:
    _run("DROP TABLE load_row")
    _run("DROP TABLE load_place")
    if connection.vendor == "postgresql":
        _run("SELECT setval(pg_get_serial_sequence('organisations_organisation', 'id'), %s)", next_key)


STAGE = (
    "CREATE TEMPORARY TABLE load_row (id bigint PRIMARY KEY, number text, code text, parent text, name text, "
    "kind text, field text, sector text, level integer, segment text, pairs text)",
    "CREATE TEMPORARY TABLE load_place (id bigint PRIMARY KEY, parent_id bigint, code text, path text, full_name text, "
    "name text, depth integer, seed bigint)",
    "CREATE UNIQUE INDEX load_place_name ON load_place (parent_id, name)",
)
COLUMNS = ("id", "number", "code", "parent", "name", "kind", "field", "sector", "level", "segment", "pairs")


def _stage(rows: Iterable[Loaded], first: int, load: Load, progress: Progress) -> int:
    """Bring the rows into the database as they come, each with the key that it will have; how many keys that takes."""
    for text in STAGE:
        _run(text)
    staged = _staged(rows, first, load, progress)
    names = ", ".join(COLUMNS)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY load_row ({names}) FROM STDIN") as copy:
                for row in staged:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * len(COLUMNS))
            cursor.connection.executemany(f"INSERT INTO load_row ({names}) VALUES ({marks})", staged)  # noqa: S608
    _run("CREATE INDEX load_row_code ON load_row (code)")
    _run("CREATE INDEX load_row_parent ON load_row (parent)")
    _run("ANALYZE load_row")
    return int(next(_found("SELECT COALESCE(MAX(id), %s) FROM load_row", first - 1))[0]) - first + 1


def _staged(rows: Iterable[Loaded], first: int, load: Load, progress: Progress) -> Iterator[tuple[Any, ...]]:
    sectors: dict[str, str] = {}
    for place, row in enumerate(rows):
        if place % 10_000 == 0:
            progress(min(39, place // 100_000), STAGING)
        if not row.name or len(row.name) > 200 or SEPARATOR in row.name:
            load.refused.append((place, XueshiError(BAD_NAME, name=row.name)))
            continue
        if row.field not in sectors:
            sectors[row.field] = sector_of(row.field)
        key = first + place
        said = (row.code, row.parent, row.name, row.kind.value, row.field, sectors[row.field], row.level.value)
        yield (key, random_number(), *said, segment(key), " ".join(pairs(row.name)))


def _refuse_known_codes(load: Load, by: Actor) -> None:
    """Of rows with one code the first counts, and none where the code is known within the scope."""
    first = load.keys.start
    later = (
        "SELECT id, code FROM load_row r WHERE code <> '' "
        "AND EXISTS (SELECT 1 FROM load_row o WHERE o.code = r.code AND o.id < r.id)"
    )
    twice = dict(_found(later))
    known = (
        "SELECT r.id, r.code, o.path FROM organisations_organisation o JOIN load_row r ON r.code = o.code "
        "WHERE o.code <> '' AND o.dissolved_on IS NULL"
    )
    twice |= {key: code for key, code, path in _found(known) if may(by, Right.CHANGE_ORGANISATIONS, path)}
    for key, code in sorted(twice.items()):
        load.refused.append((key - first, XueshiError(CODE_TAKEN, code=code)))
        _run("DELETE FROM load_row WHERE id = %s", key)


def _seeds(by: Actor, on: date) -> list[_Seed]:
    """Organisations within the scope that rows name as parents although the file does not hold them."""
    outside = (
        "SELECT DISTINCT parent FROM load_row r WHERE parent <> '' "
        "AND NOT EXISTS (SELECT 1 FROM load_row o WHERE o.code = r.parent)"
    )
    codes = [code for (code,) in _found(outside)]
    known: dict[str, _Seed] = {}
    for start in range(0, len(codes), 500):
        for one in Organisation.objects.filter(code__in=codes[start : start + 500], dissolved_on=None).order_by("pk"):
            if may(by, Right.CHANGE_ORGANISATIONS, one.path) and covers(pieces(one), on, FOREVER):
                known.setdefault(one.code, _Seed(one.code, one))
    return list(known.values())


BELOW_SEED = """
INSERT INTO load_place (id, parent_id, code, path, full_name, name, depth, seed)
SELECT r.id, %s, r.code, %s || r.segment, %s || r.name, r.name, 1, %s
FROM load_row r
WHERE r.parent = %s AND NOT EXISTS (
    SELECT 1 FROM organisations_organisation o
    WHERE o.name = r.name AND o.dissolved_on IS NULL AND (o.parent_id = %s OR (o.parent_id IS NULL AND %s = 0))
)
ORDER BY r.id
ON CONFLICT DO NOTHING
"""
BELOW_PLACED = f"""
INSERT INTO load_place (id, parent_id, code, path, full_name, name, depth, seed)
SELECT r.id, above.id, r.code, above.path || r.segment, above.full_name || '{SEPARATOR}' || r.name, r.name,
    above.depth + 1, above.seed
FROM load_place above JOIN load_row r ON r.parent = above.code
WHERE above.depth = %s AND above.code <> '' AND length(above.path) + {WIDTH} <= 200
AND length(above.full_name) + 1 + length(r.name) <= 800
ORDER BY r.id
ON CONFLICT DO NOTHING
"""  # noqa: S608


def _place(seeds: Iterable[_Seed], progress: Progress) -> None:
    """Give rows their paths, from the top down; a row whose name is taken below its parent stays without."""
    for seed in seeds:
        above = seed.organisation
        key = above.pk if above else 0
        front = f"{above.full_name}{SEPARATOR}" if above else ""
        _run(BELOW_SEED, key, above.path if above else "", front, key, seed.code, key, key)
    depth = 1
    while _run(BELOW_PLACED, depth):
        depth += 1
        progress(min(59, 40 + depth), PLACING)


def _refuse_unplaced(load: Load, seeds: set[str]) -> None:
    left = (
        "SELECT r.id, r.name, r.parent, above.name FROM load_row r LEFT JOIN load_place own ON own.id = r.id "
        "LEFT JOIN load_row parent ON parent.code = r.parent AND r.parent <> '' "
        "LEFT JOIN load_place above ON above.id = parent.id WHERE own.id IS NULL ORDER BY r.id"
    )
    for key, name, parent, above in _found(left):
        problem = XueshiError(UNPLACED, name=name, parent=parent)
        if above is not None or parent in seeds:
            problem = XueshiError(SAME_NAME, parent=above or "", name=name)
        load.refused.append((key - load.keys.start, problem))
    load.refused.sort(key=lambda refused: refused[0])


ORGANISATIONS = """
INSERT INTO organisations_organisation
    (id, number, code, kind, field, sector, level, founded_on, name, full_name, path, parent_id)
SELECT r.id, r.number, r.code, r.kind, r.field, r.sector, r.level, %s, r.name, p.full_name, p.path, NULLIF(p.parent_id, 0)
FROM load_place p JOIN load_row r ON r.id = p.id ORDER BY r.id
"""
DATED = "valid_from, valid_to, recorded_at, recorded_by"
NAMES = f"""
INSERT INTO organisations_organisationname (organisation_id, name, {DATED})
SELECT id, name, %s, %s, %s, %s FROM load_place ORDER BY id
"""  # noqa: S608
LINKS = f"""
INSERT INTO organisations_parentlink (child_id, parent_id, {DATED})
SELECT id, NULLIF(parent_id, 0), %s, %s, %s, %s FROM load_place ORDER BY id
"""  # noqa: S608
PLACES = f"""
INSERT INTO organisations_place (organisation_id, path, {DATED})
SELECT id, %s || substr(path, %s), %s, %s, %s, %s FROM load_place WHERE seed = %s ORDER BY id
"""  # noqa: S608


FOUND_BY = f"""
INSERT INTO {SEARCH} (rowid, pairs) SELECT r.id, {{listed}} FROM load_row r JOIN load_place p ON p.id = r.id
"""  # noqa: S608


def _store(seeds: Iterable[_Seed], on: date, by: Actor, *, many: bool) -> int:
    now = moment(timezone.now())
    forever = day(FOREVER)
    tables = [model._meta.db_table for model in (Organisation, OrganisationName, ParentLink, Place)]
    with indexes_apart(*tables) if many else nullcontext():
        count = _run(ORGANISATIONS, None if on == BEGINNING else day(on))
        _run(NAMES, day(on), forever, now, by.account)
        _run(LINKS, day(on), forever, now, by.account)
        for seed in seeds:
            key, front = (seed.organisation.pk, seed.organisation.path) if seed.organisation else (0, "")
            for piece in seed.pieces(on):
                held = (day(piece.first), day(piece.until), now, by.account)
                _run(PLACES, piece.path, len(front) + 1, *held, key)
    with indexes_apart(SEARCH) if many and connection.vendor == "postgresql" else nullcontext():
        listed = "string_to_array(r.pairs, ' ')" if connection.vendor == "postgresql" else "r.pairs"
        _run(FOUND_BY.format(listed=listed))
    return count
