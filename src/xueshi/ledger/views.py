"""Study meetings: the list, the entry desk of a branch, one meeting with its confirmation, and the proof of an entry."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from xueshi.access.requests import SignedRequest
from xueshi.access.speech import lang
from xueshi.intake.uploads import upload_keep
from xueshi.kernel.actors import Actor, NotAllowedError, NotFoundError, Right, require
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.listing import paged
from xueshi.ledger import reads
from xueshi.ledger.forms import DecisionForm, MeetingEntryForm
from xueshi.ledger.gates import meeting_for, participation_for, posting_for
from xueshi.ledger.meetings import (
    Held,
    meeting_confirm,
    meeting_enter,
    meeting_return,
    meeting_reverse,
    meeting_withdraw,
)
from xueshi.ledger.models import Meeting, MeetingForm, MeetingState
from xueshi.ledger.proofs import Entry, prove
from xueshi.ledger.spelling import FACT
from xueshi.organisations.gates import organisation_for
from xueshi.organisations.models import Organisation
from xueshi.people.looked import person_shown
from xueshi.people.models import Person
from xueshi.people.views.answers import REFUSED, done

SHEET = "sheet"
"""The kind of upload that a picture of a signed sheet is."""


def meeting_list(request: SignedRequest) -> HttpResponse:
    """The meetings that the actor sees, those to be confirmed first to hand."""
    by = request.actor
    wanted = request.GET.get("state", "")
    state = wanted if wanted in MeetingState.values else ""
    found = reads.meetings(state, by)
    shown = {
        "page": paged(found.count(), lambda a, b: list(found[a:b]), request.GET.get("page", "")),
        "state": state,
        "states": MeetingState.choices,
        "may_enter": bool(by.scopes(Right.RECORD)),
    }
    return render(request, "ledger/meetings.html", shown)


def meeting_new(request: SignedRequest) -> HttpResponse:
    """The entry desk of a unit: everyone is present until unticked."""
    by = request.actor
    unit = _unit(request.GET.get("unit", ""), by)
    if unit is None:
        return render(request, "ledger/meeting_units.html", {"units": reads.own_units(by)})
    people = reads.roll(unit, by=by)
    if len(people) > reads.LONGEST_ROLL:
        return render(request, "ledger/meeting_units.html", {"units": unit.children.order_by("path"), "unit": unit})
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = MeetingEntryForm(people, by.on, lang(), *sent)
    made: list[Meeting] = []
    if sent and done(form, lambda: made.append(_entered(unit, people, form.cleaned_data, by))):
        return redirect("meeting", made[0].number)
    shown = {"form": form, "unit": unit, "people": people}
    return render(request, "ledger/meeting_new.html", shown, status=REFUSED if sent else 200)


def _unit(number: str, by: Actor) -> Organisation | None:
    """The unit asked for, else the only one of the actor."""
    if number:
        unit = organisation_for(by, number)
        require(by, Right.RECORD, unit.path)
        return unit
    units = reads.own_units(by)
    if not units and not by.scopes(Right.RECORD):
        raise NotAllowedError(Right.RECORD)
    return units[0] if len(units) == 1 else None


def _entered(unit: Organisation, people: list[Person], given: Mapping[str, Any], by: Actor) -> Meeting:
    sheet = given["sheet"]
    kept = upload_keep(sheet.name, sheet.chunks(), kind=SHEET, by=by, right=Right.RECORD) if sheet else None
    held = Held(
        form=MeetingForm(given["form"]),
        title=given["title"],
        day=given["day"],
        starts=given["starts"],
        ends=given["ends"],
        credit=given["credit"],
        place=given["place"],
        task=given["task"],
        theory=given["theory"],
        sheet=kept.sha256 if kept else "",
        sheet_name=kept.name if kept else "",
    )
    there = set(given["people"])
    return meeting_enter(unit, held, [person for person in people if person.number in there], by=by)


def meeting(request: SignedRequest, number: str) -> HttpResponse:
    """One meeting: what was entered, who was there, and what may be done."""
    found = meeting_for(request.actor, number)
    return _shown(request, found, DecisionForm())


ACTS: Mapping[str, Callable[[Meeting, str, Actor], Meeting]] = {
    "confirm": lambda found, _reason, by: meeting_confirm(found, by=by),
    "return": lambda found, reason, by: meeting_return(found, reason=reason, by=by),
    "withdraw": lambda found, _reason, by: meeting_withdraw(found, by=by),
    "reverse": lambda found, reason, by: meeting_reverse(found, reason=reason, by=by),
}


@require_POST
def meeting_act(request: SignedRequest, number: str, act: str) -> HttpResponse:
    """Confirm, send back, take back, or take out of the ledger."""
    by = request.actor
    found = meeting_for(by, number)
    if act not in ACTS:
        raise NotFoundError("meeting")
    form = DecisionForm(request.POST)
    if done(form, lambda: ACTS[act](found, form.cleaned_data["reason"], by)):
        return redirect("meeting", number)
    return _shown(request, meeting_for(by, number), form, status=REFUSED)


def _shown(request: SignedRequest, found: Meeting, form: DecisionForm, status: int = 200) -> HttpResponse:
    shown = {"sheet": reads.sheet(found, by=request.actor), "form": form}
    return render(request, "ledger/meeting.html", shown, status=status)


def entry_proof(request: SignedRequest, name: str) -> HttpResponse:
    """The proof of an entry as a small file, which holds without the database."""
    by = request.actor
    try:
        entry = Entry.named(name)
    except XueshiError as error:
        raise NotFoundError("entry") from error
    row = (participation_for if entry.kind == FACT else posting_for)(by, entry.key)
    person_shown(row.person, "proof", by=by)
    text = json.dumps(prove(entry), ensure_ascii=False, indent=1)
    headers = {"Content-Disposition": f'attachment; filename="{entry}.json"'}
    return HttpResponse(text + "\n", content_type="application/json; charset=utf-8", headers=headers)
