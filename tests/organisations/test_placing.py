"""What is checked on every day of the history, however late a change is recorded."""

from datetime import date, timedelta

import pytest

from tests.offices import INSTALLER, TODAY, county, officer
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
from xueshi.organisations.models import Organisation

pytestmark = pytest.mark.django_db
MOVED = date(2025, 7, 1)


def fresh(organisation: Organisation) -> Organisation:
    return Organisation.objects.get(pk=organisation.pk)


def snapshot() -> list[tuple[object, ...]]:
    return list(Organisation.objects.order_by("pk").values_list("pk", "name", "full_name", "path", "parent_id"))


def test_a_name_that_a_sibling_had_on_the_day_is_taken_and_free_afterwards():
    units = county()
    by = officer(units["top"])
    organisation_rename(fresh(units["first"]), "新名支部", on=MOVED, by=by)

    with pytest.raises(XueshiError) as refused:
        organisation_found(Draft(OrgPath("甲县委/东镇党委/第一支部")), on=MOVED - timedelta(days=1), by=by)
    made = organisation_found(Draft(OrgPath("甲县委/东镇党委/第一支部")), on=MOVED, by=by)

    assert refused.value.code == "ORG-002"
    assert fresh(made).full_name == "甲县委/东镇党委/第一支部"


def test_a_top_organisation_takes_no_former_name_of_another_for_its_time():
    units = county()
    organisation_rename(fresh(units["top"]), "丙县委", on=MOVED, by=INSTALLER)

    with pytest.raises(XueshiError) as refused:
        organisation_found(Draft(OrgPath("甲县委")), on=MOVED - timedelta(days=1), by=INSTALLER)
    made = organisation_found(Draft(OrgPath("甲县委")), on=MOVED, by=INSTALLER)

    assert (refused.value.code, fresh(made).parent) == ("ORG-002", None)


def test_nothing_is_dissolved_twice():
    units = county()
    by = officer(units["top"])
    organisation_dissolve(fresh(units["third"]), on=MOVED, by=by)

    with pytest.raises(XueshiError) as refused:
        organisation_dissolve(fresh(units["third"]), on=TODAY, by=by)

    assert (refused.value.code, refused.value.what("en")) == (
        "ORG-008",
        "“第三支部” was dissolved on 2025-07-01 already",
    )
    assert fresh(units["third"]).dissolved_on == MOVED


def test_what_has_others_below_it_is_not_dissolved():
    units = county()

    with pytest.raises(XueshiError) as refused:
        organisation_dissolve(fresh(units["west"]), on=MOVED, by=officer(units["top"]))

    assert (refused.value.code, fresh(units["west"]).dissolved_on) == ("ORG-009", None)


def test_an_end_does_not_lie_before_a_recorded_move():
    units = county()
    by = officer(units["top"])
    organisation_move(fresh(units["first"]), fresh(units["west"]), on=MOVED, by=by)

    with pytest.raises(XueshiError) as refused:
        organisation_dissolve(fresh(units["first"]), on=MOVED - timedelta(days=1), by=by)
    organisation_dissolve(fresh(units["first"]), on=MOVED + timedelta(days=1), by=by)

    assert refused.value.code == "ORG-010"
    assert fresh(units["first"]).dissolved_on == MOVED + timedelta(days=1)


def test_a_move_that_is_recorded_late_holds_until_the_one_that_was_recorded_before():
    units = county()
    by = officer(units["top"])
    north = organisation_found(Draft(OrgPath("甲县委/北镇党委")), by=by)
    organisation_move(fresh(units["first"]), fresh(units["west"]), on=MOVED, by=by)

    organisation_move(fresh(units["first"]), fresh(north), on=date(2024, 1, 1), by=by)

    key = units["first"].pk
    assert parents_on(date(2023, 12, 31))[key] == units["east"].pk
    assert parents_on(date(2024, 1, 1))[key] == parents_on(MOVED - timedelta(days=1))[key] == north.pk
    assert parents_on(MOVED)[key] == units["west"].pk
    assert fresh(units["first"]).parent == units["west"]


def test_a_late_move_that_would_make_a_circle_on_a_past_day_is_refused():
    units = county()
    by = officer(units["top"])
    organisation_move(fresh(units["west"]), fresh(units["east"]), on=date(2024, 1, 1), by=by)
    organisation_move(fresh(units["west"]), fresh(units["top"]), on=MOVED, by=by)
    before = snapshot()

    with pytest.raises(XueshiError) as refused:
        organisation_move(fresh(units["east"]), fresh(units["west"]), on=date(2023, 1, 1), by=by)

    assert (refused.value.code, snapshot()) == ("ORG-001", before)


def test_a_parent_must_exist_all_the_time():
    units = county()
    by = officer(units["top"])
    new = organisation_found(Draft(OrgPath("甲县委/新镇党委")), on=MOVED, by=by)
    before = snapshot()

    with pytest.raises(XueshiError) as refused:
        organisation_move(fresh(units["first"]), fresh(new), on=MOVED - timedelta(days=1), by=by)

    assert (refused.value.code, snapshot()) == ("ORG-007", before)
    organisation_move(fresh(units["first"]), fresh(new), on=MOVED, by=by)
    assert fresh(units["first"]).parent == new


def test_nothing_changes_before_it_was_founded():
    units = county()
    by = officer(units["top"])
    new = organisation_found(Draft(OrgPath("甲县委/新镇党委")), on=MOVED, by=by)

    with pytest.raises(XueshiError) as renamed:
        organisation_rename(fresh(new), "别名", on=MOVED - timedelta(days=1), by=by)
    with pytest.raises(XueshiError) as dissolved:
        organisation_dissolve(fresh(new), on=MOVED, by=by)

    assert (renamed.value.code, dissolved.value.code) == ("ORG-006", "ORG-006")
