"""The command that begins a real installation."""

from __future__ import annotations

import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from xueshi.access.actors import actor_of
from xueshi.access.models import Account
from xueshi.kernel.actors import Right, Role
from xueshi.organisations.models import Level, Organisation
from xueshi.people.models import Membership, Person

pytestmark = pytest.mark.django_db
WORDS = [
    *("--organisation", "清河县委"),
    *("--system", "xitong", "甲某"),
    *("--security", "anquan", "乙某"),
    *("--audit", "shenji", "丙某"),
]
NEW = "Nb4-wxyzr8t2kpm"


def found(*words: str) -> dict[str, str]:
    """The address of each administrator's link."""
    out = io.StringIO()
    call_command("found", *words, stdout=out, skip_checks=True)
    return dict(re.findall(r"^(\w+)  (/sign-in/link/\S+)$", out.getvalue(), re.MULTILINE))


def test_an_empty_installation_gets_an_organisation_and_three_administrators() -> None:
    links = found(*WORDS)

    assert list(links) == ["xitong", "anquan", "shenji"]
    assert Organisation.objects.get().level == Level.COUNTY
    roles = {account.username: [grant.role for grant in actor_of(account).grants] for account in Account.objects.all()}
    assert roles == {
        "xitong": [Role.SYSTEM_ADMINISTRATOR],
        "anquan": [Role.SECURITY_ADMINISTRATOR],
        "shenji": [Role.AUDIT_ADMINISTRATOR],
    }


def test_administrators_are_persons_but_on_no_roll() -> None:
    found(*WORDS)

    assert sorted(person.identity.name for person in Person.objects.all()) == ["丙某", "乙某", "甲某"]
    assert not Membership.objects.exists()


def test_a_link_opens_the_door_for_its_administrator_alone() -> None:
    links = found(*WORDS)
    visitor = Client()

    visitor.post(links["anquan"], {"new": NEW, "again": NEW})
    entered = visitor.post("/sign-in/", {"username": "anquan", "password": NEW})

    assert entered.headers["Location"] == "/"
    assert actor_of(Account.objects.get(username="anquan")).scopes(Right.APPOINT) == ("",)
    assert Client().post("/sign-in/", {"username": "xitong", "password": NEW}).status_code == 200


def test_run_again_it_renews_the_links_that_were_not_used() -> None:
    first = found(*WORDS)
    Client().post(first["anquan"], {"new": NEW, "again": NEW})

    second = found()

    assert list(second) == ["xitong", "shenji"]
    assert Client().get(first["xitong"]).status_code == 400
    assert Client().get(second["xitong"]).status_code == 200
    assert Account.objects.count() == 3


def test_once_everybody_has_a_password_it_does_nothing() -> None:
    for address in found(*WORDS).values():
        Client().post(address, {"new": NEW, "again": NEW})

    with pytest.raises(CommandError, match="begun already"):
        found(*WORDS)

    assert Organisation.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (WORDS[:-3], "needs --audit"),
        ([], "needs --organisation, --system, --security, --audit"),
        ([*WORDS[:-2], "anquan", "丙某"], "three people"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_made(words: list[str], complaint: str) -> None:
    with pytest.raises(CommandError, match=complaint):
        found(*words)

    assert not Account.objects.exists()
    assert not Organisation.objects.exists()
