"""Off-job training (F1), at most one class a month for anyone.

Classes are held in the week that begins with the Monday between the 19th and the 25th, which nothing else uses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from xueshi.kernel.units import Credit, HalfDays
from xueshi.rules.facts import Form, OrganiserLevel
from xueshi.site.demo.diary import MORNING, Diary, Effort, Host, Subject, working
from xueshi.site.demo.life import level_of, secretary_terms
from xueshi.site.demo.members import MONTHS
from xueshi.site.demo.persons import FIRST_DAY
from xueshi.site.demo.tree import Unit, UnitKind

_COUNTY_SCHOOL = Host("安澜县委", OrganiserLevel.COUNTY, "安澜县委党校")
_CITY_SCHOOL = Host("澄江市委", OrganiserLevel.PREFECTURE, "澄江市委党校")

_SECRETARIES = Subject("基层党组织书记集中轮训班", "政治教育和政治训练", 60)
_SECRETARIES_SHORT = Subject("基层党组织书记专题培训班", "政治理论教育", 70)
_ROTATION = {
    3: Subject("党员集中轮训班（全会精神专题）", "政治理论教育", 60),
    6: Subject("党员集中轮训班（党章党规专题）", "党章党规党纪教育", 50),
    8: Subject("党员实用技能培训班", "知识技能教育", 20),
    11: Subject("党员集中轮训班（基层治理专题）", "政治教育和政治训练", 55),
}
"""Rotation classes by month."""
_BACKBONE = Subject("党员先锋示范培训班", "政治理论教育", 60)
_NEW_MEMBERS = Subject("新党员培训班", "党章党规党纪教育", 60)
_CADRES = Subject("党员干部进修班", "政治理论教育", 70)
_WITHOUT_MONTH = (_CADRES,)


@dataclass(slots=True)
class Classes:
    """The classes of the county; ``months`` remembers in which months a member is already away."""

    diary: Diary
    months: set[tuple[int, date]] = field(default_factory=set)
    opened: dict[tuple[Subject, str, date], int] = field(default_factory=dict)

    def send(self, position: int, month: date, subject: Subject, host: Host, days: int) -> bool:
        """Send one member to the class of that month, opening it when it is the first; False when that cannot be."""
        first = class_week(month, days)
        if first is None or (position, month) in self.months:
            return False
        if not any(stay.span.covers(first) for stay in self.diary.members[position].stays):
            return False
        key = (subject, host.organiser, month)
        if key not in self.opened:
            effort = Effort(MORNING, 540, Credit(800 * days), HalfDays(2 * days), days)
            self.opened[key] = self.diary.hold(first, effort, Form.F1, _titled(subject, month), host)
        self.months.add((position, month))
        self.diary.attend(self.opened[key], position)
        return True


def _titled(subject: Subject, month: date) -> Subject:
    """The class as offices name it: most carry their month; those that do not are listed as repeats when someone returns."""
    if subject in _WITHOUT_MONTH:
        return subject
    return replace(subject, title=f"{month.year}年{month.month}月{subject.title}")


def class_week(month: date, days: int) -> date | None:
    """The Monday on which a class of the month begins, or None when a holiday falls into it."""
    monday = next(day for day in (month.replace(day=number) for number in range(19, 26)) if day.weekday() == 0)
    wanted = [monday + timedelta(days=number) for number in range(days)]
    return monday if all(working(day) and day.month == month.month for day in wanted) else None


def off_job(diary: Diary) -> None:
    """Every kind of class, those with the firmest rule first."""
    classes = Classes(diary)
    _secretaries(classes)
    _new_members(classes)
    _some(classes, 30, 9, lambda at: diary.members[at].exempt is None, _BACKBONE, _COUNTY_SCHOOL)
    _some(classes, 450, 2, lambda at: diary.members[at].cadre is not None, _CADRES, _CITY_SCHOOL)
    _rotation(classes)


def _secretaries(classes: Classes) -> None:
    random = classes.diary.random
    for position, member in enumerate(classes.diary.members):
        if not member.is_secretary:
            continue
        terms = secretary_terms(classes.diary, position)
        for year, latest, full in ((2024, 11, 84), (2025, 11, 88), (2026, 6, 62)):
            month = date(year, random.randrange(3, latest + 1), 1)
            fate = random.randrange(100)
            if not any(term.covers(month) for term in terms):
                continue
            if fate < full:
                classes.send(position, month, _SECRETARIES, _COUNTY_SCHOOL, 5)
            elif fate < full + 8:
                classes.send(position, month, _SECRETARIES_SHORT, _COUNTY_SCHOOL, 3)


def _new_members(classes: Classes) -> None:
    for position, member in enumerate(classes.diary.members):
        if member.who.admitted_on >= FIRST_DAY:
            later = [month for month in MONTHS if month > member.who.admitted_on][:10]
            if later and classes.diary.random.randrange(10):
                classes.send(position, classes.diary.random.choice(later), _NEW_MEMBERS, _COUNTY_SCHOOL, 3)


def _some(
    classes: Classes, per_mille: int, times: int, fits: Callable[[int], bool], subject: Subject, host: Host
) -> None:
    """A part of those who fit goes to five-day classes a few times."""
    random = classes.diary.random
    for position in range(len(classes.diary.members)):
        if fits(position) and random.randrange(1000) < per_mille:
            for month in random.sample(MONTHS, random.randrange(1, times + 1)):
                classes.send(position, month, subject, host, 5)


def _rotation(classes: Classes) -> None:
    """Two-day rotation classes of each committee, twice a year; strong committees reach more of their members."""
    random = classes.diary.random
    for unit in classes.diary.units:
        if unit.kind not in (UnitKind.WORKING_COMMITTEE, UnitKind.GRASSROOTS_COMMITTEE):
            continue
        reach = random.randrange(300, 900) * 2 // 5
        school = "乡镇（街道）党校" if level_of(unit) is OrganiserLevel.TOWNSHIP else "培训中心"
        host = Host(unit.name, level_of(unit), school)
        for month in MONTHS:
            if month.month in _ROTATION:
                _one_rotation(classes, classes.diary.branches_below(unit), month, _ROTATION[month.month], host, reach)


def _one_rotation(
    classes: Classes, branches: Iterable[Unit], month: date, subject: Subject, host: Host, reach: int
) -> None:
    diary = classes.diary
    for branch in branches:
        for position in diary.present(branch.index, month.replace(day=19)):
            member = diary.members[position]
            frail = member.exempt is not None and member.exempt.covers(month)
            away = member.floating is not None and member.floating.covers(month)
            if not frail and not away and diary.random.getrandbits(20) < diary.zeal[position] * reach:
                classes.send(position, month, subject, host, 2)
