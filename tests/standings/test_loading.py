"""Rosters and registers step by step: what a step would do, what it does, and that it may be done again."""

import pytest

from tests.offices import INSTALLER, TODAY, account, county, officer, secretary
from tests.standings.test_upload import REGISTER_HEAD, ROSTER_HEAD, csv, job, silent
from xueshi.access.actors import witness
from xueshi.intake.models import Upload
from xueshi.kernel.actors import Actor, Grant, Role
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.paths import OrgPath
from xueshi.ledger import entering
from xueshi.ledger.models import Participation, Posting
from xueshi.organisations import naming
from xueshi.organisations.models import Kind, Level, Organisation
from xueshi.people.models import Affiliation, Person
from xueshi.standings import loading
from xueshi.standings.models import JudgingRun
from xueshi.standings.upload import check_files, load_files

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(settings, tmp_path) -> Actor:
    settings.XUESHI_DATA = tmp_path
    return Actor(account().pk, TODAY, (Grant(Role.DEPARTMENT_OFFICER, ""),), witness())


def files(tmp_path, roster: list[str], register: list[str]):
    """A roster and a register of some lines."""
    return csv(tmp_path, "名册.csv", ROSTER_HEAD, *roster), csv(tmp_path, "台账.csv", REGISTER_HEAD, *register)


LEARNT = "A1,学习,三会一课,2025-03-01,2025-03-01,2,R1"


def test_every_step_of_a_new_path_is_founded_with_its_kind(by, tmp_path):
    given = files(tmp_path, ["A1,张某,乙县委/南镇党委/第九党支部,,,"], [LEARNT])

    result = load_files(job(by, *given), silent, by)

    assert result["organisations"] == ["乙县委", "乙县委/南镇党委", "乙县委/南镇党委/第九党支部"]
    assert list(Organisation.objects.order_by("path").values_list("name", "kind", "level")) == [
        ("乙县委", Kind.LOCAL_COMMITTEE, Level.COUNTY),
        ("南镇党委", Kind.GRASSROOTS_COMMITTEE, Level.TOWNSHIP),
        ("第九党支部", Kind.BRANCH, Level.GRASSROOTS),
    ]


def test_a_check_founds_nothing(by, tmp_path):
    given = files(tmp_path, ["A1,张某,乙县委/南镇党委/第九党支部,,,"], [LEARNT])

    result = check_files(job(by, *given), silent, by)

    assert (result["roster"]["new"], result["register"]["new"], len(result["organisations"])) == (1, 1, 3)
    counts = [model.objects.count() for model in (Organisation, Person, Participation, Posting, JudgingRun)]
    assert counts == [0, 0, 0, 0, 0]


@pytest.mark.parametrize("step", [check_files, load_files])
def test_a_register_without_rows_is_refused_and_leaves_nothing(by, tmp_path, step):
    made = job(by, *files(tmp_path, ["A1,张某,甲支部,,,"], []))

    with pytest.raises(XueshiError) as refused:
        step(made, silent, by)

    assert refused.value.code == "TABLE-006"
    assert not Person.objects.exists()
    assert set(Upload.objects.values_list("state", flat=True)).isdisjoint({"checked", "loaded"})


def test_known_organisations_are_not_founded_again(by, tmp_path):
    units = county()
    given = files(tmp_path, ["A1,张某,甲县委/东镇党委/第一支部,,,"], [LEARNT])

    result = load_files(job(by, *given), silent, by)

    assert result["organisations"] == []
    assert Affiliation.objects.get().organisation == units["first"]
    assert Organisation.objects.count() == 6


def test_loading_twice_leaves_one_of_everything(by, tmp_path):
    given = files(tmp_path, ["A1,张某,甲支部,,,"], [LEARNT])

    first, second = (load_files(job(by, *given), silent, by) for _ in range(2))

    assert (first["register"]["new"], second["register"]["new"], second["register"]["repeated"]) == (1, 0, 1)
    assert (second["roster"]["new"], second["roster"]["unchanged"]) == (0, 1)
    counts = [model.objects.count() for model in (Organisation, Person, Participation, Posting, JudgingRun)]
    assert counts == [1, 1, 1, 1, 2]


def test_a_person_whose_organisation_is_elsewhere_takes_the_entries_along(by, tmp_path):
    units = county()
    office = officer(units["east"], account=by.account)
    given = files(tmp_path, ["A1,张某,甲县委/西镇党委/第三支部,,,"], [LEARNT])

    result = load_files(job(office, *given), silent, office)

    assert [(one["file"], one["code"]) for one in result["refused"]] == [
        ("名册.csv", "ORG-004"),
        ("台账.csv", "PERSON-003"),
    ]
    assert not Person.objects.exists()
    assert not Participation.objects.exists()


def test_refused_rows_are_told_in_both_languages_with_their_column(by, tmp_path):
    units = county()
    office = officer(units["east"], account=by.account)
    given = files(tmp_path, ["A1,张某,甲县委/西镇党委/第三支部,,,"], [LEARNT])

    refused = check_files(job(office, *given), silent, office)["refused"][0]

    assert (refused["row"], refused["column"], refused["code"]) == (2, "所在党组织", "ORG-004")
    assert "甲县委/西镇党委/第三支部" in refused["zh"]
    assert "甲县委/西镇党委/第三支部" in refused["en"]
    assert refused["zh"] != refused["en"]


def test_rows_that_say_the_same_without_a_number_are_counted_apart(by, tmp_path):
    line = "A1,学习,三会一课,2025-03-01,2025-03-01,2,"
    given = files(tmp_path, ["A1,张某,甲支部,,,"], [line])

    result = load_files(job(by, *given), silent, by)

    record = Participation.objects.get().record
    assert result["register"]["new"] == 1
    assert record.startswith("content:")
    assert record.endswith(":1")


def test_a_register_belongs_to_the_office_that_keeps_it():
    units = county()

    sources = {entering.source_of(officer(units[name])) for name in ("east", "west")}

    assert sources == {f"register@{units['east'].number}", f"register@{units['west'].number}"}
    assert entering.source_of(INSTALLER) == "register"
    assert entering.source_of(secretary(units["first"])) != f"register@{units['top'].number}"


def test_progress_never_falls_and_the_files_are_marked(by, tmp_path):
    told: list[int] = []
    given = files(tmp_path, ["A1,张某,甲支部,,,", "A2,李某,甲支部,,,"], [LEARNT])

    load_files(job(by, *given), lambda percent, message: told.append(percent), by)

    assert told == sorted(told)
    assert (told[0] >= 0, told[-1] <= 100) == (True, True)
    assert set(Upload.objects.values_list("state", flat=True)) == {"loaded"}


@pytest.mark.parametrize(
    ("name", "kind", "level"),
    [
        ("某省委", Kind.LOCAL_COMMITTEE, Level.PROVINCE),
        ("某市委", Kind.LOCAL_COMMITTEE, Level.PREFECTURE),
        ("某区委", Kind.LOCAL_COMMITTEE, Level.COUNTY),
        ("甲乡党委", Kind.GRASSROOTS_COMMITTEE, Level.TOWNSHIP),
        ("机关党委", Kind.GRASSROOTS_COMMITTEE, Level.GRASSROOTS),
        ("甲乡第一党小组", Kind.SMALL_GROUP, Level.GRASSROOTS),
        ("某总支部", Kind.GENERAL_BRANCH, Level.GRASSROOTS),
    ],
)
def test_the_last_name_of_a_path_says_kind_and_level(name, kind, level):
    path = OrgPath(f"上级市委/{name}")

    assert (naming.kind_of(path), naming.level_of(path)) == (kind, level)


@pytest.mark.parametrize(("count", "sizes"), [(0, []), (1, [1]), (3, [3]), (4, [3, 1]), (6, [3, 3])])
def test_chunks_hold_everything_once(count, sizes):
    parts = list(loading.chunks(range(count), 3))

    assert [len(part) for part in parts] == sizes
    assert [item for part in parts for item in part] == list(range(count))
