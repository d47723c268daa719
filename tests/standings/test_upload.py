"""Two files from the dry run to the stored run: what is loaded is what two files would be judged by."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.offices import TODAY, account, county, officer
from xueshi.access.actors import witness
from xueshi.access.models import AuditRecord
from xueshi.intake.models import Job, Upload
from xueshi.intake.uploads import result_path, upload_keep
from xueshi.kernel.actors import Actor, Grant, Role
from xueshi.kernel.columns import SheetKind
from xueshi.kernel.errors import XueshiError
from xueshi.ledger import entering
from xueshi.ledger.models import Participation, Posting
from xueshi.ledger.register import REGISTER as REGISTER_SHEET
from xueshi.organisations import naming
from xueshi.organisations.models import Kind, Organisation
from xueshi.people.models import Affiliation, CadreStanding, Identity, Person
from xueshi.people.roster import ROSTER as ROSTER_SHEET
from xueshi.standings import loading
from xueshi.standings.answer.judge_files import judge_files
from xueshi.standings.models import JudgingRun
from xueshi.standings.stored import answer_of
from xueshi.standings.upload import Files, check_files, load_files, uploads_of

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parent.parent / "data"
ROSTER, REGISTER = DATA / "messy_roster.xlsx", DATA / "messy_register.xlsx"


def silent(percent: int, message: str) -> None:
    """Nobody watches."""


MADE_UP = "X18d22c4ff1f62cf"
"""What two files call the member who has no 人员编号; it follows from the identity number, so the database does not keep it."""


@pytest.fixture
def by(settings, tmp_path) -> Actor:
    settings.XUESHI_DATA = tmp_path
    return Actor(account().pk, TODAY, (Grant(Role.DEPARTMENT_OFFICER, ""),), witness())


def job(by: Actor, roster: Path = ROSTER, register: Path = REGISTER) -> Job:
    first, second = (
        upload_keep(path.name, [path.read_bytes()], kind=kind, by=by).number
        for path, kind in ((roster, "roster"), (register, "register"))
    )
    params = Files(first, second, "M24", TODAY, {}).params()
    made: Job = Job.objects.create(kind="load", params=params, owner_id=by.account)
    return made


def everything() -> dict[str, list[Any]]:
    """What the database holds, without random numbers and times."""
    return {
        "organisations": list(Organisation.objects.order_by("full_name").values_list("full_name", "kind")),
        "people": list(
            Affiliation.objects.known()
            .order_by("person__identity__local_number", "valid_from")
            .values_list("person__identity__local_number", "organisation__full_name", "valid_from", "valid_to")
        ),
        "facts": list(
            Participation.objects.order_by("record").values_list("record", "person__identity__local_number", "title")
        ),
        "postings": list(
            Posting.objects.order_by("participation__record", "day").values_list(
                "day", "form", "credit", "half_days", "theory"
            )
        ),
    }


def test_a_dry_run_says_what_would_happen_and_changes_nothing(by):
    made = job(by)

    result = check_files(made, silent, by)

    assert (result["roster"]["new"], result["roster"]["changed"], result["roster"]["unchanged"]) == (25, 0, 0)
    assert (result["roster"]["refused"], result["register"]["rows"], result["register"]["refused"]) == (13, 92, 27)
    assert (result["register"]["new"], result["register"]["repeated"]) == (65, 0)
    assert sum(result["codes"].values()) == len(result["refused"])
    assert not Person.objects.exists()
    assert not Participation.objects.exists()
    assert set(Upload.objects.values_list("state", flat=True)) == {"checked"}


def test_refused_rows_come_back_in_the_layout_of_the_files(by):
    made = job(by)

    check_files(made, silent, by)

    book = load_workbook(result_path(made.result_file))
    rows = [sheet.max_row - 1 for sheet in book.worksheets]
    assert rows == [13, 27]


def test_loading_does_what_the_dry_run_said(by):
    foretold = check_files(job(by), silent, by)

    result = load_files(job(by), silent, by)

    assert {**result, "run": None} == {**foretold, "run": None}
    assert Person.objects.count() == 25
    assert Participation.objects.count() == 65
    assert JudgingRun.objects.get().number == result["run"]


def test_the_stored_run_says_what_two_files_say(by):
    load_files(job(by), silent, by)

    stored = answer_of(JudgingRun.objects.get(), by=by)
    direct = judge_files("M24", ROSTER, REGISTER, as_of=TODAY, settings={})
    assert stored.run.inputs == direct.run.inputs
    people = {one.number: one for one in stored.people()}
    unnumbered = Person.objects.get(identity__local_number="").number
    assert {one.number: (one.name, one.org, one.verdicts) for one in direct.people()} == {
        MADE_UP if number == unnumbered else number: (one.name, one.org, one.verdicts) for number, one in people.items()
    }
    assert stored.standings == direct.standings
    assert [(case.person, case.kind) for case in stored.cases] == [(case.person, case.kind) for case in direct.cases]


def test_loading_again_changes_nothing_but_judges_again(by):
    load_files(job(by), silent, by)
    before = everything()

    result = load_files(job(by), silent, by)

    assert (result["roster"]["new"], result["roster"]["changed"], result["roster"]["unchanged"]) == (0, 0, 25)
    assert (result["register"]["new"], result["register"]["repeated"]) == (0, 65)
    assert everything() == before
    assert len(set(JudgingRun.objects.values_list("digest", flat=True))) == 1


@pytest.mark.parametrize("step", range(8))
def test_a_load_that_broke_off_carries_on_to_the_same_end(by, monkeypatch, step, settings):
    monkeypatch.setattr(loading, "PEOPLE_AT_ONCE", 10)
    monkeypatch.setattr(loading, "FACTS_AT_ONCE", 10)
    calls = iter(range(100))

    def dying(percent: int, message: str) -> None:
        if message in (loading.LOADING_PEOPLE, loading.LOADING_ENTRIES) and next(calls) == step:
            raise KeyboardInterrupt

    made = job(by)
    with pytest.raises(KeyboardInterrupt):
        load_files(made, dying, by)
    partly = everything()
    load_files(made, silent, by)

    after = everything()
    assert len(after["facts"]) == 65
    assert len(after["people"]) == 27
    assert len(partly["facts"]) < 65
    assert {row[0] for row in after["facts"]} >= {row[0] for row in partly["facts"]}
    assert Identity.objects.count() == 25


def test_a_run_names_its_files(by):
    load_files(job(by), silent, by)

    inputs = JudgingRun.objects.get().inputs
    assert [(one["name"], one["rows"], one["refused"]) for one in inputs] == [
        ("messy_roster.xlsx", 40, 13),
        ("messy_register.xlsx", 92, 27),
    ]


def csv(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


ROSTER_HEAD = "人员编号,姓名,所在党组织,党内职务,转入日期,转出日期"
REGISTER_HEAD = "人员编号,活动名称,培训形式,开始时间,结束时间,学时,记录编号"


def test_an_office_creates_only_within_its_scope(by, tmp_path):
    units = county()
    office = officer(units["east"], account=by.account)
    roster = csv(
        tmp_path,
        "名册.csv",
        ROSTER_HEAD,
        "A1,张某,甲县委/东镇党委/第一支部,,,",
        "A2,李某,甲县委/东镇党委/新村党总支/新村第一党支部,,,",
        "A3,王某,甲县委/西镇党委/第三支部,,,",
        "A4,赵某,甲县委/北镇党委/第四支部,,,",
    )
    register = csv(
        tmp_path,
        "台账.csv",
        REGISTER_HEAD,
        "A1,学习,三会一课,2025-03-01,2025-03-01,2,R1",
        "A3,学习,三会一课,2025-03-01,2025-03-01,2,R2",
    )

    result = load_files(job(office, roster, register), silent, office)

    assert result["roster"]["new"] == 2
    assert result["organisations"] == ["甲县委/东镇党委/新村党总支", "甲县委/东镇党委/新村党总支/新村第一党支部"]
    assert [(one["row"], one["code"]) for one in result["refused"]] == [
        (4, "ORG-004"),
        (5, "ORG-004"),
        (3, "PERSON-003"),
    ]
    assert Organisation.objects.get(name="新村党总支").kind == Kind.GENERAL_BRANCH
    assert not Identity.objects.filter(local_number__in=["A3", "A4"]).exists()


def test_paths_may_begin_at_the_offices_own_top(by, tmp_path):
    units = county()
    office = officer(units["east"], account=by.account)
    roster = csv(tmp_path, "名册.csv", ROSTER_HEAD, "A1,张某,东镇党委/第一支部,,,")
    register = csv(tmp_path, "台账.csv", REGISTER_HEAD, "A1,学习,三会一课,2025-03-01,2025-03-01,2,R1")

    result = load_files(job(office, roster, register), silent, office)

    assert (result["roster"]["new"], result["organisations"], result["refused"]) == (1, [], [])
    assert Affiliation.objects.get().organisation == units["first"]


@pytest.mark.parametrize(
    ("line", "code", "facts"),
    [
        ("A1,又学习,三会一课,2025-03-01 10:00,2025-03-01 12:00,2,R2", "LEDGER-004", 1),
        ("A1,又学习,三会一课,2025-03-01 11:00,2025-03-01 12:00,1,R2", None, 2),
        ("A1,学习改,三会一课,2025-03-01 09:00,2025-03-01 11:00,2,R1", "LEDGER-001", 1),
        ("A1,学习,三会一课,2025-03-01 09:00,2025-03-01 11:00,2,R1", None, 1),
    ],
)
def test_a_later_file_cannot_count_an_hour_again(by, tmp_path, line, code, facts):
    roster = csv(tmp_path, "名册.csv", ROSTER_HEAD, "A1,张某,甲支部,,,")
    first = csv(tmp_path, "一.csv", REGISTER_HEAD, "A1,学习,三会一课,2025-03-01 09:00,2025-03-01 11:00,2,R1")
    second = csv(tmp_path, "二.csv", REGISTER_HEAD, line)
    load_files(job(by, roster, first), silent, by)

    foretold = check_files(job(by, roster, second), silent, by)
    result = load_files(job(by, roster, second), silent, by)

    assert [one["code"] for one in result["refused"]] == ([code] if code else [])
    assert foretold["refused"] == result["refused"]
    assert Participation.objects.count() == facts


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("A1,又学习,三会一课,2025-03-01,2025-03-01,2,R2", []),
        ("A1,又学习,三会一课,2025-03-01,2025-03-01,2.01,R2", ["REGISTER-018"]),
        ("A1,学习班,三会一课,2025-03-01,2025-03-02,10,R2", []),
        ("A1,学习班,三会一课,2025-03-01,2025-03-02,10.01,R2", ["REGISTER-018"]),
        ("A1,学习,三会一课,2025-03-01,2025-03-01,6,R1", []),
    ],
)
def test_a_later_file_cannot_overfill_a_day(by, tmp_path, line, codes):
    roster = csv(tmp_path, "名册.csv", ROSTER_HEAD, "A1,张某,甲支部,,,")
    first = csv(tmp_path, "一.csv", REGISTER_HEAD, "A1,学习,三会一课,2025-03-01,2025-03-01,6,R1")
    second = csv(tmp_path, "二.csv", REGISTER_HEAD, line)
    load_files(job(by, roster, first), silent, by)

    foretold = check_files(job(by, roster, second), silent, by)
    result = load_files(job(by, roster, second), silent, by)

    assert [one["code"] for one in result["refused"]] == codes
    assert foretold["refused"] == result["refused"]


def test_rows_without_a_record_number_are_known_again_by_what_they_say(by, tmp_path):
    roster = csv(tmp_path, "名册.csv", ROSTER_HEAD, "A1,张某,甲支部,,,")
    lines = ["A1,学习,三会一课,2025-03-01,2025-03-01,2,", "A1,学习,三会一课,2025-03-02,2025-03-02,2,"]
    first = csv(tmp_path, "一.csv", REGISTER_HEAD, *lines)
    second = csv(tmp_path, "二.csv", REGISTER_HEAD, *reversed(lines), "A1,学习,三会一课,2025-03-03,2025-03-03,2,")
    load_files(job(by, roster, first), silent, by)

    result = load_files(job(by, roster, second), silent, by)

    assert (result["register"]["new"], result["register"]["repeated"]) == (1, 2)


def test_no_cell_that_is_taken_is_too_long_for_the_database():
    kept: list[tuple[SheetKind, dict[str, tuple[Any, str]]]] = [
        (
            ROSTER_SHEET,
            {
                "number": (Identity, "local_number"),
                "ethnicity": (Identity, "ethnicity"),
                "education": (Identity, "education"),
                "org": (Organisation, "full_name"),
                "field": (Organisation, "field"),
                "rank": (CadreStanding, "rank"),
            },
        ),
        (
            REGISTER_SHEET,
            {name: (Participation, name) for name in ("title", "organiser", "institution", "record", "remark")},
        ),
    ]

    lengths = [
        (sheet.columns[column].longest, model._meta.get_field(field).max_length)
        for sheet, columns in kept
        for column, (model, field) in columns.items()
    ]
    assert all(taken <= held for taken, held in lengths), lengths


def test_files_of_others_cannot_be_loaded(by):
    made = job(by)
    other = Actor(account("other").pk, TODAY, by.grants, witness())
    before = AuditRecord.objects.count()

    with pytest.raises(XueshiError) as refused:
        load_files(made, silent, other)

    assert refused.value.code == "ACCESS-001"
    assert AuditRecord.objects.count() == before


def test_a_job_names_its_two_files(by):
    roster, register = uploads_of(job(by), by=by)

    assert (roster.name, register.name) == ("messy_roster.xlsx", "messy_register.xlsx")


@pytest.mark.parametrize(
    ("credit", "topics", "parts"),
    [
        (100, ((1, 33), (2, 33), (3, 34)), (33, 33, 34)),
        (1, ((1, 50), (2, 50)), (1, 0)),
        (101, ((1, 50), (2, 50)), (51, 50)),
        (0, ((1, 100),), (0,)),
    ],
)
def test_topics_share_the_credit_to_the_last_hundredth(credit, topics, parts):
    shared = entering.shared(credit, topics)

    assert tuple(part for _, part in shared) == parts
    assert sum(parts) == credit


@pytest.mark.parametrize(
    ("name", "kind", "level"),
    [
        ("清河县委", "local_committee", 3),
        ("城关镇党委", "grassroots_committee", 2),
        ("县直机关工委", "working_committee", 1),
        ("某街道党工委", "working_committee", 2),
        ("石桥村党总支", "general_branch", 1),
        ("石桥村党支部", "branch", 1),
        ("县教育局党组", "party_group", 1),
        ("某协会", "other", 1),
    ],
)
def test_names_say_what_an_organisation_is(name, kind, level):
    assert (naming.kind_of(name), naming.level_of(name)) == (kind, level)
