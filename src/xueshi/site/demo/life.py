"""The organisational life of branches and committees, and what members study on their own."""

from __future__ import annotations

from datetime import date, timedelta

from xueshi.kernel.units import Credit, HalfDays
from xueshi.kernel.windows import Span
from xueshi.rules.facts import Form, OrganiserLevel
from xueshi.site.demo.diary import AFTERNOON, EVENING, MORNING, Diary, Effort, Host, Subject, free_day
from xueshi.site.demo.members import MONTHS, OfficeKind
from xueshi.site.demo.tree import Unit, UnitKind

_THEORY, _TRAINING, _RULES, _PURPOSE, _TRADITION, _SITUATION, _SKILLS = (
    "政治理论教育",
    "政治教育和政治训练",
    "党章党规党纪教育",
    "党的宗旨教育",
    "革命传统教育",
    "形势政策教育",
    "知识技能教育",
)
_THEMES = (
    Subject("学习党的创新理论", _THEORY, 100),
    Subject("学习党章党规党纪", _RULES, 20),
    Subject("读原著学原文悟原理", _THEORY, 100),
    Subject("志愿服务进村入户", _PURPOSE, 0),
    Subject("重温入党誓词", _TRADITION, 30),
    Subject("学习全会精神", _THEORY, 100),
    Subject("乡村全面振兴大家谈", _SITUATION, 60),
    Subject("安全生产与防灾知识", _SKILLS, 0),
    Subject("参观革命旧址", _TRADITION, 30),
    Subject("基层治理案例研讨", _TRAINING, 60),
    Subject("形势与政策通报", _SITUATION, 40),
    Subject("组织生活会前集中学习", _THEORY, 100),
)
_MEETING = Subject("支部党员大会集中学习研讨", _TRAINING, 50)
_BRANCH_LECTURE = Subject("支部书记讲党课", _THEORY, 60)
_LECTURE = Subject("专题讲座：党的创新理论与基层治理", _THEORY, 70)
_REPORT = Subject("形势政策报告会", _SITUATION, 40)
_ONLINE = Subject("视频集中培训：学习贯彻全会精神", _THEORY, 100)
_ONLINE_SKILLS = Subject("视频集中培训：岗位技能与数字素养", _SKILLS, 0)
_CENTRE_GROUP = Subject("党委理论学习中心组集体学习", _THEORY, 90)
_CAMPAIGN = Subject("党纪学习教育读书交流", _RULES, 30)
_OWN_ONLINE = Subject("网络课程自学", _THEORY, 60)
_OWN_READING = Subject("个人自学读书", _THEORY, 100)

_ONE = Effort(AFTERNOON, 60, Credit(100))
_ONE_AND_HALF = Effort(AFTERNOON, 90, Credit(150))
_TWO = Effort(AFTERNOON, 120, Credit(200))
_HALF_DAY = Effort(MORNING, 210, Credit(400), HalfDays(1))
_PLATFORM = Host("县党员教育平台", OrganiserLevel.GRASSROOTS, "线上")
_HOME = Host("个人", OrganiserLevel.GRASSROOTS, "家中")
_EVENING = Effort(EVENING, 60, Credit(100))


def branch_life(diary: Diary) -> None:
    """A theme day each month, a meeting each quarter, a lecture each half-year, campaign reading in two springs."""
    for unit in diary.units:
        if unit.is_branch:
            slack = diary.random.choice((2, 3, 4, 6, 10, 16))
            practical = diary.random.choice((0, 0, 0, 0, 0, 10, 20))
            for month in MONTHS:
                if diary.random.randrange(100) >= slack:
                    _branch_month(diary, unit, month, practical)


def _branch_month(diary: Diary, unit: Unit, month: date, practical: int) -> None:
    host = Host(unit.name, OrganiserLevel.GRASSROOTS, "党群活动室")
    theme = _THEMES[month.month - 1]
    theory = max(0, theme.theory - practical)
    subject = Subject(f"{month.year}年{month.month}月主题党日：{theme.title}", theme.task, theory)
    effort = diary.random.choice((_ONE, _ONE_AND_HALF, _TWO, _TWO))
    _gather(diary, unit, free_day(diary.random, month, 5, 9), effort, Form.F3, subject, host)
    if month.month % 3 == 1:
        _gather(diary, unit, free_day(diary.random, month, 10, 12), _ONE_AND_HALF, Form.F3, _MEETING, host)
    if month.month % 6 == 0:
        _gather(diary, unit, free_day(diary.random, month, 10, 12), _TWO, Form.F4, _BRANCH_LECTURE, host)
    if month.month == 5 and month.year < 2026:
        _gather(diary, unit, free_day(diary.random, month, 10, 12), _ONE, Form.F8, _CAMPAIGN, host)


def _gather(
    diary: Diary, unit: Unit, day: date | None, effort: Effort, form: Form, subject: Subject, host: Host
) -> None:
    if day is not None:
        diary.invite(diary.hold(day, effort, form, subject, host), diary.present(unit.index, day))


def committee_life(diary: Diary) -> None:
    """Half-day lectures, collective online study and centre-group study of every committee."""
    for unit in diary.units:
        if unit.kind in (UnitKind.WORKING_COMMITTEE, UnitKind.GRASSROOTS_COMMITTEE):
            branches = list(diary.branches_below(unit))
            for month in MONTHS:
                _committee_month(diary, unit, branches, month)


def _committee_month(diary: Diary, unit: Unit, branches: list[Unit], month: date) -> None:
    host = Host(unit.name, level_of(unit), "会议中心")
    if month.month in (4, 9):
        subject = _LECTURE if month.month == 4 else _REPORT
        _assemble(diary, branches, free_day(diary.random, month, 13, 15), _HALF_DAY, Form.F4, subject, host)
    if month.month in (3, 7, 11):
        subject = _ONLINE if month.month != 7 else _ONLINE_SKILLS
        _assemble(diary, branches, free_day(diary.random, month, 16, 18), _TWO, Form.F5, subject, host)
    day = free_day(diary.random, month, 16, 18)
    if month.month % 2 == 0 and day is not None:
        number = diary.hold(day, _HALF_DAY, Form.F2, _CENTRE_GROUP, host)
        diary.invite(number, _leaders(diary, unit, branches, day))


def _assemble(
    diary: Diary, branches: list[Unit], day: date | None, effort: Effort, form: Form, subject: Subject, host: Host
) -> None:
    if day is not None:
        number = diary.hold(day, effort, form, subject, host)
        for branch in branches:
            diary.invite(number, diary.present(branch.index, day), 700)


def _leaders(diary: Diary, unit: Unit, branches: list[Unit], day: date) -> list[int]:
    """Who sits in the centre group: officers of the committee and leading cadres of its branches."""
    own = {unit.index}
    present = [at for branch in branches for at in diary.present(branch.index, day)]
    return [
        at
        for at in present
        if "科级" in diary.members[at].rank
        or any(office.unit in own and office.span.covers(day) for office in diary.members[at].offices)
    ]


def level_of(unit: Unit) -> OrganiserLevel:
    """The level of a committee as an organiser."""
    if unit.kind is UnitKind.WORKING_COMMITTEE:
        return OrganiserLevel.COUNTY
    township = unit.name.endswith(("镇党委", "乡党委", "街道党工委"))
    return OrganiserLevel.TOWNSHIP if township else OrganiserLevel.GRASSROOTS


def own_study(diary: Diary) -> None:
    """Individual study in the evening of the first days of a month: it counts only under a substitute approval."""
    number: dict[tuple[date, Form], int] = {}
    for position, member in enumerate(diary.members):
        for month in diary.random.sample(MONTHS, diary.random.choice((0, 0, 1, 1, 2, 3))):
            _study_alone(diary, number, position, month, Form.F6 if diary.random.randrange(5) else Form.F7)
        if member.substitute is not None:
            for month in MONTHS:
                if member.substitute.covers(month) and diary.random.randrange(3):
                    _study_alone(diary, number, position, month + timedelta(days=3), Form.F6)


def _study_alone(diary: Diary, number: dict[tuple[date, Form], int], position: int, day: date, form: Form) -> None:
    if not any(stay.span.covers(day) for stay in diary.members[position].stays):
        return
    if (day, form) not in number:
        online = form is Form.F6
        host = _PLATFORM if online else _HOME
        number[day, form] = diary.hold(day, _EVENING, form, _OWN_ONLINE if online else _OWN_READING, host)
    diary.attend(number[day, form], position)


def secretary_terms(diary: Diary, position: int) -> list[Span]:
    """When the member was secretary."""
    return [office.span for office in diary.members[position].offices if office.kind is OfficeKind.SECRETARY]
