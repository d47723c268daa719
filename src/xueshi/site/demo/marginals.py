"""How many members of which kind: one-dimensional shares as published, joined by iterative proportional fitting.

Only marginals are public (statistical communiqué of the Central Organisation Department, end of 2024, in thousands);
every joint distribution here is invented and fitted to them, so the result is synthetic.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

AGES = ((19, 30), (31, 35), (36, 40), (41, 45), (46, 50), (51, 55), (56, 60), (61, 98))
"""Age groups in years, both ends inclusive."""

WORKER, FARMER, PROFESSIONAL, MANAGER, ORGAN, STUDENT, OTHER, RETIRED = range(8)
"""Occupations, in the order of the communiqué."""

MALE, FEMALE = range(2)
BELOW_COLLEGE, COLLEGE = range(2)
BEFORE_1949, BEFORE_1979, BEFORE_2012, SINCE_2012 = range(4)
"""Periods of admission, parted by October 1949, December 1978 and November 2012."""

MINORITY_PER_MILLE = 77

PUBLISHED: Mapping[str, Sequence[int]] = {
    "age": (12272, 10764, 11475, 9687, 9041, 9412, 8646, 28973),
    "occupation": (6639, 26144, 16394, 11563, 7592, 2622, 7849, 21469),
    "sex": (69276, 30995),
    "education": (42485, 57786),
    "joined": (54, 12309, 59800, 28108),
}

_OCCUPATION_BY_AGE = (
    (8, 14, 16, 16, 16, 16, 12, 2),
    (5, 7, 9, 10, 12, 14, 13, 30),
    (12, 20, 20, 16, 13, 11, 7, 1),
    (8, 15, 18, 17, 15, 14, 11, 2),
    (10, 16, 18, 15, 14, 14, 12, 1),
    (100, 0, 0, 0, 0, 0, 0, 0),
    (14, 16, 14, 11, 11, 11, 10, 13),
    (0, 0, 0, 0, 0, 4, 14, 82),
)
_WOMEN_BY_OCCUPATION = (25, 20, 45, 30, 28, 55, 35, 28)
_WOMEN_BY_AGE = (46, 44, 40, 35, 30, 27, 23, 18)
_COLLEGE_BY_OCCUPATION = (45, 20, 95, 80, 97, 99, 50, 30)
_COLLEGE_BY_AGE = (85, 85, 78, 68, 58, 48, 38, 22)
_JOINED_BY_AGE = (
    (0, 0, 0, 100),
    (0, 0, 20, 80),
    (0, 0, 60, 40),
    (0, 0, 75, 25),
    (0, 0, 82, 18),
    (0, 0, 86, 14),
    (0, 0, 90, 10),
    (1, 42, 55, 2),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One cell of the joint table: indices into the lists of this module."""

    age: int
    occupation: int
    sex: int
    education: int
    joined: int


def kinds(members: int) -> Iterator[Kind]:
    """So many members in a fixed order whose shares follow every published marginal."""
    weights = _fitted()
    total = math.fsum(weights.values())
    seen = 0.0
    dealt = 0
    for kind, weight in weights.items():
        seen += weight
        due = round(members * seen / total)
        for _ in range(due - dealt):
            yield kind
        dealt = due


def _fitted(rounds: int = 40) -> dict[Kind, float]:
    """The seed table scaled in turn to each marginal until all of them hold."""
    weights = {kind: _seed(kind) for kind in _cells() if _seed(kind)}
    for _ in range(rounds):
        for dimension, targets in PUBLISHED.items():
            sums = [0.0] * len(targets)
            for kind, weight in weights.items():
                sums[getattr(kind, dimension)] += weight
            factors = [target / have for target, have in zip(targets, sums, strict=True)]
            weights = {kind: weight * factors[getattr(kind, dimension)] for kind, weight in weights.items()}
    return weights


def _cells() -> Iterator[Kind]:
    for indices in product(*(range(len(targets)) for targets in PUBLISHED.values())):
        yield Kind(*indices)


def _seed(kind: Kind) -> float:
    women = _odds(_WOMEN_BY_OCCUPATION[kind.occupation]) * _odds(_WOMEN_BY_AGE[kind.age])
    college = _odds(_COLLEGE_BY_OCCUPATION[kind.occupation]) * _odds(_COLLEGE_BY_AGE[kind.age])
    return (
        _OCCUPATION_BY_AGE[kind.occupation][kind.age]
        * _JOINED_BY_AGE[kind.age][kind.joined]
        * (women if kind.sex == FEMALE else 1.0)
        * (college if kind.education == COLLEGE else 1.0)
    )


def _odds(per_cent: int) -> float:
    return per_cent / (100 - per_cent)
