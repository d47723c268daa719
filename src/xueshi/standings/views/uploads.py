"""Two files from choosing to loading: checked first, shown, confirmed, loaded and judged by a job."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from xueshi.access.requests import SignedRequest
from xueshi.access.speech import lang
from xueshi.intake.gates import job_for, visible_jobs
from xueshi.intake.jobs import job_enqueue
from xueshi.intake.models import Job, JobState
from xueshi.intake.uploads import upload_keep
from xueshi.kernel.actors import NotFoundError, Right, require
from xueshi.kernel.listing import paged
from xueshi.rules.loader import IN_FORCE
from xueshi.standings import reads
from xueshi.standings.forms import UploadForm
from xueshi.standings.upload import Files


def uploads(request: SignedRequest) -> HttpResponse:
    """The checks that the actor had done, the latest first."""
    _require_import(request)
    found = visible_jobs(request.actor).filter(kind="check")
    page = paged(found.count(), lambda first, last: list(found[first:last]), request.GET.get("page", ""))
    return render(request, "standings/uploads.html", {"page": page})


def upload_new(request: SignedRequest) -> HttpResponse:
    """Choose the two files; they are kept and checked by a job."""
    _require_import(request)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*sent)
    if form.is_valid():
        return redirect("job", _check(request, form).number)
    return render(request, "standings/upload_new.html", {"form": form}, status=422 if form.errors else 200)


def _check(request: SignedRequest, form: UploadForm) -> Job:
    kept = {
        kind: upload_keep(form.cleaned_data[kind].name, form.cleaned_data[kind].chunks(), kind=kind, by=request.actor)
        for kind in ("roster", "register")
    }
    files = Files(kept["roster"].number, kept["register"].number, IN_FORCE, form.cleaned_data["as_of"], {})
    return job_enqueue("check", files.params(), by=request.actor)


def upload(request: SignedRequest, number: str) -> HttpResponse:
    """What a check found, or what was loaded: counts, unknown columns, refused rows."""
    found = _done(request, number, ("check", "load"))
    result = found.result
    refused = [{**row, "text": row[lang()]} for row in result["refused"]]
    shown = {
        "job": found,
        "result": result,
        "files": [result["roster"], result["register"]],
        "page": paged(len(refused), lambda first, last: refused[first:last], request.GET.get("page", "")),
        "codes": sorted(result["codes"].items(), key=lambda item: -item[1]),
    }
    return render(request, "standings/loaded.html" if found.kind == "load" else "standings/upload.html", shown)


@require_POST
def confirm(request: SignedRequest, number: str) -> HttpResponse:
    """Load what was checked, and judge."""
    job = job_enqueue("load", _done(request, number, ("check",)).params, by=request.actor)
    return redirect("job", job.number)


def _done(request: SignedRequest, number: str, kinds: tuple[str, ...]) -> Job:
    _require_import(request)
    found = job_for(request.actor, number)
    if found.kind not in kinds or found.state != JobState.DONE:
        raise NotFoundError("upload")
    return found


def _require_import(request: SignedRequest) -> None:
    by = request.actor
    require(by, Right.IMPORT, reads.scope_of(by, Right.IMPORT))
