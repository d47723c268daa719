"""Where a finished job leads, and the file that it made."""

from pathlib import Path

import pytest

from xueshi.intake.models import Job, JobState
from xueshi.intake.reads import next_page, result_of
from xueshi.kernel.actors import NotFoundError


def job(kind: str = "load", state: JobState = JobState.DONE, result_file: str = "") -> Job:
    return Job(number="0123456789abcdef", kind=kind, state=state, result_file=result_file)


@pytest.fixture
def results(settings, tmp_path) -> Path:
    """The folder of result files, with one file in it and a secret beside it."""
    settings.XUESHI_DATA = tmp_path
    folder: Path = tmp_path / "results"
    folder.mkdir()
    (folder / "back.xlsx").write_bytes(b"rows")
    (tmp_path / "secret").write_bytes(b"key")
    return folder


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("check", "/uploads/0123456789abcdef/"),
        ("load", "/uploads/0123456789abcdef/"),
        ("judge", "/"),
        ("report", ""),
        ("unheard", ""),
    ],
)
def test_a_finished_job_leads_to_its_result(kind, address):
    assert next_page(job(kind)) == address


@pytest.mark.parametrize("state", [JobState.QUEUED, JobState.RUNNING, JobState.FAILED, JobState.CANCELLED])
def test_a_job_without_a_result_leads_nowhere(state):
    assert next_page(job("judge", state)) == ""


def test_the_result_is_read_from_the_folder_of_results(results):
    assert result_of(job(result_file="back.xlsx")).read_bytes() == b"rows"


@pytest.mark.parametrize("name", ["", "gone.xlsx", "../secret", "/etc/hostname", ".", ".."])
def test_no_other_file_is_a_result(results, name):
    with pytest.raises(NotFoundError) as refused:
        result_of(job(result_file=name))

    assert refused.value.code == "ACCESS-001"


def test_folders_in_the_name_of_a_result_do_not_matter(results):
    assert result_of(job(result_file="elsewhere/back.xlsx")) == results / "back.xlsx"


@pytest.mark.parametrize(
    ("state", "over"),
    [
        (JobState.QUEUED, False),
        (JobState.RUNNING, False),
        (JobState.DONE, True),
        (JobState.FAILED, True),
        (JobState.CANCELLED, True),
    ],
)
def test_nothing_more_happens_to_a_job_that_is_over(state, over):
    assert job(state=state).over is over
