"""Jobs: the list, one with its progress, and its result file."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from xueshi.access.exports import export_take
from xueshi.access.requests import SignedRequest
from xueshi.intake.gates import job_for, visible_jobs
from xueshi.intake.jobs import job_cancel
from xueshi.intake.reads import next_page
from xueshi.kernel.listing import paged


def jobs(request: SignedRequest) -> HttpResponse:
    """The jobs of the one who asks, the latest first."""
    found = visible_jobs(request.actor)
    page = paged(found.count(), lambda first, last: list(found[first:last]), request.GET.get("page", ""))
    return render(request, "intake/jobs.html", {"page": page})


def job(request: SignedRequest, number: str) -> HttpResponse:
    """One job: how far it has come, and what came out."""
    found = job_for(request.actor, number)
    return render(request, "intake/job.html", {"job": found, "next": next_page(found)})


def progress(request: SignedRequest, number: str) -> HttpResponse:
    """The part of the page that is asked for again until the job is over."""
    found = job_for(request.actor, number)
    return render(request, "intake/parts/progress.html", {"job": found, "next": next_page(found)})


@require_POST
def cancel(request: SignedRequest, number: str) -> HttpResponse:
    """Stop a job at its next step."""
    job_cancel(job_for(request.actor, number), by=request.actor)
    return redirect("job", number)


def result(request: SignedRequest, number: str) -> FileResponse:
    """The file that a job made."""
    path, name = export_take(job_for(request.actor, number).number, by=request.actor)
    return FileResponse(path.open("rb"), as_attachment=True, filename=name)
