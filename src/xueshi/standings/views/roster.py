"""The roll of members: who is where, today or on another day, with filters that can be kept and shared."""

from __future__ import annotations

from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from xueshi.access.requests import SignedRequest
from xueshi.kernel.actors import Actor, Right, require
from xueshi.kernel.as_of import AsOf, as_of
from xueshi.kernel.listing import Pill, first_paged, order
from xueshi.organisations.gates import organisation_for
from xueshi.people.models import OfficeKind, Standing, TagKind
from xueshi.people.rolls import MARK_WORDS, ORDERS, Mark, RollFilter, roll, roll_rows
from xueshi.standings import reads
from xueshi.standings.views.filters import saved_filters


def roster(request: SignedRequest) -> HttpResponse:
    """Who is on the roll, with filters."""
    by = request.actor
    require(by, Right.SEE, reads.scope_of(by, Right.SEE))
    wanted, asked = roll_asked(request.GET, by=by)
    sort = order(request.GET.get("sort", ""), ORDERS)
    units = list(reads.units_in_reach(by=by))
    page = first_paged(roll(wanted, asked, sort, by=by), request.GET.get("page", ""))
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
        "filters": saved_filters("roster", request.GET, units[0] if units else None, by=by),
    }
    return render(request, "standings/roster.html", shown)


def roll_asked(given: QueryDict, *, by: Actor) -> tuple[RollFilter, AsOf]:
    """The filters of an address, and the day from which it is read; what is no filter is left out.

    Raises ACCESS-001, CELL-001.
    """
    unit = given.get("unit", "")
    wanted = RollFilter(
        text=given.get("q", "").strip(),
        unit=organisation_for(by, unit) if unit else None,
        standing=_one_of(given.get("standing", ""), Standing.values),
        office=_one_of(given.get("office", ""), OfficeKind.values),
        mark=_one_of(given.get("mark", ""), list(Mark)),
        tag=_one_of(given.get("tag", ""), TagKind.values),
    )
    return wanted, as_of(given.get("on", ""), given.get("known", ""), by.on)


def roll_pills(wanted: RollFilter) -> list[Pill]:
    """The filters in force, in words."""
    said = (
        ("q", wanted.text),
        ("unit", wanted.unit.name if wanted.unit else ""),
        ("standing", str(Standing(wanted.standing).label) if wanted.standing else ""),
        ("office", str(OfficeKind(wanted.office).label) if wanted.office else ""),
        ("mark", str(MARK_WORDS[Mark(wanted.mark)]) if wanted.mark else ""),
        ("tag", str(TagKind(wanted.tag).label) if wanted.tag else ""),
    )
    return [Pill(name, text) for name, text in said if text]


def _one_of(text: str, allowed: list[str] | list[Mark]) -> str:
    return text if text in allowed else ""
