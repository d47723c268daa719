"""What may be seen of the organisation tree."""

from datetime import timedelta

import pytest

from tests.offices import INSTALLER, TODAY, branch, county, member, officer, person, secretary
from xueshi.kernel.actors import NotFoundError, Right
from xueshi.organisations.gates import organisation_for, parents_on, tops, visible_organisations
from xueshi.organisations.models import ParentLink

pytestmark = pytest.mark.django_db


def names(found) -> list[str]:
    return [unit.name for unit in found]


def test_an_officer_sees_the_subtree_in_tree_order():
    units = county()

    seen = visible_organisations(officer(units["east"]))

    assert names(seen) == ["东镇党委", "第一支部", "第二支部"]


def test_two_scopes_are_seen_together_and_the_inner_one_once():
    units = county()
    by = officer(units["east"])
    both = type(by)(
        by.account, by.on, (*by.grants, *officer(units["first"]).grants, *officer(units["third"]).grants), by.witness
    )

    seen = visible_organisations(both)

    assert names(seen) == ["东镇党委", "第一支部", "第二支部", "第三支部"]


def test_a_sibling_is_not_found_in_the_same_words_as_nothing():
    units = county()
    by = secretary(units["first"])

    with pytest.raises(NotFoundError) as hidden:
        organisation_for(by, units["second"].number)
    with pytest.raises(NotFoundError) as absent:
        organisation_for(by, "0" * 16)

    assert hidden.value.line() == absent.value.line()


def test_one_is_found_by_its_number():
    units = county()

    assert organisation_for(secretary(units["first"]), units["first"].number) == units["first"]


def test_a_member_sees_no_organisation():
    units = county()

    assert not visible_organisations(member(person(units["first"]))).exists()


def test_tops_are_where_the_scope_begins():
    units = county()
    other = branch("乙县委")

    assert names(tops(officer(units["east"]))) == ["东镇党委"]
    assert {unit.pk for unit in tops(INSTALLER)} == {units["top"].pk, other.pk}


def test_the_tree_is_seen_by_the_right_that_is_asked_for():
    units = county()
    by = secretary(units["first"])

    assert names(visible_organisations(by, Right.SEE)) == ["第一支部"]
    assert not visible_organisations(by, Right.IMPORT).exists()


def test_who_holds_nothing_has_no_top():
    units = county()

    assert not tops(member(person(units["first"]))).exists()


def test_the_tops_of_two_scopes_are_both():
    units = county()
    by = officer(units["first"])
    both = type(by)(by.account, by.on, (*by.grants, *officer(units["west"]).grants), by.witness)

    assert sorted(names(tops(both))) == ["第一支部", "西镇党委"]


def test_before_anything_was_recorded_there_was_no_tree():
    units = county()
    first = ParentLink.objects.order_by("recorded_at")[0].recorded_at

    assert parents_on(TODAY, first - timedelta(microseconds=1)) == {}
    assert len(parents_on(TODAY)) == len(units)
