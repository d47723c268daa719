"""Organisations: roll-up, drill-down, sorting, export."""

from io import BytesIO

from openpyxl import load_workbook

from tests.web.office import BRANCH, SIBLING
from tests.web.said import rows, text


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
    response = signed_in("officer").get(f"/units/{office.unit('清河县委/城关镇党委').number}/below.xlsx?clause=M24-I02")

    book = load_workbook(BytesIO(response.content))
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

    with django_assert_max_num_queries(15):
        assert client.get(address).status_code == 200
    with django_assert_max_num_queries(15):
        assert client.get("/").status_code == 200
