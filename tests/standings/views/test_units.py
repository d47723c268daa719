"""Organisations: roll-up, drill-down, sorting, export."""

from io import BytesIO
from urllib.parse import quote

import pytest
from openpyxl import load_workbook

from tests.budget import BUDGET
from tests.web.exporting import asking, exported, take
from tests.web.office import BRANCH, FAR, SIBLING
from tests.web.said import rows, text
from xueshi.access.models import ExportRecord


def test_the_menu_leads_to_the_own_top_organisation(office, signed_in):
    response = signed_in("officer").get("/units/")

    assert response.url == f"/units/{office.unit('清河县委').number}/"


def test_children_add_up_to_the_parent(office, signed_in):
    response = signed_in("officer").get(f"/units/{office.unit('清河县委').number}/?clause=M24-I02&sort=name")

    assert "适用人数 8 · 应训人数 6 · 应评定人数 5" in text(response)
    assert rows(response)[:2] == ["城关镇党委 7 1 1 2 1 1 1 50.0%", "柳林镇党委 1 0 0 1 0 0 0 0.0%"]


def test_drill_down_reaches_the_branch_with_the_way_back(office, signed_in):
    response = signed_in("officer").get(f"/units/{office.unit(BRANCH).number}/?clause=M24-I02")

    page = text(response)
    assert "首页 清河县委 城关镇党委 石桥村党支部" in page
    assert "达标 1 进度滞后 1 不作硬性要求 1 按干部规划执行 1 暂不评定 1" in page


def test_a_branch_lists_its_members_with_what_is_missing(office, signed_in):
    response = signed_in("officer").get(f"/units/{office.unit(SIBLING).number}/?clause=M24-I02")

    assert rows(response)[:2] == [
        "己正常 向阳社区党支部 进度正常 80 10 还需 10 天，或 80 学时，截至 2028-12-31",
        "庚网学 向阳社区党支部 进度滞后 0 0 还需 20 天，或 160 学时，截至 2028-12-31",
    ]


def test_the_secretary_sees_no_organisation_above(office, signed_in):
    page = text(signed_in("secretary").get(f"/units/{office.unit(BRANCH).number}/"))

    assert "清河县委" not in page.replace("清河县委组织部", "")


def test_children_are_sorted_by_a_column_and_filtered_by_name(office, signed_in):
    address = f"/units/{office.unit('清河县委/城关镇党委').number}/?clause=M24-I02"

    by_behind = rows(signed_in("officer").get(f"{address}&sort=-not_assessable"))
    named = rows(signed_in("officer").get(f"{address}&name=向阳"))

    assert [row.split()[0] for row in by_behind[:2]] == ["石桥村党支部", "向阳社区党支部"]
    assert named[0].startswith("向阳社区党支部 2 0 1 1")


def test_a_name_that_nobody_bears_says_so(office, signed_in):
    page = text(signed_in("officer").get(f"/units/{office.unit('清河县委').number}/?name=无此名"))

    assert "没有名称相符的党组织。" in page


def test_the_export_has_as_many_rows_as_the_list(office, signed_in):
    query = f"unit={office.unit('清河县委/城关镇党委').number}&clause=M24-I02"

    book = load_workbook(BytesIO(exported(signed_in("officer"), "units", query)))
    values = list(book["党组织"].values)

    assert values[0][2:6] == ("适用人数", "应评定人数", "达标", "进度正常")
    assert sorted(row[:6] for row in values[1:]) == [
        ("向阳社区党支部", "党支部", 2, 2, 0, 1),
        ("石桥村党支部", "党支部", 5, 2, 1, 0),
    ]
    about = dict(list(book["出处"].values)[1:])
    assert about["结果摘要值"] == office.run.digest
    assert about["行数"] == "2"


def test_a_list_stays_within_its_queries(office, signed_in, django_assert_max_num_queries):
    client = signed_in("officer")
    address = f"/units/{office.unit(SIBLING).number}/"

    with django_assert_max_num_queries(BUDGET):
        assert client.get(address).status_code == 200
    with django_assert_max_num_queries(BUDGET):
        assert client.get("/").status_code == 200


def test_a_county_without_a_run_shows_its_page_without_figures(office, signed_in):
    response = signed_in("stranger").get(f"/units/{office.unit('白水县委').number}/")

    assert response.context["run"] is None
    assert "应评定人数" not in text(response)


def test_an_export_needs_a_run(office, signed_in):
    response = signed_in("stranger").get(asking("units", f"unit={office.unit('白水县委').number}"))

    assert response.status_code == 404
    assert not ExportRecord.objects.exists()


@pytest.mark.parametrize(("query", "count"), [("", 2), ("name=石桥", 1), ("name=无此名", 0), ("name=%20向阳%20", 1)])
def test_screen_and_export_have_as_many_rows(office, signed_in, query, count):
    number = office.unit("清河县委/城关镇党委").number
    client = signed_in("officer")

    shown = client.get(f"/units/{number}/?{query}").context["page"].total
    values = list(load_workbook(BytesIO(exported(client, "units", f"unit={number}&{query}")))["党组织"].values)

    assert (shown, len(values) - 1) == (count, count)


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("rank", ["柳林镇党委", "城关镇党委"]),
        ("-rank", ["城关镇党委", "柳林镇党委"]),
        ("name", ["城关镇党委", "柳林镇党委"]),
        ("-name", ["柳林镇党委", "城关镇党委"]),
        ("population", ["柳林镇党委", "城关镇党委"]),
        ("-population", ["城关镇党委", "柳林镇党委"]),
        ("met", ["柳林镇党委", "城关镇党委"]),
        ("nonsense", ["柳林镇党委", "城关镇党委"]),
    ],
)
def test_screen_and_export_stand_in_the_same_order(office, signed_in, sort, names):
    number = office.unit("清河县委").number
    client = signed_in("officer")

    shown = [row.unit.name for row in client.get(f"/units/{number}/?sort={sort}").context["page"].rows]
    values = list(load_workbook(BytesIO(exported(client, "units", f"unit={number}&sort={sort}")))["党组织"].values)

    assert shown == names
    assert [row[0] for row in values[1:]] == names


def test_a_clause_that_applies_to_nobody_below_lists_nobody(office, signed_in):
    response = signed_in("officer").get(f"/units/{office.unit(FAR).number}/?clause=M24-I03")

    assert response.context["row"].standing.population == 0
    assert response.context["members"] == []


def test_an_english_export_speaks_english(office, signed_in):
    query = f"unit={office.unit('清河县委').number}&clause=M24-I05"

    book = load_workbook(BytesIO(exported(signed_in("officer"), "units", query, headers={"accept-language": "en"})))
    assert book.sheetnames == ["Organisations", "Fields", "Source"]
    assert next(iter(book["Organisations"].values))[:4] == ("Organisation", "Kind", "Population", "Assessable")


def test_the_name_of_the_file_says_organisation_and_clause(office, signed_in):
    response = take(signed_in("officer"), "units", f"unit={office.unit('清河县委').number}&clause=M24-I04.2025")

    assert response.headers["Content-Disposition"] == (
        f"attachment; filename*=utf-8''{quote('清河县委-M24-I04.2025')}.xlsx"
    )
