"""One person's states over time."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from xueshi.organisations.requests import ActorRequest, as_of_asked
from xueshi.people.gates import may_change
from xueshi.people.looked import person_opened
from xueshi.people.reads import lineage
from xueshi.people.timeline import timeline
from xueshi.people.views.states import STARTERS


def person_timeline(request: ActorRequest, number: str) -> HttpResponse:
    """The states of a person as they were on a day, as they are, and as they were known."""
    by, at = request.actor, as_of_asked(request)
    person = person_opened(number, "timeline", by=by)
    shown = {
        "person": person,
        "lineage": lineage(person, by=by),
        "tab": "timeline",
        "as_of": at,
        "timeline": timeline(person, at),
        "own": person.pk == by.person,
        "starters": STARTERS if may_change(by, person) and at.is_now else {},
        "may_change": may_change(by, person) and at.is_now,
    }
    return render(request, "people/timeline.html", shown)
