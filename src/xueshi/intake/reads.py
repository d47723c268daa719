"""What pages read about jobs."""

from __future__ import annotations

from pathlib import Path

from django.urls import reverse

from xueshi.intake.models import Job, JobState
from xueshi.intake.uploads import result_path
from xueshi.kernel.actors import NotFoundError

RESULT_PAGES = {"check": "upload", "load": "upload", "judge": "home"}
"""Where the result of a kind of job is read."""


def next_page(job: Job) -> str:
    """The address where a finished job leads, or an empty text."""
    route = RESULT_PAGES.get(job.kind, "")
    if not route or job.state != JobState.DONE:
        return ""
    return reverse(route, args=[job.number] if route == "upload" else [])


def result_of(job: Job) -> Path:
    """The file that a job made; without one it is not found."""
    path = result_path(Path(job.result_file).name)
    if not job.result_file or not path.is_file():
        raise NotFoundError("result")
    return path
