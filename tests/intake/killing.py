"""Kills an import at random points, lets the worker find it dead and start it anew, and compares what comes out with a quiet run.

A program of its own: each try runs in a forked process that kills itself, at a random statement or staging call, as `kill -9` does.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

KNOWN, ROWS, AT_ONCE = 60, 120, 12
ROSTER = ("人员编号", "姓名", "公民身份号码", "所在党组织", "学历")


def main(points: int, seed: int) -> None:
    """Kill so many times and print what went wrong, as JSON."""
    with tempfile.TemporaryDirectory(prefix="xueshi-kill-") as folder:
        os.environ["XUESHI_DATA"] = str(Path(folder, "data"))
        os.environ["DJANGO_SETTINGS_MODULE"] = "xueshi.site.settings"
        import django

        django.setup()
        number = prepared()
        kept = Path(folder, "kept")
        shutil.copytree(os.environ["XUESHI_DATA"], kept)
        quiet = tried(number, None, Path(folder, "count"))
        assert quiet is not None
        events = int(quiet)
        oracle = state(Path(folder, "oracle"))
        chance = random.Random(seed)
        wrong, killed = [], 0
        while killed < points:
            shutil.rmtree(os.environ["XUESHI_DATA"])
            shutil.copytree(kept, os.environ["XUESHI_DATA"])
            for _ in range(2):
                point = chance.randrange(events)
                killed += tried(number, point, Path(folder, "count")) is None
            tried(number, None, Path(folder, "count"))
            if state(Path(folder, "state")) != oracle:
                wrong.append(point)
        print(json.dumps({"killed": killed, "events": events, "people": len(oracle["people"]), "wrong": wrong}))


def prepared() -> str:
    """A county with people, and a roster that is confirmed; the number of the job that is to record it."""
    from django.core.management import call_command
    from django.db import connection

    from tests.intake.imported import recorded_as, sheet, top
    from tests.offices import account, county
    from xueshi.access.models import Appointment
    from xueshi.intake.imports import import_begin

    call_command("migrate", verbosity=0)
    county()
    made = account()
    Appointment.objects.create(account=made, role="department_officer", organisation=top(), recorded_by=0)
    small_portions()
    known = [row(at, "甲县委/东镇党委/第一支部") for at in range(KNOWN)]
    run(import_begin("people", top(), "a.csv", [sheet(known, ROSTER)], by=actor()).job)
    recorded_as(actor(), run)
    moved = [row(at, "甲县委/西镇党委/第三支部" if at % 3 == 1 else "甲县委/东镇党委/第一支部") for at in range(ROWS)]
    twice = [
        row(at, "甲县委/西镇党委/第三支部" if at % 3 == 1 else "甲县委/东镇党委/第一支部") for at in range(0, ROWS, 7)
    ]
    bad = [("B1", "坏", "123", "甲县委/东镇党委/第一支部", ""), ("B2", "无", "", "丙县委", "")]
    run(import_begin("people", top(), "b.csv", [sheet([*moved, *twice, *bad], ROSTER)], by=actor()).job)
    number = recorded_as(actor(), run, last=False)
    connection.close()
    return number


def row(at: int, org: str) -> tuple[str, ...]:
    """A member with an identity number."""
    from datetime import date

    from xueshi.site.demo.persons import citizen_id

    identity = citizen_id(date(1970, 1, 1) + timedelta(days=at), 1)
    return (f"A{at:05}" if at % 5 else "", f"党员{at}", identity, org, ("本科", "大专")[at % 2])


def small_portions() -> None:
    """Make a small file as many portions as a large one."""
    from xueshi.intake import staging

    staging.AT_ONCE = AT_ONCE


def actor() -> Any:
    """The officer."""
    from xueshi.access.actors import actor_of
    from xueshi.access.models import Account

    return actor_of(Account.objects.get())


def run(number: str) -> None:
    """Do a job as the worker does."""
    from xueshi.intake.jobs import work

    work.func(number)


def tried(number: str, point: int | None, count: Path) -> str | None:
    """Do the job in a process that dies at its so-manieth event; how many events there were, or None when it died."""
    from django.db import connection

    connection.close()
    child = os.fork()
    if child == 0:
        try:
            count.write_text(str(counted(number, point)))
            os._exit(0)
        except BaseException as error:  # noqa: BLE001 - the forked process must not go on as its parent
            print(repr(error), file=sys.stderr)
            os._exit(1)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return None
    assert status == 0, status
    return count.read_text()


def counted(number: str, point: int | None) -> int:
    """Find the job dead, if it was begun, start it anew, and count what happens until it is over."""
    from django.db import connection
    from django.utils import timezone

    from xueshi.intake.jobs import SILENT, revive
    from xueshi.intake.models import Job

    Job.objects.filter(number=number, state="running").update(heartbeat=timezone.now() - 2 * SILENT)
    revive()
    seen = 0

    def event() -> None:
        nonlocal seen
        if seen == point:
            os.kill(os.getpid(), signal.SIGKILL)
        seen += 1

    def executed(execute: Callable[..., Any], *args: Any) -> Any:
        event()
        return execute(*args)

    with connection.execute_wrapper(executed), watched(event):
        run(number)
    return seen


@contextmanager
def watched(event: Callable[[], None]) -> Iterator[None]:
    """Let every call that changes a staging file, and every commit, be an event."""
    from django.db import connection

    from xueshi.intake.staging import Draft, Staging

    for owner, names in ((Staging, ("refuse", "note_known", "portion", "group")), (Draft, ("add", "finish"))):
        for name in names:
            setattr(owner, name, eventful(getattr(owner, name), event))
    connection.ensure_connection()
    database: Any = connection
    commit = database._commit

    def told() -> Any:
        event()
        done = commit()
        event()
        return done

    database._commit = told
    yield


def eventful(method: Callable[..., Any], event: Callable[[], None]) -> Callable[..., Any]:
    """A method before and after which something may happen."""

    def told(*args: Any, **options: Any) -> Any:
        event()
        answer = method(*args, **options)
        event()
        return answer

    return told


def state(_folder: Path) -> dict[str, Any]:
    """What the database holds of people and of the import, without keys and times; read from a connection of its own."""
    from django.db import connection

    from xueshi.intake.models import Import, ImportStep
    from xueshi.organisations.models import Tally
    from xueshi.people.models import Affiliation, Identity, Person

    connection.close()
    people = {
        row.opened("citizen_id"): [
            row.name,
            row.local_number,
            row.education,
            row.person.organisation.full_name if row.person.organisation else "",
            [
                [one.organisation.full_name, str(one.valid_from), str(one.valid_to), one.superseded_at is None]
                for one in Affiliation.objects.filter(person=row.person).order_by("pk").select_related("organisation")
            ],
        ]
        for row in Identity.objects.select_related("person__organisation")
    }
    last = Import.objects.order_by("-pk")[0]
    found = {
        "people": people,
        "persons": Person.objects.count(),
        "import": [last.state, last.counts],
        "steps": [list(step) for step in ImportStep.objects.values_list("place", "last", "counts")],
        "tallies": sorted(Tally.objects.values_list("organisation__full_name", "below")),
    }
    connection.close()
    return found


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
