"""Requests for correction: asked by the member, decided by the unit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from xueshi.kernel.actors import Actor, NotFoundError, Right, may
from xueshi.kernel.listing import paged
from xueshi.organisations.requests import ActorRequest
from xueshi.people.corrections import (
    Asked,
    correction_ask,
    correction_grant,
    correction_refuse,
    correction_withdraw,
)
from xueshi.people.desks import CorrectionList, correction_counts, corrections, row_in_question
from xueshi.people.forms import ONE_DAY, AnswerForm, AskDatesForm, AskForm, AskStartForm
from xueshi.people.gates import correction_for, person_for, state_for
from xueshi.people.looked import people_listed, person_shown
from xueshi.people.models import Correction, CorrectionState, Subject
from xueshi.people.reads import lineage
from xueshi.people.recording import path_of
from xueshi.people.telling import KINDS, told
from xueshi.people.views.answers import REFUSED, at_one_of, done

FORMS: dict[Subject, type[forms.Form]] = {Subject.MEMBERSHIP: AskDatesForm, Subject.AFFILIATION: AskStartForm}
"""What can be asked of each kind of state; of the others, their days or that they never were."""


def correction_list(request: ActorRequest) -> HttpResponse:
    """The requests of the unit, or one's own."""
    by = request.actor
    wanted, unit = request.GET.get("list", ""), bool(by.scopes(Right.SEE))
    first = CorrectionList.OPEN if unit else CorrectionList.OWN
    chosen = CorrectionList(wanted) if wanted in set(CorrectionList) and unit else first
    hits = corrections(chosen, by=by)
    lists = [one for one in CorrectionList if unit and (one is not CorrectionList.OWN or by.person)]
    page = paged(hits.count(), lambda a, b: list(hits[a:b]), request.GET.get("page", ""))
    people_listed("corrections", {"list": chosen.value}, page.total, by=by)
    shown = {
        "page": page,
        "chosen": chosen.value,
        "lists": [one.value for one in lists],
        "counts": correction_counts(by=by),
        "today": by.on,
    }
    return render(request, "people/corrections.html", shown)


def correction_new(request: ActorRequest, number: str, kind: str, key: int) -> HttpResponse:
    """Ask the unit to put a state of one's own right."""
    by = request.actor
    if kind not in Subject.values or person_for(by, number).pk != by.person:
        raise NotFoundError("person")
    subject = Subject(kind)
    row = state_for(by, number, KINDS[subject].model, key)
    form = FORMS.get(subject, AskForm)(request.POST if request.method == "POST" else None)
    made: list[Correction] = []
    if request.method == "POST" and done(
        form, lambda: made.append(correction_ask(row.person, _asked(subject, key, form.cleaned_data), by=by))
    ):
        return redirect("correction", made[0].number)
    shown = {
        "person": row.person,
        "lineage": lineage(row.person, by=by),
        "subject": subject,
        "row": row,
        "said": told(subject, row),
        "form": form,
    }
    return render(request, "people/correction_new.html", shown, status=REFUSED if form.errors else 200)


def _asked(subject: Subject, key: int, given: dict[str, Any]) -> Asked:
    last = given.get("last")
    return Asked(
        subject=subject,
        row=key,
        reason=given["reason"],
        never=given.get("never", False),
        first=given.get("first"),
        until=last + ONE_DAY if last else None,
        admitted_on=given.get("admitted_on"),
        full_on=given.get("full_on"),
    )


def correction(request: ActorRequest, number: str) -> HttpResponse:
    """One request with its answer, or the form for the decision."""
    found = correction_for(request.actor, number)
    return _page(request, found, AnswerForm())


@require_POST
def correction_decide(request: ActorRequest, number: str) -> HttpResponse:
    """Grant or refuse a request."""
    by = request.actor
    found = correction_for(by, number)
    at_one_of(by, Right.DECIDE_REQUESTS, path_of(found.person))
    form = AnswerForm(request.POST)
    if done(form, lambda: _decided(found, form.cleaned_data, by)):
        return redirect("correction", found.number)
    return _page(request, found, form)


def _decided(found: Correction, given: dict[str, Any], by: Actor) -> object:
    if given["decision"] == "grant":
        return correction_grant(found, answer=given["answer"], by=by)
    return correction_refuse(found, answer=given["answer"], by=by)


@require_POST
def correction_undo(request: ActorRequest, number: str) -> HttpResponse:
    """Take the own request back."""
    found = correction_for(request.actor, number)
    correction_withdraw(found, by=request.actor)
    return redirect("correction", found.number)


def _page(request: ActorRequest, found: Correction, form: AnswerForm) -> HttpResponse:
    by = request.actor
    is_open, own = found.state == CorrectionState.OPEN, found.person_id == by.person
    row = row_in_question(found)
    person_shown(found.person, "correction", by=by)
    shown = {
        "correction": found,
        "row": row,
        "said": told(Subject(found.subject), row),
        "form": form,
        "own": own,
        "late": is_open and found.due_on < by.on,
        "may_decide": is_open and not own and may(by, Right.DECIDE_REQUESTS, path_of(found.person)),
        "may_withdraw": is_open and own,
    }
    return render(request, "people/correction.html", shown, status=REFUSED if form.errors else 200)
