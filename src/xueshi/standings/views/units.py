"""Organisations: the roll-up of one, and the organisations directly below it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from xueshi.access.requests import SignedRequest
from xueshi.kernel.actors import Actor, NotFoundError
from xueshi.kernel.listing import PAGE_SIZE, Order, Page, paged
from xueshi.organisations.gates import organisation_for
from xueshi.organisations.models import Organisation
from xueshi.organisations.reads import history
from xueshi.organisations.requests import as_of_asked
from xueshi.people.looked import people_listed
from xueshi.standings import reads
from xueshi.standings.asked import Asked, asked_by, chosen
from xueshi.standings.below import units_below
from xueshi.standings.rows import COUNTED, PersonRow, UnitRow, person_rows
from xueshi.standings.views.home import units_chart


def units(request: SignedRequest) -> HttpResponse:
    """The organisation at the top of what the actor sees."""
    top = reads.top_organisation(by=request.actor)
    if top is None:
        raise NotFoundError("organisation")
    return redirect("unit", top.number)


def unit(request: SignedRequest, number: str) -> HttpResponse:
    """One organisation: its standing, and those directly below with all counts."""
    by = request.actor
    found = organisation_for(by, number)
    at = as_of_asked(request)
    run = reads.latest_run(at=at, by=by)
    shown: dict[str, Any] = {
        "unit": found,
        "as_of": at,
        "lineage": reads.lineage(found, by=by),
        "run": run,
        "history": history(found, by=by),
    }
    if run is not None:
        asked = chosen(asked_by(run), request.GET.get("clause", ""))
        rows = reads.children(run, found, asked, by=by)
        hits, sort = units_below(request.GET, rows)
        shown |= {
            "asked": asked,
            "all_asked": asked_by(run),
            "row": reads.standing(run, found, asked, by=by),
            "rows": rows,
            "page": _page(hits, request.GET.get("page", "")),
            "order": sort,
            "name": request.GET.get("name", ""),
            "used": [status for status in COUNTED if any(row.counts[status] for row in rows)],
            "chart": units_chart(rows, asked.key),
            "members": _members(run, asked, found, by) if not rows else (),
        }
    return render(request, "standings/unit.html", shown)


def _members(run: reads.Run, asked: Asked, unit: Organisation, by: Actor) -> list[PersonRow]:
    wanted = reads.PeopleFilter(unit=unit)
    rows = person_rows(reads.people(run, asked, wanted, Order("unit"), by=by)[:PAGE_SIZE], asked.question)
    people_listed("unit", {"unit": unit.number, "clause": asked.key}, len(rows), by=by)
    return rows


def _page(hits: list[UnitRow], number: str) -> Page[UnitRow]:
    return paged(len(hits), lambda first, last: hits[first:last], number)
