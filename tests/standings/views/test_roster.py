"""The roll of members: filters, days, saved filters."""

import pytest
from django.urls import reverse

from tests.budget import BUDGET
from tests.web.office import SIBLING
from tests.web.said import rows, text
from xueshi.access.models import SavedFilter
from xueshi.intake.models import Job


def names(response) -> list[str]:
    return sorted(row.split()[0] for row in rows(response))


def test_everybody_within_the_scope_is_on_the_roll_with_office_and_states(office, signed_in):
    response = signed_in("officer").get("/roster/")

    assert len(rows(response)) == 8
    assert "甲书记 石桥村党支部 预备党员 书记" in rows(response)
    assert "丙年老 石桥村党支部 预备党员 不作硬性要求" in rows(response)
    assert "第 1–8 行，共 8 行" in text(response)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=空白", ["辛空白"]),
        ("q=xkb", ["辛空白"]),
        ("q=无此人", []),
        ("standing=probationary&q=戊", ["戊新"]),
        ("standing=full", []),
        ("standing=left", []),
        ("office=secretary", ["甲书记"]),
        ("mark=cadre", ["丁干部"]),
        ("mark=exempt", ["丙年老"]),
        ("mark=floating", []),
        ("mark=nonsense&q=空白", ["辛空白"]),
        ("office=secretary&mark=cadre", []),
    ],
)
def test_filters_choose_people(office, signed_in, query, found):
    response = signed_in("officer").get(f"/roster/?{query}")

    assert names(response) == sorted(found)


def test_an_organisation_filters_with_everything_below_it(office, signed_in):
    client = signed_in("officer")

    sibling = client.get(f"/roster/?unit={office.unit(SIBLING).number}")
    parent = client.get(f"/roster/?unit={office.unit('清河县委/城关镇党委').number}")

    assert (names(sibling), len(rows(parent))) == (["己正常", "庚网学"], 7)


def test_a_filter_in_force_stands_as_a_pill_that_takes_it_away(office, signed_in):
    response = signed_in("officer").get("/roster/?q=甲&office=secretary&page=1")

    assert [pill.name for pill in response.context["pills"]] == ["q", "office"]
    assert 'class="pill" href="?office=secretary"' in response.content.decode()


def test_the_secretary_finds_the_own_branch_only(office, signed_in):
    client = signed_in("secretary")

    assert len(rows(client.get("/roster/"))) == 5
    assert client.get(f"/roster/?unit={office.unit('清河县委').number}").status_code == 404
    assert names(client.get("/roster/?q=辛空白")) == []


def test_a_member_has_no_roll(office, signed_in):
    assert signed_in("member").get("/roster/").status_code == 403


def test_a_damaged_day_is_refused_and_a_day_before_everything_shows_who_was_there_since_ever(office, signed_in):
    client = signed_in("officer")

    assert client.get("/roster/?on=2026-13-01").status_code == 400
    assert "按 2020-01-01 当日情况" in text(client.get("/roster/?on=2020-01-01"))
    assert rows(client.get("/roster/?known=2020-01-01")) == []


def test_a_saved_filter_leads_back_to_its_question(office, signed_in):
    client = signed_in("officer")

    done = client.post(reverse("filter_save"), {"listing": "roster", "name": "干部", "query": "mark=cadre&page=2&x=1"})

    assert done.url == "/roster/?mark=cadre"
    assert 'href="?mark=cadre">干部</a>' in client.get("/roster/").content.decode()
    assert SavedFilter.objects.get().organisation is None


def test_a_filter_is_shared_with_the_own_unit_and_not_with_a_foreign_one(office, signed_in):
    client = signed_in("officer")
    asked = {"listing": "roster", "name": "干部", "query": "mark=cadre"}

    foreign = client.post(reverse("filter_save"), {**asked, "share": office.unit("白水县委").number})
    own = client.post(reverse("filter_save"), {**asked, "share": office.unit("清河县委").number})

    assert (foreign.status_code, own.status_code) == (404, 302)
    shared = SavedFilter.objects.get().organisation
    assert shared is not None
    assert shared.name == "清河县委"


def test_a_filter_of_another_account_cannot_be_taken_away(office, signed_in):
    signed_in("officer").post(reverse("filter_save"), {"listing": "roster", "name": "甲", "query": "q=甲"})
    address = reverse("filter_remove", args=[SavedFilter.objects.get().number])

    refused = signed_in("secretary").post(address)
    assert SavedFilter.objects.count() == 1
    done = signed_in("officer").post(address)

    assert (refused.status_code, done.url, SavedFilter.objects.count()) == (404, "/roster/", 0)


def test_filters_of_a_list_that_there_is_not_are_refused(office, signed_in):
    asked = {"listing": "//evil.example", "name": "甲", "query": "q=甲"}

    assert signed_in("officer").post(reverse("filter_save"), asked).status_code == 404


def test_the_roll_keeps_to_its_budget_of_queries(office, signed_in, django_assert_max_num_queries):
    client = signed_in("officer")

    with django_assert_max_num_queries(BUDGET):
        client.get(f"/roster/?unit={office.unit(SIBLING).number}")
    with django_assert_max_num_queries(BUDGET):
        client.get("/roster/?on=2026-01-01&known=2026-02-01&standing=full")


def test_an_act_goes_from_the_list_over_a_preview_to_a_job(office, signed_in):
    client = signed_in("officer")
    chosen = {"listing": "roster", "query": "office=secretary", "all": "1", "act": "tag"}
    filled = {"kind": "party_worker", "basis": "条例第五条", "first": "2026-01-01", "last": "2026-12-31"}

    form = client.post(reverse("act"), chosen)
    refused = client.post(reverse("act"), {**chosen, **filled, "last": "2025-12-31", "step": "preview"})
    preview = client.post(reverse("act"), {**chosen, **filled, "step": "preview"})
    queued = client.post(reverse("act"), {**chosen, **filled, "step": "confirm", "expected": "1"})

    assert "已选 1 人" in text(form)
    assert (refused.status_code, "最后一天早于开始日期" in text(refused)) == (422, True)
    assert "将办理 1 人" in text(preview)
    assert queued.url == reverse("job", args=[Job.objects.get(kind="act").number])


def test_an_act_on_nobody_is_refused_with_its_code(office, signed_in):
    asked = {"listing": "roster", "query": "", "act": "tag"}

    assert "LIST-003" in text(signed_in("officer").post(reverse("act"), asked))


def test_a_day_gone_by_offers_no_acts(office, signed_in):
    client = signed_in("officer")

    assert len(client.get("/roster/").context["acts"]) == 3
    assert client.get("/roster/?on=2026-01-01").context["acts"] == ()
    assert len(signed_in("secretary").get("/roster/").context["acts"]) == 1
