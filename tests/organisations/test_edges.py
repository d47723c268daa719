"""Connections beside the tree, each with its days."""

from datetime import date, timedelta

import pytest

from tests.offices import INSTALLER, TODAY, county, officer, secretary
from xueshi.kernel.actors import NotAllowedError
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.paths import OrgPath
from xueshi.kernel.windows import FOREVER
from xueshi.organisations.actions import Draft, organisation_found
from xueshi.organisations.edges import edge_begin, edge_end
from xueshi.organisations.models import EdgeKind, OrganisationEdge
from xueshi.organisations.reads import edges_of
from xueshi.organisations.tree import AsOf

pytestmark = pytest.mark.django_db
ON = date(2025, 7, 1)


def test_dual_leadership_holds_from_its_day_until_it_ends():
    units = county()
    by = officer(units["top"])

    edge = edge_begin(units["first"], units["west"], EdgeKind.DUAL, on=ON, by=by)
    edge_end(edge, on=TODAY, by=by)

    def seen(day: date) -> list[str]:
        return [one.kind for one in edges_of(units["west"], AsOf(day))]

    assert seen(ON - timedelta(days=1)) == []
    assert seen(ON) == seen(TODAY - timedelta(days=1)) == ["dual"]
    assert seen(TODAY) == []


def test_one_that_ends_on_its_first_day_never_held_and_stays_on_record():
    units = county()
    by = officer(units["top"])
    edge = edge_begin(units["first"], units["west"], EdgeKind.COMMISSIONED, on=ON, by=by)

    edge_end(edge, on=ON, by=by)

    assert not OrganisationEdge.objects.known().exists()
    assert OrganisationEdge.objects.get().superseded_at is not None


@pytest.mark.parametrize("kind", [EdgeKind.MERGED_INTO, EdgeKind.SPLIT_FROM])
def test_what_a_change_writes_is_not_written_by_hand(kind):
    units = county()

    with pytest.raises(XueshiError) as refused:
        edge_begin(units["first"], units["west"], kind, on=ON, by=officer(units["top"]))

    assert (refused.value.code, OrganisationEdge.objects.count()) == ("ORG-016", 0)


def test_the_same_connection_is_recorded_once_and_another_kind_beside_it():
    units = county()
    by = officer(units["top"])
    edge_begin(units["first"], units["west"], EdgeKind.DUAL, on=ON, by=by)

    with pytest.raises(XueshiError) as refused:
        edge_begin(units["first"], units["west"], EdgeKind.DUAL, on=TODAY, by=by)
    edge_begin(units["first"], units["west"], EdgeKind.HOST, on=ON, by=by)

    assert refused.value.code == "ORG-017"
    assert OrganisationEdge.objects.known().filter(valid_to=FOREVER).count() == 2


@pytest.mark.parametrize(("days", "code"), [(-1, "ORG-018"), (0, None), (1, None)])
def test_an_end_lies_on_the_first_day_or_later(days, code):
    units = county()
    by = officer(units["top"])
    edge = edge_begin(units["first"], units["west"], EdgeKind.DUAL, on=ON, by=by)

    try:
        edge_end(edge, on=ON + timedelta(days=days), by=by)
        refused = None
    except XueshiError as error:
        refused = error.code

    assert refused == code


def test_nothing_is_connected_with_itself_or_before_it_existed_or_by_a_secretary():
    units = county()
    new = organisation_found(Draft(OrgPath("甲县委/新镇党委")), on=ON, by=INSTALLER)
    by = officer(units["top"])

    with pytest.raises(XueshiError) as itself:
        edge_begin(new, new, EdgeKind.DUAL, on=ON, by=by)
    with pytest.raises(XueshiError) as before:
        edge_begin(units["first"], new, EdgeKind.DUAL, on=ON - timedelta(days=1), by=by)
    with pytest.raises(NotAllowedError):
        edge_begin(units["first"], new, EdgeKind.DUAL, on=ON, by=secretary(units["first"]))

    assert (itself.value.code, before.value.code) == ("ORG-016", "ORG-006")
    assert not OrganisationEdge.objects.exists()
