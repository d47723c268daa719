"""The roll of members: who is where, today or on another day, with filters that can be kept and shared."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from xueshi.access.requests import SignedRequest
from xueshi.kernel.actors import Right, require
from xueshi.kernel.listing import first_paged, order
from xueshi.people.looked import people_listed
from xueshi.people.models import OfficeKind, Standing, TagKind
from xueshi.people.rolls import MARK_WORDS, ORDERS, roll, roll_rows
from xueshi.standings import reads
from xueshi.standings.acts import acts_for
from xueshi.standings.lists import roll_asked, roll_pills
from xueshi.standings.views.filters import saved_filters


def roster(request: SignedRequest) -> HttpResponse:
    """Who is on the roll, with filters."""
    by = request.actor
    require(by, Right.SEE, reads.scope_of(by, Right.SEE))
    wanted, asked = roll_asked(request.GET, by=by)
    sort = order(request.GET.get("sort", ""), ORDERS)
    units = list(reads.units_in_reach(by=by))
    page = first_paged(roll(wanted, asked, sort, by=by), request.GET.get("page", ""))
    people_listed("roster", request.GET.dict(), page.total, by=by)
    shown = {
        "wanted": wanted,
        "as_of": asked,
        "order": sort,
        "page": page,
        "rows": roll_rows(page.rows, asked, by=by),
        "pills": roll_pills(wanted),
        "units": units,
        "standings": Standing.choices,
        "offices": OfficeKind.choices,
        "marks": MARK_WORDS.items(),
        "tags": TagKind.choices,
        "acts": acts_for(by) if asked.is_now else (),
        "may_export": bool(by.scopes(Right.EXPORT)),
        "filters": saved_filters("roster", request.GET, units[0] if units else None, by=by),
    }
    return render(request, "standings/roster.html", shown)
