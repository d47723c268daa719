"""Questions under the names that addresses carry."""

from datetime import date

import pytest

from xueshi.standings.asked import asked_by, chosen, pack_of
from xueshi.standings.models import JudgingRun


def run(as_of: date, **settings: str) -> JudgingRun:
    """An unsaved run."""
    return JudgingRun(plan="M24", as_of=as_of, settings=settings)


def test_yearly_clauses_have_one_name_a_year_and_the_latest_stands_first():
    keys = [asked.key for asked in asked_by(run(date(2025, 3, 1)))]

    assert keys == ["M24-I01", "M24-I02", "M24-I03", "M24-I04.2025", "M24-I04.2024", "M24-I05"]


def test_the_year_stands_in_the_title():
    asked = chosen(asked_by(run(date(2026, 6, 30))), "M24-I04.2024")

    assert asked.title.zh == "书记每年县级以上脱产培训（2024 年）"
    assert asked.title.en.endswith("(2024)")


@pytest.mark.parametrize("key", ["", "M24-I99", "M24-I04", "M24-I04.2031"])
def test_an_unknown_name_opens_the_first_clause(key):
    assert chosen(asked_by(run(date(2026, 6, 30))), key).key == "M24-I02"


def test_the_choices_of_the_run_are_in_force():
    assert pack_of(run(date(2026, 6, 30), **{"AM-01": "never"})).settings["AM-01"] == "never"
    assert pack_of(None).settings["AM-01"] == "substitute"
