"""What pages read about jobs."""

from __future__ import annotations

from django.urls import reverse

from xueshi.intake.models import Job, JobState

RESULT_PAGES = {"check": "upload", "load": "upload", "judge": "home", "audit_verify": "audit_proofs"}
"""Where the result of a kind of job is read."""


def next_page(job: Job) -> str:
    """The address where a finished job leads, or an empty text."""
    if job.kind.startswith("import_") and job.over:
        return reverse("import", args=[job.params["import"]])
    route = RESULT_PAGES.get(job.kind, "")
    if not route or job.state != JobState.DONE:
        return ""
    return reverse(route, args=[job.number] if route == "upload" else [])
