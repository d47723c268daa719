"""Made-up input for the measurements: integer tables as Parquet, and the two workbooks of an office."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import duckdb

from xueshi.kernel.errors import Place
from xueshi.site.demo.files import REGISTER_HEADINGS, ROSTER_HEADINGS, Row, write_sheet
from xueshi.site.demo.persons import citizen_id

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
            engine.execute(f"COPY ({sql.format(**values)}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")


@cache
def org_paths(members: int) -> list[str]:
    """A path for every branch, twenty branches in a committee, fifteen committees in a county."""
    branches = -(-members // BRANCH)
    return [f"合成市委/{number // 300}县委/{number // 20}镇党委/{number}支部" for number in range(branches)]


def write_workbooks(folder: Path, rows: int) -> None:
    """A roster and a register of so many rows each, every row good and dates as real dates."""
    write_sheet(folder, Place("roster.xlsx", "roster"), ROSTER_HEADINGS, roster_rows(rows))
    write_sheet(folder, Place("register.xlsx", "register"), REGISTER_HEADINGS, _register_rows(rows))


def roster_rows(rows: int) -> Iterator[Row]:
    """The rows of a roster of so many people."""
    return (_roster_row(at, rows) for at in range(rows))


def _roster_row(at: int, rows: int) -> Row:
    born = date(1950, 1, 1) + timedelta(days=at % 18_000)
    admitted = born.replace(year=born.year + 20, day=1)
    secretary = at % BRANCH == 0
    exempt = at % 17 == 5
    return (
        f"N{at:07d}",
        _name(at),
        citizen_id(born, 1 + at // 18_000),
        f"139{at:08d}",
        "男",
        "汉族",
        born,
        ("初中", "高中", "大学专科", "大学本科")[at % 4],
        org_paths(rows)[at // BRANCH],
        "农村",
        admitted,
        admitted.replace(year=admitted.year + 1),
        "书记" if secretary else None,
        date(2023, 1, 1) if secretary else None,
        None,
        "是" if at % 14 == 3 else "否",
        "乡科级副职" if at % 14 == 3 else None,
        "否",
        "年老体弱" if exempt else None,
        date(2022, 1, 1) if exempt else None,
        None,
        None,
        None,
        None,
        None,
    )


def _register_rows(rows: int) -> Iterator[Row]:
    people = max(1, rows // 4)
    for number in range(rows):
        at = number % people
        starts = datetime(2024, 1, 8, 14, 30) + timedelta(days=number // people * 200 + at % 190)  # noqa: DTZ001
        credit = ("1.00", "1.50", "2.00")[number % 3]
        yield (
            f"N{at:07d}",
            citizen_id(date(1950, 1, 1) + timedelta(days=at % 18_000), 1 + at // 18_000),
            _name(at),
            f"{starts.year}年{starts.month}月主题党日",
            ("三会一课、主题党日学习研讨", "专题讲座、报告会", "集体组织的线上培训")[at % 3],
            ("政治理论教育", "政治理论教育:60;知识技能教育:40")[at % 2],
            ("是", "60%", "否")[at % 3],
            starts,
            starts + timedelta(hours=2),
            credit,
            None,
            f"{at // BRANCH}支部",
            "基层",
            "党群活动室",
            f"R{number:07d}",
            None,
        )


def _name(at: int) -> str:
    return "王李张刘陈杨赵黄周吴"[at % 10] + "伟强军勇涛明超刚平辉"[at // 10 % 10] + "国建文志海春永"[at // 100 % 7]
