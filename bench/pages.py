"""Every list page at national size: how many queries it asks, how long it takes, and that none of them reads a large table through.

Five million organisations come in through the load of the house; a million people, their states, a judging run and a million
records of the audit trail are written by the database itself. SQLite only: the plans that it explains are the point.
"""

# ruff: noqa: S106, S608 (the statements hold no word from outside, and nobody signs in with these accounts)

from __future__ import annotations

import json
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from typing import Any

from bench.offices import answered
from bench.organisations import LEVELS, rows
from bench.result import Result

PEOPLE = {"small": 3_000, "full": 1_000_000}
BUDGET = 15
"""Queries that a list page may ask."""

LARGE = (
    "organisations_",
    "people_affiliation",
    "people_identity",
    "people_membership",
    "people_nametoken",
    "people_person",
    "access_auditrecord",
    "standings_determination",
    "standings_organisationstanding",
)
"""Tables with a row for every organisation, person or act; states that few people are in may be read through."""

SCANNED = re.compile(r"^SCAN (\w+)\b(?! USING (COVERING )?INDEX)")
"""A step of a plan that reads a table from its first row to the last; walking along an index stops at the end of the page."""

LISTS = (
    "tree",
    "roster",
    "roster?q=zs",
    "roster?q=王伟",
    "roster?standing=full",
    "roster?office=secretary",
    "roster?mark=exempt",
    "roster?tag=young",
    "roster?on=2026-01-01",
    "roster?page=200",
    "people",
    "people?status=short",
    "people?status=met&page=100",
    "transfers",
    "stays",
    "exemptions",
    "corrections",
    "runs",
    "approvals",
    "accounts",
    "access_review",
    "audit",
    "audit?verb=person.seen",
    "exports",
    "imports",
    "jobs",
)
"""The list pages by the name of their address, with filters; those that an installation does not have are left out."""

ROLES = ("nation", "county", "branch", "security", "auditor")


def results(size: str) -> Iterator[Result]:
    """The worst of all lists for each kind of account."""
    with tempfile.TemporaryDirectory(prefix="xueshi-bench-") as folder:
        answer = answered("pages", size, folder)
    data = f"SQLite, {sum(LEVELS[size]):,} organisations, {PEOPLE[size]:,} people"
    for line in answer["pages"]:
        name = f"pages: {line['page']} for {line['role']}"
        yield Result(f"{name}, time", line["milliseconds"], "ms", None, data)
        yield Result(f"{name}, queries beside the budget", line["queries"], "queries", BUDGET, data)
    yield Result("pages: queries that read a large table through", len(answer["scans"]), "queries", None, data)


def main(size: str) -> None:
    """Fill the database of the environment unless it is filled, and open every list; the figures are printed as JSON."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    accounts = filled(size)
    print(json.dumps(opened(accounts), ensure_ascii=False))


def filled(size: str) -> dict[str, Any]:
    """The accounts by role, after everything else is there."""
    from django.db import connection, transaction

    from bench.organisations import actor
    from xueshi.access.models import Account
    from xueshi.organisations.load import organisations_loaded

    if not Account.objects.exists():
        organisations_loaded(rows(LEVELS[size]), by=actor())
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements(PEOPLE[size]):
                cursor.execute(statement)
            cursor.executemany("INSERT INTO temp.token VALUES (%s, %s)", list(tokens()))
            for statement in NAMES:
                cursor.execute(statement)
        judged()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        appointed()
    return {account.username: account for account in Account.objects.all()}


HELD = "'2020-01-01', '9999-12-31', '2026-01-01 00:00:00', NULL, 0"
"""The days of a state, when it was recorded, and by whom."""


def statements(people: int) -> Iterator[str]:
    """What fills the tables of people, state by state."""
    yield "CREATE TEMP TABLE unit AS SELECT id, path FROM organisations_organisation WHERE kind = 'branch' ORDER BY id"
    yield f"""CREATE TEMP TABLE one AS WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {people})
        SELECT n, (SELECT id FROM unit WHERE rowid = n * 7919 % (SELECT COUNT(*) FROM unit) + 1) AS unit FROM s"""
    yield """INSERT INTO people_person (id, number, organisation_id, counted_in_id)
        SELECT n, printf('%016d', n), unit, unit FROM one"""
    yield """INSERT INTO people_identity (person_id, local_number, citizen_id, gender, ethnicity, education, person_key, phone,
        sealed_name) SELECT n, printf('P%08d', n), x'', '', '', '', x'', x'', x'' FROM one"""
    dated = "valid_from, valid_to, recorded_at, superseded_at, recorded_by"
    yield f"""INSERT INTO people_membership ({dated}, standing, person_id)
        SELECT {HELD}, CASE WHEN n % 50 THEN 'full' ELSE 'probationary' END, n FROM one"""
    yield f"INSERT INTO people_affiliation ({dated}, organisation_id, person_id) SELECT {HELD}, unit, n FROM one"
    yield f"""INSERT INTO people_office ({dated}, organisation_id, person_id, kind)
        SELECT {HELD}, unit, n, CASE WHEN n % 20 THEN 'deputy' ELSE 'secretary' END FROM one WHERE n % 10 = 0"""
    yield f"""INSERT INTO people_exemption ({dated}, person_id, reason, review_due)
        SELECT {HELD}, n, 'old_frail', '2026-05-01' FROM one WHERE n % 12 = 0"""
    yield f"""INSERT INTO people_tag ({dated}, kind, basis, person_id) SELECT '2020-01-01', '2030-01-01',
        '2026-01-01 00:00:00', NULL, 0, 'young', '条例', n FROM one WHERE n % 1000 = 0"""
    yield f"""INSERT INTO people_floating ({dated}, host_text, host_id, person_id, number, stage)
        SELECT {HELD}, '', (SELECT id FROM unit WHERE rowid = n % 97 + 1), n, printf('F%015d', n), 'registered'
        FROM one WHERE n % 40 = 0"""
    yield """INSERT INTO people_transfer (number, letter, target_text, issued_on, last_day, state, person_id, source_id, target_id)
        SELECT printf('T%015d', n), '', '', '2026-06-01', '2026-12-31', 'issued', n, unit,
        (SELECT id FROM unit WHERE rowid = n % 89 + 1) FROM one
        WHERE n % 100 = 7 AND unit <> (SELECT id FROM unit WHERE rowid = n % 89 + 1)"""
    yield """INSERT INTO access_auditrecord (account, verb, kind, thing, facts, request_id, chain, address, day, reason, at)
        SELECT n % 500, CASE WHEN n % 3 THEN 'person.seen' ELSE 'list.seen' END, 'person', printf('%016d', n), '{}', '', '', '',
        '2026-06-01', '', datetime('2026-01-01', '+' || n || ' seconds') FROM one"""
    yield "CREATE TEMP TABLE token (token INTEGER, name INTEGER)"


NAMES = (
    "INSERT INTO people_nametoken (token, person_id) SELECT token, n FROM temp.token, one WHERE n % 400 = name",
    "DROP TABLE temp.token",
)


def tokens() -> Iterator[tuple[int, int]]:
    """What four hundred names are found by; every person bears one of them."""
    from xueshi.people.vault.names import tokens_of

    families, given = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平"
    names = [family + name for family in families for name in given]
    yield from ((token, number) for number, name in enumerate(names) for token in tokens_of(name))


def judged() -> None:
    """A run that judged everybody, and the standings of every organisation with children."""
    from django.db import connection

    from xueshi.people.models import Person
    from xueshi.rules.loader import load
    from xueshi.standings.models import JudgingRun

    run = JudgingRun.objects.create(
        plan="M24",
        pack_version=load("M24").version,
        pack_sha256="",
        as_of="2026-06-30",
        watermark=0,
        engine="",
        digest="0" * 64,
        persons=Person.objects.count(),
        entries=0,
        created_by=0,
    )
    window = f"{run.pk}, 'M24-I02', '2024-01-01', '2028-12-31'"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO standings_determination (run_id, clause, window_first, window_last, reference, status, credit,
            half_days, theory, count, organisation_id, person_id)
            SELECT {window}, '2026-06-30', CASE WHEN id % 4 THEN 'met' ELSE 'behind' END, id % 20000, id % 60, 0, 0,
            organisation_id, id FROM people_person"""
        )
        cursor.execute(
            f"""INSERT INTO standings_organisationstanding (run_id, clause, window_first, window_last, status, population, met,
            on_pace, behind, unmet, below_general, exempt, delegated, not_assessable, share_part, share_whole,
            organisation_id, parent_id)
            SELECT {window}, '', 20, 15, 0, 5, 0, 0, 0, 0, 0, 0, 0, id, parent_id FROM organisations_organisation
            WHERE kind <> 'branch'"""
        )


def appointed() -> None:
    """One account for each kind of reader."""
    from xueshi.access.models import Account, Appointment
    from xueshi.organisations.models import Organisation

    def unit(level: int) -> Organisation:
        return Organisation.objects.get(code=f"{level}-0")

    branch = Organisation.objects.filter(kind="branch", people__isnull=False).order_by("path").first()
    for name, role, where in (
        ("nation", "department_officer", unit(0)),
        ("county", "department_officer", unit(3)),
        ("branch", "branch_secretary", branch),
        ("security", "security_administrator", None),
        ("auditor", "audit_administrator", None),
    ):
        account = Account.objects.create(username=name, password="!")
        Appointment.objects.create(account=account, role=role, organisation=where, recorded_by=0)


def opened(accounts: dict[str, Any]) -> dict[str, Any]:
    """Every list for every account that may open it."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext, setup_test_environment

    from tests.web.conftest import enter

    setup_test_environment()
    pages, scans = [], []
    for role in ROLES:
        client = Client(headers={"accept-language": "zh-hans"})
        enter(client, accounts[role])
        for page, address in addresses():
            if client.get(address, follow=True).status_code != 200:
                continue
            before = time.perf_counter()
            with CaptureQueriesContext(connection) as asked:
                client.get(address, follow=True)
            milliseconds = (time.perf_counter() - before) * 1000
            counted = [query["sql"] for query in asked if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
            scans += [f"{role} {page}: {step} in {sql}" for sql in counted for step in read_through(sql)]
            pages.append({"role": role, "page": page, "queries": len(counted), "milliseconds": milliseconds})
    return {"pages": pages, "scans": scans}


def addresses() -> Iterator[tuple[str, str]]:
    """The lists that this installation has."""
    from django.urls import NoReverseMatch, reverse

    for page in LISTS:
        name, _, query = page.partition("?")
        try:
            yield page, f"{reverse(name)}?{query}"
        except NoReverseMatch:
            continue


def read_through(sql: str) -> list[str]:
    """The steps of a query's plan that read a large table from the first row to the last."""
    from django.db import connection

    if not sql.startswith("SELECT"):
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}".replace("%", "%%"))
        steps = [str(row[3]) for row in cursor.fetchall()]
    names = aliases(sql)
    found = [(step, match) for step in steps if (match := SCANNED.match(step))]
    return [step for step, match in found if names.get(match[1], match[1]).startswith(LARGE)]


def aliases(sql: str) -> dict[str, str]:
    """The tables behind the short names of a query."""
    return {alias: table for table, alias in re.findall(r'(?:FROM|JOIN) "(\w+)" "?([A-Za-z]\w*)"?', sql)}


if __name__ == "__main__":
    main(sys.argv[1])
