"""The roster of members (党员名册): its columns, the words that they take, and its rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from xueshi.kernel import cells
from xueshi.kernel.citizen_id import citizen_id
from xueshi.kernel.columns import Cell, Column, SheetKind
from xueshi.kernel.errors import Place, XueshiError
from xueshi.kernel.paths import OrgPath
from xueshi.kernel.windows import BEGINNING, FOREVER, Span
from xueshi.people.problems import BAD_PHONE, UNKNOWN_OFFICE, UNKNOWN_SEX


class Office(StrEnum):
    """党内职务: which office in the organisation a member holds."""

    SECRETARY = "secretary"
    """书记 of a grass-roots Party organisation."""
    DEPUTY = "deputy"
    """副书记"""
    COMMITTEE = "committee"
    """委员"""
    FIRST_SECRETARY = "first_secretary"
    """第一书记: sent by a superior, not the secretary whom M24 一 ¶3 addresses."""


OFFICES: Mapping[str, Office | None] = {
    **dict.fromkeys(
        ("书记", "党支部书记", "支部书记", "党总支书记", "总支书记", "党委书记", "支书", "党组织书记"), Office.SECRETARY
    ),
    **dict.fromkeys(
        ("副书记", "党支部副书记", "支部副书记", "党总支副书记", "党委副书记", "专职副书记"), Office.DEPUTY
    ),
    **dict.fromkeys(
        (
            "委员",
            "支部委员",
            "支委",
            "组织委员",
            "宣传委员",
            "纪检委员",
            "纪律检查委员",
            "统战委员",
            "青年委员",
            "保密委员",
        ),
        Office.COMMITTEE,
    ),
    **dict.fromkeys(
        ("党委委员", "总支委员", "党总支委员", "纪委书记", "群工委员", "学习委员", "生活委员"), Office.COMMITTEE
    ),
    "第一书记": Office.FIRST_SECRETARY,
    **dict.fromkeys(("无", "无职务", "党员", "普通党员", "正式党员", "预备党员", "-", "--", "—", "/"), None),
}
_NO_EXEMPTION = cells.NO_WORDS | {"没有", "--", "——", "/"}
_ALWAYS = Span()


def exemption(cell: Cell) -> str | None:
    """The reason why nothing is demanded of the member (M24-I07); 否, 无, 0 and every other no say that there is none."""
    if cells.plain_text(cell).lower() in _NO_EXEMPTION:
        return None
    return cells.text(cell)


def phone(cell: Cell) -> str | None:
    """A mobile number of eleven digits, whatever stands between them and with or without +86."""
    text = cells.text(cell)
    if text is None:
        return None
    digits = re.sub(r"[\s()（）-]", "", text).removeprefix("+86")
    if not re.fullmatch(r"1[3-9][0-9]{9}", digits):
        raise XueshiError(BAD_PHONE)
    return digits


ROSTER = SheetKind(
    name="roster",
    title_zh="党员名册",
    title_en="roster of members",
    columns={
        "number": Column(
            "人员编号",
            ("学工号", "工号", "员工编码", "员工编号", "党员编号", "人员编码", "职工号"),
            cells.number,
            longest=64,
        ),
        "name": Column("姓名", ("党员姓名", "名字"), cells.name, required=True, longest=100),
        "citizen_id": Column(
            "公民身份号码",
            ("身份证号码", "身份证号", "身份证", "公民身份证号码", "公民身份号", "居民身份证号码", "身份号码"),
            citizen_id,
        ),
        "phone": Column("手机号", ("手机号码", "手机", "移动电话"), phone),
        "sex": Column("性别", (), cells.one_of({"男": "男", "女": "女", "男性": "男", "女性": "女"}, UNKNOWN_SEX)),
        "ethnicity": Column("民族", (), cells.text, longest=20),
        "born_on": Column("出生日期", ("出生年月", "出生年月日", "出生时间"), cells.day),
        "education": Column("学历", ("最高学历", "文化程度"), cells.text, longest=40),
        "org": Column(
            "所在党组织",
            (
                "所在党支部",
                "党支部",
                "所在支部",
                "党组织",
                "所属党组织",
                "所属党支部",
                "所在党组织名称",
                "党支部名称",
                "所在党组织全称",
            ),
            cells.organisation,
            required=True,
            longest=400,
        ),
        "field": Column("领域类别", ("领域", "所属领域", "党组织领域", "行业领域"), cells.text, longest=40),
        "admitted_on": Column(
            "加入党组织日期", ("入党时间", "入党日期", "入党年月", "加入党组织时间", "加入中共时间"), cells.day
        ),
        "full_on": Column("转为正式党员日期", ("转正时间", "转正日期", "转为正式党员时间"), cells.day),
        "office": Column(
            "党内职务", ("党内职务名称", "支部职务", "党务职务", "党组织职务"), cells.one_of(OFFICES, UNKNOWN_OFFICE)
        ),
        "office_from": Column("任职日期", ("任职时间", "党内任职日期", "党内任职时间", "任党内职务时间"), cells.day),
        "office_until": Column("免职日期", ("免职时间", "离任日期", "离任时间", "党内免职日期"), cells.day),
        "is_cadre": Column("是否党员干部", ("党员干部", "是否干部", "干部标识", "是否为党员干部"), cells.yes_no),
        "rank": Column("职务层次", ("职级", "职务职级", "干部职级", "职务级别"), cells.text, longest=40),
        "is_floating": Column("流动党员", ("是否流动党员", "是否流动", "是否为流动党员"), cells.yes_no),
        "exemption": Column(
            "不作硬性要求",
            ("不作硬性要求原因", "不作硬性要求情形", "免训原因", "免训情形", "不做硬性要求"),
            exemption,
            longest=40,
        ),
        "exempt_from": Column(
            "不作硬性要求起", ("不作硬性要求开始", "不作硬性要求起始日期", "免训开始日期"), cells.day
        ),
        "exempt_to": Column("不作硬性要求止", ("不作硬性要求结束", "不作硬性要求截止日期", "免训结束日期"), cells.day),
        "moved_in": Column("转入日期", ("组织关系转入时间", "转入时间", "组织关系转入日期"), cells.day),
        "moved_out": Column("转出日期", ("组织关系转出时间", "转出时间", "组织关系转出日期"), cells.day),
        "substitute_from": Column("线上替代批准起", ("线上替代批准开始",), cells.day),
        "substitute_to": Column("线上替代批准止", ("线上替代批准结束",), cells.day),
    },
    one_of=(("number", "citizen_id"),),
)


class RosterRow(NamedTuple):
    """One row of a roster: the place of its sheet, its number as the spreadsheet shows it, and its values."""

    sheet: Place
    row: int
    number: str | None = None
    name: str = ""
    citizen_id: str | None = None
    phone: str | None = None
    sex: str | None = None
    ethnicity: str | None = None
    born_on: date | None = None
    education: str | None = None
    org: OrgPath = OrgPath("")
    field: str | None = None
    admitted_on: date | None = None
    full_on: date | None = None
    office: Office | None = None
    office_from: date | None = None
    office_until: date | None = None
    is_cadre: bool | None = None
    rank: str | None = None
    is_floating: bool | None = None
    exemption: str | None = None
    exempt_from: date | None = None
    exempt_to: date | None = None
    moved_in: date | None = None
    moved_out: date | None = None
    substitute_from: date | None = None
    substitute_to: date | None = None

    @property
    def place(self) -> Place:
        """File, sheet and row."""
        return replace(self.sheet, row=self.row)

    @property
    def affiliation(self) -> Span:
        """The days on which the organisation of the row answers for the person."""
        if self.moved_in is None and self.moved_out is None:
            return _ALWAYS
        return Span(self.moved_in or BEGINNING, self.moved_out or FOREVER)
