"""A stored run read back: names of today, figures of the run, and the cases within one's own sight."""

from datetime import date

import pytest

from tests.offices import INSTALLER, TODAY, county, officer, person, secretary
from xueshi.kernel.units import Credit, HalfDays
from xueshi.ledger.actions import append, reverse
from xueshi.ledger.models import Posting
from xueshi.ledger.statements import Fact, Line
from xueshi.people.models import Person
from xueshi.rules.facts import Form, OrganiserLevel
from xueshi.rules.verdicts import Status
from xueshi.standings.asked import pack_of
from xueshi.standings.runs import judge_now
from xueshi.standings.stored import answer_of, cases_of

pytestmark = pytest.mark.django_db
COUNTY = OrganiserLevel.COUNTY


def trained(who: Person, record: str, first: date, last: date, form: Form = Form.F1, credit: int = 100) -> None:
    """One training over some days."""
    fact = Fact("unit", record, who.pk, "集中轮训班", form, first, last)
    line = Line(first, last, form, COUNTY, Credit(credit), HalfDays(0), Credit(0), "M24", "1")
    append([(fact, (line,))], batch="x", by=INSTALLER)


@pytest.fixture
def world():
    units = county()
    return units, {name: person(units[name], name, local_number=name) for name in ("first", "second", "third")}


def overlapping(who: Person, prefix: str) -> None:
    """Two dispatches over the same days."""
    trained(who, f"{prefix}1", date(2025, 3, 10), date(2025, 3, 12))
    trained(who, f"{prefix}2", date(2025, 3, 12), date(2025, 3, 14))


def test_the_answer_has_the_figures_of_the_run(world):
    units, people = world
    trained(people["first"], "r1", date(2025, 3, 10), date(2025, 3, 14), credit=16000)
    run = judge_now(by=officer(units["top"]), as_of=TODAY)

    answer = answer_of(run, by=officer(units["top"]))

    found = {item.org: item for item in answer.standings if item.clause == "M24-I02"}
    assert (found["甲县委"].population, found["甲县委"].counts[Status.MET], found["甲县委"].share) == (3, 1, (1, 3))
    assert found["甲县委/西镇党委"].share == (0, 1)
    assert (answer.run.persons, answer.run.entries, answer.run.inputs) == (3, 1, ())


def test_later_entries_do_not_change_a_run_that_is_read_back(world):
    units, people = world
    run = judge_now(by=officer(units["top"]), as_of=TODAY)
    before = [one.verdicts for one in answer_of(run, by=officer(units["top"])).people()]
    trained(people["first"], "r1", date(2025, 3, 10), date(2025, 3, 14), credit=16000)

    after = [one.verdicts for one in answer_of(run, by=officer(units["top"])).people()]

    assert after == before


def test_people_bear_the_number_of_the_roster_or_their_own(world):
    units, _people = world
    nameless = person(units["first"], "fourth")
    run = judge_now(by=officer(units["top"]), as_of=TODAY)

    numbers = {one.name: one.number for one in answer_of(run, by=officer(units["top"])).people()}

    assert numbers == {"first": "first", "second": "second", "third": "third", "fourth": nameless.number}


def test_every_level_of_the_sight_has_its_standings_and_none_above(world):
    units, _people = world
    run = judge_now(by=officer(units["top"]), as_of=TODAY)

    orgs = {item.org for item in answer_of(run, by=officer(units["east"])).standings}

    assert orgs == {"甲县委/东镇党委", "甲县委/东镇党委/第一支部", "甲县委/东镇党委/第二支部"}


def test_the_choices_of_the_run_are_in_force(world):
    units, _people = world
    run = judge_now(by=officer(units["top"]), as_of=TODAY, settings={"AM-01": "never"})

    answer = answer_of(run, by=officer(units["top"]))

    assert (answer.pack.settings["AM-01"], answer.run.settings["AM-01"]) == ("never", "never")


def test_dispatches_over_the_same_days_are_a_case(world):
    units, people = world
    overlapping(people["first"], "a")
    run = judge_now(by=officer(units["top"]), as_of=TODAY)

    found = list(cases_of(run, pack_of(run), by=officer(units["top"])))

    assert [(case.person, case.kind.value) for case in found if case.kind.value == "overlap"] == [("first", "overlap")]


def test_cases_of_another_branch_are_not_shown(world):
    units, people = world
    overlapping(people["first"], "a")
    overlapping(people["third"], "b")
    run = judge_now(by=officer(units["top"]), as_of=TODAY)

    seen = {
        name: {case.person for case in cases_of(run, pack_of(run), by=by)}
        for name, by in {
            "top": officer(units["top"]),
            "west": officer(units["west"]),
            "second": secretary(units["second"]),
        }.items()
    }

    assert seen == {"top": {"first", "third"}, "west": {"third"}, "second": set()}


def test_what_was_entered_after_the_run_is_no_case_of_it(world):
    units, people = world
    run = judge_now(by=officer(units["top"]), as_of=TODAY)
    overlapping(people["first"], "a")

    assert list(cases_of(run, pack_of(run), by=officer(units["top"]))) == []


@pytest.mark.parametrize(("as_of", "cases"), [(date(2025, 3, 11), 0), (date(2025, 3, 12), 1), (date(2025, 3, 13), 1)])
def test_what_began_after_the_day_of_the_run_is_no_case_of_it(world, as_of, cases):
    units, people = world
    overlapping(people["first"], "a")
    run = judge_now(by=officer(units["top"]), as_of=as_of)

    found = [case for case in cases_of(run, pack_of(run), by=officer(units["top"])) if case.kind.value == "overlap"]

    assert len(found) == cases


def test_only_dispatches_are_cases(world):
    units, people = world
    trained(people["first"], "a1", date(2025, 3, 10), date(2025, 3, 12), Form.F3)
    trained(people["first"], "a2", date(2025, 3, 11), date(2025, 3, 13), Form.F3)
    run = judge_now(by=officer(units["top"]), as_of=TODAY)

    assert list(cases_of(run, pack_of(run), by=officer(units["top"]))) == []


def test_a_reversed_dispatch_is_no_case(world):
    units, people = world
    overlapping(people["first"], "a")
    reverse(Posting.objects.earliest("pk"), reason="未到场", by=INSTALLER)
    run = judge_now(by=officer(units["top"]), as_of=TODAY)

    assert list(cases_of(run, pack_of(run), by=officer(units["top"]))) == []
