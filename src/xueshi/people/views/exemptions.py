"""The yearly review of exemptions: what is due, and confirming many at once after a preview."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from xueshi.kernel.actors import Right, may
from xueshi.kernel.listing import paged
from xueshi.organisations.requests import ActorRequest
from xueshi.people.desks import ReviewList, exemption_counts, exemptions, exemptions_picked
from xueshi.people.exemptions import exemption_confirm
from xueshi.people.looked import people_listed
from xueshi.people.recording import path_of
from xueshi.people.views.answers import anywhere


def exemption_list(request: ActorRequest) -> HttpResponse:
    """Exemptions that hold, by when their review is due."""
    by = request.actor
    anywhere(by, Right.SEE)
    wanted = request.GET.get("list", "")
    chosen = ReviewList(wanted) if wanted in set(ReviewList) else ReviewList.OVERDUE
    hits = exemptions(chosen, by=by)
    page = paged(hits.count(), lambda first, last: list(hits[first:last]), request.GET.get("page", ""))
    people_listed("exemptions", {"list": chosen.value}, page.total, by=by)
    shown = {
        "page": page,
        "chosen": chosen.value,
        "counts": exemption_counts(by=by),
        "may_decide": bool(by.scopes(Right.DECIDE_REQUESTS)),
    }
    return render(request, "people/exemptions.html", shown)


@require_POST
def exemptions_confirm(request: ActorRequest) -> HttpResponse:
    """Show which of the picked exemptions will be confirmed and which not, and confirm them when told to."""
    by = request.actor
    anywhere(by, Right.DECIDE_REQUESTS)
    picked = exemptions_picked(request.POST.getlist("pick"), by=by)
    ready = [row for row in picked if may(by, Right.DECIDE_REQUESTS, path_of(row.person)) and row.reviewed_on != by.on]
    if request.POST.get("go") != "1":
        skipped = [row for row in picked if row not in ready]
        return render(request, "people/exemptions_confirm.html", {"ready": ready, "skipped": skipped})
    with transaction.atomic():
        for row in ready:
            exemption_confirm(row, on=by.on, by=by)
    messages.success(request, gettext("Exemptions confirmed: %(count)s.") % {"count": len(ready)})
    return redirect("exemptions")
