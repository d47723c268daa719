"""What a change wrote, and how it is taken back until a later record rests on it."""

from datetime import date

import pytest

from tests.offices import INSTALLER, TODAY, branch, county, officer, secretary
from xueshi.access.models import AuditRecord
from xueshi.kernel.actors import NotAllowedError
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.paths import OrgPath
from xueshi.organisations.actions import (
    Draft,
    When,
    organisation_dissolve,
    organisation_found,
    organisation_move,
    organisation_rename,
)
from xueshi.organisations.mergers import Part, organisation_split, organisations_merge
from xueshi.organisations.models import Organisation, OrganisationName, Reorganisation
from xueshi.organisations.record import reorganisation_undo
from xueshi.organisations.tree import AsOf, lineage_of

pytestmark = pytest.mark.django_db
MOVED = date(2025, 7, 1)


def fresh(organisation: Organisation) -> Organisation:
    return Organisation.objects.get(pk=organisation.pk)


def last() -> Reorganisation:
    return Reorganisation.objects.latest("pk")


def state() -> list[tuple[object, ...]]:
    return list(Organisation.objects.order_by("pk").values_list("pk", "name", "full_name", "path", "dissolved_on"))


def test_changes_are_undone_one_after_the_other():
    units = county()
    by = officer(units["top"])
    states = [state()]
    organisation_rename(fresh(units["first"]), "新一支部", on=MOVED, by=by)
    states.append(state())
    organisation_move(fresh(units["first"]), fresh(units["west"]), on=MOVED, by=by)
    states.append(state())
    organisation_dissolve(fresh(units["first"]), on=TODAY, by=by)

    for record, before in zip(Reorganisation.objects.order_by("-pk"), reversed(states), strict=False):
        reorganisation_undo(record, by=by)
        assert state() == before

    assert Reorganisation.objects.exclude(undone_at=None).count() == 3


def test_what_was_undone_stays_on_record_as_it_was_known():
    units = county()
    by = officer(units["top"])
    organisation_rename(fresh(units["first"]), "误名", on=MOVED, by=by)
    known = OrganisationName.objects.known().get(name="误名").recorded_at

    reorganisation_undo(last(), by=by)

    key = units["first"].pk
    assert lineage_of(key, AsOf(MOVED))[-1].name == "第一支部"
    assert lineage_of(key, AsOf(MOVED, known))[-1].name == "误名"
    assert AuditRecord.objects.latest("pk").verb == "reorganisation.undone"


def test_a_later_change_of_the_same_thing_is_named():
    units = county()
    by = officer(units["top"])
    organisation_move(fresh(units["first"]), fresh(units["west"]), on=MOVED, by=by)
    first = last()
    organisation_move(fresh(units["first"]), fresh(units["top"]), on=TODAY, by=by)
    before = state()

    with pytest.raises(XueshiError) as refused:
        reorganisation_undo(first, by=by)

    assert refused.value.code == "ORG-012"
    assert "第一支部 2026-06-30" in refused.value.what("en")
    assert state() == before
    assert Reorganisation.objects.get(pk=first.pk).undone_at is None
    reorganisation_undo(last(), by=by)
    reorganisation_undo(first, by=by)
    assert fresh(units["first"]).parent == units["east"]


def test_a_change_is_undone_once():
    units = county()
    by = officer(units["top"])
    organisation_rename(fresh(units["first"]), "新名", on=MOVED, by=by)
    reorganisation_undo(last(), by=by)

    with pytest.raises(XueshiError) as refused:
        reorganisation_undo(last(), by=by)

    assert refused.value.code == "ORG-011"


def test_what_would_lie_below_itself_stays():
    units = county()
    by = officer(units["top"])
    organisation_move(fresh(units["first"]), fresh(units["top"]), on=MOVED, by=by)
    away = last()
    organisation_move(fresh(units["east"]), fresh(units["first"]), on=TODAY, by=by)

    with pytest.raises(XueshiError) as refused:
        reorganisation_undo(away, by=by)

    assert refused.value.code == "ORG-012"
    assert fresh(units["first"]).parent == units["top"]


def test_a_founding_is_undone_until_something_belongs_to_it():
    units = county()
    by = officer(units["top"])
    made = organisation_found(Draft(OrgPath("甲县委/北镇党委")), on=MOVED, by=by)
    founding = last()
    organisation_move(fresh(units["first"]), fresh(made), on=TODAY, by=by)

    with pytest.raises(XueshiError) as refused:
        reorganisation_undo(founding, by=by)
    assert refused.value.code == "ORG-012"
    reorganisation_undo(last(), by=by)
    reorganisation_undo(founding, by=by)

    assert lineage_of(made.pk, AsOf(TODAY)) == []
    again = organisation_found(Draft(OrgPath("甲县委/北镇党委")), on=MOVED, by=by)
    assert again.pk != made.pk


def test_a_merger_is_one_change_and_comes_back_as_one():
    units = county()
    by = officer(units["top"])
    before = state()

    record = organisations_merge([fresh(units["east"])], fresh(units["west"]), when=When(MOVED), by=by)
    merged = fresh(units["first"])
    reorganisation_undo(record, by=by)

    assert merged.full_name == "甲县委/西镇党委/第一支部"
    assert state() == before


def test_a_part_takes_the_named_children_and_gives_them_back():
    units = county()
    by = officer(units["top"])
    before = state()

    made = organisation_split(
        fresh(units["east"]), [Part("东二镇党委", [fresh(units["first"])])], when=When(MOVED), by=by
    )
    names = (fresh(units["first"]).full_name, fresh(units["second"]).full_name)
    reorganisation_undo(made.record, by=by)

    assert names == ("甲县委/东二镇党委/第一支部", "甲县委/东镇党委/第二支部")
    assert state()[: len(before)] == before
    assert fresh(made.made[0]).dissolved_on == MOVED


@pytest.mark.parametrize("into", ["east", "first"])
def test_nothing_merges_into_itself_or_its_own_child(into):
    units = county()
    before = state()

    with pytest.raises(XueshiError) as refused:
        organisations_merge([fresh(units["east"])], fresh(units[into]), when=When(MOVED), by=officer(units["top"]))

    assert (refused.value.code, state()) == ("ORG-013", before)


def test_two_of_one_name_below_the_same_target_do_not_merge():
    units = county()
    organisation_found(Draft(OrgPath("甲县委/西镇党委/第一支部")), by=INSTALLER)
    before = state()

    with pytest.raises(XueshiError) as refused:
        organisations_merge([fresh(units["east"])], fresh(units["west"]), when=When(MOVED), by=officer(units["top"]))

    assert (refused.value.code, state()) == ("ORG-002", before)


def test_a_stranger_undoes_nothing():
    units = county()
    other = branch("乙县委")
    organisation_rename(fresh(units["first"]), "新名", on=MOVED, by=officer(units["top"]))

    for by in (officer(other), secretary(units["first"])):
        with pytest.raises(NotAllowedError):
            reorganisation_undo(last(), by=by)

    assert fresh(units["first"]).name == "新名"
