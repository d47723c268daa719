"""The rule sets that ship give what their texts say, and so does one that is written from a text alone."""

import re
from pathlib import Path

import pytest

from xueshi.kernel.units import credit
from xueshi.rules.crediting.caps import grant
from xueshi.rules.crediting.casebook import check, total
from xueshi.rules.crediting.facts import Activity, Quantity
from xueshi.rules.crediting.loader import load, names, read
from xueshi.rules.crediting.model import Book

TUTORIAL = Path(__file__).parents[3] / "docs" / "crediting.md"


@pytest.mark.parametrize("name", names())
def test_every_case_of_a_shipped_set_comes_out_as_written(name):
    assert [str(error) for error in check(load(name))] == []


def test_the_sets_that_ship_cover_the_three_books():
    sets = [load(name) for name in names()]

    assert [one.id for one in sets] == ["L1", "L10", "L12", "L15", "L3", "L4", "L6"]
    assert {one.book for one in sets} == set(Book)


def test_the_set_of_the_tutorial_is_read_and_its_cases_hold():
    text = re.findall(r"```yaml\n(crediting:.*?)```", TUTORIAL.read_text(encoding="utf-8"), re.DOTALL)[0]

    rules = read(text, "tutorial.yaml", "")

    assert [str(error) for error in check(rules)] == []
    assert len(rules.cases) >= 8


@pytest.mark.parametrize(("minutes", "wanted"), [(1799, "29"), (1800, "30"), (1801, "30")])
def test_an_hour_begins_on_its_last_minute(minutes, wanted):
    activities = [
        Activity("a", "branch_study", day, day, {Quantity.MINUTES: minutes}) for day in [load("L4").force.first]
    ]

    assert total(grant(load("L4"), activities)) == credit(wanted)
