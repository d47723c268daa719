"""Lists in a browser: pills, saved filters, a selection with the keyboard's help, an act on many, another day, and the tree."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_upload import do_queued_jobs
from tests.browser.world import LONG, busy
from xueshi.people.models import Tag

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def test_a_filter_becomes_a_pill_that_is_kept_and_taken_away(office, enter):
    page = enter("officer")
    page.get_by_role("link", name="党员名册").click()

    page.get_by_label("党内职务").select_option("secretary")
    page.get_by_role("button", name="筛选", exact=True).click()
    expect(page.get_by_role("row", name="甲书记")).to_be_visible()
    expect(page.get_by_role("row", name="乙达标")).to_have_count(0)
    page.locator("summary", has_text="常用筛选").click()
    page.get_by_label("将当前筛选保存为").fill("各支部书记")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("list", name="已用筛选").get_by_role("link").first.click()
    expect(page.get_by_role("row", name="乙达标")).to_be_visible()
    page.locator("summary", has_text="常用筛选").click()
    page.get_by_role("link", name="各支部书记").click()

    expect(page.get_by_role("row", name="乙达标")).to_have_count(0)


def test_a_click_with_shift_takes_what_lies_between_and_the_act_reaches_just_those(office, enter):
    page = enter("officer")
    page.get_by_role("link", name="党员名册").click()
    boxes = page.locator("input[name=person]")

    boxes.nth(1).click()
    boxes.nth(4).click(modifiers=["Shift"])
    expect(page.get_by_text("已选 4 人")).to_be_visible()
    page.get_by_label("操作", exact=True).select_option("tag")
    page.get_by_role("button", name="预览", exact=True).click()
    page.get_by_label("依据").fill("《干部教育培训工作条例》第五条")
    page.get_by_label("最后一天").fill("2030-12-31")
    page.get_by_role("button", name="预览", exact=True).click()
    expect(page.get_by_text("将办理 4 人")).to_be_visible()
    page.get_by_role("button", name="确认办理").click()
    expect(page.get_by_text("排队中")).to_be_visible()
    do_queued_jobs()

    expect(page.get_by_role("link", name="结果文件")).to_be_visible()
    assert Tag.objects.count() == 4


def test_all_hits_are_a_rule_and_not_the_rows_of_the_page(office, enter):
    page = enter("officer")
    page.get_by_role("link", name="党员名册").click()

    page.get_by_label("全部 8 人").check()

    expect(page.get_by_text("已选 8 人")).to_be_visible()
    expect(page.locator("input[name=person]").first).to_be_disabled()


def test_another_day_is_said_aloud_and_left_again(office, enter):
    busy(office)
    page = enter("officer")
    page.get_by_role("link", name="党员名册").click()

    page.locator("summary", has_text="查看其他日期").click()
    page.get_by_label("当日情况").fill("2026-01-15")
    page.get_by_role("button", name="查看", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="按 2026-01-15 当日情况")).to_be_visible()
    page.get_by_role("link", name="回到今天").click()

    expect(page.get_by_text("按 2026-01-15 当日情况")).to_have_count(0)


def test_the_tree_fetches_what_is_opened(office, enter):
    busy(office)
    page = enter("officer")
    page.get_by_role("link", name="组织树").click()

    expect(page.get_by_role("link", name="城关镇党委")).to_be_visible()
    expect(page.get_by_role("link", name=LONG)).to_have_count(0)
    page.locator("summary", has_text="城关镇党委").click()

    expect(page.get_by_role("link", name=LONG)).to_be_visible()
