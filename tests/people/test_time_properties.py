"""Whatever happens to people and their organisations, and however late it is recorded: then, now and as known are those of a simple model."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import cast

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from tests.conftest import NIGHTLY
from tests.offices import INSTALLER, TODAY
from tests.organisations.model import TOP, Tree
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.paths import OrgPath
from xueshi.kernel.windows import FOREVER, Span
from xueshi.organisations.actions import Draft, organisation_found
from xueshi.organisations.counting import Heads
from xueshi.organisations.models import Organisation
from xueshi.organisations.tree import AsOf
from xueshi.people.actions import Newcomer, affiliation_move, person_enter
from xueshi.people.headcounts import heads
from xueshi.people.memberships import GONE, NEXT, membership_step
from xueshi.people.models import Affiliation, Membership, Office, OfficeKind, Person, Standing
from xueshi.people.offices import office_begin
from xueshi.people.recording import state_end, state_withdraw
from xueshi.people.reorganise import Wanted, reorganise
from xueshi.people.transfers import Letter, transfer_accept, transfer_confirm, transfer_issue

pytestmark = pytest.mark.django_db

DAYS = [date(2022, 1, 1), date(2023, 1, 1), date(2024, 1, 1), date(2025, 1, 1), date(2026, 5, 1), date(2026, 6, 1)]
ISSUED = DAYS[4]
"""Letters are dated so that they are still good on the day of the tests."""
KINDS = [OfficeKind.SECRETARY, OfficeKind.DEPUTY]
QUIET = settings(
    max_examples=200 if NIGHTLY else 12,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

picks = st.integers(0, 30)
CHANGES = ["transfer", "transfer", "leave", "move", "office", "end", "take back", "stage", "stage", "merge", "shift"]
changes = st.tuples(st.sampled_from(CHANGES), picks, picks, picks, st.sampled_from(DAYS))


class NotAllowedHereError(Exception):
    """The change cannot be."""


@dataclass
class Life:
    """One person: values from the days on which they begin, and terms of office."""

    stays: dict[date, str]
    stages: dict[date, Standing]
    offices: list[tuple[str, OfficeKind, date, date]] = field(default_factory=list)
    once: str = ""
    """The organisation that answered last, where no day is left on which one did."""

    @property
    def answers(self) -> str:
        """The organisation that answers, or the last one that did."""
        return next((unit for _, unit in sorted(self.stays.items(), reverse=True) if unit), self.once)

    def leave(self, day: date) -> None:
        """Belong nowhere from a day on."""
        self.once = self.answers
        self.stays = {first: unit for first, unit in self.stays.items() if first < day} | {day: ""}

    def drop_offices(self, day: date, unit: str = "") -> None:
        """Hold no office from a day on, in one organisation or anywhere."""
        kept = [term for term in self.offices if (unit and term[0] != unit) or term[3] <= day]
        cut = [(*term[:3], day) for term in self.offices if term not in kept and term[2] < day]
        self.offices = kept + cut


def on(values: dict[date, str], day: date) -> str:
    begun = [first for first in values if first <= day]
    return values[max(begun)] if begun else ""


@dataclass
class Model:
    """The tree and the people in it."""

    tree: Tree
    lives: dict[str, Life]

    def join(self, who: str, unit: str, day: date) -> None:
        there = self.tree.units[unit]
        if there.begin > day or there.end < FOREVER:
            raise NotAllowedHereError
        self.lives[who].leave(day)
        self.lives[who].stays[day] = unit

    def move(self, who: str, unit: str, day: date) -> None:
        self.join(who, unit, day)

    def transfer(self, who: str, unit: str, day: date) -> None:
        life, source = self.lives[who], self.lives[who].answers
        self._letter_ends_the_stay(life, day)
        if unit == source:
            raise NotAllowedHereError
        self.join(who, unit, day)
        life.drop_offices(day, source)

    def leave(self, who: str, day: date) -> None:
        life, source = self.lives[who], self.lives[who].answers
        self._letter_ends_the_stay(life, day)
        life.leave(day)
        life.drop_offices(day, source)

    def _letter_ends_the_stay(self, life: Life, day: date) -> None:
        joined = [first for first, unit in life.stays.items() if unit]
        if day < ISSUED or not joined or max(joined) > day:
            raise NotAllowedHereError

    def office(self, who: str, unit: str, kind: OfficeKind, first: date, until: date) -> None:
        self._require_free(who, unit, kind, first, until)
        self.lives[who].offices.append((unit, kind, first, until))

    def end(self, who: str, place: int, day: date) -> None:
        term = self.lives[who].offices.pop(place)
        self.office(who, term[0], term[1], term[2], day)

    def take_back(self, who: str, place: int) -> None:
        self.lives[who].offices.pop(place)

    def _require_free(self, who: str, unit: str, kind: OfficeKind, first: date, until: date) -> None:
        held = [term for term in self.lives[who].offices if term[:2] == (unit, kind)]
        if until <= first or any(term[2] < until and first < term[3] for term in held):
            raise NotAllowedHereError

    def stage(self, who: str, to: Standing, day: date) -> None:
        life = self.lives[who]
        last = max(life.stages)
        was, since = life.stages[last], last
        if day <= last or to not in NEXT[was]:
            raise NotAllowedHereError
        if (was, to) == (Standing.STOPPED, Standing.STRUCK_OFF) and day < date(since.year + 2, since.month, since.day):
            raise NotAllowedHereError
        answers = life.answers
        life.stages[day] = to
        if to in GONE:
            life.leave(day)
            life.drop_offices(day)
        elif was in GONE:
            self.join(who, answers, day)

    def merge(self, unit: str, into: str, day: date) -> None:
        self._tree("merge", [unit], into, day)
        for life in self.lives.values():
            spans = sorted(life.stays.items())
            untils = [first for first, _ in spans[1:]] + [FOREVER]
            for (first, where), until in zip(spans, untils, strict=True):
                if where == unit and until > day:
                    life.stays[max(first, day)] = into
            life.drop_offices(day, unit)

    def shift(self, unit: str, parent: str, day: date) -> None:
        self._tree("move", unit, parent, day)

    def _tree(self, change: str, *said: object) -> None:
        after = self.tree.tried(change, *said)
        if after is None:
            raise NotAllowedHereError
        self.tree = after

    def tried(self, change: str, *said: object) -> Model | None:
        """The model after a change, or nothing where the change cannot be."""
        after = deepcopy(self)
        try:
            getattr(after, change.replace(" ", "_"))(*said)
        except NotAllowedHereError:
            return None
        return after


@dataclass
class World:
    """The system beside the model, with the states of both after each change that was made."""

    model: Model
    units: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    known: list[tuple[datetime, Model]] = field(default_factory=list)

    def unit(self, key: str) -> Organisation:
        return Organisation.objects.get(pk=self.units[key])

    def person(self, key: str) -> Person:
        return Person.objects.select_related("organisation").get(pk=self.people[key])

    def make(self, change: str, said: tuple[object, ...], act: Callable[[], object]) -> None:
        """Do the same to both; what one refuses the other refuses."""
        after = self.model.tried(change, *said)
        try:
            with transaction.atomic():
                act()
            refused = ""
        except XueshiError as error:
            refused = error.code
        assert (after is None) == bool(refused), (change, said, refused)
        if after is not None:
            self.model = after
            self.known.append((timezone.now(), after))

    def do(self, change: str, first: int, second: int, third: int, day: date) -> None:
        who = sorted(self.people)[first % len(self.people)]
        unit = sorted(self.units)[second % len(self.units)]
        act: Callable[[], object]
        if change in ("merge", "shift"):
            self.reshape(change, sorted(self.units)[first % len(self.units)], unit, day)
        elif change == "stage":
            to = list(Standing)[3 + third % 6]
            act = lambda: membership_step(self.person(who), to, on=day, by=INSTALLER)  # noqa: E731
            self.make("stage", (who, to, day), act)
        elif change == "office":
            kind, until = KINDS[third % 2], DAYS[third % 6] if third % 5 == 0 else FOREVER
            unit = self.model.lives[who].answers if second % 3 else unit
            span = Span(day, until)
            act = lambda: office_begin(self.person(who), self.unit(unit), kind, span=span, by=INSTALLER)  # noqa: E731
            self.make("office", (who, unit, kind, day, until), act)
        elif change in ("end", "take back"):
            self.change_office(change, who, second, day)
        else:
            in_time = change != "move" and third % 4
            self.send(change, who, unit, DAYS[4 + third % 2] if in_time else day)

    def send(self, change: str, who: str, unit: str, day: date) -> None:
        """Transfer somebody, within the system or out of it, or put the affiliation right by hand."""

        def transfer() -> None:
            made = transfer_issue(self.person(who), Letter("1", self.unit(unit), days=90), on=ISSUED, by=INSTALLER)
            transfer_accept(made, on=day, by=INSTALLER)

        def leave() -> None:
            letter = Letter("1", target_text="外省", days=90)
            transfer_confirm(transfer_issue(self.person(who), letter, on=ISSUED, by=INSTALLER), on=day, by=INSTALLER)

        if change == "leave":
            self.make("leave", (who, day), leave)
        elif change == "transfer":
            self.make("transfer", (who, unit, day), transfer)
        else:
            act = lambda: affiliation_move(self.person(who), self.unit(unit), on=day, by=INSTALLER)  # noqa: E731
            self.make("move", (who, unit, day), act)

    def change_office(self, change: str, who: str, number: int, day: date) -> None:
        held = self.model.lives[who].offices
        if not held:
            return
        place = number % len(held)
        unit, kind, first, until = held[place]
        rows = Office.objects.known().select_related("person__organisation")
        row = rows.get(
            person=self.people[who], organisation=self.units[unit], kind=kind, valid_from=first, valid_to=until
        )
        if change == "end":
            self.make("end", (who, place, day), lambda: state_end(row, on=day, by=INSTALLER))
        else:
            self.make("take back", (who, place), lambda: state_withdraw(row, reason="录错", by=INSTALLER))

    def reshape(self, change: str, unit: str, target: str, day: date) -> None:
        kind = "merge" if change == "merge" else "move"
        wanted = Wanted(kind, self.unit(unit).number, day.isoformat(), target=self.unit(target).number)
        self.make(change, (unit, target, day), lambda: reorganise(wanted, by=INSTALLER))


def played(steps: list[tuple[str, int, int, int, date]]) -> World:
    """A county of two townships and four branches with three members, and what happens to them."""
    world = World(Model(Tree(), {}))
    shape = {"a": TOP, "b": "a", "c": "a", "d": "b", "e": "b", "f": "c", "g": "c"}
    for key, above in shape.items():
        path = OrgPath(f"{world.unit(above).full_name}/{key}" if above else key)
        world.units[key] = organisation_found(Draft(path), on=DAYS[0], by=INSTALLER).pk
        world.model.tree.found(key, above, key, DAYS[0])
    for who, unit in (("p", "d"), ("q", "f"), ("r", "f")):
        one = person_enter(
            Newcomer(who, admitted_on=date(2010, 1, 1), full_on=date(2011, 1, 1)),
            world.unit(unit),
            on=DAYS[0],
            by=INSTALLER,
        )
        world.people[who] = one.pk
        world.model.lives[who] = Life({DAYS[0]: unit}, {date(1900, 1, 1): Standing.FULL})
    for step in steps:
        world.do(*step)
    return world


def agreed(world: World, known: datetime | None, model: Model) -> None:
    """Of every day, affiliation, stage and offices of everybody are those of the model."""
    units = {number: key for key, number in world.units.items()}
    for who, number in world.people.items():
        life = model.lives[who]
        for day in (*DAYS, TODAY):
            stay = Affiliation.objects.known(known).on(day).filter(person=number).values_list("organisation", flat=True)
            assert [units[unit] for unit in stay] == [unit for unit in (on(life.stays, day),) if unit]
            stage = Membership.objects.known(known).on(day).filter(person=number).values_list("standing", flat=True)
            assert list(stage) == [life.stages[max(first for first in life.stages if first <= day)].value]
            held = Office.objects.known(known).on(day).filter(person=number).values_list("organisation", "kind")
            terms = [(unit, kind.value) for unit, kind, first, until in life.offices if first <= day < until]
            assert sorted((units[unit], kind) for unit, kind in held) == sorted(terms)


def counted(world: World, known: datetime | None, model: Model) -> None:
    """The head counts of every organisation on every day are those of the model, and children sum to their parent."""
    for day in (*DAYS, TODAY):
        there = [on(life.stays, day) for life in model.lives.values()]
        at = AsOf(day, known)
        found = {key: heads(number, at, today=TODAY) for key, number in world.units.items()}
        for key in world.units:
            below = model.tree.below(key, day)
            exact = Heads(there.count(key), sum(unit in below for unit in there)) if below else Heads()
            assert found[key] == exact
            assert exact.below == exact.direct + sum(
                cast("int", found[one].below) for one in model.tree.children(key, day)
            )


@QUIET
@example([("office", 0, 1, 1, DAYS[0]), ("transfer", 0, 5, 1, DAYS[5]), ("stage", 0, 0, 0, DAYS[5])])
@given(st.lists(changes, min_size=4, max_size=12))
def test_then_now_and_as_known_agree_with_the_model(db, steps):
    with transaction.atomic():
        world = played(steps)

        agreed(world, None, world.model)
        for moment, model in world.known[-3:-1]:
            agreed(world, moment, model)
        transaction.set_rollback(True)


@QUIET
@given(st.lists(changes, min_size=4, max_size=12))
def test_head_counts_agree_with_the_model_and_children_sum_to_their_parent(db, steps):
    with transaction.atomic():
        world = played(steps)

        counted(world, None, world.model)
        for moment, model in world.known[-2:-1]:
            counted(world, moment, model)
        transaction.set_rollback(True)


@QUIET
@given(st.lists(changes, min_size=4, max_size=12))
def test_the_organisation_that_answers_now_follows(db, steps):
    with transaction.atomic():
        world = played(steps)

        for who, life in world.model.lives.items():
            assert world.person(who).organisation_id == world.units[life.answers]
        transaction.set_rollback(True)
