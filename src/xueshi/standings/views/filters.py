"""Saved filters of the lists: keep one, take one away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from xueshi.access.filters import cleaned, filter_for, filter_remove, filter_save, visible_filters
from xueshi.access.models import SavedFilter
from xueshi.access.requests import SignedRequest
from xueshi.kernel.actors import Actor, NotFoundError
from xueshi.organisations.gates import organisation_for
from xueshi.organisations.models import Organisation
from xueshi.standings.lists import LISTINGS


@dataclass(frozen=True, slots=True)
class Saved:
    """What the part of saved filters shows beside a list."""

    listing: str
    query: str
    saved: Sequence[SavedFilter]
    share: Organisation | None


def saved_filters(listing: str, given: QueryDict, share: Organisation | None, *, by: Actor) -> Saved:
    """The filters in force, those kept, and the unit that they can be shared with."""
    query = cleaned(given.urlencode(), LISTINGS[listing])
    return Saved(listing, query, list(visible_filters(by, listing)), share)


@require_POST
def save(request: SignedRequest) -> HttpResponse:
    """Keep the filters of a list under a name."""
    listing = request.POST.get("listing", "")
    if listing not in LISTINGS:
        raise NotFoundError("listing")
    unit = request.POST.get("share", "")
    query = cleaned(request.POST.get("query", ""), LISTINGS[listing])
    share = organisation_for(request.actor, unit) if unit else None
    filter_save(listing, request.POST.get("name", ""), query, share=share, by=request.actor)
    return redirect(f"{reverse(listing)}?{query}")


@require_POST
def remove(request: SignedRequest, number: str) -> HttpResponse:
    """Take an own filter away."""
    kept = filter_for(request.actor, number)
    filter_remove(kept, by=request.actor)
    return redirect(reverse(kept.listing))
