"""Made-up input for the measurements: integer tables as Parquet, and the two workbooks of an office."""

from __future__ import annotations

from pathlib import Path

import duckdb

BRANCH = 22
"""Members of a branch."""

ENTRIES = 25
"""Register rows of a member."""

FIRST_DAY, DAYS = 738_886, 912
"""2024-01-01 as an ordinal, and the days up to 2026-06-30."""

MEMBERS_SQL = """
    SELECT member::INTEGER AS member, (720000 + hash(member, 1) % 18500)::INTEGER AS admitted,
           (720400 + hash(member, 1) % 18500)::INTEGER AS full_on
    FROM range({members}) AS t(member)
"""
SPANS_SQL = """
    WITH people AS (SELECT member, hash(member, 2) % 1000 AS lot FROM range({members}) AS t(member)),
    spans AS (
        SELECT member, 0 AS kind, member // {branch} AS org, 700000 AS first_day,
               CASE WHEN lot < 40 THEN 739200 ELSE 3652059 END AS until_day FROM people
        UNION ALL SELECT member, 0, ({members} - 1 - member) // {branch}, 739200, 3652059 FROM people WHERE lot < 40
        UNION ALL SELECT member, 1, 0, 738000, CASE WHEN lot < 50 THEN 739400 ELSE 3652059 END FROM people WHERE lot < 60
        UNION ALL SELECT member, 2, 0, 738500, 3652059 FROM people WHERE lot BETWEEN 100 AND 169
        UNION ALL SELECT member, 3, 0, 738700, 3652059 FROM people WHERE lot BETWEEN 200 AND 259
    )
    SELECT member::INTEGER AS member, kind::INTEGER AS kind, org::INTEGER AS org,
           first_day::INTEGER AS first_day, until_day::INTEGER AS until_day
    FROM spans ORDER BY member, kind
"""
ENTRIES_SQL = """
    WITH lots AS (
        SELECT member, number, hash(member, number, 3) AS lot
        FROM range({members}) AS m(member), range({entries}) AS n(number)
    ),
    raw AS (
        SELECT member, {first_day} + lot % {days} AS day,
               CASE WHEN lot // 1000 % 100 < 8 THEN 0 ELSE 1 + lot // 1000 % 8 END AS form,
               1 + lot // 100000 % 4 AS level, 50 * (1 + lot // 10000000 % 7) AS small, lot // 1000000000 % 101 AS share
        FROM lots
    )
    SELECT member::INTEGER AS member, day::INTEGER AS day, form::INTEGER AS form, level::INTEGER AS level,
           (CASE WHEN form = 0 THEN 2400 ELSE small END)::INTEGER AS credit,
           (CASE WHEN form = 0 THEN 6 ELSE small // 200 END)::INTEGER AS half_days,
           ((CASE WHEN form = 0 THEN 2400 ELSE small END) * share // 100)::INTEGER AS theory
    FROM raw ORDER BY member, day
"""


def write_tables(folder: Path, members: int) -> None:
    """The three integer tables of so many members as sorted Parquet, the same on every computer."""
    values = {"members": members, "branch": BRANCH, "entries": ENTRIES, "first_day": FIRST_DAY, "days": DAYS}
    with duckdb.connect() as engine:
        for table, sql in (("members", MEMBERS_SQL), ("spans", SPANS_SQL), ("entries", ENTRIES_SQL)):
            target = folder / f"{table}.parquet"
            engine.execute(f"COPY ({sql.format(**values)}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")  # noqa: S608


def org_paths(members: int) -> list[str]:
    """A path for every branch, twenty branches in a committee, fifteen committees in a county."""
    branches = -(-members // BRANCH)
    return [f"合成市委/{number // 300}县委/{number // 20}镇党委/{number}支部" for number in range(branches)]
