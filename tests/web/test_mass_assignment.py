"""Nothing but the fields of a form is written: every column of every table is posted along, and none takes effect."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from django.urls import reverse

from tests.web.filled import FILLED, OWNED
from tests.web.policy import OPEN, Rule, expected, rules
from tests.web.test_matrix import Browser, made, names  # noqa: F401
from tests.web.world import Thing, World

ROOMS = ("organisations", "people", "access", "intake", "ledger", "standings")
NUMBER = re.compile(r"[0-9a-hjkmnp-tv-z]{16}|[0-9a-f]{64}|[0-9a-f]{32}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[.\d]*(\+\d\d:\d\d)?")
RANDOM = frozenset({"chain", "hash", "digest", "secret", "password", "wrapped_key", "result_file", "session_data"})
SEALED = (models.BinaryField,)
KEYS = "vault_rotate"
"""Master keys are kept outside the database, so their numbers go on rising; its form has no field at all."""
WRITES = sorted(
    {
        rule.route: rule
        for rule in rules()
        if "POST" in rule.methods and rule.needs != "everybody" and rule.route != KEYS
    }.items()
)


def tables() -> Iterator[type[models.Model]]:
    """The tables of our rooms."""
    return (model for room in ROOMS for model in apps.get_app_config(room).get_models())


def columns() -> dict[str, str]:
    """Every column of our tables with something that would do harm in it."""
    found = {}
    for model in tables():
        for field in model._meta.concrete_fields:
            found[field.name] = found[field.attname] = hostile(field)
    return found


def hostile(field: models.Field[Any, Any]) -> str:
    """A value that the column would take."""
    if isinstance(field, models.BooleanField):
        return "true"
    if isinstance(field, models.DateField):
        return "2020-02-02"
    if field.is_relation or isinstance(field, models.IntegerField):
        return "1"
    return str(field.choices[-1][0]) if field.choices else "hostile"


def kept() -> set[str]:
    """Every row of every table as text, without what is random or the time."""
    rows = set()
    for model in tables():
        fields = [field for field in model._meta.concrete_fields if not isinstance(field, SEALED)]
        wanted = [field.attname for field in fields if field.name not in RANDOM]
        for row in model._base_manager.values_list(*wanted):
            rows.add(f"{model.__name__} {json.dumps(row, default=str, ensure_ascii=False)}")
    return rows


@dataclass
class Form:
    """One form in the hands of somebody who may fill it in."""

    browser: Browser
    name: str
    address: str
    given: dict[str, str]
    before: set[str]

    def written(self, foreign: dict[str, str]) -> list[str]:
        """What is written when more is sent along: the rows that were not there before."""
        with transaction.atomic():
            self.browser.send(self.name, self.address, {**foreign, **self.given})
            rows = kept() - self.before
            transaction.set_rollback(True)
        return sorted(MOMENT.sub("*", NUMBER.sub("*", row)) for row in rows)

    def taken(self, foreign: dict[str, str], alone: list[str]) -> list[str]:
        """Which of the foreign columns take effect."""
        if self.written(foreign) == alone:
            return []
        if len(foreign) == 1:
            return list(foreign)
        pairs = list(foreign.items())
        half = len(pairs) // 2
        return self.taken(dict(pairs[:half]), alone) + self.taken(dict(pairs[half:]), alone)


def who_may(world: World, rule: Rule) -> tuple[str, Thing] | None:
    """An account and a thing for which the form is open."""
    for thing in world.things[rule.thing]:
        for name in names(world):
            if expected(rule, world.actor(name), thing) == OPEN:
                return name, thing
    return None


@pytest.mark.long
@pytest.mark.timeout(900)
def test_no_form_writes_a_column_that_it_does_not_own(made, db, capsys):  # noqa: F811
    browser, every, before, cells, taken = Browser(made), columns(), kept(), 0, {}

    for route, rule in WRITES:
        found = who_may(made, rule)
        if found is None:
            continue
        name, thing = found
        given, own = FILLED.get(route, {}), OWNED.get(route, "").split()
        foreign = {key: value for key, value in every.items() if key not in given and key not in own}
        form = Form(browser, name, reverse(route, args=thing.args), given, before)
        cells += len(foreign)
        if columns_taken := form.taken(foreign, form.written({})):
            taken[route] = columns_taken

    with capsys.disabled():
        print(f"\nmass assignment: {len(WRITES)} forms x {len(every)} columns, {cells} cells")
    assert taken == {}
    assert cells >= 2000
