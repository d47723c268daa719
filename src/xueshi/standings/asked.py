"""Clauses and windows as pages name them: a question of a run under a short key such as ``M24-I04.2026``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from xueshi.rules.loader import load
from xueshi.rules.model import Every, Indicator, Pack, Words
from xueshi.rules.questions import Question, questions
from xueshi.standings.models import JudgingRun

FIRST_CLAUSE = "M24-I02"
"""The clause that pages open with, where the plan has it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a run."""

    question: Question

    @property
    def indicator(self) -> Indicator:
        """The clause."""
        return self.question.indicator

    @property
    def key(self) -> str:
        """The name in addresses."""
        yearly = self.indicator.every is Every.CALENDAR_YEAR
        return f"{self.indicator.id}.{self.question.window.first.year}" if yearly else self.indicator.id

    @property
    def title(self) -> Words:
        """The title of the clause, with the year where there is one for each."""
        title = self.indicator.title
        if self.indicator.every is not Every.CALENDAR_YEAR:
            return title
        year = self.question.window.first.year
        return Words(f"{title.zh}（{year} 年）", f"{title.en} ({year})")


@lru_cache(maxsize=32)
def _pack(name: str, settings: tuple[tuple[str, str], ...]) -> Pack:
    return load(name, dict(settings))


def pack_of(run: JudgingRun | None, name: str = "M24") -> Pack:
    """The pack with the choices that the run used; without a run the recommended ones."""
    if run is None:
        return _pack(name, ())
    return _pack(run.plan, tuple(sorted(run.settings.items())))


def asked_by(run: JudgingRun) -> tuple[Asked, ...]:
    """Every question of the run, in the order of the pack; of yearly ones the latest year first."""
    found = [Asked(question) for question in questions(pack_of(run), run.as_of)]
    order = {asked.indicator.id: place for place, asked in reversed(list(enumerate(found)))}
    return tuple(sorted(found, key=lambda asked: (order[asked.indicator.id], -asked.question.window.first.toordinal())))


def chosen(asked: tuple[Asked, ...], key: str) -> Asked:
    """The question that an address names, else the one that pages open with."""
    by_key = {item.key: item for item in asked}
    return by_key.get(key) or by_key.get(FIRST_CLAUSE) or asked[0]
