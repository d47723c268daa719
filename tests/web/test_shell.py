"""The shell around every page: menu, banner, languages, type size, and what the browser is told."""

import re

import pytest
from django.conf import settings

from tests.web.said import part, text
from xueshi.access.invented import SYNTHETIC

PAGES = (
    "/",
    "/units/",
    "/people/",
    "/plans/M24/",
    "/plans/M24/M24-I02/",
    "/runs/",
    "/runs/new/",
    "/uploads/",
    "/uploads/new/",
    "/jobs/",
)


def page(signed_in, address: str, role: str = "officer", **headers: str) -> str:
    return str(signed_in(role).get(address, follow=True, headers=headers).content.decode())


STANDING = ["首页", "单位达标", "人员达标", "规划条款", "评定记录"]
MEMBERS = ["组织树", "党员名册", "学习登记", "组织关系转接", "流动党员", "不作硬性要求复核 1项待办", "更正申请"]


@pytest.mark.parametrize(
    ("role", "entries"),
    [
        (
            "officer",
            [
                *STANDING,
                *MEMBERS,
                "按身份号码查找",
                "疑似重复人员",
                "上传数据",
                "导入中心",
                "后台任务",
                "审批事项",
                "导出",
            ],
        ),
        ("secretary", [*STANDING, *MEMBERS, "导出"]),
        ("member", ["首页", "规划条款", "学习登记", "更正申请"]),
    ],
)
def test_the_menu_holds_what_the_role_can_use(office, signed_in, role, entries):
    menu = part(r'<nav id="menu".*?</nav>', page(signed_in, "/", role))

    assert [re.sub(r"<.*?>", "", item).strip() for item in re.findall(r"<a class=.*?</a>", menu, re.DOTALL)] == entries


def test_every_entry_of_the_menu_opens(office, signed_in):
    menu = part(r'<nav id="menu".*?</nav>', page(signed_in, "/"))

    statuses = {
        signed_in("officer").get(url, follow=True).status_code for url in re.findall(r'class="item" href="(.*?)"', menu)
    }

    assert statuses == {200}


def test_the_menu_marks_where_one_is(office, signed_in):
    marked = re.findall(r'href="([^"]*)" aria-current="page"', page(signed_in, "/people/?name=甲"))

    assert marked == ["/people/"]


@pytest.mark.parametrize("address", PAGES)
def test_nothing_in_a_page_needs_an_exception_from_the_content_policy(office, signed_in, address):
    source = page(signed_in, address)

    scripts = re.findall(r"<script([^>]*)>", source)
    assert all("src=" in script or 'type="application/json"' in script for script in scripts)
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=", source)
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", source)


def test_the_browser_is_told_to_run_nothing_else(office, signed_in):
    policy = signed_in("officer").get("/").headers["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_sound_for_readers_of_every_kind(office, signed_in, address):
    source = page(signed_in, address)

    assert source.count("<h1") == 1
    assert source.count("<main") == 1
    assert '<a class="skip" href="#content">' in source
    identifiers = re.findall(r'\sid="([^"]+)"', source)
    assert sorted(set(identifiers)) == sorted(identifiers)
    labelled = set(re.findall(r'<label for="([^"]+)"', source))
    controls = re.findall(r'<(?:input|select)(?![^>]*type="hidden")[^>]*\sid="([^"]+)"', source)
    assert set(controls) <= labelled
    assert all("scope=" in heading for heading in re.findall(r"<th\b[^>]*>", source))
    assert all("<title>" in source and mark in source for mark in ('lang="zh-Hans"', 'name="viewport"'))


@pytest.mark.parametrize("address", PAGES)
def test_english_pages_hold_no_chinese_words_of_the_interface(office, signed_in, address):
    source = page(signed_in, address, **{"accept-language": "en"})

    assert 'lang="en"' in source
    for word in ("首页", "达标或进度正常", "党组织</a>", "筛选", "截至"):
        assert word not in re.sub(r"<option.*?</option>|切换到中文", "", source)


def test_a_language_chosen_by_hand_stays(office, signed_in):
    client = signed_in("officer")

    client.post("/preferences/language/", {"language": "en", "next": "/runs/"})

    assert "Judging runs" in client.get("/runs/").content.decode()


def test_large_type_is_switched_on_and_off(office, signed_in):
    client = signed_in("officer")

    client.post("/preferences/type/", {"size": "large", "next": "/runs/"})
    large = client.get("/runs/").content.decode()
    client.post("/preferences/type/", {"size": "normal", "next": "/runs/"})

    assert '<html lang="zh-Hans" class="large">' in large
    assert '<html lang="zh-Hans">' in client.get("/runs/").content.decode()


@pytest.mark.parametrize("target", ["https://example.com/", "//example.com/", "javascript:alert(1)"])
def test_a_choice_of_type_never_leads_elsewhere(office, signed_in, target):
    response = signed_in("officer").post("/preferences/type/", {"size": "large", "next": target})

    assert response.url == "/"


def test_invented_data_are_labelled_on_every_page(office, signed_in):
    mark = settings.XUESHI_DATA / SYNTHETIC
    mark.touch()
    try:
        labelled = [text(signed_in("officer").get(address, follow=True)) for address in PAGES]
        at_the_door = text(signed_in("anonymous").get("/sign-in/"))
    finally:
        mark.unlink()

    assert all("合成数据" in words for words in [*labelled, at_the_door])
    assert "合成数据" not in text(signed_in("officer").get("/"))
