"""The county in the words of the two workbooks that offices keep: a roster and a register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import zip_longest

from xueshi.kernel.paths import within
from xueshi.kernel.units import credit_text, days_text
from xueshi.kernel.windows import FOREVER
from xueshi.rules.words import FORM_WORDS, LEVEL_WORDS
from xueshi.site.demo import names
from xueshi.site.demo.county import County
from xueshi.site.demo.diary import Activity
from xueshi.site.demo.members import Member, Office, Stay
from xueshi.site.demo.persons import FIRST_DAY, LAST_DAY
from xueshi.site.demo.tree import Unit

Value = str | date | datetime | None
Row = tuple[Value, ...]

ROSTER_HEADINGS = (
    "人员编号",
    "姓名",
    "公民身份号码",
    "性别",
    "民族",
    "出生日期",
    "学历",
    "所在党组织",
    "领域类别",
    "加入党组织日期",
    "转为正式党员日期",
    "党内职务",
    "任职日期",
    "免职日期",
    "是否党员干部",
    "职务层次",
    "流动党员",
    "不作硬性要求",
    "不作硬性要求起",
    "不作硬性要求止",
    "转入日期",
    "转出日期",
    "线上替代批准起",
    "线上替代批准止",
)
REGISTER_HEADINGS = (
    "人员编号",
    "公民身份号码",
    "姓名",
    "活动名称",
    "培训形式",
    "内容类别",
    "党的创新理论",
    "开始时间",
    "结束时间",
    "学时",
    "天数",
    "主办单位",
    "主办单位层级",
    "培训机构",
    "记录编号",
    "备注",
)


def township(county: County, about: int = 300) -> Unit:
    """The committee directly below the county with the number of members nearest to ``about``."""
    committees = [unit for unit in county.units if unit.parent == 0]
    return min(committees, key=lambda unit: abs(len(_below(county, unit)) - about))


def roster_rows(county: County, top: Unit) -> Iterator[Row]:
    """Rows for everyone who is or was a member below an organisation; several stays or offices take several rows."""
    for position in _below(county, top):
        member = county.members[position]
        stays = [stay for stay in member.stays if within(county.units[stay.unit].path, top.path)]
        for stay, office in zip_longest(stays, member.offices):
            yield _roster_row(county, member, stay or stays[-1], office)


def register_rows(county: County, top: Unit) -> Iterator[Row]:
    """Rows for everything they attended, in the order of time."""
    wanted = set(_below(county, top))
    attended = [pair for pair in county.attended if pair[1] in wanted]
    attended.sort(key=lambda pair: (county.activities[pair[0]].starts, pair))
    for number, position in attended:
        if _belonged(county, position, top, county.activities[number].starts.date()):
            yield _register_row(county.activities[number], county.members[position])


def slips(rows: Sequence[Row]) -> Iterator[Row]:
    """Four mistakes that offices make, each in a copy of a good row; every one of them is to be refused."""
    good = dict(zip(REGISTER_HEADINGS, rows[-1], strict=True))
    for record, changes in (
        ("演示差错-1", {"活动名称": "同一时间的另一场报告会"}),
        ("演示差错-2", {"人员编号": "AL0000000000", "公民身份号码": None, "姓名": "查无此人"}),
        ("演示差错-3", {"培训形式": "聚餐"}),
        ("演示差错-4", {"学时": "80"}),
    ):
        yield tuple({**good, "记录编号": record, "备注": f"{names.LABEL}：有意写错", **changes}.values())


def _below(county: County, top: Unit) -> list[int]:
    inside = {unit.index for unit in county.units if within(unit.path, top.path)}
    return [at for at, member in enumerate(county.members) if any(stay.unit in inside for stay in member.stays)]


def _belonged(county: County, position: int, top: Unit, day: date) -> bool:
    stays = county.members[position].stays
    return any(stay.span.covers(day) and within(county.units[stay.unit].path, top.path) for stay in stays)


def _roster_row(county: County, member: Member, stay: Stay, office: Office | None) -> Row:
    who = member.who
    unit = county.units[stay.unit]
    return (
        who.number,
        who.name,
        who.citizen_id,
        who.sex,
        who.ethnicity,
        who.born,
        who.education,
        unit.path,
        unit.field.value,
        who.admitted_on,
        who.full_on,
        office.kind.value if office else None,
        office.span.first if office else None,
        _end(office.span.until) if office else None,
        "是" if member.cadre and member.cadre.covers(LAST_DAY) else "否",
        member.rank or None,
        "是" if member.floating and member.floating.covers(LAST_DAY) else "否",
        member.exempt_reason or None,
        member.exempt.first if member.exempt else None,
        None,
        stay.span.first if stay.span.first > max(who.admitted_on, FIRST_DAY) or len(member.stays) > 1 else None,
        _end(stay.span.until),
        member.substitute.first if member.substitute else None,
        _end(member.substitute.until) if member.substitute else None,
    )


def _register_row(activity: Activity, member: Member) -> Row:
    return (
        member.who.number,
        member.who.citizen_id,
        member.who.name,
        activity.subject.title,
        FORM_WORDS[activity.form].zh,
        activity.subject.task,
        f"{activity.subject.theory}%",
        activity.starts,
        activity.ends,
        credit_text(activity.credit),
        days_text(activity.half_days) if activity.half_days else None,
        activity.host.organiser,
        LEVEL_WORDS[activity.host.level].zh,
        activity.host.place,
        record_number(activity, member),
        names.LABEL,
    )


def record_number(activity: Activity, member: Member) -> str:
    """The number of an attendance record, once for ever."""
    return f"HD{activity.number:06d}-{member.who.number}"


def _end(until: date) -> date | None:
    return None if until == FOREVER else until
