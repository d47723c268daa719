"""What the administrator of the database can do behind the system's back."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def behind_the_back() -> Iterator[None]:
    """The triggers are off; SQLite and PostgreSQL each have a way."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = DEFAULT")
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _text in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            yield
            for _name, text in triggers:
                cursor.execute(text)
