"""The half-yearly review of access, and the leavers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xueshi.access.leavers import leavers
from xueshi.access.models import RoleChoice
from xueshi.access.reads import ReviewFilter, organisations_named, review_chosen, review_list
from xueshi.access.requests import SignedRequest
from xueshi.access.review import TIME, access_confirm, half_of, is_overdue, progress
from xueshi.kernel.actors import Right, require
from xueshi.kernel.listing import LONGEST_NUMBER, paged
from xueshi.organisations.queue import enqueue


def review(request: SignedRequest) -> HttpResponse:
    """The appointments to be confirmed or ended in this half-year, and how far that has come."""
    by, given = request.actor, request.GET
    require(by, Right.REVIEW_ACCESS, "")
    said = given.get("unit", "").strip()
    units = organisations_named(said, by=by) if said else []
    wanted = ReviewFilter(
        role=given.get("role", "") if given.get("role", "") in RoleChoice.values else "",
        unit=units[0] if units else None,
        done=given.get("done") == "1",
    )
    hits = review_list(wanted, by=by)
    page = paged(hits.count(), lambda first, last: list(hits[first:last]), given.get("page", ""))
    steps = progress(by.on)
    shown = {
        "page": page,
        "wanted": wanted,
        "roles": RoleChoice.choices,
        "steps": steps,
        "total": sum(step.total for step in steps),
        "confirmed": sum(step.confirmed for step in steps),
        "due": half_of(by.on) + TIME,
        "overdue": is_overdue(by.on),
        "unknown_unit": said if said and not units else "",
    }
    return render(request, "access/review.html", shown)


@require_POST
def confirm(request: SignedRequest) -> HttpResponse:
    """Confirm the appointments that were ticked."""
    by = request.actor
    require(by, Right.REVIEW_ACCESS, "")
    ticked = [text for text in request.POST.getlist("appointment") if text.isdecimal()]
    keys = [int(text) for text in ticked if len(text) <= LONGEST_NUMBER]
    count = access_confirm(review_chosen(keys, by=by), by=by)
    messages.success(request, _("Appointments confirmed: %(count)s") % {"count": count})
    return redirect("access_review")


def leaver_list(request: SignedRequest) -> HttpResponse:
    """Accounts and appointments that have lost their ground."""
    by = request.actor
    require(by, Right.REVIEW_ACCESS, "")
    found = list(leavers(by.on))
    page = paged(len(found), lambda first, last: found[first:last], request.GET.get("page", ""))
    return render(request, "access/leavers.html", {"page": page})


@require_POST
def leavers_end(request: SignedRequest) -> HttpResponse:
    """Close them now, as a job."""
    require(request.actor, Right.APPOINT, "")
    return redirect(reverse("job", args=[enqueue("close_leavers", {}, by=request.actor).number]))
