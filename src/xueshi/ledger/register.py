"""The register of training (培训登记台账): its columns, the words that they take, and its rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from xueshi.kernel import cells
from xueshi.kernel.citizen_id import citizen_id
from xueshi.kernel.columns import Cell, Column, SheetKind
from xueshi.kernel.errors import Place, XueshiError
from xueshi.kernel.units import Credit, HalfDays
from xueshi.ledger.problems import UNKNOWN_FORM, UNKNOWN_LEVEL, WRONG_TOPICS
from xueshi.rules.facts import Form, OrganiserLevel
from xueshi.rules.words import TASK_WORDS

Topics = tuple[tuple[int, int], ...]
"""Basic tasks by number (1 to 7) with their weights in percent, which sum to 100 (AM-17)."""

FORMS: Mapping[str, Form] = {
    **dict.fromkeys(
        (
            "脱产培训",
            "脱产",
            "培训班",
            "集中培训",
            "集中轮训",
            "轮训",
            "脱产集中培训",
            "专题培训班",
            "组织调训",
            "调训",
            "进修班",
        ),
        Form.F1,
    ),
    **dict.fromkeys(("专题研讨班", "专题班", "示范培训班", "集中脱产培训", "任职培训", "初任培训", "面授"), Form.F1),
    **dict.fromkeys(
        (
            "中心组学习",
            "理论学习中心组学习",
            "党委中心组学习",
            "党委（党组）理论学习中心组学习",
            "理论中心组学习",
            "中心组",
        ),
        Form.F2,
    ),
    **dict.fromkeys(
        (
            "三会一课",
            "主题党日",
            "三会一课、主题党日学习研讨",
            "党课",
            "支部学习",
            "学习研讨",
            "党员大会",
            "支部党员大会",
            "党小组会",
        ),
        Form.F3,
    ),
    **dict.fromkeys(
        ("主题党日活动", "主题党日学习", "三会一课学习", "支委会", "支部委员会", "支部委员会会议"), Form.F3
    ),
    **dict.fromkeys(
        (
            "专题讲座",
            "报告会",
            "专题讲座、报告会",
            "讲座",
            "专题报告",
            "专题报告会",
            "宣讲报告会",
            "辅导报告",
            "专题辅导",
        ),
        Form.F4,
    ),
    **dict.fromkeys(
        (
            "集体线上培训",
            "集体组织的线上培训",
            "集体网络培训",
            "线上集中培训",
            "集体线上",
            "线上集体学习",
            "网络集中培训",
            "网上专题班",
        ),
        Form.F5,
    ),
    **dict.fromkeys(
        ("个人网络学习", "网络自学", "网络学习", "个人线上学习", "在线自学", "线上自学", "网络自主学习", "网络选学"),
        Form.F6,
    ),
    **dict.fromkeys(("个人自学", "自学", "在职自学", "读书自学"), Form.F7),
    **dict.fromkeys(("党内集中教育", "党内集中学习教育", "集中教育"), Form.F8),
}
LEVELS: Mapping[str, OrganiserLevel] = {
    **dict.fromkeys(("中央", "国家", "中央级", "中央和国家机关"), OrganiserLevel.CENTRE),
    **dict.fromkeys(("省", "省级", "自治区", "直辖市", "省（区、市）"), OrganiserLevel.PROVINCE),
    **dict.fromkeys(("市", "市级", "地市", "地市级", "设区市", "市（地）", "州", "盟"), OrganiserLevel.PREFECTURE),
    **dict.fromkeys(
        ("县", "县级", "区", "区县", "县区", "区级", "县（市、区）", "县市区", "旗"), OrganiserLevel.COUNTY
    ),
    **dict.fromkeys(
        ("乡镇", "乡", "镇", "街道", "乡镇（街道）", "乡镇街道", "乡级", "乡镇级"), OrganiserLevel.TOWNSHIP
    ),
    **dict.fromkeys(
        ("基层", "支部", "党支部", "村", "社区", "本单位", "单位", "基层党组织"), OrganiserLevel.GRASSROOTS
    ),
}
_TASKS = {cells.squeezed(words.zh): number for number, words in enumerate(TASK_WORDS, 1)}
_WHOLE = 100


def topics(cell: Cell) -> Topics | None:
    """One basic task, or several with weights in percent that sum to 100.

    >>> topics("政治理论教育：60；知识技能教育：40")
    ((1, 60), (7, 40))
    """
    words = cells.plain_text(cell)
    if not words:
        return None
    parts = [part for part in re.split(r"[;,、]", words) if part.strip()]
    weights: dict[int, int] = {}
    for part in parts:
        name, _, weight = part.partition(":")
        task = _TASKS.get(cells.squeezed(name))
        percent = weight.strip().removesuffix("%") if weight else str(_WHOLE)
        if task is None or task in weights or not percent.isdecimal():
            raise XueshiError(WRONG_TOPICS, text=words)
        weights[task] = int(percent)
    if sum(weights.values()) != _WHOLE or 0 in weights.values():
        raise XueshiError(WRONG_TOPICS, text=words)
    return tuple(weights.items())


REGISTER = SheetKind(
    name="register",
    title_zh="培训登记台账",
    title_en="register of training",
    columns={
        "number": Column(
            "人员编号", ("学工号", "工号", "员工编码", "员工编号", "党员编号", "人员编码", "职工号"), cells.number
        ),
        "citizen_id": Column(
            "公民身份号码",
            ("身份证号码", "身份证号", "身份证", "公民身份证号码", "公民身份号", "居民身份证号码", "身份号码"),
            citizen_id,
        ),
        "name": Column("姓名", ("党员姓名", "学员姓名", "参训人员", "名字"), cells.name),
        "title": Column(
            "活动名称",
            (
                "培训班名称",
                "培训名称",
                "班次名称",
                "培训班次名称",
                "培训项目",
                "课程名称",
                "培训主题",
                "活动主题",
                "会议名称",
                "学习内容",
            ),
            cells.text,
            required=True,
            longest=300,
        ),
        "form": Column(
            "培训形式",
            ("培训方式", "学习形式", "学习方式", "形式", "活动类型", "培训类型"),
            cells.one_of(FORMS, UNKNOWN_FORM),
            required=True,
        ),
        "topics": Column("内容类别", ("培训内容类别", "基本任务", "内容分类"), topics),
        "theory": Column(
            "党的创新理论",
            ("创新理论", "党的创新理论占比", "创新理论占比", "是否党的创新理论", "理论占比"),
            cells.share,
        ),
        "starts": Column(
            "开始时间",
            (
                "培训开始时间",
                "开始日期",
                "培训开始日期",
                "起始时间",
                "起始日期",
                "开始学习时间",
                "活动时间",
                "培训时间",
                "培训时间开始",
                "培训开始",
                "学习时间开始",
                "日期",
                "学习时间",
            ),
            cells.moment,
            required=True,
        ),
        "ends": Column(
            "结束时间",
            (
                "培训结束时间",
                "培训时间结束",
                "培训结束",
                "学习时间结束",
                "结束日期",
                "培训结束日期",
                "终止时间",
                "截止时间",
                "完成学习时间",
                "完成时间",
            ),
            cells.moment,
        ),
        "credit": Column(
            "学时",
            ("培训学时", "学时数", "完成学时", "完成学时数", "计入学时", "获得学时"),
            cells.credit_hours,
            spreads=False,
        ),
        "half_days": Column("天数", ("培训天数", "学制", "学制天", "学习天数"), cells.training_days, spreads=False),
        "organiser": Column("主办单位", ("培训班主办方", "主办方", "举办单位", "组织单位", "主办机构"), cells.text),
        "level": Column(
            "主办单位层级", ("主办层级", "主办方层级", "举办单位层级", "层级"), cells.one_of(LEVELS, UNKNOWN_LEVEL)
        ),
        "institution": Column("培训机构", ("承办单位", "承训机构", "组织培训机构", "培训单位"), cells.text),
        "record": Column("记录编号", ("记录号", "登记编号", "流水号", "记录ID"), cells.number, longest=120),
        "remark": Column("备注", ("说明", "备考"), cells.text, longest=300),
    },
    one_of=(("number", "citizen_id"), ("credit", "half_days")),
)


class RegisterRow(NamedTuple):
    """One row of a register: the place of its sheet, its number as the spreadsheet shows it, and its values."""

    sheet: Place
    row: int
    number: str | None = None
    citizen_id: str | None = None
    name: str | None = None
    title: str = ""
    form: Form = Form.F3
    topics: Topics | None = None
    theory: int | None = None
    """The share of the Party's innovative theory in basis points; None counts as nothing."""
    starts: date | datetime = date.min
    ends: date | datetime | None = None
    credit: Credit | None = None
    half_days: HalfDays | None = None
    organiser: str | None = None
    level: OrganiserLevel | None = None
    """None counts as the lowest level."""
    institution: str | None = None
    record: str | None = None
    remark: str | None = None

    @property
    def place(self) -> Place:
        """File, sheet and row."""
        return replace(self.sheet, row=self.row)

    @property
    def content(self) -> tuple[object, ...]:
        """Everything that the row says, without where it stands."""
        return tuple(self)[2:]
