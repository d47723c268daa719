"""The words that a register takes."""

from __future__ import annotations

import pytest

from xueshi.kernel.errors import Place, XueshiError
from xueshi.ledger.register import FORMS, LEVELS, REGISTER, RegisterRow, topics
from xueshi.rules.facts import Form, OrganiserLevel

CANONICAL = (
    *("人员编号", "公民身份号码", "姓名", "活动名称", "培训形式", "内容类别", "党的创新理论", "开始时间", "结束时间"),
    *("学时", "天数", "主办单位", "主办单位层级", "培训机构", "记录编号", "备注"),
)


def test_the_canonical_headings_stand_in_order() -> None:
    assert [column.heading for column in REGISTER.columns.values()] == list(CANONICAL)
    assert RegisterRow._fields == ("sheet", "row", *REGISTER.columns)


def test_no_heading_means_two_columns() -> None:
    names = [name for column in REGISTER.columns.values() for name in (column.heading, *column.aliases)]

    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("脱产培训", Form.F1),
        ("培训班", Form.F1),
        ("党委（党组）理论学习中心组学习", Form.F2),
        ("中心组学习", Form.F2),
        ("三会一课", Form.F3),
        ("主题党日", Form.F3),
        ("党课", Form.F3),
        ("专题讲座、报告会", Form.F4),
        ("报告会", Form.F4),
        ("集体组织的线上培训", Form.F5),
        ("集体线上培训", Form.F5),
        ("网络自学", Form.F6),
        ("个人自学", Form.F7),
        ("党内集中教育", Form.F8),
    ],
)
def test_forms_are_known_by_the_words_of_offices(word: str, form: Form) -> None:
    assert REGISTER.columns["form"].read(word) is form


def test_an_approved_substitute_cannot_be_claimed_by_a_word() -> None:
    assert Form.F6S not in FORMS.values()


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("中央", OrganiserLevel.CENTRE),
        ("省级", OrganiserLevel.PROVINCE),
        ("市", OrganiserLevel.PREFECTURE),
        ("县（市、区）", OrganiserLevel.COUNTY),
        ("街道", OrganiserLevel.TOWNSHIP),
        ("基层", OrganiserLevel.GRASSROOTS),
    ],
)
def test_levels_are_known_by_the_words_of_offices(word: str, level: OrganiserLevel) -> None:
    assert REGISTER.columns["level"].read(word) is level
    assert set(LEVELS.values()) == set(OrganiserLevel)


@pytest.mark.parametrize(
    ("cell", "weights"),
    [
        ("政治理论教育", ((1, 100),)),
        ("政治理论教育:60;知识技能教育:40", ((1, 60), (7, 40))),
        ("政治理论教育：60％；党的宗旨教育：40％", ((1, 60), (4, 40))),
        ("革命传统教育:1,形势政策教育:99", ((5, 1), (6, 99))),
        ("", None),
    ],
)
def test_topics_carry_weights_that_sum_to_a_hundred(cell: str, weights: object) -> None:
    assert topics(cell) == weights


@pytest.mark.parametrize(
    "cell",
    [
        "政治理论教育:60;知识技能教育:39",
        "政治理论教育:60;知识技能教育:41",
        "政治理论教育;知识技能教育",
        "政治理论教育:50;政治理论教育:50",
        "政治理论教育:100;知识技能教育:0",
        "军事训练",
        "政治理论教育:六十",
        ";",
    ],
)
def test_other_topics_are_refused(cell: str) -> None:
    with pytest.raises(XueshiError) as error:
        topics(cell)

    assert error.value.code == "REGISTER-003"


def test_the_content_of_a_row_leaves_out_where_it_stands() -> None:
    here, there = RegisterRow(Place("a"), 1, "P1", title="x"), RegisterRow(Place("b"), 2, "P1", title="x")

    assert here.content == there.content
    assert here.place == Place("a", row=1)
