"""Caps over what activities give: in a fixed order, year by year, and whatever lies above is kept in sight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from xueshi.kernel.units import NO_HALF_DAYS, Credit
from xueshi.rules.crediting.facts import Activity
from xueshi.rules.crediting.grant import Granted, Line, Over, with_lines, worth
from xueshi.rules.crediting.model import Cap, Per, RuleSet

Used = dict[tuple[str, Hashable], int]
"""Credit counted so far, by cap and what the cap runs over."""


def grant(rules: RuleSet, activities: Iterable[Activity]) -> tuple[Granted, ...]:
    """What the activities of one person give under the rules and their caps, in the order given.

    Where a cap leaves less than all, the activity that came first counts first; the same day is settled by the id.
    Raises what :func:`~xueshi.rules.crediting.grant.worth` raises.
    """
    granted = [worth(rules, activity) for activity in activities]
    by_id = {one.activity.id: one.activity for one in granted}
    kept: dict[str, list[Line]] = defaultdict(list)
    for line in _capped(rules, by_id, [line for one in granted for line in one.lines]):
        kept[line.activity].append(line)
    return tuple(with_lines(one, kept[one.activity.id]) for one in granted)


def _capped(rules: RuleSet, activities: Mapping[str, Activity], lines: Sequence[Line]) -> list[Line]:
    by_year: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_year[line.year].append(line)
    used: Used = defaultdict(int)
    done: list[Line] = []
    while by_year:
        year = min(by_year)
        ordered = sorted(by_year.pop(year), key=lambda line: (line.carried_from is None, line.first, line.activity))
        settled = [_settled(rules, activities[line.activity], line, used) for line in ordered]
        for cap in rules.caps:
            by_year[year + 1] += _carried(cap, settled)
        done += settled
        by_year = defaultdict(list, {later: rest for later, rest in by_year.items() if rest})
    return done


def _settled(rules: RuleSet, activity: Activity, line: Line, used: Used) -> Line:
    """The line with what the caps leave of it."""
    for cap in rules.caps:
        if not line.credit or not cap.binds(activity):
            continue
        key = _runs_over(cap, rules, activity, line)
        if key is None:
            continue
        limit = cap.credit * (_days(line) if cap.per is Per.DAY else 1)
        counted = max(0, min(line.credit, limit - used[cap.id, key]))
        used[cap.id, key] += counted
        if counted < line.credit:
            over = Over(cap.id, Credit(line.credit - counted))
            line = replace(line, credit=Credit(counted), over=(*line.over, over))
    return line


def _runs_over(cap: Cap, rules: RuleSet, activity: Activity, line: Line) -> Hashable:
    """What a cap adds up together; None where it does not bind the line: the overflow of a year has no day, item or class."""
    match cap.per:
        case Per.YEAR:
            return line.year
        case Per.CYCLE:
            return rules.cycle.of(line.last) if rules.cycle else None
        case Per.EVER:
            return "ever"
        case Per.CATEGORY:
            return activity.category or None
    if line.carried_from is not None:
        return None
    match cap.per:
        case Per.DAY:
            return line.first if line.first == line.last else (line.activity, line.first)
        case Per.CLASS:
            return activity.in_class or None
        case _:
            return activity.id


def _days(line: Line) -> int:
    return (line.last - line.first).days + 1


def _carried(cap: Cap, settled: list[Line]) -> list[Line]:
    """The overflow of a year that counts in the next one; what was carried once is not carried again."""
    left, moved = cap.carry, []
    for at, line in enumerate(settled):
        found = next((number for number, over in enumerate(line.over) if over.cap == cap.id), None)
        if not left or found is None or line.carried_from is not None:
            continue
        part = min(left, line.over[found].credit)
        left = Credit(left - part)
        overs = [*line.over]
        overs[found] = replace(overs[found], carried=Credit(part))
        settled[at] = replace(line, over=tuple(overs))
        day = date(line.year + 1, 1, 1)
        moved.append(Line(line.activity, line.rule, day, day, Credit(part), NO_HALF_DAYS, carried_from=line.year))
    return moved
