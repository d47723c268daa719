"""Entering somebody who is not known yet."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from xueshi.kernel.actors import Actor, Right
from xueshi.organisations.requests import ActorRequest
from xueshi.people.actions import Newcomer, person_enter
from xueshi.people.forms import NewcomerForm
from xueshi.people.gates import organisation_named
from xueshi.people.models import Person
from xueshi.people.recording import not_future
from xueshi.people.views.answers import REFUSED, anywhere, done


def person_new(request: ActorRequest) -> HttpResponse:
    """Enter an applicant, or a member who arrives from outside the system."""
    by = request.actor
    anywhere(by, Right.CHANGE_PEOPLE)
    form = NewcomerForm(request.POST if request.method == "POST" else None, initial={"on": by.on})
    entered: list[Person] = []
    if request.method == "POST" and done(form, lambda: entered.append(_entered(form.cleaned_data, by))):
        return redirect("person_timeline", entered[0].number)
    return render(request, "people/person_new.html", {"form": form}, status=REFUSED if form.errors else 200)


def _entered(given: dict[str, Any], by: Actor) -> Person:
    named = ("name", "citizen_id", "applied_on", "admitted_on", "full_on")
    for day in (given["on"], given["applied_on"] or given["admitted_on"]):
        not_future(day, by=by)
    newcomer = Newcomer(**{field: given[field] for field in named})
    return person_enter(newcomer, organisation_named(given["organisation"], by=by), on=given["on"], by=by)
