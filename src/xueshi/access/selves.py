"""One person behind several numbers and accounts: what has to be different people is checked across all of them."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from xueshi.access.models import ADMINISTRATORS, Account, Appointment
from xueshi.kernel.actors import Actor, Role
from xueshi.people.models import Person


def selves(person: int | None) -> frozenset[int]:
    """Every number that means a person: the one it was merged into, and all that were; empty for nobody."""
    if person is None:
        return frozenset()
    kept = Person.objects.filter(pk=person).values_list("merged_into", flat=True).first() or person
    numbers = Person.objects.filter(Q(pk=kept) | Q(merged_into=kept)).values_list("pk", flat=True)
    return frozenset({person, *numbers})


def is_same_person(account: Account, by: Actor) -> bool:
    """Whether the actor is that account or the person it belongs to."""
    if account.pk == by.account:
        return True
    return by.person is not None and account.person_id is not None and account.person_id in selves(by.person)


def appointments_of_person(account: Account, since: date, until: date) -> QuerySet[Appointment]:
    """The appointments of all accounts of an account's person that hold on some day between two."""
    whose = Q(account=account) | Q(account__person__in=selves(account.person_id))
    found: QuerySet[Appointment] = Appointment.objects.known().filter(whose, valid_to__gt=since, valid_from__lt=until)
    return found


def would_administer_twice(one: Person, other: Person, day: date) -> bool:
    """Whether two numbers may not be one person, because together they would hold an administration and something else."""
    everyone = selves(one.pk) | selves(other.pk)
    rows = Appointment.objects.known().filter(account__person__in=everyone, valid_to__gt=day, account__is_active=True)
    roles = set(rows.exclude(role=Role.MEMBER).values_list("role", flat=True))
    return len(roles) > 1 and bool(roles & set(ADMINISTRATORS))
