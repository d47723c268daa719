"""Rows of lists: shares, ranks, and who lags most."""

from datetime import date

import pytest

from xueshi.kernel.windows import Window
from xueshi.organisations.models import Organisation
from xueshi.rules.verdicts import Standing, Status
from xueshi.standings.reads import RANKED_FROM, worst
from xueshi.standings.rows import COUNTED, UnitRow


def row(name: str, **counts: int) -> UnitRow:
    """An organisation with so many members by status."""
    by_status: dict[Status, int] = {status: counts.get(status.value, 0) for status in COUNTED}
    window = Window(date(2024, 1, 1), date(2028, 12, 31))
    return UnitRow(Organisation(name=name, path=name), Standing(name, "M24-I02", window, None, by_status, (0, 0)))


def test_shares_leave_out_who_is_not_assessable():
    one = row("甲", met=3, on_pace=2, behind=5, exempt=7, delegated=1, not_assessable=4)

    assert (one.met, one.on_track) == ((3, 10), (5, 10))


def test_who_lags_most_stands_first_and_the_smallest_path_breaks_a_tie():
    rows = [row("c", met=9, behind=1), row("b", met=5, behind=5), row("a", met=10, behind=10), row("d", behind=12)]

    assert [one.unit.name for one in worst(rows)] == ["d", "a", "b"]


@pytest.mark.parametrize(("members", "ranked"), [(RANKED_FROM - 1, 0), (RANKED_FROM, 1), (RANKED_FROM + 1, 1)])
def test_small_organisations_are_not_ranked(members, ranked):
    assert len(worst([row("a", behind=members)])) == ranked


def test_who_misses_nothing_does_not_lag():
    assert worst([row("a", met=20), row("b", exempt=20)]) == []
