"""How an entry is spelled for its hash: everything that it says, as one text, the same on SQLite and PostgreSQL.

The database itself spells, which is several times faster than making objects. Texts are led by their length, so that no two
entries share a spelling. A column added later needs a new spelling for the entries from then on.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection, models

from xueshi.ledger.models import Participation, Posting

FACT = "fact"
POSTING = "posting"
PORTION = 20_000

COLUMNS: dict[str, tuple[type[models.Model], tuple[str, ...]]] = {
    FACT: (
        Participation,
        (
            *("id", "person_id", "title", "form", "organiser", "organiser_level", "institution", "started_at"),
            *("ended_at", "first_day", "last_day", "has_clock", "stated_credit", "stated_half_days", "topics"),
            *("theory_share", "mark", "evidence", "remark", "source", "record", "body_sha256", "batch"),
            *("recorded_at", "recorded_by", "shard"),
        ),
    ),
    POSTING: (
        Posting,
        (
            *("id", "participation_id", "person_id", "book", "day", "last_day", "form", "level", "credit"),
            *("half_days", "theory", "topics", "rule", "rule_version", "reverses_id", "reason", "batch"),
            *("recorded_at", "recorded_by", "shard"),
        ),
    ),
}
"""By kind the model and the columns that are spelled, in their order."""

Spelled = tuple[int, int, str]
"""Shard and id of an entry, and its spelling."""


def spelled(kind: str, after: int, last: int) -> Iterator[Spelled]:
    """The entries of a kind whose id lies above one and not above another, in the order of their ids."""
    model, columns = COLUMNS[kind]
    table = model._meta.db_table
    fields = {field.column: field for field in model._meta.concrete_fields}
    text = " || '|' || ".join(_spelling(fields[column]) for column in columns)
    query = f"SELECT shard, id, '{kind}|' || {text} FROM {table} WHERE id > %s AND id <= %s ORDER BY id"  # noqa: S608
    while after < last:
        to = min(last, after + PORTION)
        with connection.cursor() as cursor:
            cursor.execute(query, [after, to])
            yield from cursor.fetchall()
        after = to


def _spelling(field: models.Field[object, object]) -> str:
    """How the database spells a column; nothing stands for a number or a moment that is not known."""
    name, on_postgresql = field.column, connection.vendor == "postgresql"
    match field:
        case models.DateTimeField():
            whole = f"to_char({name} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
            stored = f"CASE LENGTH({name}) WHEN 19 THEN {name} || '.000000' ELSE {name} END"
            return f"COALESCE({whole if on_postgresql else stored}, '')"
        case models.DateField():
            return f"to_char({name}, 'YYYY-MM-DD')" if on_postgresql else str(name)
        case models.BooleanField():
            return f"CASE WHEN {name} THEN '1' ELSE '0' END"
        case models.CharField() | models.JSONField():
            words = f"{name}::text" if on_postgresql else name
            return f"LENGTH({words}) || ':' || {words}"
        case _:
            return f"COALESCE(CAST({name} AS TEXT), '')"
