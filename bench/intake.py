"""The import pipeline: a roster of a million rows as text, checked and recorded, and the check of a workbook beside bare reading.

Each job runs in a process of its own. Memory is the highest of the pipeline's process and of the process that reads the file.
"""

from __future__ import annotations

import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from bench.data import org_paths, roster_rows, write_workbooks
from bench.result import Result
from xueshi.site.demo.files import ROSTER_HEADINGS

ROWS = {"small": 20_000, "full": 1_000_000}
WORKBOOK_ROWS = {"small": 5_000, "full": 100_000}
ROUNDS = 3
PROMISED = 600
"""Megabytes."""


def results(size: str) -> Iterator[Result]:
    """The figures of the pipeline at one size."""
    with tempfile.TemporaryDirectory(prefix="xueshi-bench-") as folder:
        yield from text_results(Path(folder, "text"), ROWS[size])
        yield from workbook_results(Path(folder, "book"), WORKBOOK_ROWS[size])


def text_results(folder: Path, rows: int) -> Iterator[Result]:
    """A text roster: read, checked and recorded in an office that knows nobody yet."""
    folder.mkdir()
    with Path(folder, "roster.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(ROSTER_HEADINGS)
        writer.writerows(roster_rows(rows))
    data = f"CSV of {rows:,} rows, 25 columns, SQLite"
    child("prepare", folder, rows)
    for job, said in (("look", "read"), ("check", "check"), ("record", "record")):
        done = child(job, folder, rows)
        yield Result(f"import roster: {said}", done["seconds"], "s", None, data)
        yield Result(f"import roster: {said}, peak memory", done["megabytes"], "MB", PROMISED, data)


def workbook_results(folder: Path, rows: int) -> Iterator[Result]:
    """The check of a workbook from the file on, beside merely reading its cells."""
    folder.mkdir()
    write_workbooks(folder, rows)
    child("prepare", folder, rows)
    checks, bare = [], []
    for _ in range(ROUNDS):
        checks.append(child("check-workbook", folder, rows))
        bare.append(child("read-workbook", folder, rows)["seconds"])
    data = f".xlsx of {rows:,} rows, 25 columns"
    yield Result("check a workbook", median(one["seconds"] for one in checks), "s", median(bare), data)
    yield Result("check a workbook, peak memory", max(one["megabytes"] for one in checks), "MB", None, data)


def child(job: str, folder: Path, rows: int) -> dict[str, float]:
    """Run one job in a fresh process: its seconds, without preparation, and the peak memory."""
    command = [sys.executable, "-m", "bench.intake", job, str(folder), str(rows)]
    environment = {**os.environ, "XUESHI_DATA": str(folder / "data"), "DJANGO_SETTINGS_MODULE": "xueshi.site.settings"}
    root = Path(__file__).resolve().parents[1]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=root, env=environment)
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer


def prepare(folder: Path, rows: int) -> None:
    """An empty database with the organisations of the roster, an officer, and the right to go on without a second person."""
    from django.core.management import call_command
    from django.utils import timezone

    from xueshi.access.actors import witness
    from xueshi.access.models import Account
    from xueshi.kernel.actors import Actor, Grant, Role
    from xueshi.kernel.paths import OrgPath, lineage, own_name
    from xueshi.organisations.load import Loaded, organisations_loaded

    call_command("migrate", verbosity=0)
    made = Account.objects.create(username="bench", password="!")  # noqa: S106
    by = Actor(made.pk, timezone.localdate(), (Grant(Role.DEPARTMENT_OFFICER, ""),), witness())
    paths = sorted({step for path in org_paths(rows) for step in lineage(OrgPath(path))})
    organisations_loaded((Loaded(path, path.rpartition("/")[0], own_name(path)) for path in paths), by=by)


def begun(name: str, folder: Path) -> tuple[Any, Any]:
    """An import of a file for the top organisation, and who does it."""
    from xueshi.intake.imports import import_begin
    from xueshi.organisations.models import Organisation

    with Path(folder, name).open("rb") as file:
        chunks = iter(lambda: file.read(1 << 20), b"")
        one = import_begin("people", Organisation.objects.get(parent=None), name, chunks, by=officer())
    return one, officer()


def officer() -> Any:
    """Whoever works."""
    from django.utils import timezone

    from xueshi.access.actors import witness
    from xueshi.access.models import Account
    from xueshi.kernel.actors import Actor, Grant, Role

    return Actor(Account.objects.get().pk, timezone.localdate(), (Grant(Role.DEPARTMENT_OFFICER, ""),), witness())


def silent(percent: int, message: str) -> None:
    """Nobody watches."""


def look(folder: Path) -> Callable[[], Any]:
    """Keep and read the file."""
    from xueshi.intake import import_work
    from xueshi.intake.models import Job

    one, by = begun("roster.csv", folder)
    return lambda: import_work.look(Job.objects.get(number=one.job), silent, by)


def check(folder: Path) -> Callable[[], Any]:
    """Check what was read."""
    from xueshi.intake import import_work
    from xueshi.intake.models import Import, Job, JobState

    Job.objects.update(state=JobState.DONE)
    from xueshi.intake.imports import import_map

    one = Import.objects.get()
    one = import_map(one, one.mapping, complete=True, by=officer())
    return lambda: import_work.check(Job.objects.get(number=one.job), silent, officer())


def record(folder: Path) -> Callable[[], Any]:
    """Record what was checked."""
    from xueshi.intake import import_work, imports
    from xueshi.intake.models import Import, Job

    imports.LARGE = sys.maxsize
    one = imports.import_confirm(Import.objects.get(), by=officer())
    assert one.found["refused"] == 0, one.found
    return lambda: import_work.record(Job.objects.get(number=one.job), silent, officer())


def check_workbook(folder: Path) -> Callable[[], Any]:
    """Read and check a workbook."""
    from xueshi.intake import import_work
    from xueshi.intake.imports import import_map
    from xueshi.intake.models import Import, Job, JobState

    one, by = begun("roster.xlsx", folder)

    def both() -> None:
        import_work.look(Job.objects.get(number=one.job), silent, by)
        Job.objects.update(state=JobState.DONE)
        read = Import.objects.get(pk=one.pk)
        mapped = import_map(read, read.mapping, complete=False, by=by)
        import_work.check(Job.objects.get(number=mapped.job), silent, by)

    return both


def read_workbook(folder: Path) -> Callable[[], Any]:
    """The cells of the workbook, and nothing else."""
    import python_calamine

    def bare() -> None:
        with python_calamine.CalamineWorkbook.from_path(folder / "roster.xlsx") as book:
            book.get_sheet_by_index(0).to_python()

    return bare


JOBS = {
    "look": look,
    "check": check,
    "record": record,
    "check-workbook": check_workbook,
    "read-workbook": read_workbook,
}


def main(job: str, folder: Path, rows: int) -> None:
    """Run one job and print its seconds and peak memory."""
    import django

    django.setup()
    if job == "prepare":
        prepare(folder, rows)
        print(json.dumps({}))
        return
    work = JOBS[job](folder)
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps({"seconds": seconds, "megabytes": max(peaks) / 1024}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
