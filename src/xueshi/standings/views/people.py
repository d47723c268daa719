"""People: the list behind every figure, one person's explained standing, ledger, history and entries."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from xueshi.access.requests import SignedRequest
from xueshi.kernel.actors import Actor, Right
from xueshi.kernel.listing import first_paged, paged
from xueshi.ledger.gates import participation_for
from xueshi.organisations.requests import as_of_asked
from xueshi.people.looked import people_listed, person_opened, person_shown
from xueshi.people.models import Person
from xueshi.people.reads import history
from xueshi.standings import reads
from xueshi.standings.acts import acts_for
from xueshi.standings.asked import asked_by
from xueshi.standings.lists import people_asked, people_pills
from xueshi.standings.person import PersonPage
from xueshi.standings.rows import person_rows
from xueshi.standings.views.filters import saved_filters


def people(request: SignedRequest) -> HttpResponse:
    """Everybody to whom a clause applies, with filters."""
    by = request.actor
    at = as_of_asked(request)
    run = reads.latest_run(at=at, by=by)
    if run is None:
        return render(request, "standings/people.html", {"run": None, "as_of": at})
    asked, wanted, sort = people_asked(request.GET, run, by=by)
    hits = reads.people(run, asked, wanted, sort, by=by)
    page = first_paged(hits, request.GET.get("page", ""))
    people_listed("people", request.GET.dict(), page.total, by=by)
    units = list(reads.units_in_reach(by=by))
    shown = {
        "run": run,
        "as_of": at,
        "asked": asked,
        "all_asked": asked_by(run),
        "wanted": wanted,
        "order": sort,
        "pills": people_pills(wanted),
        "units": units,
        "short": reads.SHORT,
        "page": page,
        "rows": person_rows(page.rows, asked.question),
        "filters": saved_filters("people", request.GET, units[0] if units else None, by=by),
        "acts": acts_for(by) if at.is_now else (),
        "may_export": bool(by.scopes(Right.EXPORT)),
    }
    return render(request, "standings/people.html", shown)


def person(request: SignedRequest, number: str) -> HttpResponse:
    """One person's standing against every clause, explained."""
    by = request.actor
    found = person_opened(number, "standing", by=by)
    run = reads.latest_run(by=by)
    return render(request, "standings/person.html", {**person_context(found, run, by=by), "tab": "standing"})


def person_ledger(request: SignedRequest, number: str) -> HttpResponse:
    """Every entry of one person, with the clauses that it counts for."""
    by = request.actor
    found = person_opened(number, "ledger", by=by)
    run = reads.latest_run(by=by)
    shown = person_context(found, run, by=by)
    if run is not None:
        entries = shown["page"].entries
        shown["listing"] = paged(len(entries), lambda a, b: entries[a:b], request.GET.get("page", ""), 100)
    return render(request, "standings/person_ledger.html", {**shown, "tab": "ledger"})


def person_history(request: SignedRequest, number: str) -> HttpResponse:
    """Membership, affiliation, offices and exemptions of one person over time."""
    by = request.actor
    found = person_opened(number, "history", by=by)
    shown = {**person_context(found, reads.latest_run(by=by), by=by), "changes": history(found, by=by)}
    return render(request, "standings/person_history.html", {**shown, "tab": "history"})


def person_context(found: Person, run: reads.Run | None, *, by: Actor) -> dict[str, Any]:
    """What every page of a person shows."""
    return {
        "person": found,
        "run": run,
        "own": found.pk == by.person,
        "lineage": reads.lineage(found.organisation, by=by) if found.organisation else (),
        "page": PersonPage(found, run, by=by) if run else None,
    }


def entry(request: SignedRequest, key: int) -> HttpResponse:
    """One entry: the evidence it rests on, the postings made of it, and the clauses that it counts for."""
    by = request.actor
    found = participation_for(by, key)
    person_shown(found.person, "entry", by=by)
    shown = person_context(found.person.merged_into or found.person, reads.latest_run(by=by), by=by)
    shown |= {"participation": found, "postings": reads.postings_of(found, by=by)}
    shown["judged"] = shown["page"].judged(found.pk) if shown["page"] else []
    return render(request, "standings/entry.html", shown)
