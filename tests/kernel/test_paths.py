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
