"""The only way to an organisation: visible, or not found."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q, QuerySet

from xueshi.kernel.actors import Actor, NotFoundError, Right
from xueshi.organisations.models import Organisation, OrganisationEdge, ParentLink


def visible_organisations(by: Actor, right: Right = Right.SEE) -> QuerySet[Organisation]:
    """The organisations over which the actor holds a right, in the order of the tree."""
    wanted = Q(pk__in=())
    for scope in by.scopes(right):
        wanted |= Q(path__under=scope)
    return Organisation.objects.filter(wanted)


def organisation_for(by: Actor, number: str) -> Organisation:
    """The organisation of that number, if the actor may see it."""
    found = visible_organisations(by).select_related("parent").filter(number=number).first()
    if found is None:
        raise NotFoundError("organisation")
    return found


def edge_for(unit: Organisation, key: int) -> OrganisationEdge:
    """A connection that starts from an organisation, by its key, as known now; who may see the organisation may see it."""
    rows = OrganisationEdge.objects.known().select_related("organisation", "other")
    found: OrganisationEdge | None = rows.filter(organisation=unit, pk=key).first()
    if found is None:
        raise NotFoundError("edge")
    return found


def tops(by: Actor) -> QuerySet[Organisation]:
    """The organisations at the top of what the actor may see."""
    scopes = by.scopes(Right.SEE)
    return Organisation.objects.filter(Q(parent=None) if "" in scopes else Q(path__in=scopes))


def parents_on(day: date, known: datetime | None = None) -> dict[int, int | None]:
    """The tree as it was on a day, as known at a moment: the parent of every organisation that had a link."""
    links = ParentLink.objects.known(known).on(day).values_list("child_id", "parent_id")
    return dict(links)
