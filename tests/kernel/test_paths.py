"""Paths are read as offices write them."""

from __future__ import annotations

import pytest

from xueshi.kernel.paths import OrgPath, lineage, org_path, own_name, within


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("甲县委/乙镇党委", "甲县委/乙镇党委"),
        ("／甲县委／ 乙镇党委 /", "甲县委/乙镇党委"),
        ("甲县委//乙", "甲县委/乙"),
        ("  ", ""),
    ],
)
def test_a_path_has_one_canonical_form(text: str, path: str) -> None:
    assert org_path(text) == path


def test_the_lineage_runs_from_the_top_down() -> None:
    assert list(lineage(OrgPath("甲/乙/丙"))) == ["甲", "甲/乙", "甲/乙/丙"]


def test_a_name_that_only_begins_alike_is_not_within() -> None:
    assert within(OrgPath("甲/乙"), OrgPath("甲"))
    assert within(OrgPath("甲"), OrgPath("甲"))
    assert not within(OrgPath("甲乙"), OrgPath("甲"))
    assert not within(OrgPath("甲"), OrgPath("甲/乙"))


def test_the_own_name_is_the_last_one() -> None:
    assert own_name(OrgPath("甲/乙/丙")) == "丙"


def test_a_top_organisation_is_its_own_lineage() -> None:
    assert list(lineage(OrgPath("甲县委"))) == ["甲县委"]
    assert own_name(OrgPath("甲县委")) == "甲县委"


def test_the_canonical_form_of_a_path_is_itself() -> None:
    once = org_path(" 甲 ／／ 乙镇 / 丙")

    assert once == "甲/乙镇/丙"
    assert org_path(once) == once


def test_nothing_is_within_what_lies_below_it() -> None:
    steps = list(lineage(OrgPath("甲/乙/丙")))

    assert [within(steps[-1], step) for step in steps] == [True, True, True]
    assert [within(steps[0], step) for step in steps] == [True, False, False]
