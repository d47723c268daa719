"""The only way to a person: visible, or not found. Everyone sees himself or herself; identity numbers leave the vault only here."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from xueshi.kernel.actors import Actor, NotFoundError, Right, audit, may, require
from xueshi.people.models import Person


def people_within(by: Actor) -> QuerySet[Person]:
    """The people for whom organisations within the actor's scope answer: what lists start from, found through the tree."""
    return Person.objects.filter(_within(by))


def visible_people(by: Actor) -> QuerySet[Person]:
    """The people for whom organisations within the actor's scope answer, and the actor."""
    return people_within(by) if by.person is None else Person.objects.filter(_within(by) | Q(pk=by.person))


def _within(by: Actor) -> Q:
    """One condition for each scope and no other, so that the database joins through the index of the tree."""
    scopes = [Q(organisation__path__under=scope) for scope in by.scopes(Right.SEE)]
    return reduce(or_, scopes) if scopes else Q(pk__in=())


def person_for(by: Actor, number: str) -> Person:
    """The person of that number, if the actor may see him or her."""
    found = visible_people(by).select_related("identity", "organisation").filter(number=number).first()
    if found is None:
        raise NotFoundError("person")
    return found


def citizen_id_of(person: Person, *, by: Actor) -> str:
    """The identity number in clear, written to the audit trail; empty where not known.

    Raises ACCESS-002.
    """
    if person.pk != by.person:
        require(by, Right.SEE_IDENTITY, person.organisation.path if person.organisation else "")
    audit(by, "identity.read", "person", person.number)
    return person.identity.opened("citizen_id")


def may_change(by: Actor, person: Person) -> bool:
    """Whether the actor may change the standing of a person."""
    return may(by, Right.CHANGE_PEOPLE, person.organisation.path if person.organisation else "")
