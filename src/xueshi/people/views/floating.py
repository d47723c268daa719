"""Floating members: the work lists of both ends, and one stay with what was seen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from xueshi.kernel.actors import Actor, NotFoundError, Right, may
from xueshi.kernel.listing import paged
from xueshi.organisations.requests import ActorRequest
from xueshi.people.desks import StayList, is_lost, presences, stay_counts, stays
from xueshi.people.floating import floating_confirm, floating_decline, floating_return, presence_record
from xueshi.people.forms import ContactForm, OnForm, PresenceForm, ReasonForm
from xueshi.people.gates import stay_for
from xueshi.people.looked import people_listed, person_shown
from xueshi.people.models import Floating, FloatingStage, PresenceKind
from xueshi.people.recording import path_of
from xueshi.people.views.answers import REFUSED, anywhere, at_one_of, done

ACTS: dict[str, tuple[type[forms.Form], Any]] = {
    "confirm": (OnForm, lambda stay, given, by: floating_confirm(stay, on=given["on"], by=by)),
    "decline": (ReasonForm, lambda stay, given, by: floating_decline(stay, reason=given["reason"], by=by)),
    "present": (PresenceForm, lambda stay, given, by: _present(stay, given, by)),
    "contact": (ContactForm, lambda stay, given, by: _present(stay, given, by)),
    "return": (OnForm, lambda stay, given, by: floating_return(stay, on=given["on"], by=by)),
}
"""What can be done with a stay, by the word in the address: the form it takes, and the action."""


def _present(stay: Floating, given: dict[str, Any], by: Actor) -> object:
    return presence_record(stay, PresenceKind(given["kind"]), day=given["day"], by=by)


def stay_list(request: ActorRequest) -> HttpResponse:
    """The floating members of both ends."""
    by = request.actor
    anywhere(by, Right.SEE)
    wanted = request.GET.get("list", "")
    chosen = StayList(wanted) if wanted in set(StayList) else StayList.CONFIRM
    hits = stays(chosen, by=by)
    page = paged(hits.count(), lambda first, last: _rows(hits[first:last], by), request.GET.get("page", ""))
    people_listed("stays", {"list": chosen.value}, page.total, by=by)
    shown = {"page": page, "chosen": chosen.value, "counts": stay_counts(by=by)}
    return render(request, "people/stays.html", shown)


def _rows(found: Any, by: Actor) -> list[dict[str, Any]]:
    return [{"stay": one, "lost": is_lost(one, by.on)} for one in found]


def stay(request: ActorRequest, number: str) -> HttpResponse:
    """One stay with what both ends recorded, and what the actor can do next."""
    return _page(request, stay_for(request.actor, number), {})


@require_POST
def stay_step(request: ActorRequest, number: str, act: str) -> HttpResponse:
    """Confirm, decline, record presence or contact, or return."""
    by = request.actor
    found = stay_for(by, number)
    if act not in ACTS:
        raise NotFoundError("stay")
    at_one_of(by, Right.DECIDE_REQUESTS, *_ends(found, act))
    kind, action = ACTS[act]
    form = kind(request.POST)
    if done(form, lambda: action(found, form.cleaned_data, by)):
        return redirect("stay", found.number)
    return _page(request, stay_for(by, number), {act: form})


def _ends(found: Floating, act: str) -> tuple[str | None, ...]:
    """The places from which something can be done: with the host, at home, or at both."""
    host, home = found.host.path if found.host else None, path_of(found.person)
    return {"contact": (home,), "return": (host, home)}.get(act, (host,))


def _page(request: ActorRequest, found: Floating, refused: dict[str, forms.Form]) -> HttpResponse:
    by = request.actor
    person_shown(found.person, "stay", by=by)
    today = {"on": by.on, "day": by.on}
    shown = {
        "stay": found,
        "lost": is_lost(found, by.on),
        "presences": presences(found)[:100],
        "forms": {act: refused.get(act, ACTS[act][0](initial=today)) for act in _possible(found, by)},
        "may_see_person": by.person == found.person_id or may(by, Right.SEE, path_of(found.person)),
    }
    return render(request, "people/stay.html", shown, status=REFUSED if refused else 200)


def _possible(found: Floating, by: Actor) -> list[str]:
    """What the actor can do now, in the order of the page."""
    at_host = found.host is not None and may(by, Right.DECIDE_REQUESTS, found.host.path)
    at_home = may(by, Right.DECIDE_REQUESTS, path_of(found.person))
    waits, confirmed = found.stage == FloatingStage.REGISTERED, found.stage == FloatingStage.CONFIRMED
    possible = {
        "confirm": at_host and (waits or found.stage == FloatingStage.DECLINED),
        "present": at_host and confirmed,
        "contact": at_home and not (at_host and confirmed),
        "decline": at_host and waits,
        "return": at_host or at_home,
    }
    return [act for act, now in possible.items() if now and found.stage != FloatingStage.RETURNED]
