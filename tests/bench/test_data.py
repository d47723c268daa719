"""Made-up input for the measurements."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from bench.data import ENTRIES, org_paths, write_tables, write_workbooks
from xueshi.kernel.paths import OrgPath
from xueshi.lake.duck import Duck
from xueshi.lake.population import judge_population
from xueshi.lake.tables import SCHEMA
from xueshi.rules.loader import load
from xueshi.rules.verdicts import Status
from xueshi.standings.answer.judge_files import judge_files


def rows_of(sql: str) -> list[tuple[object, ...]]:
    return duckdb.connect().execute(sql).fetchall()


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    write_tables(folder, 500)
    return folder


@pytest.mark.parametrize("table", SCHEMA)
def test_tables_have_the_columns_that_rules_read(tables: Path, table: str) -> None:
    described = rows_of(f"DESCRIBE SELECT * FROM '{tables / table}.parquet'")

    assert [(row[0], row[1]) for row in described] == [(column, "INTEGER") for column in SCHEMA[table]]


def test_every_member_has_so_many_entries_in_the_order_of_members(tables: Path) -> None:
    rows = rows_of(f"SELECT member, COUNT(*) FROM '{tables}/entries.parquet' GROUP BY 1 ORDER BY 1")

    assert rows == [(member, ENTRIES) for member in range(500)]


def test_the_same_size_gives_the_same_rows(tables: Path, tmp_path: Path) -> None:
    write_tables(tmp_path, 500)

    for table in SCHEMA:
        first = rows_of(f"SELECT * FROM '{tables / table}.parquet' ORDER BY ALL")
        assert first == rows_of(f"SELECT * FROM '{tmp_path / table}.parquet' ORDER BY ALL")


def test_the_tables_hold_members_of_many_statuses(tables: Path) -> None:
    with Duck() as engine:
        for table in SCHEMA:
            engine.attach(table, tables / f"{table}.parquet")
        orgs = [OrgPath(path) for path in org_paths(500)]
        population = judge_population(engine, load("M24", {}), date(2026, 6, 30), orgs)
        statuses = {verdict.status for judged in population.judged() for verdict in judged.verdicts}

    assert {Status.MET, Status.ON_PACE, Status.BEHIND, Status.EXEMPT, Status.DELEGATED} <= statuses


def test_every_branch_of_the_members_has_a_path() -> None:
    paths = org_paths(45)

    assert len(paths) == 3
    assert paths[2] == "合成市委/0县委/0镇党委/2支部"


def test_every_row_of_the_workbooks_is_good(tmp_path: Path) -> None:
    write_workbooks(tmp_path, 120)

    answer = judge_files(
        "M24", tmp_path / "roster.xlsx", tmp_path / "register.xlsx", as_of=date(2026, 6, 30), settings={}
    )

    assert answer.refused == ()
    assert [(file.rows, file.refused, file.unknown_columns) for file in answer.run.inputs] == [(120, 0, ())] * 2
    assert answer.run.persons == answer.run.entries == 120
