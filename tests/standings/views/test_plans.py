"""The plan and its clauses."""

import pytest

from tests.web.office import AS_OF
from tests.web.said import rows, text
from xueshi.rules.loader import load


def test_every_clause_of_the_plan_is_listed_with_its_state(office, signed_in):
    response = signed_in("officer").get("/plans/M24/")

    pack = load("M24")
    listed = [row.split()[0] for row in rows(response) if row.startswith(("M24-", "QA24-"))]
    assert listed == [indicator.id for indicator in pack.indicators]
    assert "系统评定 12 需设定参数 6 不由学时评定 12" in text(response)


def test_the_list_can_be_reduced_to_one_state(office, signed_in):
    response = signed_in("officer").get("/plans/M24/?state=unresolved")

    assert [row.split()[0] for row in rows(response) if row.startswith(("M24-", "QA24-"))] == ["M24-I06"]


def test_local_choices_in_force_are_listed(office, signed_in):
    page = text(signed_in("member").get("/plans/M24/"))

    assert "AM-26 “不作硬性要求”如何处理" in page


def test_a_clause_shows_source_figures_and_cases(office, signed_in):
    page = text(signed_in("officer").get("/plans/M24/M24-I02/"))

    assert "党员5年内参加各类集中学习培训累计不少于20天或160学时" in page
    assert f"截至 {AS_OF}" in page
    assert "达标 20.0%，达标或进度正常 40.0%" in page
    assert "2028-12-31 三会一课、主题党日学习研讨 159.99 19.5 0 未达标" in page


def test_a_yearly_clause_shows_every_year_with_the_latest_first(office, signed_in):
    page = text(signed_in("officer").get("/plans/M24/M24-I04/"))

    places = [page.index(f"书记每年县级以上脱产培训（{year} 年）") for year in (2026, 2025, 2024)]
    assert places == sorted(places)


def test_a_clause_that_is_not_judged_says_why(office, signed_in):
    page = text(signed_in("officer").get("/plans/M24/M24-I18/"))

    assert "不由学时评定 : 须有师资库登记" in page


def test_members_see_the_clause_without_figures_of_others(office, signed_in):
    page = text(signed_in("member").get("/plans/M24/M24-I02/"))

    assert "达标或进度正常" not in page


@pytest.mark.parametrize("address", ["/plans/C99/", "/plans/M24/M24-I99/"])
def test_unknown_plans_and_clauses_are_not_found(office, signed_in, address):
    assert signed_in("officer").get(address).status_code == 404


def test_doubtful_dispatches_are_listed_for_a_person_to_decide(office, signed_in):
    page = text(signed_in("officer").get("/plans/M24/M24-I17/"))

    assert "没有重叠或重复的调训。" in page


def test_the_plans_are_listed_with_what_becomes_of_their_clauses(office, signed_in):
    response = signed_in("officer").get("/plans/")

    counted = {row["pack"].id: len(row["coverage"].indicators) for row in response.context["plans"]}
    assert counted == {"M24": 31, "A06": 37, "C13": 47, "C18": 75, "C23": 31, "H06": 16, "M14": 30}
    assert next(iter(counted)) == "M24"


def test_a_clause_about_what_the_ledger_does_not_know_says_what_is_to_be_reported(office, signed_in):
    page = text(signed_in("officer").get("/plans/C23/C23-I05/"))

    assert "按填报的数字评定" in page
    assert "不少于 2000 人" in page


def test_without_a_run_a_plan_has_no_figures_but_its_recommended_choices(office, signed_in):
    response = signed_in("stranger").get("/plans/M24/")

    assert (response.context["run"], response.context["figures"]) == (None, {})
    assert all(row.recommended for row in response.context["choices"])


def test_without_a_run_a_clause_has_no_windows(office, signed_in):
    response = signed_in("stranger").get("/plans/M24/M24-I17/")

    assert (response.context["windows"], response.context["dispatches"]) == ([], None)


def test_figures_of_a_plan_are_those_of_the_own_branch(office, signed_in):
    figures = signed_in("secretary").get("/plans/M24/").context["figures"]

    assert {row.unit.name for row in figures.values()} == {"石桥村党支部"}
    assert figures["M24-I02"].standing.population == 5


def test_a_clause_lists_only_the_choices_that_touch_it(office, signed_in):
    response = signed_in("officer").get("/plans/M24/M24-I02/")

    listed = [row.choice.id for row in response.context["choices"]]
    assert set(listed) == set(load("M24").indicator("M24-I02").choices)


def test_a_plan_in_english(office, signed_in):
    response = signed_in("officer").get("/plans/M24/", headers={"accept-language": "en"})

    assert load("M24").title.en in text(response)
