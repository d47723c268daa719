"""The first organisation and the three administrators of an empty installation, who let everybody else in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from xueshi.access.actions import account_appoint, account_open
from xueshi.access.actors import today, witness
from xueshi.access.models import ADMINISTRATORS, Account
from xueshi.access.password_actions import link_issue
from xueshi.kernel.actors import Actor, Grant, Role, audit
from xueshi.kernel.paths import OrgPath
from xueshi.organisations.actions import Draft, organisation_found
from xueshi.organisations.models import Kind, Level
from xueshi.people.identities import tokens_kept
from xueshi.people.models import Identity, Person


@dataclass(frozen=True, slots=True)
class Founder:
    """An administrator of the first day: role, sign-in and name."""

    role: Role
    username: str
    name: str


@transaction.atomic
def found_installation(top: str, level: Level, founders: Sequence[Founder]) -> dict[str, str]:
    """Found the organisation at the top and appoint the administrators; the secret of each one's link, by user name.

    Raises ACCESS-003, ORG-001.
    """
    by = _installer()
    organisation_found(Draft(OrgPath(top), Kind.LOCAL_COMMITTEE, level=level), by=by)
    return {founder.username: link_issue(_opened(founder, by), by=by) for founder in founders}


def links_again() -> dict[str, str]:
    """New links for the administrators who have not chosen a password yet."""
    waiting = Account.objects.filter(appointments__role__in=ADMINISTRATORS, is_active=True).distinct().order_by("pk")
    by = _installer()
    return {account.username: link_issue(account, by=by) for account in waiting if not account.has_usable_password()}


def _installer() -> Actor:
    """Whoever stands at the computer itself; every act is written down as account 0."""
    grants = (Grant(Role.DEPARTMENT_OFFICER, ""), Grant(Role.SECURITY_ADMINISTRATOR, ""))
    return Actor(0, today(), grants, witness())


def _opened(founder: Founder, by: Actor) -> Account:
    person = _person(founder.name, by)
    account = account_open(founder.username, None, display_name=founder.name, person=person, by=by)
    account_appoint(account, founder.role, None, since=by.on, reason="founding", by=by)
    return account


def _person(name: str, by: Actor) -> Person:
    """Somebody who is known to the installation but on no roll: administrators need not be members."""
    person = Person.objects.create()
    identity = Identity(person=person)
    identity.keep(name=name)
    identity.save(force_insert=True)
    tokens_kept([identity])
    audit(by, "person.entered", "person", person.number)
    return person
