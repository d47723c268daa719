"""The database of an installation: SQLite in the data folder, or the PostgreSQL at an address."""

from __future__ import annotations

from pathlib import Path
from typing import Any

SQLITE_START = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;PRAGMA cache_size=-64000;PRAGMA secure_delete=ON"


def database(address: str, data: Path) -> dict[str, Any]:
    """Django's description of the database; an empty address means SQLite."""
    return postgresql(address) if address else sqlite(data / "xueshi.sqlite3")


def sqlite(path: Path) -> dict[str, Any]:
    """One file, durable at every commit; writers wait for each other up to 20 seconds."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_START},
    }


def postgresql(address: str) -> dict[str, Any]:
    """The server at an address in libpq's form."""
    from psycopg.conninfo import conninfo_to_dict

    parts: dict[str, Any] = dict(conninfo_to_dict(address))
    known = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    named = {key: str(parts.pop(part, "") or "") for key, part in known.items()}
    return {"ENGINE": "django.db.backends.postgresql", **named, "OPTIONS": {**parts, "pool": True}}
