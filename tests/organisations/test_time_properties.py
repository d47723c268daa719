"""Whatever is done to the tree and in whatever order it is recorded, it is the tree of a simple model: then, now, and as known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.conftest import NIGHTLY
from tests.offices import INSTALLER
from tests.organisations.model import TOP, Tree, on
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.paths import OrgPath
from xueshi.kernel.windows import FOREVER
from xueshi.organisations import tree
from xueshi.organisations.actions import (
    Draft,
    When,
    organisation_dissolve,
    organisation_found,
    organisation_move,
    organisation_rename,
)
from xueshi.organisations.mergers import Part, organisation_split, organisations_merge
from xueshi.organisations.models import Organisation, Place, Reorganisation
from xueshi.organisations.paths import numbers
from xueshi.organisations.placing import pieces, places_rebuilt
from xueshi.organisations.record import reorganisation_undo
from xueshi.organisations.tree import AsOf

pytestmark = pytest.mark.django_db

EXAMPLES = 400 if NIGHTLY else 25

DAYS = [date(2020, 1, 1), date(2021, 1, 1), date(2022, 1, 1), date(2023, 1, 1), date(2024, 1, 1), date(2025, 1, 1)]
NAMES = ["甲", "乙", "丙", "丁"]
QUIET = settings(
    max_examples=EXAMPLES, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)

picks = st.integers(0, 30)
changes = st.tuples(
    st.sampled_from(["found", "rename", "move", "move", "dissolve", "merge", "split", "undo"]),
    picks,
    picks,
    picks,
    st.sampled_from(DAYS),
)


@dataclass
class World:
    """The system beside the model, with the states of both after each change that was made."""

    model: Tree = field(default_factory=Tree)
    keys: dict[str, int] = field(default_factory=dict)
    known: list[tuple[datetime, Tree]] = field(default_factory=list)
    before: dict[int, Tree] = field(default_factory=dict)
    """The model as it was before the last change, by the change."""

    def unit(self, key: str) -> Organisation:
        return Organisation.objects.get(pk=self.keys[key])

    def pick(self, number: int) -> str:
        return sorted(self.model.units)[number % len(self.model.units)]

    def make(self, change: str, said: tuple[Any, ...], act: Callable[[], object]) -> None:
        """Do the same to both; what one refuses the other refuses."""
        after = self.model.tried(change, *said)
        try:
            with transaction.atomic():
                act()
            refused = ""
        except XueshiError as error:
            refused = error.code
        assert (after is None) == bool(refused), (change, said, refused)
        if after is None:
            return
        self.before = {Reorganisation.objects.latest("pk").pk: self.model}
        self.remember(after)

    def remember(self, after: Tree) -> None:
        self.model = after
        self.known.append((timezone.now(), after))

    def found(self, parent: str, name: str, day: date) -> None:
        key = f"u{len(self.keys):02}"
        above = self.unit(parent) if parent else None
        if above is not None and above.dissolved_on is not None:
            return
        path = OrgPath(f"{above.full_name}/{name}" if above else name)

        def act() -> Organisation:
            made = organisation_found(Draft(path), on=day, by=INSTALLER)
            self.keys[key] = made.pk
            return made

        self.make("found", (key, parent, name, day), act)

    def do(self, change: str, first: int, second: int, third: int, day: date) -> None:
        one, other = self.pick(first), self.pick(second)
        name = NAMES[third % len(NAMES)]
        act: Callable[[], object]
        match change:
            case "found":
                self.found(one if third % 7 else TOP, name, day)
            case "rename":
                self.make(
                    "rename", (one, name, day), lambda: organisation_rename(self.unit(one), name, on=day, by=INSTALLER)
                )
            case "move":
                act = lambda: organisation_move(self.unit(one), self.unit(other), on=day, by=INSTALLER)  # noqa: E731
                self.make("move", (one, other, day), act)
            case "dissolve":
                self.make("dissolve", (one, day), lambda: organisation_dissolve(self.unit(one), on=day, by=INSTALLER))
            case "merge":
                merging = list(dict.fromkeys([one, self.pick(third)]))
                units = [self.unit(key) for key in merging]
                act = lambda: organisations_merge(units, self.unit(other), when=When(day), by=INSTALLER)  # noqa: E731
                self.make("merge", (merging, other, day), act)
            case "split":
                self.split(one, name, second, day)
            case "undo":
                self.undo()

    def split(self, key: str, name: str, some: int, day: date) -> None:
        unit = self.model.units[key]
        if self.unit(key).dissolved_on is not None or not unit.exists(day):
            return
        if on(unit.parents, day) != on(unit.parents, FOREVER):
            return
        children = sorted(self.model.children(key, day))[: some % 3]
        new = f"u{len(self.keys):02}"

        def act() -> object:
            part = Part(name, [self.unit(child) for child in children])
            made = organisation_split(self.unit(key), [part], when=When(day), by=INSTALLER)
            self.keys[new] = made.made[0].pk
            return made

        self.make("split", (key, {new: (name, children)}, day), act)

    def undo(self) -> None:
        """Take the last change back; nothing can rest on it yet."""
        for pk, model in self.before.items():
            record = Reorganisation.objects.get(pk=pk)
            reorganisation_undo(record, by=INSTALLER)
            self.remember(model)
        self.before = {}


def played(steps: list[tuple[str, int, int, int, date]]) -> World:
    world = World()
    world.found(TOP, "国", DAYS[0])
    world.found("u00", "省", DAYS[0])
    world.found("u00", "市", DAYS[0])
    world.found("u01", "县", DAYS[0])
    for step in steps:
        world.do(*step)
    return world


def agreed(world: World, known: datetime | None, model: Tree) -> None:
    """Every way to ask about every day says what the model says; of one organisation a day, what pages show of it."""
    keys = {number: key for key, number in world.keys.items()}
    for turn, day in enumerate(DAYS):
        at = AsOf(day, known)
        paths = dict(tree.places(at).values_list("organisation_id", "path"))
        ways = {keys[number]: [keys[above] for above in numbers(path)] for number, path in paths.items()}
        assert ways == {key: model.lineage(key, day) for key, unit in model.units.items() if unit.exists(day)}
        key = sorted(model.units)[turn % len(model.units)]
        number = world.keys[key]
        assert [step.name for step in tree.lineage_of(number, at)] == model.names(key, day)
        assert {keys[one.pk] for one in tree.children_of(number, at)} == model.children(key, day)
        below = tree.under(paths[number], at) if number in paths else ()
        assert {keys[one.pk] for one in below} == model.below(key, day)


@QUIET
@given(st.lists(changes, min_size=6, max_size=14))
def test_then_now_and_as_known_agree_with_the_model(db, steps):
    with transaction.atomic():
        world = played(steps)

        agreed(world, None, world.model)
        for moment, model in world.known[-3:-1]:
            agreed(world, moment, model)
        transaction.set_rollback(True)


@QUIET
@given(st.lists(changes, min_size=6, max_size=14))
def test_the_columns_of_today_follow(db, steps):
    with transaction.atomic():
        world = played(steps)

        for key, unit in world.model.units.items():
            found = world.unit(key)
            last = FOREVER if unit.end == FOREVER else max(day for day in (*unit.parents, *DAYS) if day < unit.end)
            assert found.dissolved_on == (None if unit.end == FOREVER else unit.end)
            assert found.founded_on == unit.begin
            assert found.name == on(unit.names, FOREVER)
            parent = on(unit.parents, last)
            assert found.parent_id == (world.keys[parent] if parent else None)
            above = found.parent
            if unit.end == FOREVER and above is not None:
                assert found.full_name == f"{above.full_name}/{found.name}"
                assert found.path[:-5] == above.path
        transaction.set_rollback(True)


@QUIET
@given(st.lists(changes, min_size=6, max_size=14))
def test_places_made_anew_from_the_links_are_the_same(db, steps):
    with transaction.atomic():
        world = played(steps)
        kept = {key: days_of(pieces(world.unit(key))) for key in world.keys}

        places_rebuilt()

        assert {key: days_of(pieces(world.unit(key))) for key in world.keys} == kept
        assert not Place.objects.exclude(superseded_at=None).exists()
        transaction.set_rollback(True)


def days_of(held: list[Any]) -> dict[date, str]:
    return {day: piece.path for day in DAYS for piece in held if piece.first <= day < piece.until}
