"""The first page of each role, figure by figure."""

import json
import re

from tests.web.said import part, rows, text


def test_the_officer_sees_the_coverage_of_the_county(office, signed_in):
    page = text(signed_in("officer").get("/"))

    assert "清河县委 截至 2026-06-30 · 批次 " + str(office.run) in page
    assert "党员五年集中学习培训 40.0% 达标或进度正常 达标 1 进度正常 1 进度滞后 3" in page
    assert "不作硬性要求 1 按干部规划执行 1 暂不评定 1" in page
    assert "党的创新理论教育学时占比 进度正常 71.4% 为党的创新理论学时" in page


def test_earlier_years_stand_on_the_card_of_the_latest(office, signed_in):
    page = text(signed_in("officer").get("/"))

    assert "书记每年县级以上脱产培训（2026 年） 100.0% 达标或进度正常 达标 1 2025 达标 0.0% 2024 达标 0.0%" in page


def test_the_chart_puts_who_lags_most_first(office, signed_in):
    response = signed_in("officer").get("/")

    data = json.loads(part(r'id="chart-data" type="application/json">(.*?)<', response.content.decode()))
    assert [unit["name"] for unit in data["units"]] == ["柳林镇党委", "城关镇党委"]
    assert data["units"][1]["counts"] == {
        "met": 1,
        "on_pace": 1,
        "behind": 2,
        "exempt": 1,
        "delegated": 1,
        "not_assessable": 1,
    }


def test_another_clause_can_be_chosen(office, signed_in):
    page = signed_in("officer").get("/?clause=M24-I04.2024")

    assert '<option value="M24-I04.2024" selected>' in page.content.decode()


def test_the_secretary_sees_who_of_the_branch_is_short(office, signed_in):
    response = signed_in("secretary").get("/")

    assert "我的支部：石桥村党支部" in text(response)
    assert rows(response) == ["甲书记 石桥村党支部 进度滞后 40 5 还需 15 天，或 120 学时，截至 2028-12-31"]


def test_the_member_sees_only_the_own_standing(office, signed_in):
    page = text(signed_in("member").get("/"))

    assert "我的学习情况" in page
    assert "乙达标 · 石桥村党支部" in page
    assert "党员五年集中学习培训 达标 20 / 20 天 已达到" in page
    assert "160 / 160 学时 已达到" in page
    assert "上传数据" not in page


def test_without_a_run_the_officer_is_led_to_the_upload(office, signed_in):
    page = signed_in("stranger").get("/").content.decode()

    assert "还没有评定结果" in page
    assert 'href="/uploads/new/"' in page


def test_every_figure_of_a_card_leads_to_a_list_of_as_many_people(office, signed_in):
    client = signed_in("officer")
    page = client.get("/").content.decode()

    links = re.findall(r'href="(/people/\?clause=[^"]+&amp;status=[^"]+)">.*?<strong>(\d+)</strong>', page, re.DOTALL)

    assert len(links) > 10
    for address, figure in links:
        assert f"共 {figure} 行" in text(client.get(address.replace("&amp;", "&")))


def test_an_unknown_clause_opens_the_first_one(office, signed_in):
    response = signed_in("officer").get("/?clause=M24-I99")

    assert response.context["asked"].key == "M24-I02"


def test_small_organisations_are_charted_but_not_called_laggards(office, signed_in):
    response = signed_in("officer").get("/")

    assert (response.context["charted"], response.context["worst"]) == (2, [])


def test_a_branch_lists_who_is_short_and_charts_nobody(office, signed_in):
    response = signed_in("secretary").get("/")

    assert (response.context["is_branch"], response.context["chart"]["units"]) == (True, [])
    assert [row.stored.person.identity.name for row in response.context["short"]] == ["甲书记"]


def test_every_bar_leads_to_its_organisation_and_the_clause(office, signed_in):
    units = signed_in("officer").get("/?clause=M24-I05").context["chart"]["units"]

    numbers = {office.unit(f"清河县委/{name}").number for name in ("城关镇党委", "柳林镇党委")}
    assert {unit["url"] for unit in units} == {f"/units/{number}/?clause=M24-I05" for number in numbers}


def test_the_first_page_in_english(office, signed_in):
    page = text(signed_in("officer").get("/", headers={"accept-language": "en"}))

    assert "达标或进度正常" not in page
    assert "2026-06-30" in page
