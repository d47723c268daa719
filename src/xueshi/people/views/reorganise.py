"""The wizards that change the tree: what is wanted, a preview of what it touches, then the change or the job that does it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from xueshi.kernel.actors import NotAllowedError, NotFoundError, Right, may
from xueshi.organisations.edges import edge_begin, edge_end
from xueshi.organisations.gates import edge_for, organisation_for
from xueshi.organisations.models import EdgeKind, Organisation, ReorganisationKind
from xueshi.organisations.queue import enqueue
from xueshi.organisations.reads import lineage_seen
from xueshi.organisations.requests import ActorRequest
from xueshi.organisations.tree import AsOf
from xueshi.people.gates import reorganisation_for
from xueshi.people.reorganise import Affected, Wanted, affected, reorganisation_taken_back, reorganise, touched
from xueshi.people.reorganise_forms import FORMS, EdgeForm, ReorganiseForm
from xueshi.people.views.answers import REFUSED, done


def reorganise_page(request: ActorRequest, number: str, kind: str) -> HttpResponse:
    """Ask for a change of one organisation, show what it touches, and carry it out when told to."""
    by = request.actor
    unit = organisation_for(by, number)
    if kind not in set(ReorganisationKind):
        raise NotFoundError("reorganisation")
    _changeable(unit, request)
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


def edge_new(request: ActorRequest, number: str) -> HttpResponse:
    """Record that an organisation is also led by, hosted by or commissioned by another."""
    by = request.actor
    unit = _changeable(organisation_for(by, number), request)
    form = EdgeForm(request.POST or None, unit=unit, by=by)
    if request.method == "POST" and done(form, lambda: _begun(form, unit, request)):
        messages.success(request, gettext("The connection is recorded."))
        return redirect("organisation", unit.number)
    shown = {"form": form, "unit": unit, "lineage": lineage_seen(unit, AsOf(by.on), by=by)}
    return render(request, "people/edge_new.html", shown, status=REFUSED if request.method == "POST" else 200)


def _begun(form: EdgeForm, unit: Organisation, request: ActorRequest) -> None:
    given = form.cleaned_data
    other = organisation_for(request.actor, given["target"])
    edge_begin(unit, other, EdgeKind(given["edge"]), on=given["on"], by=request.actor)


@require_POST
def edge_close(request: ActorRequest, number: str, key: int) -> HttpResponse:
    """Record that a connection ends today."""
    by = request.actor
    unit = _changeable(organisation_for(by, number), request)
    edge_end(edge_for(unit, key), on=by.on, by=by)
    messages.success(request, gettext("The connection has ended."))
    return redirect("organisation", unit.number)


def _changeable(unit: Organisation, request: ActorRequest) -> Organisation:
    if not may(request.actor, Right.CHANGE_ORGANISATIONS, unit.path):
        raise NotAllowedError(Right.CHANGE_ORGANISATIONS)
    return unit
