"""The ledger beside the least that the database must do: appending, study meetings one by one, and proving the seals.

Each database is filled by a process of its own. Beside :func:`~xueshi.ledger.actions.append` the same rows go by the database's own
fastest way into tables with the same columns, keys and indexes, in transactions of the same size.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from bench.offices import on_both
from bench.result import Result

FACTS = {"small": 4_000, "full": 200_000}
MEETINGS = {"small": 20, "full": 600}
PEOPLE = 1_900
AT_A_MEETING = 19
BATCH = 2_000
TODAY = date(2026, 6, 30)
FIRST = date(2024, 1, 1)
TABLES = ("ledger_participation", "ledger_posting")


def results(size: str) -> Iterator[Result]:
    """Appending, meetings and verification on both databases."""
    for name, answer in on_both("ledger", size):
        yield from figures(name, answer, size)


def figures(name: str, answer: dict[str, float], size: str) -> Iterator[Result]:
    """The figures of one database."""
    data = f"{name}, {FACTS[size]:,} facts and postings in batches of {BATCH:,}"
    yield Result("ledger: append", answer["append"], "s", answer["bare"], data)
    meetings = f"{name}, {MEETINGS[size]:,} meetings of {AT_A_MEETING}, each durable"
    yield Result("ledger: study meetings a second", answer["meetings"], "/s", 300, meetings)
    yield Result("ledger: seal", answer["seal"], "s", answer["hash"], data)
    yield Result("ledger: verify, one process", answer["verify"], "s", answer["hash"], data)
    yield Result("ledger: verify, two processes", answer["verify on two"], "s", answer["hash"], data)


def main(size: str) -> None:
    """Fill the database of the environment and measure it; the figures are printed as JSON."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    people = inhabitants()
    appended = seconds(lambda: append_all(FACTS[size], people))
    bare = bare_seconds()
    print(json.dumps({"append": appended, "bare": bare, **sealed(), "meetings": meetings(MEETINGS[size], people)}))


def seconds(act: Callable[[], object]) -> float:
    """How long an act takes."""
    before = time.perf_counter()
    act()
    return time.perf_counter() - before


def actor() -> Any:
    """Whoever may do everything."""
    from xueshi.access.actors import witness
    from xueshi.kernel.actors import Actor, Grant, Role

    return Actor(0, TODAY, (Grant(Role.DEPARTMENT_OFFICER, ""),), witness())


def inhabitants() -> list[int]:
    """People of a hundred branches."""
    from xueshi.kernel.paths import OrgPath
    from xueshi.organisations.actions import Draft, organisations_found
    from xueshi.organisations.models import Kind, Level
    from xueshi.people.models import Person

    names = ["某县委", *(f"某县委/第{number}支部" for number in range(PEOPLE // AT_A_MEETING))]
    levels = [Level.COUNTY] + [Level.GRASSROOTS] * (len(names) - 1)
    drafts = [Draft(OrgPath(name), Kind.BRANCH, level=level) for name, level in zip(names, levels, strict=True)]
    branches = organisations_found(drafts, by=actor())[1:]
    Person.objects.bulk_create(Person(organisation=branches[at // AT_A_MEETING]) for at in range(PEOPLE))
    return list(Person.objects.order_by("pk").values_list("pk", flat=True))


def item(source: str, number: int, person: int, day: date) -> Any:
    """A fact with its posting."""
    from xueshi.kernel.units import Credit, HalfDays
    from xueshi.ledger.statements import Fact, Line
    from xueshi.rules.facts import Form, OrganiserLevel

    level = OrganiserLevel.GRASSROOTS
    fact = Fact(
        source,
        str(number),
        person,
        "主题党日学习研讨",
        Form.F3,
        day,
        day,
        organiser="某支部",
        level=level,
        credit=Credit(200),
    )
    line = Line(day, day, Form.F3, level, Credit(200), HalfDays(0), Credit(100), "M24", "1.0.0")
    return fact, (line,)


def append_all(count: int, people: Sequence[int]) -> None:
    """Append so many facts, batch by batch, each in a transaction of its own."""
    from xueshi.ledger.actions import append

    by = actor()
    for begin in range(0, count, BATCH):
        items = [
            item("bench", number, people[number % PEOPLE], FIRST + timedelta(days=number // PEOPLE % 900))
            for number in range(begin, min(count, begin + BATCH))
        ]
        append(items, batch=f"b{begin}", by=by)


def meetings(count: int, people: Sequence[int]) -> float:
    """How many meetings a second are entered one by one, each safe on the disk before the next."""
    from xueshi.ledger.actions import append

    by = actor()
    branches = PEOPLE // AT_A_MEETING

    def enter(number: int) -> None:
        first = number % branches * AT_A_MEETING
        day = FIRST + timedelta(days=number // branches)
        present = people[first : first + AT_A_MEETING]
        items = [item("meeting", number * AT_A_MEETING + at, person, day) for at, person in enumerate(present)]
        append(items, batch=f"m{number}", by=by)

    def enter_all() -> None:
        for number in range(count):
            enter(number)

    return count / seconds(enter_all)


def bare_seconds() -> float:
    """The time that the same rows take into tables with the same columns, keys and indexes."""
    rows = {table: rows_of(table) for table in TABLES}
    for table in TABLES:
        make_twin(table)

    def insert_all() -> None:
        for table, (columns, found) in rows.items():
            insert_bare(table, columns, found)

    return seconds(insert_all)


def rows_of(table: str) -> tuple[list[str], list[Any]]:
    """The columns and rows of a table, as the database gives them."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY id")  # noqa: S608
        return [column[0] for column in cursor.description], cursor.fetchall()


def make_twin(table: str) -> None:
    """An empty table like another one, with its keys and indexes."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"CREATE TABLE bare_{table} (LIKE {table} INCLUDING ALL)")
            return
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL AND type <> 'trigger'", [table]
        )
        for name, text in cursor.fetchall():
            cursor.execute(
                text.replace(f'"{name}"', f'"bare_{name}"', 1).replace(f'ON "{table}"', f'ON "bare_{table}"')
            )


def insert_bare(table: str, columns: Sequence[str], rows: Sequence[Any]) -> None:
    """Insert rows by COPY or ``executemany``, a batch in a transaction."""
    from django.db import connection, transaction
    from psycopg.types.json import Jsonb

    names, marks = ", ".join(f'"{column}"' for column in columns), ", ".join("?" * len(columns))
    for begin in range(0, len(rows), BATCH):
        batch = rows[begin : begin + BATCH]
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY bare_{table} ({names}) FROM STDIN") as copy:
                    for row in batch:
                        copy.write_row([Jsonb(cell) if isinstance(cell, dict) else cell for cell in row])
            else:
                cursor.connection.executemany(f"INSERT INTO bare_{table} ({names}) VALUES ({marks})", batch)  # noqa: S608


def sealed(jobs: int = 2) -> dict[str, float]:
    """Seal and prove everything, beside merely hashing the same entries."""
    from django.conf import settings

    from xueshi.kernel.merkle import leaf, root
    from xueshi.ledger import sealing
    from xueshi.ledger.headers import hasher
    from xueshi.ledger.models import Participation, Posting
    from xueshi.ledger.spelling import FACT, POSTING, spelled
    from xueshi.ledger.verifying import verify

    sealing.ROUND = max(1_000, Participation.objects.count() // 8)
    sealing_took = seconds(sealing.seal)
    last = {FACT: Participation.objects.latest("pk").pk, POSTING: Posting.objects.latest("pk").pk}
    texts = [text.encode() for kind, to in last.items() for _, _, text in spelled(kind, 0, to)]
    chosen = hasher(settings.XUESHI_LEDGER_HASH)
    hashing = seconds(lambda: root([leaf(text, chosen) for text in texts], chosen))
    found = verify()
    if found.faults or found.unsealed:
        raise RuntimeError(f"the ledger does not verify: {found.faults[:3]}, {found.unsealed}")
    alone, together = seconds(verify), seconds(lambda: verify(jobs=jobs))
    return {"seal": sealing_took, "hash": hashing, "verify": alone, "verify on two": together}


if __name__ == "__main__":
    main(*sys.argv[1:])
