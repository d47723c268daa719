"""Judging against the least that could be done: a population against a bare sum, two workbooks against bare reading.

Each side runs in a process of its own, alternately, and medians are compared; imports are not counted. The peak memory is
that of the judging process and of the one that reads for it.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from bench.data import ENTRIES, org_paths, write_tables, write_workbooks
from bench.result import Result

AS_OF = date(2026, 6, 30)
ROUNDS = 5
POPULATION = {"small": 5_000, "full": 100_000}
WORKBOOK_ROWS = {"small": 2_000, "full": 100_000}
BARE_SUM = """
    CREATE OR REPLACE TABLE bare AS
    SELECT member, SUM(day), SUM(form), SUM(level), SUM(credit), SUM(half_days), SUM(theory)
    FROM entries GROUP BY member
"""


def results(size: str) -> Iterator[Result]:
    """The ratios of the judge at one size."""
    with tempfile.TemporaryDirectory(prefix="xueshi-bench-") as folder:
        yield from population_results(Path(folder), POPULATION[size])
        yield from workbook_results(Path(folder), WORKBOOK_ROWS[size])


def population_results(folder: Path, members: int) -> Iterator[Result]:
    """Population judging beside a bare sum of the same columns grouped by member."""
    write_tables(folder, members)
    data = f"{members:,} members, {members * ENTRIES:,} entries, Parquet"
    judged, bare, peak = compared("judge-population", "sum-population", folder, members)
    yield Result("judge population", judged, "s", bare, data)
    yield Result("judge population, peak memory", peak, "MB", 1024, data)


def workbook_results(folder: Path, rows: int) -> Iterator[Result]:
    """Judging two workbooks beside merely reading their cells."""
    write_workbooks(folder, rows)
    data = f"two .xlsx of {rows:,} rows, 25 and 16 columns"
    judged, bare, peak = compared("judge-workbooks", "read-workbooks", folder, rows)
    yield Result("judge two workbooks", judged, "s", bare, data)
    yield Result("judge two workbooks, peak memory", peak, "MB", None, data)


def compared(measured: str, baseline: str, folder: Path, count: int) -> tuple[float, float, float]:
    """Median seconds of both jobs, run alternately, and the highest memory of the first in MB."""
    runs = [(child(measured, folder, count), child(baseline, folder, count)) for _ in range(ROUNDS)]
    return (
        median(mine["seconds"] for mine, _ in runs),
        median(other["seconds"] for _, other in runs),
        max(mine["megabytes"] for mine, _ in runs),
    )


def child(job: str, folder: Path, count: int) -> dict[str, float]:
    """Run one job in a fresh process: its seconds, imports not counted, and its peak memory."""
    command = [sys.executable, "-m", "bench.judge", job, str(folder), str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).resolve().parents[1])
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer


def judge_population_job(folder: Path, members: int) -> Callable[[], Any]:
    """Every status of every member, in a table of the engine."""
    from xueshi.kernel.paths import OrgPath
    from xueshi.lake.duck import DIALECT, RESULT, Duck
    from xueshi.lake.population import judge_population
    from xueshi.rules.compile import compiled
    from xueshi.rules.loader import load
    from xueshi.rules.questions import questions

    orgs = [OrgPath(path) for path in org_paths(members)]
    pack = load("M24", {})
    compiled(questions(pack, AS_OF)).sql(DIALECT)

    def job() -> Any:
        with Duck() as engine:
            for table in ("members", "spans", "entries"):
                engine.attach(table, folder / f"{table}.parquet")
            judge_population(engine, pack, AS_OF, orgs)
            return engine.count(RESULT)

    return job


def sum_population_job(folder: Path, members: int) -> Callable[[], Any]:
    """The same columns summed, one row a member."""
    from xueshi.lake.duck import Duck

    def job() -> Any:
        with Duck() as engine:
            engine.attach("entries", folder / "entries.parquet")
            return engine.rows(BARE_SUM)

    return job


def judge_workbooks_job(folder: Path, _rows: int) -> Callable[[], Any]:
    """Read, check, credit and judge; every organisation's standing and the digest of every member's figures."""
    from xueshi.standings.answer.judge_files import judge_files

    return lambda: judge_files("M24", folder / "roster.xlsx", folder / "register.xlsx", as_of=AS_OF, settings={})


def read_workbooks_job(folder: Path, _rows: int) -> Callable[[], Any]:
    """Every cell of both files, as calamine gives it."""
    from python_calamine import CalamineWorkbook

    def job() -> Any:
        books = (CalamineWorkbook.from_path(folder / name) for name in ("roster.xlsx", "register.xlsx"))
        return [book.get_sheet_by_index(0).to_python() for book in books]

    return job


JOBS: dict[str, Callable[[Path, int], Callable[[], Any]]] = {
    "judge-population": judge_population_job,
    "sum-population": sum_population_job,
    "judge-workbooks": judge_workbooks_job,
    "read-workbooks": read_workbooks_job,
}


def main(job: str, folder: str, count: str) -> None:
    """One measured job, printed as JSON."""
    run = JOBS[job](Path(folder), int(count))
    before = time.perf_counter()
    answer = run()
    seconds = time.perf_counter() - before
    del answer
    kilobytes = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"seconds": seconds, "megabytes": kilobytes / 1024}))


if __name__ == "__main__":
    main(*sys.argv[1:])
