"""Floating members: away from the organisation that answers, and counted there."""

from __future__ import annotations

from django.db import transaction

from xueshi.kernel.actors import Actor
from xueshi.kernel.windows import Span
from xueshi.organisations.models import Organisation
from xueshi.people.models import Floating, Person
from xueshi.people.recording import begin


@transaction.atomic
def floating_begin(person: Person, host: Organisation | None, host_text: str, *, span: Span, by: Actor) -> Floating:
    """Record that a person is away from the organisation that answers."""
    return begin(Floating(person=person, host=host, host_text=host_text), "floating.begun", span, by=by)
