"""The leading members of an organisation, on any day."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from xueshi.access.requests import SignedRequest
from xueshi.organisations import tree
from xueshi.organisations.gates import organisation_for
from xueshi.organisations.reads import lineage_seen
from xueshi.organisations.requests import as_of_asked
from xueshi.people.leaders import terms


def unit_leaders(request: SignedRequest, number: str) -> HttpResponse:
    """Who holds which office in an organisation, and who held one before."""
    by = request.actor
    unit = organisation_for(by, number)
    asked = as_of_asked(request)
    found = terms(unit, asked, by=by)
    shown = {
        "unit": unit,
        "as_of": asked,
        "lineage": lineage_seen(unit, tree.AsOf(asked.day, asked.known), by=by),
        "held": [term for term in found if term.holds],
        "past": [term for term in found if not term.holds],
    }
    return render(request, "standings/unit_leaders.html", shown)
