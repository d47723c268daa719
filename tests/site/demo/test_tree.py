"""The tree of the county."""

from __future__ import annotations

from collections import Counter

import pytest

from xueshi.site.demo.tree import Field, UnitKind, units


def test_the_full_county_has_about_four_hundred_organisations_in_published_proportions() -> None:
    kinds = Counter(unit.kind for unit in units(8000))

    assert kinds == {
        UnitKind.LOCAL_COMMITTEE: 1,
        UnitKind.WORKING_COMMITTEE: 4,
        UnitKind.GRASSROOTS_COMMITTEE: 22,
        UnitKind.GENERAL_BRANCH: 27,
        UnitKind.BRANCH: 360,
    }


@pytest.mark.parametrize("members", [1, 400, 8000, 20_000])
def test_parents_come_first_paths_are_unique_and_all_fields_have_branches(members: int) -> None:
    tree = units(members)

    assert [unit.index for unit in tree] == list(range(len(tree)))
    assert tree[0].parent is None
    for unit in tree[1:]:
        assert unit.parent is not None
        assert unit.parent < unit.index
        assert unit.path == f"{tree[unit.parent].path}/{unit.name}"
    assert len({unit.path for unit in tree}) == len(tree)
    assert {unit.field for unit in tree if unit.is_branch} == set(Field)


def test_no_branch_has_anything_below_it() -> None:
    tree = units(8000)

    parents = {tree[unit.parent].kind for unit in tree if unit.parent is not None}

    assert UnitKind.BRANCH not in parents


def test_a_smaller_county_has_fewer_organisations() -> None:
    assert len(units(400)) < len(units(4000)) < len(units(8000))


def test_students_have_branches_of_their_own_in_institutions() -> None:
    for_students = [unit for unit in units(8000) if unit.for_students]

    assert for_students
    assert {(unit.field, unit.kind) for unit in for_students} == {(Field.INSTITUTION, UnitKind.BRANCH)}


@pytest.mark.parametrize("members", [1, 8000])
def test_every_organisation_but_a_branch_has_something_below_it(members: int) -> None:
    tree = units(members)

    parents = {unit.parent for unit in tree}

    assert {unit.kind for unit in tree if unit.index not in parents} == {UnitKind.BRANCH}


def test_a_larger_county_has_no_more_names_than_the_lists() -> None:
    assert [unit.path for unit in units(20_000)] == [unit.path for unit in units(8000)]
