"""Exports: what would leave, asking for it, and the register of what left."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from xueshi.access.export_forms import ExportForm, FullExportForm
from xueshi.access.exports import ALONE, DAYS, export_ask, export_draft, export_open
from xueshi.access.gates import export_for, visible_exports
from xueshi.access.models import Purpose
from xueshi.access.problems import SECOND_PERSON
from xueshi.access.requests import SignedRequest
from xueshi.kernel.actors import Right, may
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.listing import paged


def export_list(request: SignedRequest) -> HttpResponse:
    """The files that the actor asked for; all of them for those who read the audit trail."""
    purpose = request.GET.get("purpose", "")
    hits = visible_exports(request.actor)
    if purpose in Purpose.values:
        hits = hits.filter(purpose=purpose)
    page = paged(hits.count(), lambda first, last: list(hits[first:last]), request.GET.get("page", ""))
    shown = {
        "page": page,
        "purposes": Purpose.choices,
        "purpose": purpose,
        "all": bool(request.actor.scopes(Right.READ_AUDIT)),
    }
    return render(request, "access/exports.html", shown)


def export(request: SignedRequest, number: str) -> HttpResponse:
    """One export: what for, what is in it, and the file as long as it is there."""
    found = export_for(request.actor, number)
    shown = {"export": found, "own": found.asked_by_id == request.actor.account, "days": DAYS}
    return render(request, "access/export.html", shown)


def export_new(request: SignedRequest, kind: str) -> HttpResponse:
    """What an export would hold, and what it is for."""
    return _ask(request, kind, full=False)


def export_full(request: SignedRequest, kind: str) -> HttpResponse:
    """The same with identity numbers in clear."""
    return _ask(request, kind, full=True)


def _ask(request: SignedRequest, kind: str, *, full: bool) -> HttpResponse:
    by = request.actor
    params = {name: str(value) for name, value in request.GET.items() if value}
    draft = export_draft(kind, params, by=by)
    form = (FullExportForm if full else ExportForm)(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _opened(request, kind, params, form, full=full)
    shown = {
        "draft": draft,
        "form": form,
        "kind": kind,
        "full": full,
        "second": full and draft.rows > ALONE,
        "alone": ALONE,
        "days": DAYS,
        "may_full": not full and draft.may_be_full and may(by, Right.SEE_IDENTITY, draft.path),
    }
    return render(request, "access/export_new.html", shown, status=422 if form.errors else 200)


def _opened(request: SignedRequest, kind: str, params: dict[str, str], form: ExportForm, *, full: bool) -> HttpResponse:
    said = form.cleaned_data
    try:
        opened = export_open(kind, said["purpose"], params, note=said["note"], full=full, by=request.actor)
    except XueshiError as refused:
        if refused.problem is not SECOND_PERSON:
            raise
        asked = export_ask(kind, params, purpose=said["purpose"], note=said["note"], by=request.actor)
        messages.info(request, _("A second person has to agree first; then export again with the same filters."))
        return redirect("approval", asked.number)
    return redirect("job", opened.job)
