"""Many rows at once, by the fastest way that each database has; call it inside a transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db import connection, models, transaction


def in_one_transaction() -> transaction.Atomic:
    """The transaction for many rows: part of the one that runs, never a savepoint in it, else one of its own.

    Within a savepoint SQLite keeps every page that each single row touches: a hundred times the work, and gigabytes of memory.
    """
    return transaction.atomic(savepoint=False)


def reserve(model: type[models.Model], count: int) -> Sequence[int]:
    """So many new primary keys in rising order, which nobody else gets."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()[0]
        return range(last + 1, last + 1 + count)


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of database values (see :func:`moment` and :func:`day`) by COPY or ``executemany``."""
    table = model._meta.db_table
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * len(columns))
            cursor.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608


def insert_found(model: type[models.Model], columns: Sequence[str], found: models.QuerySet[Any, Any]) -> None:
    """Insert the rows that a query finds, without bringing them here; its values stand in the order of the columns."""
    names = ", ".join(f'"{column}"' for column in columns)
    text, params = found.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {model._meta.db_table} ({names}) {text}", params)


def one_after_the_other(what: int) -> None:
    """Wait until no other transaction does this kind of work; SQLite has one writer at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [what])


_INDEXES = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql LIKE 'CREATE INDEX%%'",
    "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s AND indexdef LIKE 'CREATE INDEX%%'",
}
_REFERENCES = """
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f' AND conrelid = CAST(%s AS regclass)
"""


@contextmanager
def indexes_apart(*tables: str) -> Iterator[None]:
    """Take indexes and references of tables away while very many rows are written, and make and check them anew at the end.

    What is unique stays so all the time; SQLite keeps its references too. Others wait for the tables meanwhile.
    """
    again: list[str] = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(_INDEXES[connection.vendor], [table])
            for name, text in cursor.fetchall():
                cursor.execute(f'DROP INDEX "{name}"')
                again.append(text)
        for table in tables if connection.vendor == "postgresql" else ():
            cursor.execute(_REFERENCES, [table])
            for name, text in cursor.fetchall():
                cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
                again.append(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {text}')
    yield
    with connection.cursor() as cursor:
        for text in again:
            cursor.execute(text)


def update(model: type[models.Model], column: str, values: Iterable[tuple[int, Any]]) -> None:
    """Set one column of many rows, given as pairs of primary key and database value."""
    text = f"UPDATE {model._meta.db_table} SET {column} = %s WHERE id = %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(text, [(value, key) for key, value in values])


def among(column: str) -> str:
    """A condition that a text column is one of the values that :func:`listed` makes, however many there are."""
    if connection.vendor == "postgresql":
        return f"{column} = ANY(%s)"
    return f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608


def listed(values: Sequence[str]) -> Any:
    """Values as :func:`among` takes them."""
    return list(values) if connection.vendor == "postgresql" else json.dumps(values)


def moment(value: datetime | None) -> Any:
    """An aware moment as the database takes it."""
    return connection.ops.adapt_datetimefield_value(value)


def day(value: date | None) -> Any:
    """A day as the database takes it."""
    return connection.ops.adapt_datefield_value(value)
