"""People: lists behind figures, the explained standing, ledger, history and entries."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.web.office import BRANCH
from tests.web.said import rows, text
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
    response = signed_in("officer").get("/people/people.xlsx?clause=M24-I02&status=met")

    rows = list(load_workbook(BytesIO(response.content))["人员"].values)
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

    with django_assert_max_num_queries(15):
        assert client.get("/people/?name=达标").status_code == 200
    with django_assert_max_num_queries(25):
        assert client.get(f"/people/{office.people['P01'].number}/").status_code == 200
