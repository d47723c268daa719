"""Organisations: the roll-up of one, and the organisations directly below it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from xueshi.access.requests import SignedRequest
from xueshi.access.speech import lang
from xueshi.kernel.actors import Actor, NotFoundError
from xueshi.kernel.listing import PAGE_SIZE, Order, Page, order, paged
from xueshi.organisations.gates import organisation_for
from xueshi.organisations.models import Organisation
from xueshi.organisations.reads import history
from xueshi.rules.verdicts import Status
from xueshi.rules.words import STATUS_WORDS
from xueshi.standings import reads
from xueshi.standings.asked import Asked, asked_by, chosen
from xueshi.standings.exports import About, Cell, Sheet, workbook
from xueshi.standings.rows import COUNTED, PersonRow, UnitRow
from xueshi.standings.views.home import units_chart
from xueshi.standings.views.people import person_rows


def _counted(status: Status) -> Callable[[UnitRow], Any]:
    return lambda row: row.counts[status]


SORTS: dict[str, Callable[[UnitRow], Any]] = {
    "rank": lambda row: row.rank,
    "name": lambda row: row.unit.path,
    "population": lambda row: row.standing.population,
    **{status.value: _counted(status) for status in COUNTED},
}


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
    run = reads.latest_run(by=by)
    shown: dict[str, Any] = {
        "unit": found,
        "lineage": reads.lineage(found, by=by),
        "run": run,
        "history": history(found, by=by),
    }
    if run is not None:
        asked = chosen(asked_by(run), request.GET.get("clause", ""))
        rows = reads.children(run, found, asked, by=by)
        hits, sort = _chosen_rows(request, rows)
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
    return person_rows(reads.people(run, asked, wanted, Order("unit"), by=by)[:PAGE_SIZE], asked)


def unit_export(request: SignedRequest, number: str) -> HttpResponse:
    """The organisations directly below as a workbook, as many rows as the page has hits."""
    by = request.actor
    found = organisation_for(by, number)
    run = reads.latest_run(by=by)
    if run is None:
        raise NotFoundError("run")
    asked = chosen(asked_by(run), request.GET.get("clause", ""))
    hits, _sort = _chosen_rows(request, reads.children(run, found, asked, by=by))
    query = {_("Organisation"): found.full_name, _("Name"): request.GET.get("name", "")}
    return workbook(_sheet(hits), About(run, asked, query), name=f"{found.name}-{asked.key}", by=by)


def _chosen_rows(request: SignedRequest, rows: list[UnitRow]) -> tuple[list[UnitRow], Order]:
    name = request.GET.get("name", "").strip()
    sort = order(request.GET.get("sort", ""), tuple(SORTS))
    hits = [row for row in rows if name in row.unit.name]
    return sorted(hits, key=SORTS[sort.key], reverse=sort.descending), sort


def _page(hits: list[UnitRow], number: str) -> Page[UnitRow]:
    return paged(len(hits), lambda first, last: hits[first:last], number)


def _sheet(rows: list[UnitRow]) -> Sheet:
    headings = [
        (_("Organisation"), _("Name of the organisation")),
        (_("Kind"), _("Kind of the organisation")),
        (_("Population"), _("Everyone to whom the clause applies, exempt and delegated persons included")),
        (_("Assessable"), _("Without exempt and delegated persons and those who cannot be assessed yet")),
        *((STATUS_WORDS[status].say(lang()), _("Members with this status")) for status in COUNTED),
        (_("Status of the organisation"), _("Where the clause obliges organisations")),
    ]
    cells: list[tuple[Cell, ...]] = [
        (
            row.unit.name,
            row.unit.get_kind_display(),
            row.standing.population,
            row.standing.assessable,
            *(row.counts[status] for status in COUNTED),
            STATUS_WORDS[row.status].say(lang()) if row.status else "",
        )
        for row in rows
    ]
    return Sheet(_("Organisations"), headings, cells)
