"""Row-level security on PostgreSQL: the second wall behind the gates, which holds even where a query forgets to ask.

Pages are read under the role ``xueshi_reader``, which owns nothing, with the scopes of the one who asks in settings of the
transaction. The owner of the tables, under which jobs run and forms are written, is not bound. SQLite has no such wall.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.migrations.operations import RunPython

from xueshi.kernel.actors import RIGHTS, Actor, Right
from xueshi.organisations.triggers import per_engine

READER = "xueshi_reader"
EVERYWHERE = "*"
PEOPLE = frozenset(
    {Right.SEE, Right.CHANGE_PEOPLE, Right.DECIDE_REQUESTS, Right.SEE_IDENTITY, Right.ERASE, Right.APPOINT}
)
"""Rights that lead to people; who holds none of them reads no person but himself or herself."""

ROLE = f"""
DO $$ BEGIN
IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{READER}') THEN CREATE ROLE {READER} NOLOGIN; END IF;
EXECUTE format('GRANT {READER} TO %%I', current_user);
EXECUTE format('GRANT USAGE ON SCHEMA %%I TO {READER}', current_schema());
EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %%I TO {READER}', current_schema());
EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA %%I TO {READER}', current_schema());
EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %%I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {READER}', current_schema());
EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %%I GRANT USAGE, SELECT ON SEQUENCES TO {READER}', current_schema());
END $$
"""

WITHIN = """
CREATE OR REPLACE FUNCTION xueshi_within(place text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
SELECT EXISTS (SELECT 1 FROM unnest(string_to_array(current_setting('xueshi.scopes', true), ',')) AS scope
               WHERE scope <> '' AND starts_with(place, scope)) $$
"""

SEES = """
CREATE OR REPLACE FUNCTION xueshi_sees(who bigint) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path FROM CURRENT AS $$
SELECT who = nullif(current_setting('xueshi.person', true), '')::bigint
    OR EXISTS (SELECT 1 FROM people_person p JOIN organisations_organisation o ON o.id = p.organisation_id
               WHERE p.id = who AND xueshi_within(o.path))
    OR EXISTS (SELECT 1 FROM people_transfer t JOIN organisations_organisation o ON o.id IN (t.source_id, t.target_id)
               WHERE t.person_id = who AND xueshi_within(o.path))
    OR EXISTS (SELECT 1 FROM people_floating f JOIN organisations_organisation o ON o.id = f.host_id
               WHERE f.person_id = who AND xueshi_within(o.path))
    OR EXISTS (SELECT 1 FROM people_office h JOIN organisations_organisation o ON o.id = h.organisation_id
               WHERE h.person_id = who AND h.superseded_at IS NULL AND xueshi_within(o.path))
    OR EXISTS (SELECT 1 FROM people_person p JOIN people_person m ON m.id = p.merged_into_id
               LEFT JOIN organisations_organisation o ON o.id = m.organisation_id
               WHERE p.id = who
               AND (m.id = nullif(current_setting('xueshi.person', true), '')::bigint OR xueshi_within(o.path))) $$
"""
"""A person is read by herself, where she belongs, at both ends of a transfer or a stay, and where she holds an office; a number that
was merged is read like the person who stayed."""


def reader_role() -> RunPython:
    """A migration step that makes the reading role and the functions that policies ask."""
    return per_engine(sqlite=(), postgresql=(ROLE, WITHIN, SEES))


def behind_the_wall(tables: dict[str, str]) -> RunPython:
    """A migration step that lets readers see only rows of people whom they see: tables with their column of the person."""
    return per_engine(sqlite=(), postgresql=[text for item in tables.items() for text in _policy(*item)])


def _policy(table: str, column: str) -> list[str]:
    everywhere = f"(SELECT current_setting('xueshi.scopes', true)) = '{EVERYWHERE}'"
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_wall ON {table} TO {READER} USING ({everywhere} OR xueshi_sees({column}))",
    ]


def scopes_of(by: Actor) -> str:
    """The places of an actor's people as the wall knows them, separated by commas; nothing where there are none."""
    held = {grant.scope for grant in by.grants if RIGHTS[grant.role] & PEOPLE}
    return EVERYWHERE if "" in held else ",".join(sorted(held))


@contextmanager
def read_as(by: Actor) -> Iterator[None]:
    """Read behind the wall, in one transaction, as far as the database has one."""
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic():
        _set(("xueshi.scopes", scopes_of(by)), ("xueshi.person", str(by.person or "")), ("role", READER))
        yield
        if not connection.needs_rollback:
            _set(("role", "none"), ("xueshi.scopes", ""), ("xueshi.person", ""))


def _set(*settings: tuple[str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT " + ", ".join("set_config(%s, %s, true)" for _ in settings),
            [text for setting in settings for text in setting],
        )
