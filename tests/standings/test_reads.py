"""Which run a page shows, and who may find it."""

from datetime import date

import pytest

from tests.web.conftest import county, office  # noqa: F401
from tests.web.office import BRANCH, FAR
from xueshi.kernel.actors import NotFoundError
from xueshi.kernel.listing import Order
from xueshi.ledger.models import Participation
from xueshi.standings import reads
from xueshi.standings.asked import Asked, asked_by, chosen, pack_of
from xueshi.standings.models import JudgingRun
from xueshi.standings.reads import PeopleFilter


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


def asked_for(office, key: str = "M24-I02") -> Asked:  # noqa: F811
    """A question of the run."""
    return chosen(asked_by(office.run), key)


def test_where_an_organisation_stood_is_not_told_outside_the_scope(office):  # noqa: F811
    asked = asked_for(office)

    hidden = reads.standing(office.run, office.unit("清河县委"), asked, by=office.actor("secretary"))
    shown = reads.standing(office.run, office.unit("清河县委"), asked, by=office.actor("officer"))

    assert hidden is None
    assert shown is not None
    assert (shown.standing.population, shown.met, shown.on_track) == (8, (1, 5), (2, 5))


def test_a_run_that_did_not_cover_an_organisation_says_nothing_of_it(office):  # noqa: F811
    elsewhere = judged(office.unit(FAR).path)

    assert reads.standing(elsewhere, office.unit(BRANCH), asked_for(office), by=office.actor("officer")) is None
    assert reads.standings_of(elsewhere, office.unit(BRANCH), by=office.actor("officer")) == []


def test_children_of_what_is_hidden_are_those_that_are_seen(office):  # noqa: F811
    township, asked = office.unit("清河县委/城关镇党委"), asked_for(office)

    seen = {
        role: [row.unit.name for row in reads.children(office.run, township, asked, by=office.actor(role))]
        for role in ("officer", "secretary", "stranger")
    }

    assert sorted(seen["officer"]) == ["向阳社区党支部", "石桥村党支部"]
    assert (seen["secretary"], seen["stranger"]) == (["石桥村党支部"], [])


def test_each_clause_stands_once_with_its_earlier_years(office):  # noqa: F811
    found = reads.standings_by_clause(office.run, office.unit(BRANCH), by=office.actor("officer"))

    assert [(asked.key, [earlier.key for earlier, _row in before]) for asked, _row, before in found] == [
        ("M24-I01", []),
        ("M24-I02", []),
        ("M24-I03", []),
        ("M24-I04.2026", ["M24-I04.2025", "M24-I04.2024"]),
        ("M24-I05", []),
    ]


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (PeopleFilter(), 8),
        (PeopleFilter(status="behind"), 3),
        (PeopleFilter(status=reads.SHORT), 3),
        (PeopleFilter(status="not_applicable"), 0),
        (PeopleFilter(name="书记"), 1),
        (PeopleFilter(name="书记", status="met"), 0),
    ],
)
def test_people_are_those_whom_every_filter_fits(office, wanted, count):  # noqa: F811
    found = reads.people(office.run, asked_for(office), wanted, Order("unit"), by=office.actor("officer"))

    assert found.count() == count


@pytest.mark.parametrize(("role", "count"), [("officer", 8), ("secretary", 5), ("member", 1), ("stranger", 0)])
def test_people_are_those_whom_the_actor_sees(office, role, count):  # noqa: F811
    found = reads.people(office.run, asked_for(office), PeopleFilter(), Order("unit"), by=office.actor(role))

    assert found.count() == count


def test_people_of_equal_credit_stand_in_a_fixed_order(office):  # noqa: F811
    order = Order("credit", descending=True)

    twice = [
        list(reads.people(office.run, asked_for(office), PeopleFilter(), order, by=office.actor("officer")))
        for _ in range(2)
    ]

    assert twice[0] == twice[1]
    assert [row.credit for row in twice[0]][:3] == [16000, 8000, 4000]


def test_an_account_is_the_person_it_belongs_to(office):  # noqa: F811
    own = {role: reads.own_person(by=office.actor(role)) for role in ("member", "secretary", "officer")}

    assert own == {"member": office.people["P02"], "secretary": office.people["P01"], "officer": None}


def test_runs_are_those_above_and_below_the_scope(office):  # noqa: F811
    above, below, beside = (judged(path) for path in ("", office.unit(BRANCH).path, office.unit(FAR).path))

    assert list(reads.runs_for(by=office.actor("secretary"))) == [below, above, office.run]
    assert list(reads.runs_for(by=office.actor("officer"))) == [beside, below, above, office.run]
    assert list(reads.runs_for(by=office.actor("stranger"))) == [above]


def test_a_run_that_there_is_not_is_not_found(office):  # noqa: F811
    with pytest.raises(NotFoundError) as refused:
        reads.run_for("nothing", by=office.actor("officer"))

    assert refused.value.code == "ACCESS-001"


def test_every_choice_stands_with_the_option_in_force(office):  # noqa: F811
    rows = {row.choice.id: row for row in reads.choices_in_force(pack_of(office.run))}

    assert (rows["AM-01"].option, rows["AM-01"].recommended) == ("substitute", True)
    assert list(rows) == [choice.id for choice in pack_of(office.run).choices]


def test_dispatches_of_people_without_any_are_none(office):  # noqa: F811
    assert reads.dispatches(office.run, by=office.actor("officer")) == ([], False)


def test_entries_show_their_postings_only_to_who_sees_the_person(office):  # noqa: F811
    entry = Participation.objects.get(record="R06")

    seen = {role: reads.postings_of(entry, by=office.actor(role)).count() for role in ("officer", "secretary")}

    assert seen == {"officer": 1, "secretary": 0}
