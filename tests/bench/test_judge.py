"""The jobs that are measured do what they are measured for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import judge
from bench.data import write_tables, write_workbooks
from bench.judge import JOBS, child, compared, main


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("bench")
    write_tables(made, 60)
    write_workbooks(made, 60)
    return made


def test_the_judging_job_leaves_a_status_for_every_member(folder: Path) -> None:
    judged = JOBS["judge-population"](folder, 60)()

    assert judged == 60


def test_the_bare_job_reads_every_cell(folder: Path) -> None:
    sheets = JOBS["read-workbooks"](folder, 60)()

    assert [(len(sheet), len(sheet[0])) for sheet in sheets] == [(61, 25), (61, 16)]


def test_the_workbook_job_judges_everyone(folder: Path) -> None:
    answer = JOBS["judge-workbooks"](folder, 60)()

    assert len(list(answer.people())) == 60


def test_the_bare_sum_runs_in_a_process_of_its_own_and_tells_time_and_memory(folder: Path) -> None:
    measured = child("sum-population", folder, 60)

    assert measured["seconds"] > 0
    assert measured["megabytes"] > 1


def test_a_job_prints_one_line_of_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main("sum-population", str(folder), "60")

    assert set(json.loads(capsys.readouterr().out)) == {"seconds", "megabytes"}


def test_both_sides_alternate_and_medians_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    def pretend(job: str, folder: Path, count: int) -> dict[str, float]:
        ran.append(job)
        return {"seconds": float(len(ran)), "megabytes": 100.0 - len(ran)}

    monkeypatch.setattr(judge, "child", pretend)

    assert compared("mine", "bare", Path(), 1) == (5.0, 6.0, 99.0)
    assert ran == ["mine", "bare"] * 5
