"""Everything that a dump of the database would hold."""

from __future__ import annotations

from typing import Any


def dump(connection: Any) -> bytes:
    """All cells of all tables; on SQLite also whatever else stands in its pages."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [_plain(cell) for row in cursor.fetchall() for cell in row]
    pages = connection.connection.serialize() if connection.vendor == "sqlite" else b""
    return b"\0".join([*found, pages])


def _plain(cell: Any) -> bytes:
    return bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()
