"""The tree, one organisation and its history, on any day and in both languages of time."""

from datetime import date

import pytest
from django.urls import reverse

from tests.offices import INSTALLER
from tests.web.conftest import county, office, signed_in  # noqa: F401
from tests.web.office import BRANCH, FAR, SIBLING
from xueshi.organisations.actions import organisation_dissolve, organisation_move, organisation_rename
from xueshi.organisations.models import Organisation
from xueshi.people import headcounts

TOWN = "清河县委/城关镇党委"
OTHER_TOWN = "清河县委/柳林镇党委"
MOVED = date(2025, 7, 1)


def said(response) -> str:
    text: str = response.content.decode()
    return text


def test_the_tree_begins_where_the_scope_begins(office, signed_in, django_assert_max_num_queries):  # noqa: F811
    client = signed_in("officer")

    with django_assert_max_num_queries(15):
        page = said(client.get(reverse("tree")))

    assert "清河县委" in page
    assert "白水县委" not in page
    assert reverse("tree_children", args=[office.unit("清河县委").number]) in page


def test_what_lies_below_comes_as_a_piece(office, signed_in, django_assert_max_num_queries):  # noqa: F811
    client = signed_in("officer")

    with django_assert_max_num_queries(15):
        piece = said(client.get(reverse("tree_children", args=[office.unit(TOWN).number])))

    assert "<html" not in piece
    assert "石桥村党支部" in piece
    assert "5 人" in piece
    assert "红星村党支部" not in piece


def test_the_tree_of_another_day_is_the_tree_of_then(office, signed_in):  # noqa: F811
    by = office.actor("officer")
    organisation_move(office.unit(BRANCH), office.unit(OTHER_TOWN), on=MOVED, by=by)
    client = signed_in("officer")
    address = reverse("tree_children", args=[office.unit(TOWN).number])

    assert "石桥村党支部" not in said(client.get(address))
    assert "石桥村党支部" not in said(client.get(address, {"on": "2025-07-01"}))
    assert "石桥村党支部" in said(client.get(address, {"on": "2025-06-30"}))


def test_a_name_of_then_is_shown_then(office, signed_in):  # noqa: F811
    unit = office.unit(BRANCH)
    organisation_rename(unit, "石桥社区党支部", on=MOVED, by=office.actor("officer"))
    client = signed_in("officer")

    now = said(client.get(reverse("organisation", args=[unit.number])))
    then = said(client.get(reverse("organisation", args=[unit.number]), {"on": "2025-06-30"}))

    assert "<h1>石桥社区党支部</h1>" in now
    assert "<h1>石桥村党支部</h1>" in then


def test_one_organisation_tells_what_it_is_and_who_may_change_it(office, signed_in, django_assert_max_num_queries):  # noqa: F811
    unit = office.unit(TOWN)
    client = signed_in("officer")

    with django_assert_max_num_queries(19):
        page = said(client.get(reverse("organisation", args=[unit.number])))

    assert "基层党委" in page
    assert "<dd>7</dd>" in page
    assert reverse("reorganise", args=[unit.number, "move"]) in page
    secretary = said(signed_in("secretary").get(reverse("organisation", args=[office.unit(BRANCH).number])))
    assert "reorganise" not in secretary


def test_what_was_dissolved_says_so_and_is_not_reorganised(office, signed_in):  # noqa: F811
    unit = Organisation.objects.get(full_name=FAR)
    organisation_dissolve(unit, on=MOVED, by=office.actor("officer"))
    client = signed_in("officer")

    now = said(client.get(reverse("organisation", args=[unit.number])))
    then = said(client.get(reverse("organisation", args=[unit.number]), {"on": "2025-06-30"}))

    assert "还没有或已不存在" in now
    assert "2025-07-01" in now
    assert "reorganise/" not in now
    assert "还没有或已不存在" not in then


def test_a_part_of_a_name_is_found_within_the_scope(office, signed_in, django_assert_max_num_queries):  # noqa: F811
    client = signed_in("officer")

    with django_assert_max_num_queries(15):
        found = said(client.get(reverse("tree_search"), {"name": "向阳"}))

    assert SIBLING in found
    assert BRANCH not in found
    assert SIBLING not in said(signed_in("secretary").get(reverse("tree_search"), {"name": "向阳"}))
    assert "没有" in said(client.get(reverse("tree_search"), {"name": "白水"}))


@pytest.mark.parametrize("name", ["", " ", '"', "%", "石桥 OR 1", "（）"])
def test_nothing_odd_in_a_search_breaks_it(office, signed_in, name):  # noqa: F811
    response = signed_in("officer").get(reverse("tree_search"), {"name": name})

    assert response.status_code == 200
    assert BRANCH not in said(response)


def test_a_field_is_offered_full_names(office, signed_in):  # noqa: F811
    offered = said(signed_in("officer").get(reverse("tree_search"), {"as": "options", "target": "石桥"}))

    assert offered.strip() == f'<option value="{BRANCH}">石桥村党支部</option>'


def test_the_history_names_every_change_and_offers_to_undo_it(office, signed_in):  # noqa: F811
    unit = office.unit(BRANCH)
    organisation_move(unit, office.unit(OTHER_TOWN), on=MOVED, by=office.actor("officer"), reason="清组〔2025〕3号")

    page = said(signed_in("officer").get(reverse("organisation_history", args=[unit.number])))

    assert "划转" in page
    assert "清组〔2025〕3号" in page
    assert "撤回" in page
    assert "/undo/" not in said(signed_in("secretary").get(reverse("organisation_history", args=[unit.number])))


def test_another_day_costs_no_more_than_today(office, signed_in, django_assert_max_num_queries):  # noqa: F811
    client = signed_in("officer")
    address = reverse("organisation", args=[office.unit(TOWN).number])

    with django_assert_max_num_queries(24):
        page = said(client.get(address, {"on": "2025-06-30"}))

    assert "<dd>7</dd>" in page
    assert "5 人" in page


def test_what_is_too_large_to_count_on_another_day_says_nothing(office, signed_in, monkeypatch):  # noqa: F811
    monkeypatch.setattr(headcounts, "FEW", 2)
    client = signed_in("officer")
    address = reverse("organisation", args=[office.unit(TOWN).number])

    then = said(client.get(address, {"on": "2025-06-30"}))
    now = said(client.get(address))

    assert "<dd>7</dd>" not in then
    assert "5 人" in then
    assert "<dd>7</dd>" in now


def test_what_has_left_the_scope_is_named_as_of_then_and_cannot_be_opened(office, signed_in):  # noqa: F811
    unit, top = office.unit(OTHER_TOWN), office.unit("清河县委")
    organisation_move(unit, office.unit("白水县委"), on=MOVED, by=INSTALLER)
    client = signed_in("officer")

    then = said(client.get(reverse("tree_children", args=[top.number]), {"on": "2025-06-30"}))

    assert "柳林镇党委" in then
    assert unit.number not in then
    assert "柳林镇党委" not in said(client.get(reverse("tree_children", args=[top.number])))
