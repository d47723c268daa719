"""Judging what is stored, and reading the run back within one's own sight."""

from datetime import date

import pytest

from tests.offices import INSTALLER, TODAY, account, county, member, officer, person, secretary
from xueshi.access.models import AuditRecord
from xueshi.intake.models import Job
from xueshi.kernel.actors import NotAllowedError, NotFoundError
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.units import Credit, HalfDays
from xueshi.kernel.windows import Span
from xueshi.ledger.actions import append, reverse
from xueshi.ledger.models import Posting
from xueshi.ledger.statements import Fact, Line
from xueshi.organisations.actions import organisation_move
from xueshi.organisations.models import Organisation
from xueshi.people.actions import affiliation_move
from xueshi.people.exemptions import exemption_grant
from xueshi.people.models import ExemptionReason, OfficeKind, Person
from xueshi.people.offices import office_begin
from xueshi.rules.facts import Form, OrganiserLevel
from xueshi.standings.models import Determination, JudgingRun, OrganisationStanding
from xueshi.standings.runs import judge_job, judge_now, organisation_to_judge
from xueshi.standings.stored import answer_of

pytestmark = pytest.mark.django_db
DAY = date(2025, 3, 10)
I02 = "M24-I02"


def attended(who: Person, record: str, credit: int, half_days: int = 0, day: date = DAY) -> None:
    fact = Fact("unit", record, who.pk, "集中轮训班", Form.F1, day, day)
    level = OrganiserLevel.COUNTY
    line = Line(day, day, Form.F1, level, Credit(credit), HalfDays(half_days), Credit(0), "M24", "1")
    append([(fact, (line,))], batch="x", by=INSTALLER)


def judged(run: JudgingRun, who: Person, clause: str = I02) -> tuple[str, int, int]:
    row = Determination.objects.filter(run=run, person=who, clause=clause).latest("window_first")
    return (row.status, row.credit, row.half_days)


def standing(run: JudgingRun, unit: Organisation, clause: str = I02) -> OrganisationStanding:
    return OrganisationStanding.objects.get(run=run, organisation=unit, clause=clause)


@pytest.fixture
def world():
    units = county()
    people = {name: person(units[name], name) for name in ("first", "second", "third")}
    return units, people


@pytest.mark.parametrize(("credit", "status"), [(15999, "on_pace"), (16000, "met"), (16001, "met"), (100, "behind")])
def test_the_threshold_is_exact(world, credit, status):
    units, people = world
    attended(people["first"], "r1", credit)

    run = judge_now(by=officer(units["top"]), as_of=TODAY)

    assert judged(run, people["first"]) == (status, credit, 0)


@pytest.mark.parametrize(("half_days", "status"), [(39, "on_pace"), (40, "met")])
def test_days_and_hours_are_two_roads(world, half_days, status):
    units, people = world
    attended(people["first"], "r1", 0, half_days)

    run = judge_now(by=officer(units["top"]), as_of=TODAY)

    assert judged(run, people["first"]) == (status, 0, half_days)


def test_children_add_up_to_the_parent(world):
    units, people = world
    attended(people["first"], "r1", 16000)
    exemption_grant(people["third"], ExemptionReason.OLD_FRAIL, decided_on=None, span=Span(), by=INSTALLER)

    run = judge_now(by=officer(units["top"]), as_of=TODAY)

    top, east, west = (standing(run, units[name]) for name in ("top", "east", "west"))
    assert (top.population, top.met, top.behind, top.exempt) == (3, 1, 1, 1)
    assert (east.population, east.met, east.behind, east.exempt) == (2, 1, 1, 0)
    assert (west.population, west.exempt) == (1, 1)
    assert (top.share_part, top.share_whole) == (1, 2)
    assert set(OrganisationStanding.objects.filter(run=run, parent=units["top"], clause=I02)) == {east, west}


def test_a_reversal_takes_the_hours_back(world):
    units, people = world
    attended(people["first"], "r1", 16000)
    before = judge_now(by=officer(units["top"]), as_of=TODAY)
    reverse(Posting.objects.get(), reason="未到场", by=INSTALLER)

    after = judge_now(by=officer(units["top"]), as_of=TODAY)

    assert judged(before, people["first"])[:2] == ("met", 16000)
    assert judged(after, people["first"])[:2] == ("behind", 0)
    assert before.watermark < after.watermark
    assert before.digest != after.digest


def test_the_same_question_again_has_the_same_digest(world):
    units, people = world
    attended(people["first"], "r1", 5000)

    digests = {judge_now(by=officer(units["top"]), as_of=TODAY).digest for _ in range(2)}
    other = judge_now(by=officer(units["top"]), as_of=date(2026, 6, 29)).digest

    assert len(digests) == 1
    assert other not in digests


def test_a_run_covers_the_scope_of_its_actor_only(world):
    units, people = world

    run = judge_now(by=officer(units["east"]), as_of=TODAY)

    assert run.persons == 2
    assert not Determination.objects.filter(run=run, person=people["third"]).exists()
    names = set(OrganisationStanding.objects.filter(run=run).values_list("organisation__name", flat=True))
    assert names == {"东镇党委", "第一支部", "第二支部"}


def test_who_moved_counts_where_the_affiliation_was_on_the_reference_day(world):
    units, people = world
    secretary_of = people["first"]
    office_begin(secretary_of, units["first"], OfficeKind.SECRETARY, span=Span(), by=INSTALLER)
    affiliation_move(secretary_of, units["third"], on=date(2025, 7, 1), by=INSTALLER)

    run = judge_now(by=officer(units["top"]), as_of=TODAY)

    rows = Determination.objects.filter(run=run, person=secretary_of, clause="M24-I04").order_by("window_first")
    assert list(rows.values_list("window_first__year", "organisation__name")) == [
        (2024, "第一支部"),
        (2025, "第三支部"),
        (2026, "第三支部"),
    ]


def test_organisations_are_taken_as_they_lie_today(world):
    units, _ = world
    organisation_move(Organisation.objects.get(pk=units["first"].pk), units["west"], on=DAY, by=INSTALLER)

    run = judge_now(by=officer(units["top"]), as_of=TODAY)

    assert standing(run, units["west"]).population == 2
    assert standing(run, units["first"]).parent == units["west"]


def test_a_run_says_everything_that_repeats_it(world):
    units, people = world
    attended(people["first"], "r1", 5000)

    run = judge_now(by=officer(units["top"], account=9), as_of=TODAY, settings={"AM-19": "none"})

    assert (run.plan, run.as_of, run.settings["AM-19"], run.scope) == ("M24", TODAY, "none", units["top"].path)
    assert (run.persons, run.entries, run.watermark, run.created_by) == (3, 1, Posting.objects.get().pk, 9)
    assert run.engine.startswith("duckdb ")
    assert AuditRecord.objects.latest("pk").verb == "run.judged"


def test_a_date_before_the_plan_is_refused_and_leaves_nothing(world):
    units, _ = world

    with pytest.raises(XueshiError) as refused:
        judge_now(by=officer(units["top"]), as_of=date(2023, 12, 31))

    assert refused.value.code == "PACK-018"
    assert not JudgingRun.objects.exists()


def test_a_secretary_and_a_member_judge_nobody(world):
    units, people = world

    for by in (secretary(units["first"]), member(people["first"])):
        with pytest.raises(NotAllowedError):
            judge_now(by=by, as_of=TODAY)

    assert not JudgingRun.objects.exists()


def test_a_job_judges(world):
    units, _ = world
    params = {"plan": "M24", "as_of": "2026-06-30", "settings": {}}
    job = Job.objects.create(kind="judge", params=params, owner=account())
    told: list[int] = []

    result = judge_job(job, lambda percent, message: told.append(percent), officer(units["top"]))

    assert JudgingRun.objects.get().number == result["run"]
    assert told == sorted(told)


def test_each_reads_back_what_each_sees(world):
    units, _ = world
    run = judge_now(by=officer(units["top"]), as_of=TODAY)

    answers = {
        name: answer_of(run, by=by)
        for name, by in {"all": officer(units["top"]), "branch": secretary(units["first"])}.items()
    }

    assert [one.name for one in answers["all"].people()] == ["first", "second", "third"]
    assert [one.name for one in answers["branch"].people()] == ["first"]
    assert {standing.org for standing in answers["branch"].standings} == {"甲县委/东镇党委/第一支部"}
    assert answers["branch"].run.digest == run.digest


def test_who_sees_no_organisation_reads_no_answer(world):
    units, people = world
    run = judge_now(by=officer(units["top"]), as_of=TODAY)

    with pytest.raises(NotFoundError):
        answer_of(run, by=member(people["first"]))


def test_a_run_costs_few_queries(world, django_assert_max_num_queries):
    units, people = world
    for number, who in enumerate(people.values()):
        attended(who, f"r{number}", 5000)

    with django_assert_max_num_queries(30):
        judge_now(by=officer(units["top"]), as_of=TODAY)


def test_a_unit_is_judged_alone_and_only_within_reach(world):
    units, _people = world
    by = officer(units["east"])

    run = judge_now(by=officer(units["top"]), as_of=TODAY, unit=units["east"])

    assert run.scope == units["east"].path
    assert organisation_to_judge(by, units["first"].number) == units["first"]
    with pytest.raises(NotFoundError):
        organisation_to_judge(by, units["third"].number)
    with pytest.raises(NotAllowedError):
        judge_now(by=by, as_of=TODAY, unit=units["west"])
