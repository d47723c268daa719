"""The only way to ledger rows: those of people whom the actor may see."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from xueshi.kernel.actors import Actor, NotFoundError
from xueshi.ledger.models import Participation, Posting
from xueshi.people.gates import visible_people
from xueshi.people.models import Person


def visible_participations(by: Actor) -> QuerySet[Participation]:
    """The participations of people whom the actor may see, under whatever number they were recorded."""
    return Participation.objects.filter(of_visible(by))


def visible_postings(by: Actor) -> QuerySet[Posting]:
    """The postings of people whom the actor may see, under whatever number they were recorded."""
    return Posting.objects.filter(of_visible(by))


def of_visible(by: Actor) -> Q:
    """Rows of people whom the actor may see, under whatever number they were recorded."""
    visible = visible_people(by)
    return Q(person__in=visible) | Q(person__in=Person.objects.filter(merged_into__in=visible))


def participation_for(by: Actor, key: int) -> Participation:
    """The participation, if the actor may see its person."""
    found = visible_participations(by).select_related("person__identity", "person__organisation").filter(pk=key).first()
    if found is None:
        raise NotFoundError("participation")
    return found


def posting_for(by: Actor, key: int) -> Posting:
    """The posting, if the actor may see its person."""
    found = visible_postings(by).select_related("participation", "person__organisation").filter(pk=key).first()
    if found is None:
        raise NotFoundError("posting")
    return found
