"""Every list keeps its budget of queries and reads no large table through; here on a small nation, at size in the benchmark."""

from __future__ import annotations

import pytest

from bench import pages
from bench.pages import BUDGET, aliases, results


@pytest.fixture(scope="module")
def figures():
    return list(results("small"))


def test_no_list_asks_more_than_its_budget(figures):
    asked = {result.name: result.value for result in figures if "queries beside the budget" in result.name}

    assert len(asked) > 40
    assert {name: value for name, value in asked.items() if value > BUDGET} == {}


def test_no_list_reads_a_large_table_through(figures):
    assert [result.value for result in figures if "read a large table through" in result.name] == [0]


def test_the_tables_behind_short_names_are_known():
    sql = (
        'SELECT 1 FROM "people_person" INNER JOIN "people_affiliation" held ON (1) WHERE EXISTS(SELECT 1 FROM "a_b" U0)'
    )

    assert aliases(sql)["held"] == "people_affiliation"
    assert aliases(sql)["U0"] == "a_b"


@pytest.mark.parametrize(
    ("step", "whole"),
    [
        ("SCAN people_person", True),
        ("SCAN people_person USING INDEX x", False),
        ("SCAN U0 USING COVERING INDEX x", False),
        ("SEARCH people_person USING INTEGER PRIMARY KEY (rowid=?)", False),
    ],
)
def test_only_reading_from_first_to_last_counts(step, whole):
    assert bool(pages.SCANNED.match(step)) is whole
