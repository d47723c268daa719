"""Judging runs: the list, one with everything needed to repeat it, its reports, and starting a new one."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from xueshi.access.requests import SignedRequest
from xueshi.access.speech import lang
from xueshi.intake.jobs import job_enqueue
from xueshi.kernel.actors import Right, require
from xueshi.kernel.listing import paged
from xueshi.organisations.requests import as_of_asked
from xueshi.standings import reads
from xueshi.standings.asked import pack_of
from xueshi.standings.forms import JudgeForm
from xueshi.standings.runs import units_to_judge


def runs(request: SignedRequest) -> HttpResponse:
    """The runs that judged people whom the actor sees, the latest first."""
    require(request.actor, Right.SEE, reads.scope_of(request.actor, Right.SEE))
    at = as_of_asked(request)
    found = reads.runs_for(at=at, by=request.actor)
    page = paged(found.count(), lambda first, last: list(found[first:last]), request.GET.get("page", ""))
    return render(
        request,
        "standings/runs.html",
        {"page": page, "as_of": at, "may_judge": bool(request.actor.scopes(Right.JUDGE))},
    )


def judge(request: SignedRequest) -> HttpResponse:
    """Judge what is loaded once more: as of another day, or with other local choices."""
    by = request.actor
    require(by, Right.JUDGE, reads.scope_of(by, Right.JUDGE))
    sent = request.POST if request.method == "POST" else None
    form = JudgeForm(pack_of(reads.latest_run(by=by)), lang(), sent, units=units_to_judge(by))
    if form.is_valid():
        return redirect("job", job_enqueue("judge", form.params(), by=by).number)
    return render(request, "standings/judge.html", {"form": form}, status=422 if form.errors else 200)


def run(request: SignedRequest, number: str) -> HttpResponse:
    """One run: its result in numbers, its input, its choices, and its reports."""
    by = request.actor
    require(by, Right.SEE, reads.scope_of(by, Right.SEE))
    found = reads.run_for(number, by=by)
    top = reads.top_organisation(by=by)
    shown = {
        "run": found,
        "top": top,
        "pack": pack_of(found),
        "cards": reads.standings_of(found, top, by=by) if top else [],
        "choices": reads.choices_in_force(pack_of(found)),
    }
    return render(request, "standings/run.html", shown)
