"""Loading organisations by code and parent code, in any order."""

from datetime import date

import pytest

from tests.offices import INSTALLER, TODAY, county, officer
from xueshi.kernel.actors import NotAllowedError
from xueshi.kernel.windows import BEGINNING, FOREVER
from xueshi.organisations import load as loading
from xueshi.organisations.actions import organisation_move
from xueshi.organisations.load import Loaded, organisations_loaded
from xueshi.organisations.models import Kind, Level, Organisation, OrganisationName, ParentLink, Place
from xueshi.organisations.search import matching
from xueshi.organisations.tree import AsOf, path_of

pytestmark = pytest.mark.django_db
MOVED = date(2025, 7, 1)


def full_names() -> set[str]:
    return set(Organisation.objects.values_list("full_name", flat=True))


def test_rows_in_any_order_find_their_parents():
    rows = [
        Loaded("111", "11", "石桥村党支部", field="农村"),
        Loaded("11", "1", "城关镇党委", Kind.GRASSROOTS_COMMITTEE, Level.TOWNSHIP),
        Loaded("1", "", "清河县委", Kind.LOCAL_COMMITTEE, Level.COUNTY),
    ]

    load = organisations_loaded(rows, by=INSTALLER)

    assert (load.count, load.refused) == (3, [])
    assert full_names() == {"清河县委", "清河县委/城关镇党委", "清河县委/城关镇党委/石桥村党支部"}
    branch = Organisation.objects.get(code="111")
    assert branch.parent is not None
    assert (branch.kind, branch.level, branch.sector, branch.parent.code) == ("branch", 1, "rural", "11")
    assert branch.path == branch.parent.path + branch.path[-5:]
    assert path_of(branch.pk, AsOf(TODAY)) == branch.path
    assert list(matching(Organisation.objects.all(), "桥村")) == [branch]


def test_every_loaded_organisation_has_a_name_a_link_and_a_place():
    organisations_loaded([Loaded("1", "", "甲"), Loaded("2", "1", "乙")], on=MOVED, by=INSTALLER)

    for model in (OrganisationName, ParentLink, Place):
        assert set(model.objects.values_list("valid_from", "valid_to", "superseded_at")) == {(MOVED, FOREVER, None)}
        assert model.objects.count() == 2
    assert set(Organisation.objects.values_list("founded_on", flat=True)) == {MOVED}


def test_a_load_hangs_below_an_organisation_and_below_those_that_are_there_by_code():
    units = county()
    Organisation.objects.filter(pk=units["east"].pk).update(code="E")

    load = organisations_loaded(
        [Loaded("9", "", "北镇党委"), Loaded("8", "E", "新支部")], below=units["top"], by=officer(units["top"])
    )

    assert load.refused == []
    assert {"甲县委/北镇党委", "甲县委/东镇党委/新支部"} <= full_names()


def test_what_is_loaded_below_an_organisation_that_moved_has_moved_with_it():
    units = county()
    Organisation.objects.filter(pk=units["east"].pk).update(code="E")
    organisation_move(units["east"], units["west"], on=MOVED, by=INSTALLER)

    organisations_loaded([Loaded("8", "E", "新支部"), Loaded("7", "8", "新小组")], by=INSTALLER)

    new = Organisation.objects.get(code="7")
    assert new.full_name == "甲县委/西镇党委/东镇党委/新支部/新小组"
    rows = Place.objects.filter(organisation=new).order_by("valid_from").values_list("valid_from", "valid_to", "path")
    own = new.path[-10:]
    top, west, east = (units[name].path[-5:] for name in ("top", "west", "east"))
    assert list(rows) == [(BEGINNING, MOVED, top + east + own), (MOVED, FOREVER, top + west + east + own)]


def test_a_row_that_cannot_be_is_refused_and_the_others_stay():
    rows = [
        Loaded("1", "", "甲县委"),
        Loaded("2", "1", "东镇/党委"),
        Loaded("3", "2", "一支部"),
        Loaded("4", "1", "西镇党委"),
        Loaded("5", "1", "西镇党委"),
        Loaded("4", "1", "南镇党委"),
        Loaded("6", "7", "圈一"),
        Loaded("7", "6", "圈二"),
    ]

    load = organisations_loaded(rows, by=INSTALLER)

    assert full_names() == {"甲县委", "甲县委/西镇党委"}
    assert load.count == 2
    assert [(place, error.code) for place, error in load.refused] == [
        (1, "ORG-005"),
        (2, "ORG-014"),
        (4, "ORG-002"),
        (5, "ORG-015"),
        (6, "ORG-014"),
        (7, "ORG-014"),
    ]


def test_a_name_and_a_code_that_are_there_already_are_refused():
    units = county()
    Organisation.objects.filter(pk=units["east"].pk).update(code="E")

    load = organisations_loaded(
        [Loaded("9", "", "西镇党委"), Loaded("E", "", "新镇党委")], below=units["top"], by=INSTALLER
    )

    assert load.count == 0
    assert [(place, error.code) for place, error in load.refused] == [(0, "ORG-002"), (1, "ORG-015")]


def test_who_is_in_charge_of_a_county_loads_nothing_beside_it():
    units = county()

    with pytest.raises(NotAllowedError):
        organisations_loaded([Loaded("9", "", "乙县委")], by=officer(units["top"]))

    assert not Organisation.objects.filter(code="9").exists()


def test_a_code_of_another_office_is_no_parent_and_is_not_told():
    units = county()
    other = county("乙县委")
    Organisation.objects.filter(pk=other["east"].pk).update(code="X")

    load = organisations_loaded(
        [Loaded("1", "X", "新支部"), Loaded("X", "", "同号")], below=units["top"], by=officer(units["top"])
    )

    assert [(place, error.code) for place, error in load.refused] == []
    assert Organisation.objects.get(code="1").full_name == "甲县委/同号/新支部"


def test_an_organisation_founded_after_a_load_has_a_key_of_its_own():
    load = organisations_loaded([Loaded("1", "", "甲"), Loaded("2", "1", "乙")], by=INSTALLER)

    units = county()

    assert min(one.pk for one in units.values()) >= load.keys.stop


@pytest.mark.django_db(transaction=True)
def test_a_large_load_puts_the_indexes_back(monkeypatch):
    from django.db import connection

    def indexes() -> set[str]:
        with connection.cursor() as cursor:
            tables = ["organisations_organisation", "organisations_place", "organisations_parentlink"]
            found = [connection.introspection.get_constraints(cursor, table) for table in tables]
        return {name for one in found for name in one}

    before = indexes()
    monkeypatch.setattr(loading, "MANY", 1)

    load = organisations_loaded([Loaded("1", "", "甲"), Loaded("2", "1", "乙")], by=INSTALLER)

    assert load.count == 2
    assert indexes() == before
