"""The wizards that change the tree: what is wanted, a preview of what it touches, then the change or the job that does it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from xueshi.kernel.actors import NotAllowedError, NotFoundError, Right, may
from xueshi.organisations.gates import organisation_for
from xueshi.organisations.models import Organisation, ReorganisationKind
from xueshi.organisations.queue import enqueue
from xueshi.organisations.reads import lineage_seen
from xueshi.organisations.requests import ActorRequest
from xueshi.organisations.tree import AsOf
from xueshi.people.gates import reorganisation_for
from xueshi.people.reorganise import Affected, Wanted, affected, reorganisation_taken_back, reorganise, touched
from xueshi.people.reorganise_forms import FORMS, ReorganiseForm
from xueshi.people.views.answers import REFUSED, done


def reorganise_page(request: ActorRequest, number: str, kind: str) -> HttpResponse:
    """Ask for a change of one organisation, show what it touches, and carry it out when told to."""
    by = request.actor
    unit = organisation_for(by, number)
    if kind not in set(ReorganisationKind):
        raise NotFoundError("reorganisation")
    if not may(by, Right.CHANGE_ORGANISATIONS, unit.path):
        raise NotAllowedError(Right.CHANGE_ORGANISATIONS)
    form = FORMS[ReorganisationKind(kind)](request.POST or None, unit=unit, by=by)
    if request.method != "POST":
        return _shown(request, unit, kind, {"form": form})
    if not form.is_valid():
        return _shown(request, unit, kind, {"form": form}, status=REFUSED)
    wanted = form.wanted(kind).numbered()
    counts = affected(wanted, by=by)
    if counts.is_large and request.POST.get("go") == "1":
        return redirect("job", enqueue("reorganise", asdict(wanted), by=by).number)
    if not counts.is_large and not done(form, lambda: _tried(wanted, request)):
        return _shown(request, unit, kind, {"form": form}, status=REFUSED)
    if request.POST.get("go") != "1":
        return _shown(request, unit, kind, {"form": form, "wanted": wanted, "counts": counts})
    messages.success(request, gettext("The organisation tree is changed."))
    return redirect("organisation", unit.number)


def _tried(wanted: Wanted, request: ActorRequest) -> None:
    """Carry a change out; only to see whether it can be, unless the request says go."""
    with transaction.atomic():
        reorganise(wanted, by=request.actor)
        if request.POST.get("go") != "1":
            transaction.set_rollback(True)


def _shown(
    request: ActorRequest, unit: Organisation, kind: str, more: dict[str, Any], status: int = 200
) -> HttpResponse:
    shown = {
        "unit": unit,
        "kind": kind,
        "lineage": lineage_seen(unit, AsOf(request.actor.on), by=request.actor),
        **more,
    }
    return render(request, "people/reorganise.html", shown, status=status)


def reorganise_undo(request: ActorRequest, number: str) -> HttpResponse:
    """Show what taking a change back touches, and take it back when told to."""
    by = request.actor
    record = reorganisation_for(by, number)
    counts: Affected = touched(record, by=by)
    form = ReorganiseForm(request.POST if request.method == "POST" else None, unit=record.organisation, by=by)
    shown = {
        "record": record,
        "unit": record.organisation,
        "counts": counts,
        "lineage": lineage_seen(record.organisation, AsOf(by.on), by=by),
    }
    if request.method != "POST":
        return render(request, "people/reorganise_undo.html", shown)
    if counts.is_large:
        return redirect("job", enqueue("reorganise", {"undo": record.number}, by=by).number)
    if done(form, lambda: reorganisation_taken_back(record, by=by)):
        messages.success(request, gettext("The change is undone."))
        return redirect("organisation_history", record.organisation.number)
    return render(request, "people/reorganise_undo.html", {**shown, "form": form}, status=REFUSED)
