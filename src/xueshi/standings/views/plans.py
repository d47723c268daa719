"""The plan: its clauses with state and source, the local choices in force, and one page for each clause."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from xueshi.access.requests import SignedRequest
from xueshi.kernel.actors import NotFoundError, Right, may
from xueshi.kernel.listing import paged
from xueshi.organisations.models import Organisation
from xueshi.rules.coverage import coverage
from xueshi.rules.loader import IN_FORCE, names
from xueshi.rules.model import Indicator, Kind, Pack, State
from xueshi.standings import reads
from xueshi.standings.asked import asked_by, pack_of
from xueshi.standings.figures import rows, verdicts, visible_figures
from xueshi.standings.rows import UnitRow


def plans(request: SignedRequest) -> HttpResponse:
    """The plans with what becomes of their clauses, the one in force first."""
    packs = [pack_of(None, name) for name in sorted(names(), key=lambda name: name != IN_FORCE)]
    shown = [{"pack": pack, "coverage": coverage(pack)} for pack in packs]
    return render(request, "standings/plans.html", {"plans": shown, "states": list(State)})


def plan(request: SignedRequest, name: str) -> HttpResponse:
    """Every clause of a plan with its state and what the actor's organisations have reached."""
    pack, run = _pack(request, name)
    top = reads.top_organisation(by=request.actor)
    shown = {
        "pack": pack,
        "run": run,
        "coverage": coverage(pack),
        "top": top,
        "figures": _figures(request, run, top) if run and top else {},
        "choices": reads.choices_in_force(pack),
    }
    return render(request, "standings/plan.html", shown)


def _figures(request: SignedRequest, run: reads.Run, top: Organisation) -> dict[str, UnitRow]:
    answered = reads.standings_by_clause(run, top, by=request.actor)
    return {asked.indicator.id: row for asked, row, _earlier in answered}


def clause(request: SignedRequest, name: str, clause_id: str) -> HttpResponse:
    """One clause: its source, how it is judged, and the figures that it leads to."""
    pack, run = _pack(request, name)
    found = [indicator for indicator in pack.indicators if indicator.id == clause_id]
    if not found:
        raise NotFoundError("clause")
    top = reads.top_organisation(by=request.actor)
    asked = [item for item in asked_by(run) if item.indicator.id == clause_id] if run else []
    shown: dict[str, Any] = {
        "pack": pack,
        "indicator": found[0],
        "run": run,
        "top": top,
        "windows": [(item, reads.standing(run, top, item, by=request.actor)) for item in asked] if run and top else [],
        "dispatches": None,
        "choices": [item for item in reads.choices_in_force(pack) if item.choice.id in found[0].choices],
    }
    if found[0].asks and top:
        shown |= _reported(pack, found[0], top, request)
    if found[0].kind is Kind.CASES and run and top:
        shown["dispatches"], shown["more"] = reads.dispatches(run, by=request.actor)
    return render(request, "standings/clause.html", shown)


def _reported(pack: Pack, indicator: Indicator, top: Organisation, request: SignedRequest) -> dict[str, Any]:
    """The figures that were reported for a clause, and where the top organisation stands."""
    by = request.actor
    found = visible_figures(by).filter(plan=pack.id, clause=indicator.id)
    return {
        "figures": paged(
            found.count(), lambda a, b: rows(list(found[a:b]), indicator, by=by), request.GET.get("page", "")
        ),
        "verdicts": verdicts(pack, indicator, top, as_of=by.on, by=by),
        "may_report": may(by, Right.RECORD, top.path),
    }


def _pack(request: SignedRequest, name: str) -> tuple[Pack, reads.Run | None]:
    if name not in names():
        raise NotFoundError("plan")
    run = reads.latest_run(by=request.actor)
    fitting = run if run is not None and run.plan == name else None
    return pack_of(fitting, name), fitting
