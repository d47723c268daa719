"""What waits for a second person: the list, one request with what it is about, and the decision."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from xueshi.access.account_forms import DecisionForm
from xueshi.access.approvals import approval_decide, approval_withdraw
from xueshi.access.gates import approval_for
from xueshi.access.reads import approvals_asked, approvals_decided, approvals_waiting
from xueshi.access.requests import SignedRequest
from xueshi.access.selves import is_same_person
from xueshi.access.speech import lang
from xueshi.kernel.actors import Right, may
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.listing import paged

LISTS = {"waiting": approvals_waiting, "asked": approvals_asked, "decided": approvals_decided}


def approval_list(request: SignedRequest) -> HttpResponse:
    """What waits for the actor, what the actor asked for, and what was decided."""
    by = request.actor
    chosen = request.GET.get("list", "")
    chosen = chosen if chosen in LISTS else "waiting"
    hits = LISTS[chosen](by=by)
    page = paged(hits.count(), lambda first, last: list(hits[first:last]), request.GET.get("page", ""))
    return render(request, "access/approvals.html", {"page": page, "chosen": chosen, "lists": tuple(LISTS)})


def approval(request: SignedRequest, number: str) -> HttpResponse:
    """One request: what is to be done, by whom, and the decision."""
    return _page(request, number, DecisionForm())


def _page(request: SignedRequest, number: str, form: DecisionForm, status: int = 200) -> HttpResponse:
    by = request.actor
    found = approval_for(by, number)
    shown = {
        "approval": found,
        "form": form,
        "is_own": is_same_person(found.asked_by, by),
        "may_decide": found.is_open and found.granted is None and may(by, Right.APPROVE, found.path),
    }
    return render(request, "access/approval.html", shown, status=status)


@require_POST
def decide(request: SignedRequest, number: str) -> HttpResponse:
    """Grant or refuse."""
    found = approval_for(request.actor, number)
    form = DecisionForm(request.POST)
    if form.is_valid():
        granted = form.cleaned_data["decision"] == "grant"
        try:
            approval_decide(found, granted=granted, reason=form.cleaned_data["reason"], by=request.actor)
            return redirect("approvals")
        except XueshiError as refused:
            form.add_error(None, refused.line(lang()))
    return _page(request, number, form, status=422)


@require_POST
def withdraw(request: SignedRequest, number: str) -> HttpResponse:
    """Take one's own request back."""
    approval_withdraw(approval_for(request.actor, number), by=request.actor)
    return redirect("approvals")
