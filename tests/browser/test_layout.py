"""Every page at the width of a desk and of a phone, with the keyboard, and with large type."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.office import BRANCH

pytestmark = pytest.mark.browser

PAGES = (
    "",
    "units/",
    "roster/",
    "people/",
    "plans/M24/",
    "plans/M24/M24-I02/",
    "runs/",
    "runs/new/",
    "uploads/",
    "uploads/new/",
    "jobs/",
)
LOST = """() => [...document.querySelectorAll("body *")]
    .filter((part) => part.getBoundingClientRect().right > window.innerWidth + 1)
    .filter((part) => !part.closest(".scroll, .unseen, .skip, [data-chart]") && getComputedStyle(part).position !== "absolute")
    .map((part) => part.outerHTML.slice(0, 80))"""
SMALL = """() => [...document.querySelectorAll("button, summary, nav a, .acts a, .btn, select, input:not([type=hidden])")]
    .filter((part) => part.offsetParent !== null && !part.closest(".crumbs"))
    .map((part) => part.matches("input") ? part.closest("label") ?? part : part)
    .filter((part) => part.getBoundingClientRect().height < 43)
    .map((part) => part.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_sticks_out_of_any_page(enter, live_server, width):
    page = enter("officer", width)

    lost = {}
    for address in PAGES:
        page.goto(f"{live_server.url}/{address}")
        lost[address] = page.evaluate(LOST)

    assert lost == {address: [] for address in PAGES}


def test_fingers_find_every_control_on_a_phone(enter, live_server):
    page = enter("officer", 390)

    small = {}
    for address in PAGES:
        page.goto(f"{live_server.url}/{address}")
        small[address] = page.evaluate(SMALL)

    assert small == {address: [] for address in PAGES}


def test_the_menu_of_a_phone_opens_and_leads_on(enter):
    page = enter("officer", 390)
    menu = page.get_by_role("button", name="菜单")

    expect(page.get_by_role("navigation", name="主菜单")).to_be_hidden()
    menu.click()
    page.get_by_role("navigation", name="主菜单").get_by_role("link", name="人员达标").click()

    expect(page.get_by_role("heading", level=1, name="人员")).to_be_visible()


def test_the_keyboard_reaches_the_content_and_the_account(enter):
    page = enter("officer")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    page.locator("summary", has_text="账号与设置").press("Enter")
    expect(page.get_by_role("button", name="退出登录")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="退出登录")).to_be_hidden()


def test_the_chart_is_drawn_and_a_click_opens_the_organisation(enter):
    page = enter("officer")
    page.emulate_media(reduced_motion="reduce")
    page.reload()
    chart = page.locator("[data-chart]")
    expect(chart.locator("canvas")).to_be_visible()
    chart.scroll_into_view_if_needed()

    box = chart.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.7)

    expect(page.get_by_role("heading", level=1, name="城关镇党委")).to_be_visible()


def test_large_type_is_larger_and_stays(enter):
    page = enter("member", 390)
    before = page.evaluate("getComputedStyle(document.body).fontSize")

    page.locator("summary", has_text="账号与设置").click()
    page.get_by_role("button", name="大字版").click()

    assert (before, page.evaluate("getComputedStyle(document.body).fontSize")) == ("15px", "18.75px")
    assert page.evaluate(LOST) == []


def test_the_language_switches_to_english_and_back(enter):
    page = enter("secretary")

    page.locator("summary", has_text="账号与设置").click()
    page.get_by_role("button", name="Switch to English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"My branch: {BRANCH.rpartition('/')[2]}")
    page.locator("summary", has_text="Account and settings").click()
    page.get_by_role("button", name="切换到中文").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(f"我的支部：{BRANCH.rpartition('/')[2]}")


def test_a_member_reads_the_own_standing_on_a_phone(enter):
    page: Page = enter("member", 390)

    expect(page.get_by_role("heading", level=1, name="我的学习情况")).to_be_visible()
    page.get_by_role("link", name="我的全部学时记录").click()

    expect(page.get_by_role("link", name="第四期集中轮训班")).to_be_visible()
