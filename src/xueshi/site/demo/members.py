"""The dated standing of every member: affiliation, offices, cadre standing, exemption, floating, approvals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from random import Random

from xueshi.kernel.windows import FOREVER, Span
from xueshi.site.demo.marginals import FARMER, MANAGER, ORGAN, OTHER, STUDENT, WORKER
from xueshi.site.demo.persons import FIRST_DAY, Who, lower, persons
from xueshi.site.demo.placing import placed
from xueshi.site.demo.tree import Unit, UnitKind

MONTHS = [date(2024 + index // 12, index % 12 + 1, 1) for index in range(30)]
"""The first days of the months on record; transfers and changes of office fall on them."""


class OfficeKind(StrEnum):
    """党内职务."""

    SECRETARY = "书记"
    DEPUTY = "副书记"
    COMMITTEE_MEMBER = "委员"


@dataclass(frozen=True, slots=True)
class Stay:
    """An affiliation to the unit of that index."""

    unit: int
    span: Span


@dataclass(frozen=True, slots=True)
class Office:
    """An office in the unit of that index."""

    unit: int
    kind: OfficeKind
    span: Span


@dataclass(frozen=True, slots=True)
class Member:
    """One member as the roster shows him or her."""

    who: Who
    stays: tuple[Stay, ...]
    offices: tuple[Office, ...] = ()
    cadre: Span | None = None
    rank: str = ""
    exempt: Span | None = None
    exempt_reason: str = ""
    floating: Span | None = None
    substitute: Span | None = None

    @property
    def settled(self) -> bool:
        """True for someone who stayed in one branch all the time and may hold an office there."""
        return len(self.stays) == 1 and self.stays[0].span.first <= FIRST_DAY and self.stays[0].span.until == FOREVER

    @property
    def is_secretary(self) -> bool:
        """True when the member is or was secretary of an organisation on record."""
        return any(office.kind is OfficeKind.SECRETARY for office in self.offices)


def members(random: Random, number: int, units: Sequence[Unit]) -> list[Member]:
    """Everyone who is or was a member between the first and the last day, in the order of the units."""
    people = placed(random, persons(random, number), units)
    everyone = [_standing(random, who, unit, units) for unit in units for who in people[unit.index]]
    _elect(random, everyone, units)
    return everyone


def _standing(random: Random, who: Who, unit: Unit, units: Sequence[Unit]) -> Member:
    member = Member(who, _stays(random, who, unit, units))
    member = _aged(random, member)
    if who.occupation in (ORGAN, MANAGER):
        member = _ranked(random, member)
    if member.exempt is None and who.occupation in (FARMER, OTHER, WORKER) and who.age() < 58:
        member = _away(random, member)
    return member


def _stays(random: Random, who: Who, unit: Unit, units: Sequence[Unit]) -> tuple[Stay, ...]:
    first = who.admitted_on
    turn = random.randrange(1000)
    if first >= FIRST_DAY or turn >= 75:
        return (Stay(unit.index, Span(first)),)
    day = random.choice(MONTHS[1:])
    if turn < 18:
        return (Stay(unit.index, Span(first, day)),)
    if turn < 33:
        return (Stay(unit.index, Span(day)),)
    target = random.choice([other for other in units if other.is_branch and other.field is unit.field])
    if target is unit or who.occupation == STUDENT:
        return (Stay(unit.index, Span(first)),)
    return (Stay(unit.index, Span(first, day)), Stay(target.index, Span(day)))


def _aged(random: Random, member: Member) -> Member:
    age = member.who.age()
    per_mille = 780 if age >= 80 else 400 if age >= 75 else 30 if age >= 68 else 3
    if random.randrange(1000) >= per_mille:
        return member
    span = Span(random.choice([date(2021, 1, 1), date(2022, 1, 1), date(2023, 1, 1), *MONTHS[:24]]))
    return replace(member, exempt=span, exempt_reason="年老体弱" if age >= 68 else "行动不便")


def _ranked(random: Random, member: Member) -> Member:
    organ = member.who.occupation == ORGAN
    if member.who.age() < 25 or random.randrange(100) >= (72 if organ else 14):
        return member
    ranks = ("一级科员", "四级主任科员", "乡科级副职", "乡科级正职", "县处级副职")
    rank = ranks[min(lower(random, 8), 4)]
    years = max(1, min(30, member.who.age() - 25))
    first = date(2024 - random.randrange(1, years + 1), 7, 1)
    if random.randrange(10) == 0:
        first = random.choice(MONTHS[1:])
    return replace(member, cadre=Span(first), rank=rank)


def _away(random: Random, member: Member) -> Member:
    turn = random.randrange(1000)
    if turn >= 125:
        return member
    first = random.choice([date(2022, 3, 1), date(2023, 3, 1), *MONTHS[:22]])
    until = FOREVER if turn < 80 else MONTHS[min(len(MONTHS) - 1, MONTHS.index(max(first, MONTHS[0])) + 8)]
    floating = Span(first, until)
    return replace(member, floating=floating, substitute=floating if turn < 45 else None)


def _elect(random: Random, everyone: list[Member], units: Sequence[Unit]) -> None:
    """Give every organisation below the county its secretary and larger branches their committee."""
    by_unit: dict[int, list[int]] = {}
    for position, member in enumerate(everyone):
        if member.settled and member.exempt is None and member.floating is None and 22 <= member.who.age() <= 66:
            by_unit.setdefault(member.stays[0].unit, []).append(position)
    for unit in reversed(units):
        candidates = [at for at in _below(unit, units, by_unit) if not everyone[at].offices]
        candidates.sort(key=lambda at: (_suits(everyone[at], unit), random.random()))
        if unit.parent is not None and candidates:
            _fill(random, everyone, unit, candidates)


def _below(unit: Unit, units: Sequence[Unit], by_unit: dict[int, list[int]]) -> Iterable[int]:
    """The candidates of a branch, or of the first branches below any other organisation."""
    if unit.is_branch:
        return by_unit.get(unit.index, [])
    branches = [other for other in units if other.is_branch and other.path.startswith(unit.path + "/")]
    return [at for branch in branches[:3] for at in by_unit.get(branch.index, [])]


def _suits(member: Member, unit: Unit) -> int:
    """Smaller is better: leading cadres for committees, people in working life everywhere."""
    leading = member.rank in ("乡科级正职", "县处级副职")
    if unit.kind in (UnitKind.WORKING_COMMITTEE, UnitKind.GRASSROOTS_COMMITTEE):
        return 0 if leading else 1
    return 2 if leading else 0 if member.who.age() < 58 else 1


def _fill(random: Random, everyone: list[Member], unit: Unit, candidates: list[int]) -> None:
    since = date(2021 + random.randrange(3), random.randrange(1, 13), 1)
    turn = random.randrange(100)
    if turn < 22 and len(candidates) > 3:
        day = random.choice(MONTHS[1:])
        _appoint(everyone, candidates.pop(0), Office(unit.index, OfficeKind.SECRETARY, Span(since, day)))
        since = day
    if turn == 22:
        _appoint(everyone, candidates[0], Office(unit.index, OfficeKind.SECRETARY, Span(since, MONTHS[-2])))
        return
    _appoint(everyone, candidates.pop(0), Office(unit.index, OfficeKind.SECRETARY, Span(since)))
    if len(candidates) < 7:
        return
    for kind in (OfficeKind.DEPUTY, OfficeKind.COMMITTEE_MEMBER):
        _appoint(everyone, candidates.pop(0), Office(unit.index, kind, Span(since)))


def _appoint(everyone: list[Member], at: int, office: Office) -> None:
    member = everyone[at]
    first = max(office.span.first, member.who.admitted_on)
    everyone[at] = replace(member, offices=(*member.offices, replace(office, span=Span(first, office.span.until))))
