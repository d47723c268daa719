"""Acting on many people of a list: choose, fill in, look at the preview, confirm; the work is a job."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from xueshi.access.filters import cleaned
from xueshi.access.requests import SignedRequest
from xueshi.kernel.actors import NotFoundError
from xueshi.standings.act_work import Chosen, act_enqueue, act_named, act_preview
from xueshi.standings.lists import LISTINGS

SHOWN = 50
"""So many of those left out are named in the preview; the result file holds all."""


@require_POST
def act(request: SignedRequest) -> HttpResponse:
    """The form of an act, its preview, and after that the job."""
    by = request.actor
    wanted = act_named(request.POST.get("act", ""), by=by)
    chosen = _chosen(request)
    people = chosen.people(by=by)
    step = request.POST.get("step", "")
    form = wanted.form(request.POST) if step else wanted.form(initial={"on": by.on, "first": by.on})
    shown: dict[str, Any] = {
        "act": wanted,
        "chosen": chosen,
        "form": form,
        "count": people.count(),
        "back": f"{reverse(chosen.listing)}?{chosen.query}",
    }
    if step and form.is_valid():
        if step == "confirm" and request.POST.get("expected", "").isdecimal():
            job = act_enqueue(wanted, chosen, _given(form), expected=int(request.POST["expected"]), by=by)
            return redirect("job", job.number)
        reached, left_out = act_preview(wanted, people, form.cleaned_data, by=by)
        shown |= {"preview": True, "reached": reached, "left_out": left_out[:SHOWN], "left_out_count": len(left_out)}
    return render(request, "standings/act.html", shown, status=422 if step and form.errors else 200)


def _chosen(request: SignedRequest) -> Chosen:
    listing = request.POST.get("listing", "")
    if listing not in LISTINGS:
        raise NotFoundError("listing")
    query = cleaned(request.POST.get("query", ""), LISTINGS[listing])
    return Chosen(listing, query, tuple(request.POST.getlist("person")), request.POST.get("all") == "1")


def _given(form: forms.Form) -> dict[str, str]:
    """What was filled in, as the form takes it again."""
    return {name: str(form[name].value()) for name in form.fields}
