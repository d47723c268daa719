"""However people and organisations move, and whenever that is recorded: the heads of children and the own ones make the parent's."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import cast

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.conftest import NIGHTLY
from tests.offices import INSTALLER, TODAY, county
from xueshi.kernel.errors import XueshiError
from xueshi.organisations import tree
from xueshi.organisations.models import Organisation, Reorganisation, Tally
from xueshi.organisations.tree import AsOf
from xueshi.people.actions import Newcomer, affiliation_move, person_enter
from xueshi.people.headcounts import headcounts_rebuilt, heads, heads_below
from xueshi.people.models import Person
from xueshi.people.reorganise import Wanted, reorganisation_taken_back, reorganise

pytestmark = pytest.mark.django_db

EXAMPLES = 400 if NIGHTLY else 24

DAYS = [date(2021, 1, 1), date(2022, 1, 1), date(2023, 1, 1), date(2024, 1, 1)]
picks = st.integers(0, 30)
steps = st.lists(
    st.tuples(
        st.sampled_from(["enter", "enter", "transfer", "transfer", "move", "merge", "split", "dissolve", "undo"]),
        picks,
        picks,
        st.sampled_from(DAYS),
    ),
    min_size=6,
    max_size=16,
)
Places = dict[int, dict[date, int]]
"""Where each person belongs from which day on."""


@dataclass
class World:
    """Organisations and people in the system, and beside it only where each person belongs since when."""

    units: list[int] = field(default_factory=list)
    belongs: Places = field(default_factory=dict)
    known: list[tuple[datetime, Places]] = field(default_factory=list)
    undo: tuple[str, Places] | None = None

    def unit(self, number: int) -> Organisation:
        return Organisation.objects.get(pk=self.units[number % len(self.units)])

    def do(self, change: str, first: int, second: int, day: date) -> None:
        before = deepcopy(self.belongs)
        try:
            with transaction.atomic():
                getattr(self, f"do_{change}")(first, second, day)
        except XueshiError:
            self.belongs = before
        self.known.append((timezone.now(), deepcopy(self.belongs)))

    def do_enter(self, first: int, _second: int, day: date) -> None:
        unit = self.open_unit(first, day)
        if unit is not None:
            person = person_enter(Newcomer("某"), unit, on=day, by=INSTALLER)
            self.belongs[person.pk] = {day: unit.pk}
            self.undo = None

    def do_transfer(self, first: int, second: int, day: date) -> None:
        unit = self.open_unit(first, day)
        if unit is None or not self.belongs:
            return
        person = sorted(self.belongs)[second % len(self.belongs)]
        affiliation_move(Person.objects.get(pk=person), unit, on=day, by=INSTALLER)
        earlier = {first: at for first, at in self.belongs[person].items() if first < day}
        self.belongs[person] = {**earlier, day: unit.pk}
        self.undo = None

    def open_unit(self, number: int, day: date) -> Organisation | None:
        """An organisation that exists from the day on."""
        unit = self.unit(number)
        founded = unit.founded_on or date.min
        return unit if unit.dissolved_on is None and founded <= day else None

    def reorganised(self, before: Places, kind: str, unit: Organisation, day: date, **more: object) -> None:
        record = reorganise(Wanted(kind, unit.number, day.isoformat(), **more), by=INSTALLER)  # type: ignore[arg-type]
        self.undo = (record.number, before)

    def do_move(self, first: int, second: int, day: date) -> None:
        self.reorganised(self.belongs, "move", self.unit(first), day, target=self.unit(second).number)

    def do_dissolve(self, first: int, _second: int, day: date) -> None:
        self.reorganised(self.belongs, "dissolve", self.unit(first), day)

    def do_merge(self, first: int, second: int, day: date) -> None:
        merging, into = self.unit(first), self.unit(second)
        before = deepcopy(self.belongs)
        self.reorganised(before, "merge", merging, day, target=into.number)
        for person, since in self.belongs.items():
            self.belongs[person] = led(since, merging.pk, into.pk, day)

    def do_split(self, first: int, second: int, day: date) -> None:
        unit = self.unit(first)
        here = [person for person, since in self.belongs.items() if on(since, day) == unit.pk]
        going = Person.objects.filter(pk__in=here[: second % 3])
        children = Organisation.objects.filter(parent=unit)[: second % 2]
        before = deepcopy(self.belongs)
        self.reorganised(
            before,
            "split",
            unit,
            day,
            name=f"分{len(self.units)}",
            people=tuple(person.number for person in going),
            children=tuple(child.number for child in children),
        )
        new = Organisation.objects.latest("pk")
        self.units.append(new.pk)
        for person in going:
            self.belongs[person.pk] = led(self.belongs[person.pk], unit.pk, new.pk, day)

    def do_undo(self, _first: int, _second: int, _day: date) -> None:
        if self.undo is not None:
            number, before = self.undo
            reorganisation_taken_back(Reorganisation.objects.get(number=number), by=INSTALLER)
            self.belongs, self.undo = before, None


def on(since: dict[date, int], day: date) -> int | None:
    """The organisation on a day."""
    begun = [first for first in since if first <= day]
    return since[max(begun)] if begun else None


def led(since: dict[date, int], old: int, new: int, day: date) -> dict[date, int]:
    """Whoever belongs to an organisation on a day or later belongs to another from then on."""
    changed = {first: new if first >= day and unit == old else unit for first, unit in since.items()}
    return {**changed, day: new} if on(since, day) == old else changed


def played(done: list[tuple[str, int, int, date]]) -> World:
    world = World([unit.pk for unit in county(f"县{Organisation.objects.count()}委").values()])
    for step in done:
        world.do(*step)
    return world


def added_up(world: World, at: AsOf, belongs: Places) -> None:
    """On a day, every organisation counts its own and those of its children, and its own are the model's."""
    for unit in world.units:
        counted = heads(unit, at, today=TODAY)
        below = heads_below(unit, at, today=TODAY)
        assert counted.direct == sum(on(since, at.day) == unit for since in belongs.values())
        assert counted.below == counted.direct + sum(cast("int", child.below) for child in below.values())
        assert set(below) <= set(tree.children_of(unit, at).values_list("pk", flat=True))


@pytest.mark.long
@settings(max_examples=EXAMPLES, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_heads_add_up_on_every_day_and_as_known(db, done):
    with transaction.atomic():
        world = played(done)

        for day in (*DAYS, TODAY):
            added_up(world, AsOf(day), world.belongs)
        for moment, belongs in world.known[-2:-1]:
            for day in DAYS:
                added_up(world, AsOf(day, moment), belongs)
        transaction.set_rollback(True)


@settings(
    max_examples=EXAMPLES // 2, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps)
def test_counting_everybody_anew_changes_nothing(db, done):
    with transaction.atomic():
        played(done)
        kept = {row[0]: row[1:] for row in Tally.objects.values_list("pk", "direct", "below") if row[2]}

        headcounts_rebuilt()

        assert {row[0]: row[1:] for row in Tally.objects.values_list("pk", "direct", "below")} == kept
        transaction.set_rollback(True)
