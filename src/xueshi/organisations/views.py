"""The tree of organisations and one organisation over time: as it was, as it is, and as it was known."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from xueshi.kernel.actors import NotAllowedError, Right, may
from xueshi.kernel.as_of import AsOf, as_of
from xueshi.kernel.paths import SEPARATOR
from xueshi.organisations import reads, tree
from xueshi.organisations.edges import OPEN
from xueshi.organisations.gates import organisation_for
from xueshi.organisations.models import ReorganisationKind
from xueshi.organisations.requests import ActorRequest


def _asked(request: ActorRequest) -> tuple[AsOf, tree.AsOf]:
    asked = as_of(request.GET.get("on", ""), request.GET.get("known", ""), request.actor.on)
    return asked, tree.AsOf(asked.day, asked.known)


def tree_page(request: ActorRequest) -> HttpResponse:
    """The tree from the top of what the actor sees; what lies below is fetched when it is opened."""
    by = request.actor
    if not by.scopes(Right.SEE):
        raise NotAllowedError(Right.SEE)
    asked, at = _asked(request)
    shown = {"as_of": asked, "branches": reads.branches_at_top(at, by=by)}
    return render(request, "organisations/tree.html", shown)


def tree_children(request: ActorRequest, number: str) -> HttpResponse:
    """The organisations directly below one, as a piece of the tree."""
    by = request.actor
    unit = organisation_for(by, number)
    asked, at = _asked(request)
    _, page = reads.opened_unit(unit.pk, at, request.GET.get("page", ""), by=by)
    return render(request, "organisations/parts/branches.html", {"as_of": asked, "unit": unit, "page": page})


def tree_search(request: ActorRequest) -> HttpResponse:
    """Organisations whose name holds a text; as a list, or as what a field offers."""
    by = request.actor
    text = request.GET.get("name", "").strip()[:100]
    if not by.scopes(Right.SEE):
        raise NotAllowedError(Right.SEE)
    offered = request.GET.get("as") == "options"
    text = (request.GET.get("target", "").strip()[:100] or text) if offered else text
    found, more = reads.found_by_name(text, by=by) if text else ([], False)
    page = "organisations/parts/options.html" if offered else "organisations/search.html"
    return render(request, page, {"found": found, "more": more, "name": text})


def organisation(request: ActorRequest, number: str) -> HttpResponse:
    """One organisation: what it is, where it belongs, how many belong to it, what lies below and what was done to it."""
    by = request.actor
    unit = organisation_for(by, number)
    asked, at = _asked(request)
    changes = may(by, Right.CHANGE_ORGANISATIONS, unit.path)
    lineage = reads.lineage_seen(unit, at, by=by)
    heads, page = reads.opened_unit(unit.pk, at, request.GET.get("page", ""), by=by)
    shown = {
        "unit": unit,
        "as_of": asked,
        "lineage": lineage,
        "heads": heads,
        "page": page,
        "name": lineage[-1].name if lineage else unit.name,
        "above": SEPARATOR.join(step.name for step in lineage[:-1]),
        "edges": reads.edges_of(unit, at),
        "open_edges": [kind.value for kind in OPEN],
        "acts": list(ReorganisationKind) if changes and asked.is_now and unit.dissolved_on is None else [],
    }
    return render(request, "organisations/organisation.html", shown)


def organisation_history(request: ActorRequest, number: str) -> HttpResponse:
    """Names, places and changes of an organisation over time, each with when it was recorded."""
    by = request.actor
    unit = organisation_for(by, number)
    asked, at = _asked(request)
    shown = {
        "unit": unit,
        "as_of": asked,
        "lineage": reads.lineage_seen(unit, at, by=by),
        "changes": reads.history(unit, by=by),
        "reorganisations": reads.reorganisations_of(unit),
        "may_change": may(by, Right.CHANGE_ORGANISATIONS, unit.path),
    }
    return render(request, "organisations/history.html", shown)
