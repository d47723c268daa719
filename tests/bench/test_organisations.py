"""The tree that is measured is the tree that is meant, and every figure that is promised is measured."""

from __future__ import annotations

import tempfile
import time
from collections import Counter

import pytest

from bench.offices import answered
from bench.organisations import LEVELS, drawn_from, figures, head_counts, name_of, p95, rows


def test_the_full_tree_has_five_million_organisations_and_a_province_has_a_hundred_and_fifty_thousand():
    assert sum(LEVELS["full"]) == 5_176_000
    assert LEVELS["full"][:6] == (1, 34, 400, 3_200, 40_000, 560_000)
    assert sum(LEVELS["full"]) // 34 > 150_000


def test_every_row_hangs_below_one_of_the_level_above():
    sizes = LEVELS["small"]

    made = list(rows(sizes))

    codes = [row.code for row in made]
    assert len(set(codes)) == len(codes) == sum(sizes)
    assert {row.parent for row in made} - {""} <= set(codes)
    assert Counter(row.parent == "" for row in made)[True] == 1
    beside = Counter((row.parent, row.name) for row in made)
    assert set(beside.values()) == {1}


def test_names_share_their_parts_and_differ():
    names = {name_of(6, place) for place in range(5_000)}

    assert len(names) == 5_000
    assert all(name.endswith("党支部") for name in names)


def test_nodes_are_drawn_from_every_level_alike():
    drawn = Counter(code[0] for code in drawn_from(LEVELS["full"]))

    assert set(drawn.values()) == {57}
    assert len(drawn) == 7


def test_the_ninety_fifth_of_a_hundred_counts(monkeypatch):
    ticks = iter(tick for taken in range(100) for tick in (0.0, taken / 1000))
    monkeypatch.setattr(time, "perf_counter", lambda: next(ticks))

    assert p95(lambda one: one, range(100)) == pytest.approx(95.0)


def test_branches_have_heads():
    assert list(head_counts(iter([("00001", 1), ("00002", 31)]))) == [("00001", 6), ("00002", 5)]


@pytest.mark.timeout(400)
def test_every_promised_figure_is_measured():
    with tempfile.TemporaryDirectory() as folder:
        answer = answered("organisations", "tiny", folder)
    found = {result.name: result for result in figures("SQLite", answer, "tiny")}

    assert found["organisations: all four, p95 beside the promise"].baseline == 50
    assert found["organisations: move a province"].data == "SQLite, 7 organisations"
    assert {"organisations: import", "organisations: path, p95", "organisations: head counts, p95"} <= set(found)
    assert all(result.value > 0 for result in found.values())
