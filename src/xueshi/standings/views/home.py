"""The first page: what an officer, a secretary and a member look for when they sign in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from xueshi.access.requests import SignedRequest
from xueshi.access.speech import lang
from xueshi.kernel.actors import Actor, Right
from xueshi.kernel.listing import Order
from xueshi.organisations.models import Kind, Organisation
from xueshi.people.looked import people_listed
from xueshi.rules.words import STATUS_WORDS
from xueshi.standings import reads
from xueshi.standings.asked import Asked, asked_by, chosen
from xueshi.standings.rows import COUNTED, PersonRow, UnitRow, person_rows
from xueshi.standings.views.people import person_context

CHARTED = 30
SHORTLIST = 10


def home(request: SignedRequest) -> HttpResponse:
    """Coverage of the actor's organisation, or the own standing of a member."""
    by = request.actor
    run = reads.latest_run(by=by)
    if not by.scopes(Right.SEE):
        own = reads.own_person(by=by)
        shown = person_context(own, run, by=by) if own else {}
        return render(request, "standings/home_member.html", {**shown, "own": True})
    top = reads.top_organisation(by=by)
    if run is None or top is None:
        return render(request, "standings/home_empty.html", {"may_upload": bool(by.scopes(Right.IMPORT))})
    return render(request, "standings/home.html", _unit_home(request, run, top))


def _unit_home(request: SignedRequest, run: reads.Run, top: Organisation) -> dict[str, Any]:
    by = request.actor
    asked = chosen(asked_by(run), request.GET.get("clause", ""))
    rows = reads.children(run, top, asked, by=by)
    short = reads.PeopleFilter(status=reads.SHORT, unit=top)
    return {
        "run": run,
        "top": top,
        "is_branch": top.kind == Kind.BRANCH,
        "all_asked": asked_by(run),
        "asked": asked,
        "cards": reads.standings_by_clause(run, top, by=by),
        "rows": rows,
        "worst": reads.worst(rows),
        "chart": units_chart(rows, asked.key),
        "charted": min(len(rows), CHARTED),
        "short": _short(run, asked, short, by=by) if not rows else (),
    }


def _short(run: reads.Run, asked: Asked, wanted: reads.PeopleFilter, *, by: Actor) -> list[PersonRow]:
    """Those of a branch who fall short, the least credit first."""
    found = reads.people(run, asked, wanted, Order("credit"), by=by)[:SHORTLIST]
    rows = person_rows(found, asked.question)
    people_listed("home", {"clause": asked.key}, len(rows), by=by)
    return rows


def units_chart(rows: Sequence[UnitRow], key: str) -> dict[str, Any]:
    """The data block of the chart by organisation: who lags most stands first."""
    shown = sorted(rows, key=lambda row: row.rank)[:CHARTED]
    used = [status for status in COUNTED if any(row.counts[status] for row in shown)]
    return {
        "statuses": [{"key": status.value, "name": STATUS_WORDS[status].say(lang())} for status in used],
        "units": [
            {
                "name": row.unit.name,
                "url": f"{reverse('unit', args=[row.unit.number])}?clause={key}",
                "counts": {status.value: row.counts[status] for status in used},
            }
            for row in shown
        ],
    }
