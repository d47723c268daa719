"""The main job in a browser: two files in, a judged county out, and from a figure to its clause."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from xueshi.intake.jobs import work
from xueshi.intake.models import Job, JobState

pytestmark = pytest.mark.browser

DATA = Path(__file__).parents[1] / "data"


def do_queued_jobs() -> None:
    """What the worker does."""
    for number in Job.objects.filter(state=JobState.QUEUED).values_list("number", flat=True):
        work.func(number)


def upload(page: Page) -> None:
    """Hand in the two files and wait for the page of the check."""
    page.get_by_role("link", name="上传数据").click()
    page.get_by_role("main").get_by_role("link", name="选择两个文件").first.click()
    page.get_by_label("党员名册").set_input_files(DATA / "messy_roster.xlsx")
    page.get_by_label("培训记录").set_input_files(DATA / "messy_register.xlsx")
    page.get_by_label("评定截至日期").fill("2026-06-30")
    page.get_by_role("button", name="检查文件").click()
    expect(page.get_by_text("排队中")).to_be_visible()
    do_queued_jobs()
    page.get_by_role("link", name="查看结果").click()


def test_two_files_are_checked_confirmed_loaded_and_judged(enter):
    page = enter("officer")

    upload(page)
    expect(page.get_by_role("heading", name="检查结果")).to_be_visible()
    expect(page.get_by_role("link", name="下载未采纳行以便修改")).to_be_visible()
    page.get_by_role("button", name="确认载入并评定").click()
    expect(page.get_by_text("排队中")).to_be_visible()
    do_queued_jobs()
    page.get_by_role("link", name="查看结果").click()
    expect(page.get_by_role("heading", name="载入与评定结果")).to_be_visible()
    page.get_by_role("link", name="查看达标情况").click()

    expect(page.get_by_role("heading", level=1, name="清河县委")).to_be_visible()
    assert Job.objects.filter(kind="load", state=JobState.DONE).count() == 1


def test_a_figure_leads_to_people_to_an_entry_and_to_the_clause(enter):
    page = enter("officer")

    page.locator("article", has_text="党员五年集中学习培训").get_by_role("link", name="达标 1").click()
    page.get_by_role("link", name="乙达标").click()
    page.locator("[id='M24-I02']").get_by_text("4 条记录计入").click()
    page.locator("[id='M24-I02']").get_by_role("link", name="第二期集中轮训班").click()
    expect(page.get_by_text("R03")).to_be_visible()
    page.get_by_role("link", name="M24 一 ¶3").nth(1).click()

    expect(page.get_by_text("党员5年内参加各类集中学习培训累计不少于20天或160学时")).to_be_visible()
    page.get_by_role("link", name="达标 1").click()
    expect(page.get_by_role("link", name="乙达标")).to_be_visible()


def test_a_job_can_be_cancelled_while_it_waits(enter):
    page = enter("officer")
    page.goto(page.url + "uploads/new/")
    page.get_by_label("党员名册").set_input_files(DATA / "messy_roster.xlsx")
    page.get_by_label("培训记录").set_input_files(DATA / "messy_register.xlsx")
    page.get_by_role("button", name="检查文件").click()

    page.get_by_role("button", name="取消").click()

    expect(page.get_by_text("已取消")).to_be_visible()
