"""The compiled questions give the same rows on every engine at hand: DuckDB, SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from django.db import connection

from tests.lake.ledgers import ORGS, Ledger, ledger
from xueshi.lake.duck import RESULT, Duck
from xueshi.lake.tables import SCHEMA, Row, entry_rows, member_rows, span_rows
from xueshi.rules.compile import Compiled, compiled
from xueshi.rules.loader import load
from xueshi.rules.questions import questions

DIALECTS = {"sqlite": "sqlite", "postgresql": "postgres"}


def tables(members: list[Ledger]) -> dict[str, list[Row]]:
    people = [person for person, _ in members]
    return {
        "members": list(member_rows(people)),
        "spans": list(span_rows(people, {org: number for number, org in enumerate(ORGS)})),
        "entries": list(entry_rows(entries for _, entries in members)),
    }


def on_database(sql: str, rows_of: dict[str, list[Row]]) -> list[Row]:
    with connection.cursor() as cursor:
        for table, rows in rows_of.items():
            columns = SCHEMA[table]
            cursor.execute(f"CREATE TEMPORARY TABLE {table} ({', '.join(f'{column} INTEGER' for column in columns)})")
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} VALUES ({places})", [tuple(map(int, row)) for row in rows])
        cursor.execute(sql)
        answer = cursor.fetchall()
        for table in rows_of:
            cursor.execute(f"DROP TABLE {table}")
    return sorted(answer)


def on_duckdb(query: Compiled, rows_of: dict[str, list[Row]]) -> list[Row]:
    with Duck() as engine:
        for table, rows in rows_of.items():
            engine.load(table, rows)
        engine.judge(query)
        return engine.rows(f"SELECT * FROM {RESULT} ORDER BY member")


@pytest.mark.django_db
@pytest.mark.parametrize("as_of", [date(2024, 1, 1), date(2026, 6, 30), date(2028, 12, 31)])
def test_the_database_gives_the_rows_that_duckdb_gives(as_of: date) -> None:
    random = Random(as_of.toordinal())
    rows_of = tables([ledger(random) for _ in range(400)])
    query = compiled(questions(load("M24"), as_of))

    database = on_database(query.sql(DIALECTS[connection.vendor]), rows_of)

    assert database == on_duckdb(query, rows_of)
