"""Who may use which route, as the table beside this file says it, and what follows for one actor and one thing.

``needs`` is asked before anything else: ``everybody``, ``signed`` for whoever is signed in, or a right held anywhere (else the answer is
"not allowed"). ``sees`` says for whom the thing exists (else "not found"): a right over the place where it lies, ``self`` for the person
it is about, ``owner`` for the account it belongs to; blanks mean "or", a plus sign means "and". ``may`` is the right over the place that
is asked for last (else "not allowed"); an upright bar means "or".
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.web.world import PROVINCE, Thing, World
from xueshi.kernel.actors import Actor, Right, may
from xueshi.organisations.models import Organisation

TABLE = Path(__file__).with_name("policy.csv")
OPEN, HIDDEN, REFUSED, METHOD, SIGN_IN = "open", "not found", "not allowed", "method", "sign in"


@dataclass(frozen=True)
class Rule:
    """One line of the table."""

    route: str
    methods: tuple[str, ...]
    thing: str
    needs: str
    sees: str
    may: str


@cache
def rules() -> tuple[Rule, ...]:
    """Every line of the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows: list[dict[str, Any]] = list(csv.DictReader(file))
    return tuple(Rule(**{**row, "methods": tuple(row["methods"].split())}) for row in rows)


def expected(rule: Rule, by: Actor | None, thing: Thing) -> str:
    """What a request of an actor for a thing must come to."""
    if rule.needs == "everybody":
        return OPEN
    if by is None:
        return SIGN_IN
    if rule.needs != "signed" and not by.scopes(Right(rule.needs)):
        return REFUSED
    if rule.sees and not _any(rule.sees, by, thing):
        return HIDDEN
    if rule.may and not any(_holds(word, by, thing) for word in rule.may.split("|")):
        return REFUSED
    return OPEN


def _any(text: str, by: Actor, thing: Thing) -> bool:
    return not thing.absent and any(all(_holds(word, by, thing) for word in part.split("+")) for part in text.split())


def _holds(word: str, by: Actor, thing: Thing) -> bool:
    if word in SPECIAL:
        return SPECIAL[word](by, thing)
    right = Right(word)
    places = [place for place in (thing.path, thing.other) if place is not None]
    return any(may(by, right, place) for place in places) if places else bool(by.scopes(right))


def _is_judged(by: Actor, _thing: Thing) -> bool:
    """Whether the run of the first province covers everything that the actor sees."""
    top = Organisation.objects.get(full_name=PROVINCE).path
    paths = _paths(by)
    return bool(paths) and all(path.startswith(top) for path in paths)


def _is_covered(by: Actor, thing: Thing) -> bool:
    """Whether a run judged somebody whom the actor sees."""
    top = thing.path or ""
    return any(path.startswith(top) or top.startswith(path) for path in _paths(by))


def _paths(by: Actor) -> tuple[str, ...]:
    scopes = by.scopes(Right.SEE)
    if scopes or by.person is None:
        return scopes
    return tuple(Organisation.objects.filter(people=by.person).values_list("path", flat=True))


SPECIAL: dict[str, Callable[[Actor, Thing], bool]] = {
    "self": lambda by, thing: thing.person is not None and thing.person == by.person,
    "owner": lambda by, thing: thing.owner == by.account,
    "nobody": lambda by, thing: False,
    "receives": lambda by, thing: thing.other is not None and may(by, Right.DECIDE_REQUESTS, thing.other),
    "judged": _is_judged,
    "covered": _is_covered,
}


def relation(world: World, name: str, thing: Thing) -> str:
    """How a thing lies to an account: self, own unit, child, parent, sibling, other province, former office or nobody's."""
    by = world.actor(name)
    if by is None or thing.absent or thing.path is None:
        return "none"
    if thing.person is not None and thing.person == by.person:
        return "self"
    scopes = [grant.scope for grant in by.grants if grant.scope]
    if not scopes:
        return "former office" if name.startswith("former") else "no unit"
    return min((_between(scope, thing.path) for scope in scopes), key=NEAR.index)


NEAR = ("own unit", "child", "parent", "sibling", "same province", "other province")


def _between(scope: str, path: str) -> str:
    if path == scope:
        return "own unit"
    if path.startswith(scope):
        return "child"
    if scope.startswith(path):
        return "parent"
    if len(path) == len(scope) and path[:-5] == scope[:-5] != "":
        return "sibling"
    return "same province" if path[:5] == scope[:5] else "other province"
