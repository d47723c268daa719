"""Saved filters: one's own, shared with a unit, and nobody else's."""

import pytest

from tests.offices import county, officer
from xueshi.access.actors import actor_of
from xueshi.access.filters import cleaned, filter_for, filter_remove, filter_save, visible_filters
from xueshi.access.models import Account, Appointment, AuditRecord
from xueshi.kernel.actors import Actor, NotAllowedError, NotFoundError, Role
from xueshi.kernel.errors import XueshiError

pytestmark = pytest.mark.django_db


def account(name: str, organisation, role: Role = Role.DEPARTMENT_OFFICER) -> Actor:
    """The actor of a new account with one appointment."""
    made = Account.objects.create(username=name)
    Appointment.objects.create(account=made, role=role, organisation=organisation, recorded_by=0)
    return actor_of(made)


def names(by: Actor) -> list[str]:
    return [kept.name for kept in visible_filters(by, "roster")]


def test_a_filter_is_its_owner_s_until_it_is_shared_with_the_unit():
    units = county()
    one, two = account("one", units["east"]), account("two", units["east"])
    filter_save("roster", "未转正", "standing=probationary", share=None, by=one)

    filter_save("roster", "预备党员", "standing=probationary", share=units["east"], by=one)

    assert (names(one), names(two)) == (["未转正", "预备党员"], ["预备党员"])


def test_neither_a_sibling_nor_a_unit_below_sees_what_a_unit_shares():
    units = county()
    one = account("one", units["east"])
    filter_save("roster", "预备党员", "standing=probationary", share=units["east"], by=one)

    seen = [names(account(place, units[place])) for place in ("west", "first", "top")]

    assert seen == [[], [], ["预备党员"]]


def test_the_same_name_replaces_the_own_filter_of_that_list_only():
    units = county()
    one = account("one", units["top"])
    filter_save("people", "甲", "status=met", share=None, by=one)
    filter_save("roster", "甲", "q=li", share=None, by=one)

    filter_save("roster", " 甲 ", "q=wang", share=None, by=one)

    kept = [(item.listing, item.query) for name in ("people", "roster") for item in visible_filters(one, name)]
    assert kept == [("people", "status=met"), ("roster", "q=wang")]


def test_nobody_shares_with_a_unit_out_of_reach():
    units = county()
    one = account("one", units["east"])

    with pytest.raises(NotAllowedError):
        filter_save("roster", "甲", "q=li", share=units["west"], by=one)

    assert names(one) == []


@pytest.mark.parametrize(("name", "query", "code"), [("  ", "q=li", "LIST-001"), ("甲", "q=" + "x" * 999, "LIST-002")])
def test_a_filter_without_a_name_or_past_all_length_is_refused(name, query, code):
    one = account("one", county()["top"])

    with pytest.raises(XueshiError) as refused:
        filter_save("roster", name, query, share=None, by=one)

    assert (refused.value.code, names(one)) == (code, [])


def test_only_the_owner_takes_a_filter_away_and_the_trail_says_so():
    units = county()
    one, two = account("one", units["east"]), account("two", units["east"])
    kept = filter_save("roster", "甲", "q=li", share=units["east"], by=one)

    with pytest.raises(NotFoundError):
        filter_remove(kept, by=two)
    assert names(one) == ["甲"]
    filter_remove(filter_for(one, kept.number), by=one)

    assert names(one) == []
    assert list(AuditRecord.objects.order_by("pk").values_list("verb", flat=True))[-2:] == [
        "filter.saved",
        "filter.removed",
    ]


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("?q=李&page=2", "q=%E6%9D%8E"),
        ("unit=&q=", ""),
        ("next=//evil&unit=1", "unit=1"),
        ("tag=a&tag=b", "tag=a&tag=b"),
    ],
)
def test_only_known_conditions_with_a_value_are_kept(query, kept):
    assert cleaned(query, ("q", "unit", "tag")) == kept


def test_an_officer_of_nothing_still_keeps_own_filters():
    by = officer(county()["top"])

    assert names(by) == []
