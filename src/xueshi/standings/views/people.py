"""People: the list behind every figure, one person's explained standing, ledger, history and entries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from xueshi.access.requests import SignedRequest
from xueshi.access.speech import lang
from xueshi.kernel.actors import Actor, NotFoundError
from xueshi.kernel.listing import Order, order, paged
from xueshi.kernel.units import HALVES, HUNDREDTHS
from xueshi.ledger.gates import participation_for
from xueshi.organisations.gates import organisation_for
from xueshi.people.gates import person_for
from xueshi.people.models import Person
from xueshi.people.reads import history
from xueshi.rules.verdicts import Status
from xueshi.rules.words import STATUS_WORDS
from xueshi.standings import reads
from xueshi.standings.asked import Asked, asked_by, chosen
from xueshi.standings.exports import About, Sheet, exact, workbook
from xueshi.standings.models import Determination
from xueshi.standings.person import PersonPage
from xueshi.standings.rows import PersonRow, person_row


def people(request: SignedRequest) -> HttpResponse:
    """Everybody to whom a clause applies, with filters."""
    by = request.actor
    run = reads.latest_run(by=by)
    if run is None:
        return render(request, "standings/people.html", {"run": None})
    asked, wanted, sort = _query(request, run)
    hits = reads.people(run, asked, wanted, sort, by=by)
    shown = {
        "run": run,
        "asked": asked,
        "all_asked": asked_by(run),
        "wanted": wanted,
        "order": sort,
        "units": reads.units_in_reach(by=by),
        "short": reads.SHORT,
        "page": paged(
            hits.count(), lambda first, last: person_rows(hits[first:last], asked), request.GET.get("page", "")
        ),
    }
    return render(request, "standings/people.html", shown)


def people_export(request: SignedRequest) -> HttpResponse:
    """The same list as a workbook."""
    by = request.actor
    run = reads.latest_run(by=by)
    if run is None:
        raise NotFoundError("run")
    asked, wanted, sort = _query(request, run)
    rows = person_rows(reads.people(run, asked, wanted, sort, by=by), asked)
    query = {
        _("Organisation"): wanted.unit.full_name if wanted.unit else "",
        _("Name"): wanted.name,
        _("Status"): wanted.status,
    }
    return workbook(_sheet(rows), About(run, asked, query), name=f"{_('People')}-{asked.key}", by=by)


def _query(request: SignedRequest, run: reads.Run) -> tuple[Asked, reads.PeopleFilter, Order]:
    given = request.GET
    number = given.get("unit", "")
    status = given.get("status", "")
    wanted = reads.PeopleFilter(
        name=given.get("name", "").strip(),
        status=status if status in {*Status, reads.SHORT} else "",
        unit=organisation_for(request.actor, number) if number else None,
    )
    return chosen(asked_by(run), given.get("clause", "")), wanted, order(given.get("sort", ""), reads.PEOPLE_ORDERS)


def person_rows(found: Iterable[Determination], asked: Asked) -> list[PersonRow]:
    """The people found, each with what is missing."""
    return [person_row(row, asked.question) for row in found]


def _sheet(rows: list[PersonRow]) -> Sheet:
    headings = [
        (_("Number"), _("Random number of the person in this system")),
        (_("Name"), _("Name as the roster has it")),
        (_("Organisation"), _("The organisation that answered on the reference day, with those above it")),
        (_("Status"), _("Where the person stands against the clause")),
        (_("Credit hours"), _("Credit hours that count for the clause; never converted from days")),
        (_("Days"), _("Days that count for the clause; never converted from credit hours")),
        (_("Theory"), _("Credit hours on the Party's innovative theory, where the clause asks for them")),
        (_("Missing"), _("What would close the gap, alternative by alternative, and by when")),
        (_("Reference day"), _("The day on which roster, office and exemption were read")),
    ]
    cells = [
        (
            row.person.number,
            row.person.identity.name,
            row.organisation.full_name if row.organisation else "",
            STATUS_WORDS[Status(row.status)].say(lang()),
            exact(row.credit, HUNDREDTHS),
            exact(row.half_days, HALVES),
            exact(row.theory, HUNDREDTHS),
            item.gap.say(lang()) if item.gap else "",
            row.reference,
        )
        for item in rows
        for row in (item.stored,)
    ]
    return Sheet(_("People"), headings, cells)


def person(request: SignedRequest, number: str) -> HttpResponse:
    """One person's standing against every clause, explained."""
    by = request.actor
    found = person_for(by, number)
    run = reads.latest_run(by=by)
    return render(request, "standings/person.html", {**person_context(found, run, by=by), "tab": "standing"})


def person_ledger(request: SignedRequest, number: str) -> HttpResponse:
    """Every entry of one person, with the clauses that it counts for."""
    by = request.actor
    found = person_for(by, number)
    run = reads.latest_run(by=by)
    shown = person_context(found, run, by=by)
    if run is not None:
        entries = shown["page"].entries
        shown["listing"] = paged(len(entries), lambda a, b: entries[a:b], request.GET.get("page", ""), 100)
    return render(request, "standings/person_ledger.html", {**shown, "tab": "ledger"})


def person_history(request: SignedRequest, number: str) -> HttpResponse:
    """Membership, affiliation, offices and exemptions of one person over time."""
    by = request.actor
    found = person_for(by, number)
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
    shown = person_context(found.person, reads.latest_run(by=by), by=by)
    shown |= {"participation": found, "postings": reads.postings_of(found, by=by)}
    shown["judged"] = shown["page"].judged(found.pk) if shown["page"] else []
    return render(request, "standings/entry.html", shown)
