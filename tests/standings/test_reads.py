"""Which run a page shows, and who may find it."""

from datetime import date

import pytest

from tests.web.conftest import county, office  # noqa: F401
from tests.web.office import BRANCH, FAR
from xueshi.kernel.actors import NotFoundError
from xueshi.standings import reads
from xueshi.standings.models import JudgingRun


def judged(scope: str) -> JudgingRun:
    """A later run below a path."""
    return JudgingRun.objects.create(
        plan="M24",
        as_of=date(2026, 6, 30),
        scope=scope,
        watermark=0,
        persons=0,
        entries=0,
        created_by=0,
        digest="f" * 64,
    )


def test_the_latest_run_over_the_whole_scope_is_shown(office):  # noqa: F811
    township = judged(office.unit("清河县委/城关镇党委").path)

    assert reads.latest_run(by=office.actor("officer")) == office.run
    assert reads.latest_run(by=office.actor("secretary")) == township
    assert reads.latest_run(by=office.actor("member")) == township


def test_a_run_over_everybody_covers_everybody(office):  # noqa: F811
    everywhere = judged("")

    for role in ("officer", "secretary", "member", "stranger"):
        assert reads.latest_run(by=office.actor(role)) == everywhere


def test_a_run_elsewhere_is_not_found(office):  # noqa: F811
    elsewhere = judged(office.unit(FAR).path)

    assert reads.latest_run(by=office.actor("secretary")) == office.run
    with pytest.raises(NotFoundError):
        reads.run_for(elsewhere.number, by=office.actor("secretary"))
    assert reads.run_for(elsewhere.number, by=office.actor("officer")) == elsewhere


def test_an_account_without_person_and_office_finds_no_run(office):  # noqa: F811
    assert reads.latest_run(by=office.actor("stranger")) is None
    assert list(reads.runs_for(by=office.actor("stranger"))) == []


def test_units_in_reach_are_two_levels_below_the_top(office):  # noqa: F811
    names = [unit.name for unit in reads.units_in_reach(by=office.actor("officer"))]

    assert names == ["清河县委", "城关镇党委", "向阳社区党支部", "石桥村党支部", "柳林镇党委", "红星村党支部"]
    assert list(reads.units_in_reach(by=office.actor("member"))) == []


def test_the_way_up_ends_where_the_scope_ends(office):  # noqa: F811
    branch = office.unit(BRANCH)

    assert [unit.name for unit in reads.lineage(branch, by=office.actor("secretary"))] == ["石桥村党支部"]
    assert len(reads.lineage(branch, by=office.actor("officer"))) == 3
