"""The only way to a person and what concerns one: visible, or not found. Everyone sees himself or herself.

Identity numbers leave the vault only here.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from xueshi.kernel.actors import Actor, NotFoundError, Right, audit, may, require
from xueshi.kernel.errors import XueshiError
from xueshi.organisations.gates import visible_organisations
from xueshi.organisations.models import Organisation, Reorganisation
from xueshi.people.models import Correction, Floating, Person, PersonDated, Transfer
from xueshi.people.transfer_problems import NO_SUCH_TARGET

LARGEST_KEY = 2**63 - 1


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
    """The person of that number, or into whom it was merged, if the actor may see him or her."""
    people = visible_people(by).select_related("identity", "organisation")
    found = people.filter(number=number).first() or people.filter(aliases__number=number).first()
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


def identities_of(people: Iterable[Person], *, export: str, by: Actor) -> dict[int, tuple[str, str]]:
    """Identity numbers and phones in clear for a full export, by primary key; one entry of the audit trail says for how many.

    Raises ACCESS-002.
    """
    found: dict[int, tuple[str, str]] = {}
    for person in people:
        require(by, Right.SEE_IDENTITY, person.organisation.path if person.organisation else "")
        found[person.pk] = person.identity.opened("citizen_id"), person.identity.opened("phone")
    audit(by, "identity.exported", "export", export, people=len(found))
    return found


def may_change(by: Actor, person: Person) -> bool:
    """Whether the actor may change the standing of a person."""
    return may(by, Right.CHANGE_PEOPLE, person.organisation.path if person.organisation else "")


def visible_transfers(by: Actor) -> QuerySet[Transfer]:
    """The transfers of which the actor sees one of the two ends, and the own ones."""
    wanted = Q(person=by.person) if by.person is not None else Q(pk__in=())
    for scope in by.scopes(Right.SEE):
        wanted |= Q(source__path__under=scope) | Q(target__path__under=scope)
    return Transfer.objects.filter(wanted).select_related(
        "person__identity", "person__organisation", "source", "target"
    )


def transfer_for(by: Actor, number: str) -> Transfer:
    """The transfer of that number, if the actor sees one of its ends."""
    found = visible_transfers(by).filter(number=number).first()
    if found is None:
        raise NotFoundError("transfer")
    return found


def visible_stays(by: Actor) -> QuerySet[Floating]:
    """What is known of floating members for whom the actor's organisations answer or are host, and the actor's own stays."""
    wanted = Q(person=by.person) if by.person is not None else Q(pk__in=())
    for scope in by.scopes(Right.SEE):
        wanted |= Q(person__organisation__path__under=scope) | Q(host__path__under=scope)
    rows: QuerySet[Floating] = Floating.objects.known().filter(wanted)
    return rows.select_related("person__identity", "person__organisation", "host")


def stay_for(by: Actor, number: str) -> Floating:
    """The stay of that number, if the actor sees one of its ends."""
    found = visible_stays(by).filter(number=number).first()
    if found is None:
        raise NotFoundError("stay")
    return found


def visible_corrections(by: Actor) -> QuerySet[Correction]:
    """The requests of people for whom the actor's organisations answer, and the own ones."""
    wanted = Q(person=by.person) if by.person is not None else Q(pk__in=())
    for scope in by.scopes(Right.SEE):
        wanted |= Q(person__organisation__path__under=scope)
    return Correction.objects.filter(wanted).select_related("person__identity", "person__organisation")


def correction_for(by: Actor, number: str) -> Correction:
    """The request of that number, if the actor may see it."""
    found = visible_corrections(by).filter(number=number).first()
    if found is None:
        raise NotFoundError("correction")
    return found


def state_for(by: Actor, number: str, model: type[PersonDated], key: int) -> PersonDated:
    """A state that is known now of the person of that number, if the actor may see the person."""
    person = person_for(by, number)
    found: PersonDated | None = model.objects.known().filter(person=person, pk=min(key, LARGEST_KEY)).first()
    if found is None:
        raise NotFoundError("state")
    found.person = person
    return found


def organisation_addressed(text: str) -> Organisation:
    """The organisation of that exact full name or number, wherever it stands: letters lead out of the own scope.

    Raises TRANSFER-007.
    """
    wanted = text.strip()
    found = Organisation.objects.filter(Q(number=wanted) | Q(full_name=wanted)).order_by("pk").first()
    if found is None:
        raise XueshiError(NO_SUCH_TARGET, text=wanted)
    return found


def organisation_named(text: str, *, by: Actor) -> Organisation:
    """The organisation of that exact full name or number, if the actor may see it.

    Raises TRANSFER-007.
    """
    wanted = text.strip()
    found = visible_organisations(by).filter(Q(number=wanted) | Q(full_name=wanted)).order_by("pk").first()
    if found is None:
        raise XueshiError(NO_SUCH_TARGET, text=wanted)
    return found


def reorganisation_for(by: Actor, number: str) -> Reorganisation:
    """The change of the tree of that number, if the actor may change the organisation that it is about.

    Raises ACCESS-002.
    """
    found = Reorganisation.objects.select_related("organisation").filter(number=number).first()
    if found is None or not may(by, Right.SEE, found.organisation.path):
        raise NotFoundError("reorganisation")
    require(by, Right.CHANGE_ORGANISATIONS, found.organisation.path)
    return found
