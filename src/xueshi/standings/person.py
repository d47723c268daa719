"""One person against every clause, explained: figure, entries behind it, clause, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from xueshi.kernel.actors import Actor
from xueshi.kernel.paths import OrgPath
from xueshi.ledger.facts import entries_of
from xueshi.organisations.models import Organisation
from xueshi.people.facts import facts_of
from xueshi.people.gates import visible_people
from xueshi.people.models import Affiliation, Person
from xueshi.rules import facts
from xueshi.rules.explain import Explanation, explain
from xueshi.rules.model import MEASURES, Words
from xueshi.rules.verdicts import Amounts
from xueshi.standings.asked import Asked, asked_by, pack_of
from xueshi.standings.models import JudgingRun

MEASURE_WORDS: Mapping[str, Words] = {
    "credit": Words("学时", "credit hours"),
    "half_days": Words("天", "days"),
    "theory": Words("学时（党的创新理论）", "credit hours of theory"),
    "count": Words("次", "times"),
}


@dataclass(frozen=True, slots=True)
class Meter:
    """One measure of one alternative: what is there, what is needed, and what the pace guide expects by now."""

    measure: str
    has: int
    needs: int
    expected: int

    @property
    def words(self) -> Words:
        """The unit."""
        return MEASURE_WORDS[self.measure]

    @property
    def missing(self) -> int:
        """What is still to come."""
        return max(0, self.needs - self.has)


@dataclass(frozen=True, slots=True)
class Card:
    """One clause in one window for one person."""

    asked: Asked
    explanation: Explanation

    @property
    def key(self) -> str:
        """The name in addresses."""
        return self.asked.key

    @property
    def meters(self) -> list[Meter]:
        """The alternatives of the clause, of which one is enough."""
        verdict = self.explanation.verdict
        return [
            self._meter(measure, verdict.has, need)
            for need in verdict.needs
            for measure in MEASURES
            if getattr(need, measure)
        ]

    def _meter(self, measure: str, has: Amounts, need: Amounts) -> Meter:
        question = self.asked.question
        wanted = int(getattr(need, measure))
        paced = question.indicator.share is None and not question.closed
        there = int(getattr(has, measure))
        elapsed = question.window.elapsed(question.as_of) if paced and there < wanted else 0
        return Meter(measure, there, wanted, -(-wanted * elapsed // question.window.days))


@dataclass(frozen=True, slots=True)
class JudgedEntry:
    """What one clause makes of one entry: it counts, or the reason why not."""

    card: Card
    entry: facts.Entry
    reason: Words | None


class PersonPage:
    """Everything that a person's page shows, computed from the same rows and choices as the run."""

    def __init__(self, person: Person, run: JudgingRun, *, by: Actor) -> None:
        self._person = person
        self._run = run
        self._by = by

    @cached_property
    def standing(self) -> facts.Person:
        """The dated standing of the person."""
        people = visible_people(self._by).filter(pk=self._person.pk)
        orgs = {
            number: OrgPath(name)
            for number, name in Organisation.objects.filter(
                pk__in=Affiliation.objects.filter(person=self._person).values("organisation")
            ).values_list("pk", "full_name")
        }
        return next(iter(facts_of(people, orgs)))

    @cached_property
    def entries(self) -> Sequence[facts.Entry]:
        """The credited entries up to the run's date, the latest first."""
        entries = entries_of([self._person.pk]).get(self._person.pk, ())
        found = [entry for entry in entries if entry.day <= self._run.as_of]
        return sorted(found, key=lambda entry: (entry.day, entry.id), reverse=True)

    @cached_property
    def cards(self) -> list[Card]:
        """Every clause that applies, in the order of the pack; of yearly ones the latest year first."""
        explained = explain(pack_of(self._run), self.standing, self.entries, self._run.as_of)
        by_window = {(item.verdict.clause, item.verdict.window): item for item in explained}
        found = [(asked, by_window.get((asked.indicator.id, asked.question.window))) for asked in asked_by(self._run)]
        return [Card(asked, item) for asked, item in found if item is not None]

    def judged(self, participation: int) -> list[JudgedEntry]:
        """What each clause makes of the entries of one participation."""
        mine = f"{participation}#"
        return [
            JudgedEntry(card, entry, reason)
            for card in self.cards
            for entry, reason in (
                *((entry, None) for entry in card.explanation.counted),
                *((item.entry, item.reason) for item in card.explanation.not_counted),
            )
            if entry.id.startswith(mine)
        ]

    @cached_property
    def clauses_of(self) -> Mapping[str, list[Asked]]:
        """For which clauses each entry counts."""
        found: dict[str, list[Asked]] = {entry.id: [] for entry in self.entries}
        for card in self.cards:
            for entry in card.explanation.counted:
                found[entry.id].append(card.asked)
        return found
