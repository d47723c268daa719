"""The words, signs and bars that every page shares."""

import re

import pytest
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.utils.translation import override

from xueshi.kernel.listing import Order
from xueshi.kernel.units import Credit, HalfDays
from xueshi.rules.model import Words
from xueshi.rules.verdicts import Amounts, Status
from xueshi.web.templatetags import web


@pytest.fixture(autouse=True)
def chinese():
    with override("zh-hans"):
        yield


@pytest.mark.parametrize(
    ("share", "said"),
    [((0, 7), "0.0%"), ((1, 3), "33.3%"), ((1999, 2000), "99.9%"), ((2000, 2000), "100.0%"), ((0, 0), "—")],
)
def test_a_share_is_never_rounded_up(share, said):
    assert web.per_cent(share) == said


@pytest.mark.parametrize(
    ("has", "said"),
    [
        (Amounts(half_days=HalfDays(40)), "20 天"),
        (Amounts(credit=Credit(16050)), "160.5 学时"),
        (Amounts(credit=Credit(100), half_days=HalfDays(1)), "1 学时，0.5 天"),
        (Amounts(theory=Credit(1200)), "党的创新理论 12 学时"),
        (Amounts(count=1), "1 次"),
        (Amounts(), "无"),
    ],
)
def test_amounts_name_the_measures_they_hold(has, said):
    assert web.amounts(has) == said


@pytest.mark.parametrize("status", Status)
def test_a_status_is_a_word_and_a_sign_beside_its_colour(status):
    said = web.status(status)

    assert f"#{status.value}" in said
    assert f"tone-{status.value}" in said
    assert re.sub(r"<[^>]+>", "", said).strip() == web.status_word(status)


def test_no_status_is_nothing():
    assert web.status(None) == web.status("") == ""


def test_a_bar_fills_its_width_and_says_its_figures():
    drawn = web.bar({Status.MET: 1, Status.BEHIND: 2}, "石桥村党支部")

    parts = re.findall(r'<rect x="(\d+)" y="0" width="(\d+)" height="10" class="fill-(\w+)">', drawn)
    assert parts == [("0", "333", "met"), ("333", "667", "behind")]
    assert 'aria-label="石桥村党支部 达标 1，进度滞后 2"' in drawn


def test_a_bar_of_nobody_says_so():
    assert 'aria-label="无人"' in web.bar({})


@pytest.mark.parametrize(
    ("has", "needs", "expected", "parts"),
    [
        (0, 160, 0, [("0", "0", "fill-done")]),
        (80, 160, 40, [("0", "500", "fill-done"), ("250", "4", "mark")]),
        (159, 160, 0, [("0", "993", "fill-done")]),
        (160, 160, 80, [("0", "1000", "fill-met"), ("500", "4", "mark")]),
        (999, 160, 0, [("0", "1000", "fill-met")]),
    ],
)
def test_progress_changes_colour_only_when_everything_is_there(has, needs, expected, parts):
    drawn = web.progress(has, needs, expected)

    assert re.findall(r'<rect x="(\d+)" y="0" width="(\d+)" height="10" class="([\w-]+)">', drawn) == parts


def test_names_cannot_bring_markup_into_a_bar():
    assert "<b>" not in web.bar({Status.MET: 1}, "<b>")


def test_an_address_keeps_the_filters_and_changes_one(rf: RequestFactory):
    request = rf.get("/people/?name=甲&page=3&sort=name")

    assert (
        web.address(RequestContext(request, {"request": request}), page=None, sort="-name")
        == "?name=%E7%94%B2&sort=-name"
    )


@pytest.mark.parametrize(
    ("order", "link", "sorted_as"),
    [
        (Order("name"), "sort=-name", "ascending"),
        (Order("name", descending=True), "sort=name", "descending"),
        (Order("credit"), "sort=name", None),
    ],
)
def test_a_heading_turns_the_order_and_says_how_it_is(rf: RequestFactory, order, link, sorted_as):
    context = RequestContext(rf.get("/"), {"order": order})

    said = Template('{% load web %}{% heading "name" "姓名" %}').render(context)

    assert link in said
    assert (f'aria-sort="{sorted_as}"' in said) is (sorted_as is not None)


def test_words_follow_the_language_of_the_page():
    words = Words("达标", "met")

    with override("en"):
        english = Template("{% load web %}{{ words|say }}").render(Context({"words": words}))

    assert (web.say(words), english, web.say(None)) == ("达标", "met", "")


@pytest.mark.parametrize(
    ("measure", "amount", "said"),
    [("credit", 7987, "79.87"), ("theory", 50, "0.5"), ("half_days", 25, "12.5"), ("count", 3, "3")],
)
def test_each_measure_is_written_in_its_own_unit(measure, amount, said):
    assert web.measured(measure, amount) == said


def test_an_unknown_state_in_an_address_is_shown_as_it_is():
    assert web.state_word("nonsense") == "nonsense"


def test_tasks_are_named_with_their_weights():
    assert web.tasks({"1": 60, "7": 40}) == "政治理论教育 60%，知识技能教育 40%"
