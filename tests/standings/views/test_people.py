"""People: lists behind figures, the explained standing, ledger, history and entries."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.budget import BUDGET
from tests.web.exporting import asking, exported
from tests.web.office import BRANCH, SIBLING
from tests.web.said import rows, text
from xueshi.access.models import ExportRecord
from xueshi.ledger.models import Participation


def test_everybody_to_whom_the_clause_applies_is_listed(office, signed_in):
    response = signed_in("officer").get("/people/?clause=M24-I02&sort=name")

    assert "第 1–8 行，共 8 行" in text(response)
    assert "乙达标 石桥村党支部 达标 160 20" in rows(response)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("status=behind", ["庚网学", "甲书记", "辛空白"]),
        ("status=short", ["庚网学", "甲书记", "辛空白"]),
        ("name=空白", ["辛空白"]),
        ("name=无此人", []),
        ("clause=M24-I03", ["甲书记"]),
        ("status=nonsense&name=乙", ["乙达标"]),
    ],
)
def test_filters_choose_people(office, signed_in, query, names):
    response = signed_in("officer").get(f"/people/?sort=name&{query}")

    assert sorted(row.split()[0] for row in rows(response)) == sorted(names)


def test_an_organisation_filters_people_with_everything_below_it(office, signed_in):
    unit = office.unit("清河县委/城关镇党委")

    response = signed_in("officer").get(f"/people/?unit={unit.number}")

    assert len(rows(response)) == 7


def test_credit_sorts_both_ways(office, signed_in):
    client = signed_in("officer")

    most = rows(client.get("/people/?sort=-credit"))
    least = rows(client.get("/people/?sort=credit"))

    assert most[0].startswith("乙达标")
    assert least[-1].startswith("乙达标")


def test_the_secretary_lists_only_the_branch(office, signed_in):
    response = signed_in("secretary").get("/people/")

    assert {row.split()[1] for row in rows(response)} == {"石桥村党支部"}
    assert len(rows(response)) == 5


def test_a_foreign_organisation_cannot_be_a_filter(office, signed_in):
    assert signed_in("secretary").get(f"/people/?unit={office.unit('清河县委').number}").status_code == 404


def test_the_export_holds_the_hits_with_exact_amounts(office, signed_in):
    book = exported(signed_in("officer"), "people", "clause=M24-I02&status=met")

    rows = list(load_workbook(BytesIO(book))["人员"].values)
    assert rows[1][:6] == (office.people["P02"].number, "乙达标", BRANCH, "达标", 160, 20)
    assert len(rows) == 2


def test_a_standing_is_explained_with_entries_gap_and_clause(office, signed_in):
    response = signed_in("secretary").get(f"/people/{office.people['P01'].number}/")

    page = text(response)
    assert "还需 15 天，或 120 学时，截至 2028-12-31" in page
    assert "40 / 160 学时 还差 120 · 按进度今日应有 79.87" in page
    assert "1 条记录计入" in page
    assert "M24 一 ¶3" in page


def test_what_does_not_count_says_why(office, signed_in):
    page = text(signed_in("officer").get(f"/people/{office.people['P07'].number}/"))

    assert "0 条记录计入 · 1 条不计入" in page
    assert "“个人网络学习”不在本条计入形式之列" in page


def test_the_ledger_names_the_clauses_of_each_entry(office, signed_in):
    response = signed_in("officer").get(f"/people/{office.people['P01'].number}/ledger/")

    assert rows(response) == [
        "2026-05-11 – 2026-05-15 书记轮训班 脱产培训 清河县委组织部（县） 40 5 40"
        " M24-I01 M24-I02 M24-I03 M24-I04.2026 M24-I05"
    ]


def test_history_shows_offices_with_their_dates(office, signed_in):
    response = signed_in("officer").get(f"/people/{office.people['P01'].number}/history/")

    assert any(row.startswith("2023-01-01 至今 党内职务 石桥村党支部 书记") for row in rows(response))


def test_an_entry_leads_to_its_evidence_and_its_clauses(office, signed_in):
    entry = Participation.objects.get(record="R08")

    response = signed_in("officer").get(f"/entries/{entry.pk}/")

    page = text(response)
    assert "记录编号 R08" in page
    assert "党员五年集中学习培训 M24 一 ¶3 不计入： “个人网络学习”不在本条计入形式之列" in page
    assert "党员规划 2025-03-03 个人网络学习 8 0 8" in page


def test_lists_and_pages_stay_within_their_queries(office, signed_in, django_assert_max_num_queries):
    client = signed_in("officer")

    with django_assert_max_num_queries(BUDGET):
        assert client.get("/people/?name=达标").status_code == 200
    with django_assert_max_num_queries(25):
        assert client.get(f"/people/{office.people['P01'].number}/").status_code == 200


@pytest.mark.parametrize(
    "query", ["", "status=short", "name=无此人", "clause=M24-I05", "status=exempt", "name=%20乙%20"]
)
def test_screen_and_export_have_as_many_rows(office, signed_in, query):
    client = signed_in("officer")

    shown = client.get(f"/people/?{query}").context["page"].total
    values = list(load_workbook(BytesIO(exported(client, "people", query)))["人员"].values)

    assert len(values) - 1 == shown


@pytest.mark.parametrize("sort", ["password", "person__identity__name", "-", ""])
def test_an_unknown_order_is_that_of_the_organisations(office, signed_in, sort):
    client = signed_in("officer")

    listed, usual = (client.get(f"/people/?sort={key}").context["rows"] for key in (sort, "unit"))

    assert [row.stored for row in listed] == [row.stored for row in usual]
    paths = [row.stored.organisation.path for row in usual]
    assert paths == sorted(paths)


def test_the_export_of_a_branch_holds_the_branch_only(office, signed_in):
    book = exported(signed_in("secretary"), "people", "sort=name")

    values = list(load_workbook(BytesIO(book))["人员"].values)
    assert {row[2] for row in values[1:]} == {BRANCH}
    assert len(values) == 6


def test_a_member_exports_no_list(office, signed_in):
    assert signed_in("member").get(asking("people")).status_code == 403


def test_numbers_of_people_are_text_in_the_export(office, signed_in):
    sheet = load_workbook(BytesIO(exported(signed_in("officer"), "people")))["人员"]

    numbers = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in numbers} == {"s"}
    assert {cell.value for cell in numbers} == {person.number for person in office.people.values()}


def test_the_filters_stand_in_the_source_of_the_export(office, signed_in):
    unit = office.unit("清河县委/城关镇党委")

    book = exported(signed_in("officer"), "people", f"unit={unit.number}&status=behind&name=书记")

    about = dict(list(load_workbook(BytesIO(book))["出处"].values)[1:])
    assert (about["党组织"], about["姓名"], about["行数"]) == ("清河县委/城关镇党委", "书记", "1")
    assert office.run.digest in about.values()


def test_a_foreign_organisation_filters_no_export(office, signed_in):
    response = signed_in("secretary").post(
        asking("people", f"unit={office.unit(SIBLING).number}"), {"purpose": "planning"}
    )

    assert response.status_code == 404
    assert not ExportRecord.objects.exists()


def test_without_a_run_nobody_is_listed_and_nothing_exported(office, signed_in):
    client = signed_in("stranger")

    assert client.get("/people/").context["run"] is None
    assert client.get(asking("people")).status_code == 404


@pytest.mark.parametrize(("page", "number"), [("0", 1), ("2", 1), ("x", 1), ("", 1), ("99", 1)])
def test_a_page_that_there_is_not_shows_the_nearest(office, signed_in, page, number):
    shown = signed_in("officer").get(f"/people/?page={page}").context["page"]

    assert (shown.number, shown.total, len(shown.rows)) == (number, 8, 8)


def test_a_person_explained_in_english(office, signed_in):
    response = signed_in("officer").get(f"/people/{office.people['P01'].number}/", headers={"accept-language": "en"})

    page = text(response)
    assert "15 days, or 120 credit hours" in page
    assert "还需" not in page


def test_the_own_page_of_a_member_says_that_it_is(office, signed_in):
    own = signed_in("member").get(f"/people/{office.people['P02'].number}/")
    other = signed_in("officer").get(f"/people/{office.people['P02'].number}/")

    assert (own.context["own"], other.context["own"]) == (True, False)


def test_the_way_up_from_a_person_ends_where_the_sight_ends(office, signed_in):
    address = f"/people/{office.people['P01'].number}/"

    ways = [
        [unit.name for unit in signed_in(role).get(address).context["lineage"]] for role in ("officer", "secretary")
    ]

    assert ways == [["清河县委", "城关镇党委", "石桥村党支部"], ["石桥村党支部"]]


def test_a_person_without_entries_has_an_empty_ledger(office, signed_in):
    response = signed_in("officer").get(f"/people/{office.people['P08'].number}/ledger/")

    assert (response.context["listing"].total, response.context["listing"].first_row) == (0, 0)


def test_the_ledger_lists_the_latest_entry_first(office, signed_in):
    response = signed_in("officer").get(f"/people/{office.people['P02'].number}/ledger/")

    assert [entry.day.isoformat() for entry in response.context["listing"].rows] == [
        "2026-05-11",
        "2025-11-10",
        "2025-05-12",
        "2024-05-13",
    ]


def test_an_entry_of_another_branch_is_not_found(office, signed_in):
    entry = Participation.objects.get(record="R06")

    assert signed_in("secretary").get(f"/entries/{entry.pk}/").status_code == 404


@pytest.mark.parametrize(("query", "hits"), [("on=2026-06-29", 0), ("on=2026-06-30", 8), ("known=2020-01-01", 0)])
def test_figures_list_and_export_are_those_of_the_run_that_stood_on_the_day(office, signed_in, query, hits):
    client, county = signed_in("officer"), office.unit("清河县委")

    people, unit = client.get(f"/people/?{query}"), client.get(f"/units/{county.number}/?{query}")
    runs = client.get(f"/runs/?{query}")

    assert len(rows(people)) == hits
    assert bool(unit.context["run"]) is bool(hits)
    assert runs.context["page"].total == min(hits, 1)
    if hits:
        assert f"unit={county.number}&amp;{query}" in unit.content.decode()


def test_a_day_gone_by_is_only_looked_at(office, signed_in):
    client = signed_in("officer")

    assert len(client.get("/people/").context["acts"]) == 3
    assert client.get("/people/?on=2026-06-30").context["acts"] == ()
