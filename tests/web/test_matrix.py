"""Every route for every role and relation: no unexpected allow, and what may not be seen looks like what is not there."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

from tests.web.conftest import enter
from tests.web.filled import FILLED
from tests.web.policy import HIDDEN, METHOD, OPEN, REFUSED, SIGN_IN, Rule, expected, relation, rules
from tests.web.world import Thing, World, world
from xueshi.access.sessions import Signed, now
from xueshi.kernel.actors import Actor, Right

ANONYMOUS = "anonymous"
LATER = now() + 60 * 60
"""No session grows stale while the matrix is crossed."""
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[World]:
    """The provinces, made once and taken back after the file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield world()
        transaction.set_rollback(True)


@dataclass(frozen=True)
class Answer:
    """What came back, and what it comes to."""

    kind: str
    status: int
    body: bytes


def answered(response: HttpResponseBase, address: str) -> Answer:
    """What an answer comes to; its body without the token and the address, which differ by their nature."""
    status = response.status_code
    to_sign_in = status == 302 and response.headers["Location"].startswith("/sign-in/?")
    kinds = {404: HIDDEN, 403: REFUSED, 405: METHOD}
    body = response.content if isinstance(response, HttpResponse) else b"".join(response)
    body = TOKEN.sub(b"", body).replace(address.encode(), b"")
    return Answer(SIGN_IN if to_sign_in else kinds.get(status, OPEN), status, body)


class Browser:
    """One browser in the hands of every account, each as it was when it had just signed in."""

    def __init__(self, world: World) -> None:
        self._client = Client(raise_request_exception=False, headers={"accept-language": "zh-hans"})
        self._cookies = {ANONYMOUS: ""}
        for name, account in world.accounts.items():
            self._client.cookies.clear()
            enter(self._client, account)
            session = self._client.session
            Signed(LATER, LATER, LATER, factor=True).keep(session)
            session.save()
            self._cookies[name] = self._client.cookies.output().replace("Set-Cookie: ", "")

    def ask(self, name: str, method: str, address: str, given: dict[str, str]) -> Answer:
        """Ask as an account, and take back whatever it changed."""
        self._as(name)
        with transaction.atomic():
            response = self.send(name, address, given) if method == "POST" else self._client.get(address)
            found = answered(response, address)
            transaction.set_rollback(True)
        return found

    def send(self, name: str, address: str, given: dict[str, str]) -> HttpResponseBase:
        """Send a form as an account."""
        self._as(name)
        return self._client.post(address, given)

    def _as(self, name: str) -> None:
        self._client.cookies.clear()
        self._client.cookies.load(self._cookies[name])


def names(made: World) -> list[str]:
    return [ANONYMOUS, *made.accounts]


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_every_route_gives_every_role_what_the_policy_says(made, db, capsys, caplog):
    caplog.set_level(logging.CRITICAL, "django.request")
    browser = Browser(made)
    actors = {name: made.actor(name) for name in names(made)}
    cells: Counter[str] = Counter()
    wrong, revealing = [], []

    for rule in rules():
        for name in names(made):
            absent = dict.fromkeys(rule.methods)
            for thing in crossed(made.things[rule.thing], actors[name]):
                address = reverse(rule.route, args=thing.args)
                for method in rule.methods:
                    answer = browser.ask(name, method, address, FILLED.get(rule.route, {}))
                    wanted = expected(rule, actors[name], thing)
                    cells[relation(made, name, thing)] += 1
                    if not fits(rule, answer, wanted):
                        wrong.append((rule.route, method, name, thing.name, wanted, answer.status))
                    if thing.absent:
                        absent[method] = answer
                    elif answer.kind == HIDDEN and absent[method] and answer != absent[method]:
                        revealing.append((rule.route, method, name, thing.name))

    with capsys.disabled():
        print(f"\npermission matrix: {sum(cells.values())} cells", dict(cells.most_common()))
    assert wrong == []
    assert revealing == []
    assert sum(cells.values()) >= 2000


def crossed(things: list[Thing], by: Actor | None) -> list[Thing]:
    """The things that an actor asks for, the absent one first; who sees no unit tells them apart no further than two."""
    known = sorted(things, key=lambda thing: not thing.absent)
    return known if by and by.scopes(Right.SEE) else known[:2] + [thing for thing in known[2:] if is_own(thing, by)]


def is_own(thing: Thing, by: Actor | None) -> bool:
    """Whether a thing is about the actor."""
    return by is not None and thing.person is not None and thing.person == by.person


def fits(rule: Rule, answer: Answer, wanted: str) -> bool:
    """Whether an answer is the one wanted; pages for everybody may be whatever they are, but no failure."""
    return answer.status < 500 if rule.needs == "everybody" else answer.kind == wanted


def test_nothing_is_changed_by_following_a_link(made, db):
    browser = Browser(made)
    read = {rule.route for rule in rules() if "GET" in rule.methods}
    posted = [rule for rule in rules() if rule.route not in read]

    answers = {
        (rule.route, browser.ask(name, "GET", reverse(rule.route, args=made.things[rule.thing][0].args), {}).kind)
        for rule in posted
        for name in ("county officer", "security")
    }

    assert sorted(answers) == sorted((rule.route, METHOD) for rule in posted)


def test_every_role_and_every_relation_stands_in_the_matrix(made, db):
    actors = [made.actor(name) for name in made.accounts]
    roles = {grant.role for actor in actors if actor is not None for grant in actor.grants}
    things = [thing for kind in ("unit", "person") for thing in made.things[kind]]
    relations = {relation(made, name, thing) for name in made.accounts for thing in things}

    assert None not in actors
    assert {role.value for role in roles} >= {
        "member",
        "branch_recorder",
        "branch_secretary",
        "committee_officer",
        "department_officer",
        "registrar",
        "teacher",
        "course_manager",
        "inspector",
        "rule_editor",
        "system_administrator",
        "security_administrator",
        "audit_administrator",
    }
    assert relations >= {
        "self",
        "own unit",
        "child",
        "parent",
        "sibling",
        "same province",
        "other province",
        "former office",
    }


def patterns(found: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for one in found:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns)
        else:
            yield one


def test_a_route_cannot_be_added_without_saying_who_may_use_it():
    routes = sorted(pattern.name or str(pattern.pattern) for pattern in patterns(get_resolver().url_patterns))

    assert routes == sorted({rule.route for rule in rules()})
