"""The fitted table follows what was published."""

from __future__ import annotations

from collections import Counter

import pytest

from xueshi.site.demo.marginals import (
    AGES,
    BEFORE_1949,
    BEFORE_1979,
    BEFORE_2012,
    PUBLISHED,
    RETIRED,
    STUDENT,
    kinds,
)

SIZE = 20_000


@pytest.mark.parametrize("dimension", PUBLISHED)
def test_every_marginal_is_met_within_half_a_per_cent_of_the_county(dimension: str) -> None:
    targets = PUBLISHED[dimension]

    counts = Counter(getattr(kind, dimension) for kind in kinds(SIZE))

    for index, target in enumerate(targets):
        assert abs(counts[index] * sum(targets) - SIZE * target) <= SIZE * sum(targets) // 200


@pytest.mark.parametrize("size", [1, 7, 8000])
def test_there_are_exactly_as_many_cells_as_members(size: int) -> None:
    assert sum(1 for _ in kinds(size)) == size


def test_hard_constraints_of_age_hold_in_every_cell() -> None:
    oldest = len(AGES) - 1

    cells = set(kinds(200_000))

    assert {kind.age for kind in cells if kind.joined in (BEFORE_1949, BEFORE_1979)} == {oldest}
    assert min(kind.age for kind in cells if kind.joined == BEFORE_2012) == 1
    assert {kind.age for kind in cells if kind.occupation == STUDENT} == {0}
    assert min(AGES[kind.age][0] for kind in cells if kind.occupation == RETIRED) == 51
