"""Tables that are only ever added to: the database itself refuses to change or delete a row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.migrations.operations import RunPython

REFUSAL = "append-only"


def append_only(*tables: str) -> RunPython:
    """A migration step that makes tables append-only on SQLite and PostgreSQL."""
    return per_engine(
        sqlite=[text for table in tables for text in _sqlite(table)],
        postgresql=[_FUNCTION, *(_postgresql(table) for table in tables)],
    )


def append_only_again(*tables: str) -> RunPython:
    """The same for tables that an earlier step of the migration changed: SQLite rebuilds them and forgets their triggers."""
    return per_engine(sqlite=[text for table in tables for text in _sqlite(table)], postgresql=[])


def per_engine(*, sqlite: Iterable[str], postgresql: Iterable[str]) -> RunPython:
    """A migration step in the words of each database; undone only with its tables."""
    texts = {"sqlite": tuple(sqlite), "postgresql": tuple(postgresql)}

    def run(_apps: Any, editor: Any) -> None:
        for text in texts[editor.connection.vendor]:
            editor.execute(text)

    return RunPython(run, RunPython.noop)


def _sqlite(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is {REFUSAL}'); END"
        for event in ("UPDATE", "DELETE")
    ]


_FUNCTION = f"""
CREATE OR REPLACE FUNCTION xueshi_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%% is {REFUSAL}', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def _postgresql(table: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION xueshi_refuse_change()"
    )
