"""Organisations through the pipeline: by path and by number, in any order, changed, protected and undone."""

import pytest

from tests.intake.imported import checked, counts, office, recorded, undone
from tests.offices import TODAY, county
from xueshi.intake.models import ImportState
from xueshi.organisations.actions import organisation_move
from xueshi.organisations.models import Organisation

pytestmark = pytest.mark.django_db
BY_PATH = ("党组织全路径", "组织类别", "领域类别", "成立日期")
BY_CODE = ("组织编号", "上级组织编号", "组织名称", "撤销日期")


@pytest.fixture
def units(settings, tmp_path):
    settings.XUESHI_DATA = tmp_path
    return county()


@pytest.fixture
def by(units):
    return office(units)


def tree(rows, by, headings, how=recorded, **more):
    return how(rows, by, kind="organisations", headings=headings, **more)


def names() -> set[str]:
    return set(Organisation.objects.filter(dissolved_on=None).values_list("full_name", flat=True))


def test_paths_are_founded_parents_first_whatever_their_order(units, by):
    rows = [
        ("甲县委/北镇党委/第七支部", "党支部", "农村", "2001-07-01"),
        ("甲县委/北镇党委", "", "", ""),
        ("甲县委/东镇党委/第一支部", "", "农村", ""),
    ]

    one = tree(rows, by, BY_PATH)

    assert counts(one.counts) == (2, 1, 0, 0, 0)
    founded = Organisation.objects.get(full_name="甲县委/北镇党委/第七支部")
    assert (founded.kind, founded.sector, str(founded.founded_on)) == ("branch", "rural", "2001-07-01")
    assert Organisation.objects.get(pk=units["first"].pk).sector == "rural"


def test_numbers_place_what_they_name_whatever_the_order(by):
    rows = [("C3", "C2", "第八支部", ""), ("C2", "C1", "北乡党委", ""), ("C1", "", "北片工委", "")]

    one = tree(rows, by, BY_CODE)

    assert counts(one.counts) == (3, 0, 0, 0, 0)
    assert Organisation.objects.get(code="C3").full_name == "甲县委/北片工委/北乡党委/第八支部"


def test_the_same_list_again_changes_nothing(by):
    rows = [("C2", "C1", "北乡党委", ""), ("C1", "", "北片工委", "")]
    tree(rows, by, BY_CODE)

    one = tree(rows, by, BY_CODE)

    assert counts(one.counts) == (0, 0, 2, 0, 0)


def test_the_check_foresees_what_recording_does(by):
    rows = [
        ("C2", "C1", "北乡党委", ""),
        ("C1", "", "北片工委", ""),
        ("C4", "C9", "无上级", ""),
        ("C5", "C1", "a/b", ""),
    ]

    found = tree(rows, by, BY_CODE, how=checked).found

    assert counts(found) == (2, 0, 0, 2, 0)
    assert found["codes"] == {"ORG-005": 1, "ORG-014": 1}
    assert counts(tree(rows, by, BY_CODE).counts) == (2, 0, 0, 2, 0)


def test_superiors_that_lead_back_are_refused(by):
    rows = [("C1", "C2", "甲", ""), ("C2", "C1", "乙", ""), ("C3", "", "丙", "")]

    one = tree(rows, by, BY_CODE)

    assert counts(one.counts) == (1, 0, 0, 2, 0)
    assert one.found["codes"] == {"IMPORT-005": 2}


def test_another_superior_moves_and_another_name_renames(by):
    tree([("C1", "", "北片工委", ""), ("C2", "", "南片工委", ""), ("C3", "C1", "第八支部", "")], by, BY_CODE)

    one = tree([("C3", "C2", "第九支部", "")], by, BY_CODE)

    assert (counts(one.counts), one.counts["moved"]) == ((0, 1, 0, 0, 0), 1)
    assert Organisation.objects.get(code="C3").full_name == "甲县委/南片工委/第九支部"


def test_what_was_moved_by_hand_stays_unless_that_is_chosen(by):
    tree([("C1", "", "北片工委", ""), ("C2", "", "南片工委", ""), ("C3", "C1", "第八支部", "")], by, BY_CODE)
    moved, south = (Organisation.objects.get(code=code) for code in ("C3", "C2"))
    organisation_move(moved, south, on=TODAY, by=by)
    stale = [("C3", "C1", "第八支部", "")]

    kept = tree(stale, by, BY_CODE)

    assert kept.found["protected"] == {"parent": 1}
    assert Organisation.objects.get(code="C3").parent == south
    tree(stale, by, BY_CODE, overwrite=["parent"])
    above = Organisation.objects.get(code="C3").parent
    assert above is not None
    assert above.code == "C1"


def test_a_day_of_dissolution_dissolves(by):
    tree([("C1", "", "北片工委", "")], by, BY_CODE)

    one = tree([("C1", "", "北片工委", "2026-06-01")], by, BY_CODE)

    assert counts(one.counts) == (0, 1, 0, 0, 0)
    assert str(Organisation.objects.get(code="C1").dissolved_on) == "2026-06-01"


def test_missing_organisations_are_counted_and_never_dissolved(units, by):
    found = tree([("甲县委/东镇党委", "", "", "")], by, BY_PATH, how=checked, complete=True).found

    assert (found["known"], found["missing"]) == (6, 5)


def test_undoing_takes_back_what_was_founded_moved_and_described(units, by):
    tree([("C1", "", "北片工委", ""), ("C3", "C1", "第八支部", "")], by, BY_CODE)
    before = names()
    one = tree([("C2", "", "南片工委", ""), ("C3", "C2", "第八支部", "")], by, BY_CODE)
    assert names() != before

    one = undone(one, by)

    assert one.state == ImportState.UNDONE
    assert names() == before


def test_what_lies_outside_the_unit_is_refused(units, by):
    one = tree([("甲县委/西镇党委/新支部", "", "", "")], by, BY_PATH, unit=units["east"])

    assert counts(one.counts) == (0, 0, 0, 1, 0)
    assert one.found["codes"] == {"ORG-004": 1}


def test_two_rows_for_one_new_organisation_found_one(by):
    one = tree([("甲县委/北镇党委", "", "", ""), ("甲县委/北镇党委", "", "", "")], by, BY_PATH)

    assert counts(one.counts) == (1, 0, 0, 1, 0)
