"""Rights and scopes, and that no act goes unwitnessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xueshi.kernel.actors import Act, Actor, Grant, NotAllowedError, NotFoundError, Right, Role, audit, may, require

ON = date(2026, 6, 30)
PATHS = st.lists(st.sampled_from(["00001", "0000100002", "000010000200003", "00004", ""]), max_size=4)


def actor(*grants: Grant, told: list[Act] | None = None) -> Actor:
    return Actor(7, ON, grants, ([] if told is None else told).append)


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("00001", False), ("0000100002", True), ("000010000200003", True), ("0000100003", False), ("", False)],
)
def test_a_right_holds_for_the_organisation_and_below(path, allowed):
    by = actor(Grant(Role.DEPARTMENT_OFFICER, "0000100002"))

    assert may(by, Right.CHANGE_PEOPLE, path) is allowed


def test_everywhere_is_the_empty_path():
    assert may(actor(Grant(Role.DEPARTMENT_OFFICER, "")), Right.SEE, "")


def test_without_a_grant_nothing_is_allowed():
    with pytest.raises(NotAllowedError) as refused:
        require(actor(), Right.SEE, "00001")

    assert refused.value.code == "ACCESS-002"


@given(PATHS)
def test_scopes_are_the_widest_ones_and_lose_nothing(paths):
    by = actor(*(Grant(Role.BRANCH_SECRETARY, path) for path in paths))

    scopes = by.scopes(Right.SEE)

    assert all(not one.startswith(other) for one in scopes for other in scopes if one != other)
    assert all(path.startswith(scopes) for path in paths)
    assert set(scopes) <= set(paths)


def test_an_act_is_told_to_the_witness():
    told: list[Act] = []

    audit(actor(told=told), "thing.done", "thing", "n1", kind="x", before=1)

    assert told == [Act(7, "thing.done", "thing", "n1", {"kind": "x", "before": 1})]


@pytest.mark.parametrize("right", [Right.APPOINT, Right.READ_AUDIT])
def test_an_officer_neither_appoints_nor_reads_the_trail(right):
    by = actor(Grant(Role.DEPARTMENT_OFFICER, ""))

    assert not may(by, right, "")


def test_an_officer_may_do_everything_else():
    by = actor(Grant(Role.DEPARTMENT_OFFICER, "00001"))

    allowed = {right for right in Right if may(by, right, "00001")}

    others = {Right.APPOINT, Right.REVIEW_ACCESS, Right.READ_AUDIT, Right.RUN_SYSTEM, Right.EDIT_RULES, Right.ERASE}
    assert allowed == set(Right) - others


def test_rights_of_two_appointments_do_not_mix():
    by = actor(Grant(Role.DEPARTMENT_OFFICER, "00001"), Grant(Role.BRANCH_SECRETARY, "00002"))

    assert by.scopes(Right.SEE) == ("00001", "00002")
    assert by.scopes(Right.IMPORT) == ("00001",)
    assert not may(by, Right.IMPORT, "0000200003")


def test_a_refused_right_is_named_in_both_languages():
    with pytest.raises(NotAllowedError) as refused:
        require(actor(Grant(Role.BRANCH_SECRETARY, "00001")), Right.IMPORT, "00001")

    assert refused.value.message("zh") == "当前账号没有此项权限：import；允许：由有相应任职的账号办理"
    assert refused.value.message("en") == (
        "this account may not do this: import; allowed: an account with a matching appointment"
    )


def test_a_refused_act_is_told_to_nobody():
    told: list[Act] = []

    with pytest.raises(NotAllowedError):
        require(actor(told=told), Right.JUDGE, "00001")

    assert told == []


def test_what_is_not_found_is_named_by_its_kind_only():
    missing = NotFoundError("person")

    assert (missing.code, missing.message("zh"), missing.message("en")) == (
        "ACCESS-001",
        "没有找到：person",
        "not found: person",
    )


def test_actors_are_the_same_whoever_writes_their_acts_down():
    assert Actor(7, ON, (), print) == actor()
    assert "witness" not in repr(Actor(7, ON, (), print))
