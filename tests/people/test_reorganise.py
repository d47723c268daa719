"""People, offices and hosts go along with the tree, and come back when a change is undone."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.offices import INSTALLER, TODAY, county, officer, person, secretary
from xueshi.kernel.actors import NotAllowedError, NotFoundError
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.windows import BEGINNING, FOREVER, Span
from xueshi.organisations.models import EdgeKind, Organisation, OrganisationEdge, Reorganisation
from xueshi.organisations.tree import AsOf
from xueshi.people.actions import affiliation_move
from xueshi.people.headcounts import heads, heads_below
from xueshi.people.models import Affiliation, Office, OfficeKind, Person
from xueshi.people.offices import office_begin
from xueshi.people.reorganise import Affected, Wanted, affected, reorganisation_taken_back, reorganise, reorganise_job

pytestmark = pytest.mark.django_db
ON = date(2025, 7, 1)
BEFORE = ON - timedelta(days=1)


def wanted(kind: str, unit: Organisation, **more: object) -> Wanted:
    return Wanted(kind, unit.number, ON.isoformat(), **more)  # type: ignore[arg-type]


def counted(units: dict[str, Organisation], day: date = TODAY) -> dict[str, tuple[int, int]]:
    found = {name: heads(unit.pk, AsOf(day), today=TODAY) for name, unit in units.items()}
    return {name: (one.direct, one.below) for name, one in found.items() if one.below}


def test_a_branch_that_merges_takes_its_people_along_and_ends_its_offices():
    units = county()
    one = person(units["first"])
    office_begin(one, units["first"], OfficeKind.SECRETARY, span=Span(date(2024, 1, 1)), by=INSTALLER)

    record = reorganise(wanted("merge", units["first"], target=units["second"].number), by=officer(units["top"]))

    assert Person.objects.get(pk=one.pk).organisation == units["second"]
    rows = Affiliation.objects.known().order_by("valid_from").values_list("organisation", "valid_from", "valid_to")
    assert list(rows) == [(units["first"].pk, BEGINNING, ON), (units["second"].pk, ON, FOREVER)]
    assert Office.objects.known().get().valid_to == ON
    assert Organisation.objects.get(pk=units["first"].pk).dissolved_on == ON
    edge = OrganisationEdge.objects.known().get()
    assert (edge.kind, edge.organisation, edge.other) == (EdgeKind.MERGED_INTO, units["first"], units["second"])
    assert record.organisation == units["second"]
    assert counted(units) == {"top": (0, 1), "east": (0, 1), "second": (1, 1)}
    assert counted(units, BEFORE) == {"top": (0, 1), "east": (0, 1), "first": (1, 1)}


def test_an_undone_merger_leaves_everything_as_it_was():
    units = county()
    one = person(units["first"])
    office_begin(one, units["first"], OfficeKind.SECRETARY, span=Span(date(2024, 1, 1)), by=INSTALLER)
    by = officer(units["top"])
    record = reorganise(wanted("merge", units["first"], target=units["third"].number), by=by)

    reorganisation_taken_back(record, by=by)

    assert Person.objects.get(pk=one.pk).organisation == units["first"]
    assert Office.objects.known().get().valid_to == FOREVER
    assert Organisation.objects.get(pk=units["first"].pk).dissolved_on is None
    assert not OrganisationEdge.objects.known().exists()
    assert counted(units) == {"top": (0, 1), "east": (0, 1), "first": (1, 1)}


def test_a_person_who_left_since_holds_the_undoing_up():
    units = county()
    one = person(units["first"])
    by = officer(units["top"])
    record = reorganise(wanted("merge", units["first"], target=units["second"].number), by=by)
    affiliation_move(one, units["third"], on=TODAY, by=by)

    with pytest.raises(XueshiError) as refused:
        reorganisation_taken_back(record, by=by)

    assert refused.value.code == "ORG-012"
    assert "affiliation" in refused.value.what("en")
    assert Reorganisation.objects.get(pk=record.pk).undone_at is None
    assert Person.objects.get(pk=one.pk).organisation == units["third"]


def test_the_people_who_are_named_go_along_with_a_part():
    units = county()
    stays, goes = person(units["first"], "甲"), person(units["first"], "乙")
    elsewhere = person(units["second"], "丙")

    said = wanted("split", units["first"], name="新支部", people=(goes.number, elsewhere.number))
    reorganise(said, by=officer(units["top"]))

    new = Organisation.objects.get(name="新支部")
    assert (new.parent, new.founded_on) == (units["east"], ON)
    assert Person.objects.get(pk=goes.pk).organisation == new
    assert Person.objects.get(pk=stays.pk).organisation == units["first"]
    assert Person.objects.get(pk=elsewhere.pk).organisation == units["second"]
    assert counted(units | {"new": new}) == {
        "top": (0, 3),
        "east": (0, 3),
        "first": (1, 1),
        "second": (1, 1),
        "new": (1, 1),
    }


def test_a_split_is_undone_until_somebody_joins_the_part():
    units = county()
    goes = person(units["first"])
    by = officer(units["top"])
    record = reorganise(wanted("split", units["first"], name="新支部", people=(goes.number,)), by=by)
    new = Organisation.objects.get(name="新支部")
    joined = person(new, "新人")

    with pytest.raises(XueshiError) as refused:
        reorganisation_taken_back(record, by=by)

    assert (refused.value.code, Person.objects.get(pk=joined.pk).organisation) == ("ORG-012", new)


def test_a_split_without_anybody_new_is_undone():
    units = county()
    goes = person(units["first"])
    by = officer(units["top"])
    record = reorganise(wanted("split", units["first"], name="新支部", people=(goes.number,)), by=by)

    reorganisation_taken_back(record, by=by)

    assert Person.objects.get(pk=goes.pk).organisation == units["first"]
    assert counted(units) == {"top": (0, 1), "east": (0, 1), "first": (1, 1)}
    reorganise(wanted("split", units["first"], name="新支部", people=(goes.number,)), by=by)
    assert Organisation.objects.filter(name="新支部", dissolved_on=None).count() == 1


def test_an_organisation_with_people_is_not_dissolved():
    units = county()
    one = person(units["third"])
    by = officer(units["top"])

    with pytest.raises(XueshiError) as refused:
        reorganise(wanted("dissolve", units["third"]), by=by)
    assert refused.value.code == "REORG-001"
    assert Organisation.objects.get(pk=units["third"].pk).dissolved_on is None
    affiliation_move(one, units["first"], on=ON, by=by)
    reorganise(wanted("dissolve", units["third"]), by=by)

    assert Organisation.objects.get(pk=units["third"].pk).dissolved_on == ON


def test_people_move_with_the_subtree_and_the_counts_of_then_stay():
    units = county()
    person(units["first"])
    person(units["east"])
    by = officer(units["top"])

    reorganise(wanted("move", units["east"], target=units["west"].number), by=by)

    assert counted(units) == {"top": (0, 2), "west": (0, 2), "east": (1, 2), "first": (1, 1)}
    assert counted(units, BEFORE) == {"top": (0, 2), "east": (1, 2), "first": (1, 1)}
    below = heads_below(units["top"].pk, AsOf(BEFORE), today=TODAY)
    assert {key: (one.direct, one.below) for key, one in below.items()} == {units["east"].pk: (1, 2)}


def test_the_same_number_is_carried_out_once():
    units = county()
    by = officer(units["top"])
    said = replace(wanted("rename", units["third"], name="新三支部"), number="0123456789abcdef")

    first = reorganise(said, by=by)
    again = reorganise(said, by=by)

    assert first == again
    assert Reorganisation.objects.filter(number="0123456789abcdef").count() == 1


def test_a_job_does_it_and_takes_it_back(django_user_model):
    from dataclasses import asdict

    units = county()
    by = officer(units["top"])
    said = replace(wanted("move", units["first"], target=units["west"].number), number="0123456789abcdef")

    class Work:
        number = "1"
        params: Mapping[str, Any] = asdict(said)
        result_file = ""

    done = reorganise_job(Work(), lambda percent, message: None, by)
    assert Organisation.objects.get(pk=units["first"].pk).parent == units["west"]
    Work.params = {"undo": done["reorganisation"]}
    reorganise_job(Work(), lambda percent, message: None, by)
    reorganise_job(Work(), lambda percent, message: None, by)

    assert Organisation.objects.get(pk=units["first"].pk).parent == units["east"]


def test_a_preview_counts_what_is_touched():
    units = county()
    one = person(units["first"])
    person(units["east"])
    office_begin(one, units["first"], OfficeKind.SECRETARY, span=Span(date(2024, 1, 1)), by=INSTALLER)
    by = officer(units["top"])

    assert affected(wanted("move", units["east"]), by=by) == Affected(3, 2, 1, 0)
    assert affected(wanted("found", units["east"]), by=by) == Affected(1, 0, 0, 0)
    said = wanted("split", units["east"], children=(units["first"].number,), people=(one.number,))
    assert affected(said, by=by) == Affected(2, 2, 1, 0)


@pytest.mark.parametrize(("people", "large"), [(5_000, False), (5_001, True)])
def test_a_change_of_more_than_five_thousand_is_large(people, large):
    assert Affected(1, people, 0, 0).is_large is large
    assert Affected(people, 1, 0, 0).is_large is large


def test_what_lies_outside_is_not_found_and_a_secretary_changes_nothing():
    units = county()

    with pytest.raises(NotFoundError):
        reorganise(wanted("move", units["first"], target=units["west"].number), by=officer(units["east"]))
    with pytest.raises(NotAllowedError):
        reorganise(wanted("rename", units["first"], name="新名"), by=secretary(units["first"]))

    assert not Reorganisation.objects.exclude(kind="found").exists()
