"""Founding, renaming, moving and dissolving organisations."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.offices import INSTALLER, TODAY, county, officer
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
)
from xueshi.organisations.gates import parents_on
from xueshi.organisations.models import Organisation, OrganisationName, ParentLink

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
