"""The only way to ledger rows: those of people whom the actor may see."""

from __future__ import annotations

from django.db.models import QuerySet

from xueshi.kernel.actors import Actor, NotFoundError
from xueshi.ledger.models import Participation, Posting
from xueshi.people.gates import visible_people


def visible_participations(by: Actor) -> QuerySet[Participation]:
    """The participations of people whom the actor may see."""
    return Participation.objects.filter(person__in=visible_people(by))


def visible_postings(by: Actor) -> QuerySet[Posting]:
    """The postings of people whom the actor may see."""
    return Posting.objects.filter(person__in=visible_people(by))


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
