"""Founding, renaming, moving and dissolving organisations."""

from contextlib import nullcontext, suppress
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.offices import INSTALLER, TODAY, county, officer, secretary
from xueshi.access.models import AuditRecord
from xueshi.kernel.actors import NotAllowedError
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.paths import OrgPath
from xueshi.organisations.actions import (
    Draft,
    organisation_dissolve,
    organisation_found,
    organisation_move,
    organisation_rename,
    organisations_found,
)
from xueshi.organisations.gates import parents_on
from xueshi.organisations.models import Kind, Organisation, OrganisationName, ParentLink

pytestmark = pytest.mark.django_db
MOVED = date(2025, 7, 1)


def fresh(organisation: Organisation) -> Organisation:
    return Organisation.objects.get(pk=organisation.pk)


def snapshot() -> list[tuple[object, ...]]:
    return list(Organisation.objects.order_by("pk").values_list("pk", "name", "full_name", "path", "parent_id"))


def test_an_organisation_lies_below_its_parent():
    units = county()

    first, east = units["first"], units["east"]

    assert first.parent == east
    assert first.full_name == "甲县委/东镇党委/第一支部"
    assert first.path.startswith(east.path)
    assert first.depth == 3


def test_a_parent_must_exist():
    county()

    with pytest.raises(XueshiError) as refused:
        organisation_found(Draft(OrgPath("甲县委/北镇党委/第九支部")), by=INSTALLER)

    assert refused.value.code == "ORG-004"
    assert not Organisation.objects.filter(name="第九支部").exists()


@pytest.mark.parametrize("name", ["", "长" * 201])
def test_a_name_has_one_to_two_hundred_characters(name):
    county()

    with pytest.raises(XueshiError) as refused:
        organisation_found(Draft(OrgPath(f"甲县委/{name}")), by=INSTALLER)

    assert refused.value.code == "ORG-005"


def test_a_name_of_two_hundred_characters_is_taken():
    county()

    made = organisation_found(Draft(OrgPath("甲县委/" + "长" * 200)), by=INSTALLER)

    assert fresh(made).name == "长" * 200


def test_one_name_stands_once_below_a_parent():
    county()

    with pytest.raises(XueshiError) as refused:
        organisation_found(Draft(OrgPath("甲县委/东镇党委")), by=INSTALLER)

    assert refused.value.code == "ORG-002"


def test_moving_takes_the_subtree_along_and_keeps_the_old_link():
    units = county()
    before = units["east"].path

    organisation_move(fresh(units["east"]), fresh(units["west"]), on=MOVED, by=officer(units["top"]))

    first = fresh(units["first"])
    assert first.full_name == "甲县委/西镇党委/东镇党委/第一支部"
    assert first.path.startswith(units["west"].path)
    assert not Organisation.objects.filter(path__under=before).exists()
    assert parents_on(MOVED - timedelta(days=1))[units["east"].pk] == units["top"].pk
    assert parents_on(MOVED)[units["east"].pk] == units["west"].pk


def test_what_was_known_before_the_move_stays_known():
    units = county()
    known = AuditRecord.objects.latest("pk").at

    organisation_move(fresh(units["east"]), fresh(units["west"]), on=MOVED, by=officer(units["top"]))

    assert parents_on(MOVED, known)[units["east"].pk] == units["top"].pk


def test_nothing_moves_below_itself():
    units = county()
    before = snapshot()

    with pytest.raises(XueshiError) as refused:
        organisation_move(fresh(units["east"]), fresh(units["first"]), on=MOVED, by=officer(units["top"]))

    assert refused.value.code == "ORG-001"
    assert snapshot() == before


def test_a_move_needs_both_ends_in_scope():
    units = county()
    before = snapshot()

    with pytest.raises(NotAllowedError):
        organisation_move(fresh(units["first"]), fresh(units["west"]), on=MOVED, by=officer(units["east"]))

    assert snapshot() == before


def test_a_move_today_is_taken_and_tomorrow_refused():
    units = county()
    by = officer(units["top"])

    organisation_move(fresh(units["second"]), fresh(units["west"]), on=TODAY, by=by)
    with pytest.raises(XueshiError) as refused:
        organisation_move(fresh(units["first"]), fresh(units["west"]), on=TODAY + timedelta(days=1), by=by)

    assert refused.value.code == "ORG-003"
    assert fresh(units["first"]).parent == units["east"]
    assert fresh(units["second"]).parent == units["west"]


def test_renaming_changes_full_names_below_and_keeps_the_old_name():
    units = county()

    organisation_rename(fresh(units["east"]), "东街道党工委", on=MOVED, by=officer(units["top"]))

    assert fresh(units["first"]).full_name == "甲县委/东街道党工委/第一支部"
    names = OrganisationName.objects.known().filter(organisation=units["east"]).order_by("valid_from")
    assert [(row.name, row.valid_to) for row in names] == [
        ("东镇党委", MOVED),
        ("东街道党工委", date(9999, 12, 31)),
    ]


def test_renaming_to_a_taken_name_is_refused():
    units = county()

    with pytest.raises(XueshiError) as refused:
        organisation_rename(fresh(units["east"]), "西镇党委", on=MOVED, by=officer(units["top"]))

    assert refused.value.code == "ORG-002"
    assert fresh(units["east"]).name == "东镇党委"


def test_dissolving_keeps_the_organisation():
    units = county()

    organisation_dissolve(fresh(units["third"]), on=MOVED, by=officer(units["top"]))

    assert fresh(units["third"]).dissolved_on == MOVED


def test_every_change_is_audited_in_its_own_words():
    units = county()

    organisation_move(fresh(units["first"]), fresh(units["west"]), on=MOVED, by=officer(units["top"], account=7))

    record = AuditRecord.objects.latest("pk")
    assert (record.account, record.verb, record.thing) == (7, "organisation.moved", units["first"].number)
    assert record.facts["after"] == "甲县委/西镇党委/第一支部"


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=8))
def test_paths_always_follow_the_links(db, moves):
    units = list(county(f"县{Organisation.objects.count()}委").values())
    by = officer(units[0])

    for child, parent in moves:
        if child == 0:
            continue
        with suppress(XueshiError):
            organisation_move(fresh(units[child]), fresh(units[parent]), on=MOVED, by=by)

    parents = parents_on(TODAY)
    for unit in Organisation.objects.filter(pk__in=[one.pk for one in units]).select_related("parent"):
        above = unit.parent
        assert parents[unit.pk] == unit.parent_id
        if above is not None:
            assert unit.path[:-5] == above.path
            assert unit.full_name == f"{above.full_name}/{unit.name}"
    assert ParentLink.objects.known().on(TODAY).filter(child__in=units).count() == len(units)


def test_an_organisation_without_a_parent_stands_at_the_top():
    made = organisation_found(Draft(OrgPath("乙县委")), by=INSTALLER)

    found = fresh(made)
    assert (found.parent, found.full_name, found.depth, found.founded_on) == (None, "乙县委", 1, None)
    assert len(found.path) == 5


def test_the_day_of_founding_is_kept():
    units = county()

    made = organisation_found(Draft(OrgPath("甲县委/新支部")), on=MOVED, by=officer(units["top"]))

    assert fresh(made).founded_on == MOVED
    assert made.pk not in parents_on(MOVED - timedelta(days=1))
    assert parents_on(MOVED)[made.pk] == units["top"].pk


def test_only_who_is_in_charge_of_everything_founds_at_the_top():
    units = county()

    with pytest.raises(NotAllowedError):
        organisation_found(Draft(OrgPath("乙县委")), by=officer(units["top"]))

    assert not Organisation.objects.filter(name="乙县委").exists()


def test_nothing_is_founded_beside_the_own_scope():
    units = county()
    before = snapshot()

    with pytest.raises(NotAllowedError):
        organisation_found(Draft(OrgPath("甲县委/西镇党委/新支部")), by=officer(units["east"]))

    assert snapshot() == before


def test_one_bad_draft_founds_none():
    units = county()
    before = snapshot()
    drafts = [Draft(OrgPath("甲县委/新支部")), Draft(OrgPath("甲县委/东镇党委"))]

    with pytest.raises(XueshiError) as refused:
        organisations_found(drafts, by=officer(units["top"]))

    assert refused.value.code == "ORG-002"
    assert snapshot() == before


def test_a_draft_may_lie_below_the_one_before_it():
    units = county()
    drafts = [Draft(OrgPath("甲县委/北镇党委"), Kind.BRANCH), Draft(OrgPath("甲县委/北镇党委/第九支部"))]

    above, below = organisations_found(drafts, by=officer(units["top"]))

    assert below.parent == above
    assert fresh(below).path == fresh(above).path + fresh(below).path[-5:]


def test_children_do_not_come_before_parents():
    units = county()
    drafts = [Draft(OrgPath("甲县委/北镇党委/第九支部")), Draft(OrgPath("甲县委/北镇党委"))]

    with pytest.raises(XueshiError) as refused:
        organisations_found(drafts, by=officer(units["top"]))

    assert refused.value.code == "ORG-004"
    assert refused.value.what("zh").startswith("系统中没有“甲县委/北镇党委/第九支部”")


def test_the_same_name_may_stand_below_another_parent():
    county()

    made = organisation_found(Draft(OrgPath("甲县委/西镇党委/第一支部")), by=INSTALLER)

    assert fresh(made).full_name == "甲县委/西镇党委/第一支部"
    assert Organisation.objects.filter(name="第一支部").count() == 2


@pytest.mark.parametrize("name", ["", "长" * 201, "东镇/党委"])
def test_a_new_name_is_as_strict_as_a_first_one(name):
    units = county()
    before = snapshot()

    with pytest.raises(XueshiError) as refused:
        organisation_rename(fresh(units["east"]), name, on=MOVED, by=officer(units["top"]))

    assert refused.value.code == "ORG-005"
    assert snapshot() == before


def test_renaming_the_top_changes_every_full_name():
    units = county()

    organisation_rename(fresh(units["top"]), "丙县委", on=MOVED, by=officer(units["top"]))

    assert fresh(units["top"]).full_name == "丙县委"
    assert fresh(units["third"]).full_name == "丙县委/西镇党委/第三支部"


def test_a_name_is_not_given_from_tomorrow_on():
    units = county()
    by = officer(units["top"])

    organisation_rename(fresh(units["first"]), "今日支部", on=TODAY, by=by)
    with pytest.raises(XueshiError) as refused:
        organisation_rename(fresh(units["second"]), "明日支部", on=TODAY + timedelta(days=1), by=by)

    assert (refused.value.code, refused.value.what("en")) == ("ORG-003", "2026-07-01 lies in the future")
    assert (fresh(units["first"]).name, fresh(units["second"]).name) == ("今日支部", "第二支部")


def test_a_name_given_for_the_same_day_again_replaces_the_first_try():
    units = county()
    by = officer(units["top"])
    organisation_rename(fresh(units["first"]), "误名支部", on=MOVED, by=by)

    organisation_rename(fresh(units["first"]), "正名支部", on=MOVED, by=by)

    names = OrganisationName.objects.filter(organisation=units["first"])
    assert [row.name for row in names.known().on(MOVED)] == ["正名支部"]
    assert [row.name for row in names.known().on(MOVED - timedelta(days=1))] == ["第一支部"]
    assert names.filter(name="误名支部", superseded_at=None).count() == 0


def test_who_only_reads_renames_moves_and_dissolves_nothing():
    units = county()
    by = secretary(units["first"])
    before = snapshot()

    with pytest.raises(NotAllowedError):
        organisation_rename(fresh(units["first"]), "新名", on=MOVED, by=by)
    with pytest.raises(NotAllowedError):
        organisation_move(fresh(units["first"]), fresh(units["west"]), on=MOVED, by=by)
    with pytest.raises(NotAllowedError):
        organisation_dissolve(fresh(units["first"]), on=MOVED, by=by)

    assert snapshot() == before
    assert fresh(units["first"]).dissolved_on is None


def test_a_move_to_where_the_name_is_taken_is_refused():
    units = county()
    organisation_found(Draft(OrgPath("甲县委/西镇党委/第一支部")), by=INSTALLER)
    before = snapshot()

    with pytest.raises(XueshiError) as refused:
        organisation_move(fresh(units["first"]), fresh(units["west"]), on=MOVED, by=officer(units["top"]))

    assert (refused.value.code, refused.value.what("zh")) == ("ORG-002", "“西镇党委”下已有“第一支部”")
    assert snapshot() == before


def test_nothing_belongs_to_itself():
    units = county()
    before = snapshot()

    with pytest.raises(XueshiError) as refused:
        organisation_move(fresh(units["east"]), fresh(units["east"]), on=MOVED, by=officer(units["top"]))

    assert refused.value.code == "ORG-001"
    assert snapshot() == before


@pytest.mark.parametrize(("days", "taken"), [(-1, True), (0, True), (1, False)])
def test_an_organisation_ends_today_or_earlier(days, taken):
    units = county()
    day = TODAY + timedelta(days=days)

    with nullcontext() if taken else pytest.raises(XueshiError):
        organisation_dissolve(fresh(units["third"]), on=day, by=officer(units["top"]))

    assert fresh(units["third"]).dissolved_on == (day if taken else None)


def test_renaming_and_dissolving_are_on_the_trail():
    units = county()
    by = officer(units["top"], account=7)

    organisation_rename(fresh(units["third"]), "新三支部", on=MOVED, by=by)
    organisation_dissolve(fresh(units["third"]), on=TODAY, by=by)

    assert [(one.verb, one.facts) for one in AuditRecord.objects.filter(account=7).order_by("pk")] == [
        ("organisation.renamed", {"before": "甲县委/西镇党委/第三支部", "name": "新三支部", "on": "2025-07-01"}),
        ("organisation.dissolved", {"on": "2026-06-30"}),
    ]
