"""Persons go to branches of their field."""

from __future__ import annotations

from random import Random

from xueshi.site.demo.marginals import FARMER, ORGAN, STUDENT
from xueshi.site.demo.persons import persons
from xueshi.site.demo.placing import LARGEST, placed
from xueshi.site.demo.tree import FULL_SIZE, Field, units


def test_everyone_is_placed_once_and_only_in_branches() -> None:
    tree = units(2000)
    people = persons(Random(1), 2000)

    members = placed(Random(2), people, tree)

    assert sorted(who.number for group in members for who in group) == sorted(who.number for who in people)
    assert all(tree[index].is_branch for index, group in enumerate(members) if group)


def test_occupations_go_where_they_belong() -> None:
    tree = units(2000)

    members = placed(Random(2), persons(Random(1), 2000), tree)

    for unit in tree:
        occupations = {who.occupation for who in members[unit.index]}
        assert not (ORGAN in occupations and unit.field is not Field.ORGAN)
        assert not (FARMER in occupations and unit.field not in (Field.RURAL, Field.NEW_FIELD))
        assert (occupations <= {STUDENT}) == (unit.for_students or not occupations)


def test_no_branch_of_the_full_county_exceeds_the_normal_limit() -> None:
    members = placed(Random(2), persons(Random(1), FULL_SIZE), units(FULL_SIZE))

    assert max(len(group) for group in members) <= LARGEST


def test_a_crowded_county_still_places_everyone() -> None:
    members = placed(Random(2), persons(Random(1), 4000), units(40))

    assert sum(len(group) for group in members) == 4000
