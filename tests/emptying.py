"""Lets the test runner empty append-only tables between tests that commit; nothing but a test may."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


def allow_emptying(patch: pytest.MonkeyPatch) -> None:
    """Wrap the statements that empty the database so that they run without the triggers."""
    from django.db import connection

    operations = type(connection.ops)
    wrapped = _sqlite if connection.vendor == "sqlite" else _postgresql
    patch.setattr(operations, "sql_flush", wrapped(operations.sql_flush))


def _sqlite(flush: Callable[..., list[str]]) -> Callable[..., list[str]]:
    def sql_flush(self: Any, *args: Any, **options: Any) -> list[str]:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
        dropped = [f"DROP TRIGGER {name}" for name, _ in triggers]
        return [*dropped, *flush(self, *args, **options), *(text for _, text in triggers)]

    return sql_flush


def _postgresql(flush: Callable[..., list[str]]) -> Callable[..., list[str]]:
    def sql_flush(self: Any, *args: Any, **options: Any) -> list[str]:
        off, on = "SET session_replication_role = replica", "SET session_replication_role = DEFAULT"
        return [off, *flush(self, *args, **options), on]

    return sql_flush
