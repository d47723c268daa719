"""What was held and who came: nobody is in two places at once, and no day exceeds eight credit hours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from xueshi.kernel.units import Credit, HalfDays
from xueshi.rules.facts import Form, OrganiserLevel
from xueshi.site.demo.members import Member
from xueshi.site.demo.tree import Unit, UnitKind

HOLIDAYS = (
    (date(2024, 2, 10), date(2024, 2, 17)),
    (date(2024, 4, 4), date(2024, 4, 6)),
    (date(2024, 6, 10), date(2024, 6, 10)),
    (date(2024, 9, 15), date(2024, 9, 17)),
    (date(2024, 10, 1), date(2024, 10, 7)),
    (date(2025, 1, 28), date(2025, 2, 4)),
    (date(2025, 4, 4), date(2025, 4, 6)),
    (date(2025, 10, 1), date(2025, 10, 8)),
    (date(2026, 2, 15), date(2026, 2, 23)),
    (date(2026, 4, 4), date(2026, 4, 6)),
    (date(2026, 6, 19), date(2026, 6, 21)),
)
"""Public holidays that reach into the days on which anything is held."""

NO_DAYS = HalfDays(0)
MORNING, AFTERNOON, EVENING = time(8, 30), time(14, 30), time(19, 30)
CERTAIN = 1024
"""Chances are counted in 1024ths."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What an activity is about: its title, the basic task and the share of the innovative theory in per cent."""

    title: str
    task: str
    theory: int


@dataclass(frozen=True, slots=True)
class Host:
    """Who holds an activity and where."""

    organiser: str
    level: OrganiserLevel
    place: str


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity as its organiser records it; ``number`` is its place in the diary."""

    number: int
    subject: Subject
    form: Form
    host: Host
    starts: datetime
    ends: datetime
    credit: Credit
    half_days: HalfDays


@dataclass(frozen=True, slots=True)
class Effort:
    """How long an activity lasts and what it is worth for those who attend."""

    at: time
    minutes: int
    credit: Credit
    half_days: HalfDays = NO_DAYS
    days: int = 1


@dataclass(slots=True)
class Diary:
    """Everything held in the county, and who attended: pairs of activity number and position of the member."""

    random: Random
    units: Sequence[Unit]
    members: Sequence[Member]
    activities: list[Activity] = field(default_factory=list)
    attended: list[tuple[int, int]] = field(default_factory=list)
    at_branch: list[list[int]] = field(default_factory=list)
    zeal: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.at_branch = [[] for _ in self.units]
        for position, member in enumerate(self.members):
            for stay in member.stays:
                self.at_branch[stay.unit].append(position)
        self.zeal = list(_zeal(self.random, self.units, self.members))

    def hold(self, day: date, effort: Effort, form: Form, subject: Subject, host: Host) -> int:
        """Enter an activity; its number."""
        starts = datetime.combine(day, effort.at)
        ends = starts + timedelta(days=effort.days - 1, minutes=effort.minutes)
        number = len(self.activities)
        worth = (effort.credit, effort.half_days)
        self.activities.append(Activity(number, subject, form, host, starts, ends, *worth))
        return number

    def invite(self, number: int, positions: Iterable[int], chance: int = CERTAIN) -> None:
        """Let each of them come with the chance that zeal, health and distance leave."""
        bits = self.random.getrandbits
        day = self.activities[number].starts.date()
        for position in positions:
            if bits(20) < self.zeal[position] * chance and not self._kept_away(position, day):
                self.attended.append((number, position))

    def attend(self, number: int, position: int) -> None:
        """Enter the attendance of one member."""
        self.attended.append((number, position))

    def present(self, unit: int, day: date) -> list[int]:
        """The members of a branch on a day."""
        return [at for at in self.at_branch[unit] if self._belongs(at, unit, day)]

    def branches_below(self, unit: Unit) -> Iterator[Unit]:
        """The branches whose nearest committee the unit is."""
        return (other for other in self.units if other.is_branch and self.committee_of(other) is unit)

    def committee_of(self, branch: Unit) -> Unit:
        """The nearest organisation above a branch that is a committee."""
        unit = branch
        while unit.parent is not None and unit.kind in (UnitKind.BRANCH, UnitKind.GENERAL_BRANCH):
            unit = self.units[unit.parent]
        return unit

    def _belongs(self, position: int, unit: int, day: date) -> bool:
        return any(stay.unit == unit and stay.span.covers(day) for stay in self.members[position].stays)

    def _kept_away(self, position: int, day: date) -> bool:
        member = self.members[position]
        away = member.exempt is not None and member.exempt.covers(day)
        away = away or (member.floating is not None and member.floating.covers(day))
        return away and self.random.getrandbits(3) != 0


def free_day(random: Random, month: date, first: int, last: int) -> date | None:
    """A working day between two days of a month, or None when all fall on weekends and holidays."""
    days = [month.replace(day=number) for number in range(first, last + 1)]
    days = [day for day in days if working(day)]
    return random.choice(days) if days else None


def working(day: date) -> bool:
    """True on a day of the working week that is no holiday."""
    return day.weekday() < 5 and not any(first <= day <= last for first, last in HOLIDAYS)


def _zeal(random: Random, units: Sequence[Unit], members: Sequence[Member]) -> Iterator[int]:
    """How reliably each member comes: some units and some people are better than others."""
    of_unit: list[int] = []
    for unit in units:
        above = 775 if unit.parent is None else of_unit[unit.parent]
        of_unit.append(above + random.randrange(-110, 111))
    for member in members:
        yield max(80, min(1000, of_unit[member.stays[0].unit] + random.randrange(-160, 161)))
