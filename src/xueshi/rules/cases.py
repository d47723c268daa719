"""Overlapping or repeated dispatches, as a list for a human to decide (M24-I17, 五(十四): 防止多头调训、重复培训)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import combinations

from xueshi.kernel.windows import months_before
from xueshi.rules.facts import Entry, Form

CASES_CLAUSE = "M24-I17"


class CaseKind(StrEnum):
    """Why two dispatches of one person cannot stand unexamined."""

    OVERLAP = "overlap"
    """多头调训: their days overlap."""
    REPEAT = "repeat"
    """重复培训: the same class within the months of choice AM-25."""


@dataclass(frozen=True, slots=True, order=True)
class Case:
    """Two off-job trainings of one person that overlap or repeat; a warning, never a verdict."""

    person: str
    kind: CaseKind
    first: str
    second: str
    """Entry ids; the earlier training stands first."""


def cases(person: str, entries: Iterable[Entry], *, months: int) -> Iterator[Case]:
    """Every pair of off-job trainings of a person that overlap, or that repeat a title within so many months.

    A class recorded by two units is one training; so is one that was split at the turn of a year.
    """
    trainings = sorted((entry for entry in entries if entry.form is Form.F1), key=lambda entry: (entry.day, entry.id))
    for first, second in combinations(trainings, 2):
        if _one_training(first, second):
            continue
        if second.day <= first.last_day:
            yield Case(person, CaseKind.OVERLAP, first.id, second.id)
        elif first.title and first.title == second.title and months_before(second.day, months) <= first.day:
            yield Case(person, CaseKind.REPEAT, first.id, second.id)


def _one_training(first: Entry, second: Entry) -> bool:
    """True for one class recorded twice, and for two parts of one that crosses a year's end.

    Record numbers and sheet names may hold any character, so parts share the stem before the last ``#``.
    """
    if first.title and (first.title, first.day, first.last_day) == (second.title, second.day, second.last_day):
        return True
    stem, _, _ = first.id.rpartition("#")
    touching = second.day == first.last_day + timedelta(days=1) and second.day.year > first.day.year
    alike = (first.title, first.organiser) == (second.title, second.organiser)
    return touching and alike and bool(stem) and stem == second.id.rpartition("#")[0]
