"""Who belongs to which branch: occupations to fields by an invented table, persons to branches of skewed sizes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from xueshi.site.demo.marginals import (
    FARMER,
    MANAGER,
    ORGAN,
    OTHER,
    PROFESSIONAL,
    RETIRED,
    STUDENT,
    WORKER,
)
from xueshi.site.demo.persons import Who
from xueshi.site.demo.tree import Field, Unit

LARGEST = 50
"""A branch normally has no more members."""

_FIELDS: Mapping[int, Mapping[Field, int]] = {
    WORKER: {Field.ENTERPRISE: 60, Field.NEW_FIELD: 26, Field.INSTITUTION: 10, Field.ORGAN: 4},
    FARMER: {Field.RURAL: 97, Field.NEW_FIELD: 3},
    PROFESSIONAL: {Field.INSTITUTION: 72, Field.ENTERPRISE: 16, Field.NEW_FIELD: 10, Field.ORGAN: 2},
    MANAGER: {Field.ENTERPRISE: 34, Field.INSTITUTION: 32, Field.NEW_FIELD: 22, Field.RURAL: 12},
    ORGAN: {Field.ORGAN: 100},
    STUDENT: {Field.INSTITUTION: 100},
    OTHER: {Field.COMMUNITY: 40, Field.NEW_FIELD: 36, Field.RURAL: 24},
    RETIRED: {Field.RURAL: 30, Field.COMMUNITY: 30, Field.ORGAN: 18, Field.INSTITUTION: 13, Field.ENTERPRISE: 9},
}


def placed(random: Random, people: Sequence[Who], units: Sequence[Unit]) -> list[list[Who]]:
    """The members of each unit, by index of the unit; only branches have any."""
    waiting: dict[tuple[Field, bool], list[Who]] = {}
    for who in people:
        shares = _FIELDS[who.occupation]
        field = random.choices(list(shares), list(shares.values()))[0]
        waiting.setdefault((field, who.occupation == STUDENT), []).append(who)
    members: list[list[Who]] = [[] for _ in units]
    for key, queue in sorted(waiting.items()):
        branches = [unit for unit in units if unit.is_branch and (unit.field, unit.for_students) == key]
        for unit, size in zip(branches, _sizes(random, len(branches), len(queue)), strict=True):
            members[unit.index] = [queue.pop() for _ in range(size)]
    return members


def _sizes(random: Random, branches: int, people: int) -> list[int]:
    """Sizes that sum to ``people``, skewed to the small, none above the largest unless all are full."""
    weights = [6 + min(random.randrange(40), random.randrange(40)) for _ in range(branches)]
    total = sum(weights)
    sizes = [min(LARGEST, people * weight // total) for weight in weights]
    turn = 0
    while sum(sizes) < people:
        if sizes[turn % branches] < LARGEST or turn > LARGEST * branches:
            sizes[turn % branches] += 1
        turn += 1
    return sizes
