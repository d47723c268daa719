"""A small county for tests of the rooms: actors, organisations and people, made through the rooms' own actions."""

from __future__ import annotations

from datetime import date

from xueshi.access.actors import witness
from xueshi.access.models import Account
from xueshi.kernel.actors import Actor, Grant, Role
from xueshi.kernel.paths import OrgPath
from xueshi.organisations.actions import Draft, organisation_found, organisations_found
from xueshi.organisations.models import Kind, Organisation
from xueshi.people.actions import Newcomer, person_enter
from xueshi.people.models import Person

TODAY = date(2026, 6, 30)
INSTALLER = Actor(0, TODAY, (Grant(Role.DEPARTMENT_OFFICER, ""), Grant(Role.SECURITY_ADMINISTRATOR, "")), witness())
CITIZEN_ID = "11010519491231002X"


def county(name: str = "甲县委") -> dict[str, Organisation]:
    """A county committee with two townships, two branches in the first and one in the second, by short names."""
    names = {
        "top": name,
        "east": f"{name}/东镇党委",
        "west": f"{name}/西镇党委",
        "first": f"{name}/东镇党委/第一支部",
        "second": f"{name}/东镇党委/第二支部",
        "third": f"{name}/西镇党委/第三支部",
    }
    drafts = [Draft(OrgPath(path), Kind.BRANCH) for path in names.values()]
    made = organisations_found(drafts, by=INSTALLER)
    return dict(zip(names, made, strict=True))


def branch(name: str = "某支部") -> Organisation:
    """One organisation on its own."""
    return organisation_found(Draft(OrgPath(name)), by=INSTALLER)


def officer(organisation: Organisation, account: int = 1) -> Actor:
    """An officer for everything below an organisation."""
    return Actor(account, TODAY, (Grant(Role.DEPARTMENT_OFFICER, organisation.path),), witness())


def secretary(organisation: Organisation, account: int = 2) -> Actor:
    """A secretary of a branch."""
    return Actor(account, TODAY, (Grant(Role.BRANCH_SECRETARY, organisation.path),), witness())


def member(person: Person, account: int = 3) -> Actor:
    """A member, who sees only himself or herself."""
    return Actor(account, TODAY, (), witness(), person.pk)


def person(organisation: Organisation, name: str = "张某", **facts: object) -> Person:
    """Someone for whom an organisation answers."""
    return person_enter(Newcomer(name, **facts), organisation, by=INSTALLER)  # type: ignore[arg-type]


def account(username: str = "officer") -> Account:
    """An account without appointments."""
    made: Account = Account.objects.create(username=username, password="!")
    return made
