"""The transfer desk: letters of both directions, one transfer with its steps, and the letter to be printed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from xueshi.kernel.actors import Actor, NotAllowedError, NotFoundError, Right, may
from xueshi.kernel.listing import paged
from xueshi.organisations.requests import ActorRequest
from xueshi.people.desks import TransferList, transfer_counts, transfers
from xueshi.people.forms import LetterForm, OnForm, ReasonForm
from xueshi.people.gates import may_change, organisation_addressed, transfer_for
from xueshi.people.looked import people_listed, person_opened, person_shown
from xueshi.people.models import Person, Transfer, TransferState
from xueshi.people.reads import latest_stage, lineage
from xueshi.people.transfers import (
    Letter,
    transfer_accept,
    transfer_confirm,
    transfer_issue,
    transfer_refuse,
    transfer_withdraw,
)
from xueshi.people.views.answers import REFUSED, anywhere, at_one_of, done

ACTS: dict[str, tuple[type[forms.Form], Any]] = {
    "accept": (OnForm, lambda found, given, by: transfer_accept(found, on=given["on"], by=by)),
    "refuse": (ReasonForm, lambda found, given, by: transfer_refuse(found, reason=given["reason"], by=by)),
    "withdraw": (ReasonForm, lambda found, given, by: transfer_withdraw(found, reason=given["reason"], by=by)),
    "confirm": (OnForm, lambda found, given, by: transfer_confirm(found, on=given["on"], by=by)),
}
"""What can be done with a letter, by the word in the address: the form it takes, and the action."""

NEEDS = dict.fromkeys(ACTS, Right.DECIDE_REQUESTS) | {"withdraw": Right.CHANGE_PEOPLE}
AT_TARGET = ("accept", "refuse")


def transfer_list(request: ActorRequest) -> HttpResponse:
    """The transfer desk."""
    by = request.actor
    anywhere(by, Right.SEE)
    wanted = request.GET.get("list", "")
    chosen = TransferList(wanted) if wanted in set(TransferList) else TransferList.INCOMING
    hits = transfers(chosen, by=by)
    page = paged(hits.count(), lambda first, last: _rows(hits[first:last], by), request.GET.get("page", ""))
    people_listed("transfers", {"list": chosen.value}, page.total, by=by)
    shown = {
        "page": page,
        "chosen": chosen.value,
        "counts": transfer_counts(by=by),
        "may_enter": bool(by.scopes(Right.CHANGE_PEOPLE)),
    }
    return render(request, "people/transfers.html", shown)


def _rows(found: Any, by: Actor) -> list[dict[str, Any]]:
    return [{"transfer": one, "state": one.state_on(by.on)} for one in found]


def transfer(request: ActorRequest, number: str) -> HttpResponse:
    """One transfer with its steps, and what the actor can do next."""
    return _page(request, transfer_for(request.actor, number), {})


@require_POST
def transfer_step(request: ActorRequest, number: str, act: str) -> HttpResponse:
    """Accept, refuse, withdraw or confirm."""
    by = request.actor
    found = transfer_for(by, number)
    if act not in ACTS:
        raise NotFoundError("transfer")
    target = found.target.path if found.target else None
    at_one_of(by, NEEDS[act], target if act in AT_TARGET else found.source.path)
    kind, action = ACTS[act]
    form = kind(request.POST)
    if done(form, lambda: action(found, form.cleaned_data, by)):
        return redirect("transfer", found.number)
    found.refresh_from_db()
    return _page(request, found, {act: form})


def _page(request: ActorRequest, found: Transfer, refused: dict[str, forms.Form]) -> HttpResponse:
    by = request.actor
    possible = _possible(found, by)
    person_shown(found.person, "transfer", by=by)
    shown = {
        "transfer": found,
        "state": found.state_on(by.on),
        "steps": found.steps.all(),
        "forms": {act: refused.get(act, ACTS[act][0](initial={"on": by.on}, prefix=None)) for act in possible},
        "may_see_person": may(by, Right.SEE, found.person.organisation.path) if found.person.organisation else False,
    }
    return render(request, "people/transfer.html", shown, status=REFUSED if refused else 200)


def _possible(found: Transfer, by: Actor) -> list[str]:
    """What the actor can do now, in the order of the page."""
    at_source = may(by, Right.DECIDE_REQUESTS, found.source.path)
    at_target = found.target is not None and may(by, Right.DECIDE_REQUESTS, found.target.path)
    open_now = found.state_on(by.on) is TransferState.ISSUED
    on_paper = found.target is None and found.state == TransferState.ISSUED
    possible = {
        "accept": open_now and at_target,
        "confirm": at_source and (found.state == TransferState.ACCEPTED or on_paper),
        "refuse": open_now and at_target,
        "withdraw": open_now and may(by, Right.CHANGE_PEOPLE, found.source.path),
    }
    return [act for act, now in possible.items() if now]


def transfer_letter(request: ActorRequest, number: str) -> HttpResponse:
    """The letter of introduction with its receipt, to be printed."""
    found = transfer_for(request.actor, number)
    person_shown(found.person, "letter", by=request.actor)
    shown = {
        "transfer": found,
        "stage": latest_stage(found.person),
        "days": (found.last_day - found.issued_on).days + 1,
        "printed": timezone.localdate(),
    }
    return render(request, "people/letter.html", shown)


def transfer_new(request: ActorRequest, number: str) -> HttpResponse:
    """Issue a letter for a person."""
    by = request.actor
    person = person_opened(number, "transfer", by=by)
    if not may_change(by, person):
        raise NotAllowedError(Right.CHANGE_PEOPLE)
    form = LetterForm(request.POST if request.method == "POST" else None, initial={"on": by.on})
    issued: list[Transfer] = []
    if request.method == "POST" and done(form, lambda: issued.append(_issued(person, form.cleaned_data, by))):
        return redirect("transfer", issued[0].number)
    shown = {"person": person, "lineage": lineage(person, by=by), "form": form}
    return render(request, "people/transfer_new.html", shown, status=REFUSED if form.errors else 200)


def _issued(person: Person, given: dict[str, Any], by: Actor) -> Transfer:
    letter = Letter(
        given["letter"],
        organisation_addressed(given["target"]) if given["target"] else None,
        given["target_text"],
        given["days"],
        given["dues_until"],
    )
    return transfer_issue(person, letter, on=given["on"], by=by)
