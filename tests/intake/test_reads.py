"""Where a finished job leads."""

import pytest

from xueshi.intake.models import Job, JobState
from xueshi.intake.reads import next_page


def job(kind: str = "load", state: JobState = JobState.DONE, result_file: str = "") -> Job:
    return Job(number="0123456789abcdef", kind=kind, state=state, result_file=result_file)


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("check", "/uploads/0123456789abcdef/"),
        ("load", "/uploads/0123456789abcdef/"),
        ("judge", "/"),
        ("audit_verify", "/audit/proofs/"),
        ("export", ""),
        ("unheard", ""),
    ],
)
def test_a_finished_job_leads_to_its_result(kind, address):
    assert next_page(job(kind)) == address


@pytest.mark.parametrize("state", [JobState.QUEUED, JobState.RUNNING, JobState.FAILED, JobState.CANCELLED])
def test_a_job_without_a_result_leads_nowhere(state):
    assert next_page(job("judge", state)) == ""


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
