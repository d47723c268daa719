"""Two messy workbooks, judged: every figure here was worked out by hand from tests/data/README.md."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from xueshi.kernel.errors import XueshiError
from xueshi.kernel.paths import OrgPath
from xueshi.rules.verdicts import Standing, Status
from xueshi.standings.answer.judge_files import explain_person, judge_files
from xueshi.standings.answer.model import Answer

DATA = Path(__file__).parents[2] / "data"
ROSTER, REGISTER = DATA / "messy_roster.xlsx", DATA / "messy_register.xlsx"
AS_OF = date(2026, 6, 30)
COUNTY = "清河县委"

MET = ["P001", "P002", "P003", "P007", "P008", "P009", "P010", "P011", "P013", "P014", "P017", "P020", "P022", "P024"]
STATUSES = {
    "P001": {"I02": "behind", "I03": "behind", "I04 2024": "below_general", "I04 2025": "met", "I04 2026": "behind"},
    "P004": {"I01": "exempt", "I02": "exempt", "I05": "on_pace"},
    "P005": {"I01": "behind", "I02": "behind", "I05": "on_pace"},
    "P007": {"I02": "behind", "I04 2024": "below_general", "I05": "on_pace"},
    "P008": {"I03": "behind", "I04 2025": "met", "I04 2026": "behind"},
    "P009": {"I01": "met", "I02": "delegated", "I05": "delegated"},
    "P010": {"I02": "delegated", "I03": "behind", "I04 2024": "below_general", "I04 2025": "met", "I04 2026": "behind"},
    "P015": {"I01": "behind", "I02": "not_assessable", "I05": "on_pace"},
    "P016": {},
    "P023": {"I01": "behind", "I02": "behind", "I05": "not_assessable"},
    "P024": {"I01": "met", "I02": "met", "I05": "behind"},
}


@pytest.fixture(scope="module")
def answer() -> Answer:
    return judge_files("M24", ROSTER, REGISTER, as_of=AS_OF, settings={})


def standings(answer: Answer, org: str) -> dict[str, Standing]:
    return {
        f"{item.clause[-3:]} {item.window.first.year}" if item.clause == "M24-I04" else item.clause[-3:]: item
        for item in answer.standings
        if item.org == org
    }


def counted(standing: Standing) -> dict[str, int]:
    return {status.value: count for status, count in standing.counts.items() if count}


def test_each_person_stands_where_the_hand_worked_figures_say(answer: Answer) -> None:
    people = {person.number: person for person in answer.people()}

    assert len(people) == 25
    for number, expected in STATUSES.items():
        found = {
            f"I04 {verdict.window.first.year}"
            if verdict.clause == "M24-I04"
            else verdict.clause[-3:]: verdict.status.value
            for verdict in people[number].verdicts
            if verdict.status is not Status.NOT_APPLICABLE
        }
        assert expected.items() <= found.items(), number
        assert set(expected) == set(found) or number in ("P001", "P007", "P008", "P010"), number
    assert [number for number in sorted(people) if people[number].verdicts[0].status is Status.MET] == MET


def test_amounts_are_exact(answer: Answer) -> None:
    people = {person.number: person for person in answer.people()}

    member = {verdict.clause: verdict for verdict in people["P001"].verdicts}["M24-I02"]
    on_both = {verdict.clause: verdict for verdict in people["P024"].verdicts}["M24-I02"]

    assert (member.has.credit, member.has.half_days) == (4550, 10)
    assert [(short.credit, short.half_days) for short in member.short] == [(0, 30), (11450, 0)]
    assert (on_both.has.credit, on_both.has.half_days, on_both.short) == (16000, 40, ())


def test_the_county_adds_up(answer: Answer) -> None:
    county = standings(answer, COUNTY)

    assert counted(county["I01"]) == {"met": 14, "behind": 9, "exempt": 1}
    assert (county["I01"].share, county["I01"].status) == ((14, 23), Status.ON_PACE)
    assert counted(county["I02"]) == {"met": 1, "behind": 18, "exempt": 1, "delegated": 3, "not_assessable": 1}
    assert (county["I02"].share, county["I02"].status) == ((1, 19), None)
    assert counted(county["I03"]) == {"behind": 4}
    assert counted(county["I04 2024"]) == {"below_general": 4}
    assert counted(county["I04 2025"]) == {"met": 4}
    assert counted(county["I04 2026"]) == {"behind": 4}
    assert (county["I05"].share, county["I05"].status) == ((20350, 48800), Status.BEHIND)


def test_every_level_of_the_tree_has_its_standings(answer: Answer) -> None:
    assert sorted({item.org for item in answer.standings}) == [
        "清河县委",
        "清河县委/城关镇党委",
        "清河县委/城关镇党委/第一支部",
        "清河县委/城关镇党委/第二支部",
        "清河县委/机关工委",
        "清河县委/机关工委/县直支部",
        "清河县委/柳林乡党委",
        "清河县委/柳林乡党委/柳林村支部",
    ]


def test_a_person_who_moved_stands_at_the_organisation_of_the_day(answer: Answer) -> None:
    people = {person.number: person for person in answer.people()}

    assert people["P005"].org == "清河县委/城关镇党委/第二支部"
    assert people["P016"].org == ""


def test_the_run_says_what_it_was_made_from(answer: Answer) -> None:
    roster, register = answer.run.inputs

    assert (roster.name, roster.rows, roster.refused) == ("messy_roster.xlsx", 40, 13)
    assert (register.name, register.rows, register.refused) == ("messy_register.xlsx", 92, 27)
    assert (roster.unknown_columns, register.unknown_columns) == (("联系电话",), ("序号",))
    assert (answer.run.plan, answer.run.as_of, answer.run.persons) == ("M24", AS_OF, 25)


def test_the_same_input_gives_the_same_digest_under_any_name(answer: Answer, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(ROSTER.read_bytes())
    (tmp_path / "b.xlsx").write_bytes(REGISTER.read_bytes())

    again = judge_files("M24", tmp_path / "a.xlsx", tmp_path / "b.xlsx", as_of=AS_OF, settings={})

    assert again.run.digest == answer.run.digest


def test_a_case_of_rows_without_record_numbers_does_not_tie_the_digest_to_a_name(tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("人员编号,姓名,所在党组织\nP1,甲一,县委/一支部\n", "utf-8")
    answers = []
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(
            "人员编号,活动名称,培训形式,开始时间,天数\nP1,甲班,脱产培训,2025-03-03,0.5\nP1,乙班,脱产培训,2025-03-03,0.5\n",
            "utf-8",
        )
        answers.append(judge_files("M24", roster, tmp_path / name, as_of=AS_OF, settings={}))

    assert [len(answer.cases) for answer in answers] == [1, 1]
    assert answers[0].run.digest == answers[1].run.digest


@pytest.mark.parametrize(("as_of", "settings"), [(date(2026, 6, 29), {}), (AS_OF, {"AM-01": "never"})])
def test_another_date_or_choice_gives_another_digest(answer: Answer, as_of: date, settings: dict[str, str]) -> None:
    assert judge_files("M24", ROSTER, REGISTER, as_of=as_of, settings=settings).run.digest != answer.run.digest


def test_an_approved_substitute_counts_unless_the_choice_says_never(answer: Answer) -> None:
    never = judge_files("M24", ROSTER, REGISTER, as_of=AS_OF, settings={"AM-01": "never"})

    def credit_of(given: Answer) -> int:
        person = next(person for person in given.people() if person.number == "P017")
        return next(verdict for verdict in person.verdicts if verdict.clause == "M24-I02").has.credit

    assert (credit_of(answer), credit_of(never)) == (2100, 1600)


def test_one_township_alone_keeps_its_figures(answer: Answer) -> None:
    township = OrgPath("清河县委/城关镇党委")

    alone = judge_files("M24", ROSTER, REGISTER, as_of=AS_OF, settings={}, org=township)

    assert {item.org for item in alone.standings} == {township, f"{township}/第一支部", f"{township}/第二支部"}
    assert standings(alone, township) == standings(answer, township)


def test_progress_rises_to_the_end() -> None:
    told: list[tuple[str, int]] = []

    judge_files(
        "M24", ROSTER, REGISTER, as_of=AS_OF, settings={}, progress=lambda stage, percent: told.append((stage, percent))
    )

    assert [stage for stage, _ in told] == ["roster", "register", "credit", "judge", "judge"]
    assert [percent for _, percent in told] == sorted(percent for _, percent in told)
    assert told[-1] == ("judge", 100)


def test_a_person_is_explained_with_the_refused_rows() -> None:
    person, explained, refused = explain_person("M24", ROSTER, REGISTER, as_of=AS_OF, settings={}, who="甲子")

    assert person.number == "P001"
    assert [item.indicator.id for item in explained] == ["M24-I01", "M24-I02", "M24-I03", *["M24-I04"] * 3, "M24-I05"]
    assert all(item.place.file == "messy_register.xlsx" for item in refused)


def test_an_unknown_person_is_refused() -> None:
    with pytest.raises(XueshiError) as unknown:
        explain_person("M24", ROSTER, REGISTER, as_of=AS_OF, settings={}, who="P999")

    assert (unknown.value.code, unknown.value.what("en")) == ("ANSWER-001", "'P999' names 0 persons of the roster")
