"""The only way to ledger rows: those of people whom the actor may see."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from xueshi.kernel.actors import Actor, NotFoundError, Right
from xueshi.ledger.models import Meeting, Participation, Posting
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


def visible_meetings(by: Actor) -> QuerySet[Meeting]:
    """The meetings of units that the actor may see, and those at which the actor was."""
    wanted = Q(people=by.person) if by.person is not None else Q(pk__in=())
    for scope in by.scopes(Right.SEE):
        wanted |= Q(organisation__path__under=scope)
    return Meeting.objects.filter(wanted).select_related("organisation", "entered_by", "decided_by").distinct()


def meeting_for(by: Actor, number: str) -> Meeting:
    """The meeting of that number, if the actor may see it."""
    found = visible_meetings(by).filter(number=number).first()
    if found is None:
        raise NotFoundError("meeting")
    return found
