"""What the activities of one person are worth under a rule set: exact, explained, and a person's matter where the rules are silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from xueshi.kernel.errors import XueshiError
from xueshi.kernel.units import NO_CREDIT, NO_HALF_DAYS, Credit, HalfDays, plain
from xueshi.rules.crediting.facts import Activity, Decision
from xueshi.rules.crediting.model import (
    ByLabel,
    ByPortion,
    Flat,
    Gives,
    Needs,
    Rounding,
    Rule,
    RuleSet,
    Step,
    Years,
)
from xueshi.rules.crediting.problems import NO_REASON, NOT_IN_FORCE, NOT_SILENT
from xueshi.rules.model import Words
from xueshi.rules.years import YearShare, years

DECISION = "decision"
"""Stands for the rule where a person decided."""


class Outcome(StrEnum):
    """What became of an activity."""

    CREDITED = "credited"
    NOTHING = "nothing"
    """The rules say that it does not count."""
    MANUAL = "manual"
    """The rules are silent: a person decides, with a reason."""
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Over:
    """Credit above a cap, and how much of it counts in the next year instead."""

    cap: str
    credit: Credit
    carried: Credit = NO_CREDIT


@dataclass(frozen=True, slots=True)
class Line:
    """What one rule gives an activity in one calendar year."""

    activity: str
    rule: str
    first: date
    last: date
    credit: Credit
    half_days: HalfDays = NO_HALF_DAYS
    over: tuple[Over, ...] = ()
    carried_from: int | None = None
    """The year whose overflow this is."""

    @property
    def year(self) -> int:
        """The calendar year that it counts in."""
        return self.last.year


@dataclass(frozen=True, slots=True)
class Granted:
    """An activity with its lines and, where it gives nothing or less, why."""

    activity: Activity
    outcome: Outcome
    lines: tuple[Line, ...] = ()
    why: tuple[Words, ...] = ()


def worth(rules: RuleSet, activity: Activity) -> Granted:
    """What an activity gives before caps.

    Raises CREDIT-009 for a decision where the rules speak, CREDIT-010 for one without reason, CREDIT-011 outside the rules' force.
    """
    if not rules.force.covers(activity.last):
        raise XueshiError(NOT_IN_FORCE, id=rules.id, version=rules.version, day=activity.last)
    base = next((rule for rule in rules.rules if not rule.adds and rule.when.speaks_of(activity)), None)
    if base is None:
        return _silent(activity, _NO_RULE)
    lacking = tuple(_lacking(base.needs, activity))
    if base.gives is None or lacking:
        _refuse_decision(activity, base)
        return Granted(activity, Outcome.NOTHING, why=lacking or (_not_counted(base),))
    given = [(base, amount(base.gives, activity))]
    given += [(rule, amount(rule.gives, activity)) for rule in _bonuses(rules, activity) if rule.gives is not None]
    if any(credit is None for _, credit in given):
        return _silent(activity, _GAP)
    _refuse_decision(activity, base)
    lines = tuple(line for rule, credit in given for line in _lines(rule, activity, credit or NO_CREDIT))
    return Granted(activity, Outcome.CREDITED, lines)


def amount(gives: Gives, activity: Activity) -> Credit | None:
    """The credit of one way of giving; None where it says nothing about the activity, or that does not state what is measured."""
    match gives:
        case Flat():
            return gives.credit
        case ByLabel():
            return activity.label
    if gives.quantity not in activity.quantities:
        return None
    quantity = activity.quantity(gives.quantity)
    return _by_portion(gives, quantity) if isinstance(gives, ByPortion) else _step(gives.steps, quantity)


def _by_portion(gives: ByPortion, quantity: int) -> Credit | None:
    whole, part = divmod(quantity, gives.every)
    if gives.proportional:
        return Credit(_rounded(quantity * gives.credit, gives.every * gives.quantum, gives.rounding) * gives.quantum)
    if part and gives.parts:
        rest = _step(gives.parts, part)
        return None if rest is None else Credit(whole * gives.credit + rest)
    return Credit(whole * gives.credit)


def _rounded(above: int, below: int, rounding: Rounding) -> int:
    whole, part = divmod(above, below)
    up = part > 0 if rounding is Rounding.UP else 2 * part >= below if rounding is Rounding.HALF_UP else False
    return whole + up


def _step(steps: Iterable[Step], quantity: int) -> Credit | None:
    return next((step.credit for step in steps if step.within.holds(quantity)), None)


def _bonuses(rules: RuleSet, activity: Activity) -> Iterator[Rule]:
    for rule in rules.rules:
        if rule.adds and rule.when.speaks_of(activity) and not any(_lacking(rule.needs, activity)):
            yield rule


def _lacking(needs: Needs, activity: Activity) -> Iterator[Words]:
    if needs.completed and not activity.completed:
        yield Words("未完成", "not completed")
    if needs.recognised and not activity.recognised:
        yield Words("未经认定", "not recognised by the authority")
    if needs.mark is not None and (activity.mark is None or activity.mark < needs.mark):
        mark = "—" if activity.mark is None else activity.mark
        yield Words(f"测试成绩 {mark}，须 {needs.mark} 以上", f"mark {mark}; {needs.mark} is needed")
    missing = sorted(needs.evidence - activity.evidence)
    if missing:
        yield Words(f"缺少证明材料：{'、'.join(missing)}", f"evidence is missing: {', '.join(missing)}")
    for quantity, least in (needs.at_least or {}).items():
        found = activity.quantity(quantity)
        if found < least:
            yield Words(f"{quantity} {found}，不足 {least}", f"{quantity}: {found}, less than {least}")


def _lines(rule: Rule, activity: Activity, credit: Credit) -> Iterator[Line]:
    half_days = activity.half_days if rule.days else NO_HALF_DAYS
    for share in _shares(rule, activity, credit, half_days):
        yield Line(activity.id, rule.id, share.first, share.last, share.credit, share.half_days)


def _shares(rule: Rule, activity: Activity, credit: Credit, half_days: HalfDays) -> Sequence[YearShare]:
    if isinstance(rule.gives, Flat) and rule.gives.years > 1:
        return _spread(activity.last, rule.gives, half_days)
    if rule.years is Years.BY_DAYS:
        return years(activity.first, activity.last, credit, half_days, 0)
    day = activity.first if rule.years is Years.FIRST else activity.last
    return [YearShare(day, day, credit, half_days, NO_CREDIT)]


def _spread(last: date, gives: Flat, half_days: HalfDays) -> list[YearShare]:
    """Equal parts over the years; what does not divide evenly goes to the later ones."""
    shares: list[YearShare] = []
    for number in range(gives.years):
        day = last if not number else date(last.year + number, 1, 1)
        part = gives.credit * (number + 1) // gives.years - gives.credit * number // gives.years
        shares.append(YearShare(day, day, Credit(part), NO_HALF_DAYS if number else half_days, NO_CREDIT))
    return shares


def _silent(activity: Activity, why: Words) -> Granted:
    decision = activity.decision
    if decision is None:
        return Granted(activity, Outcome.MANUAL, why=(why,))
    if not (decision.reason and decision.by):
        raise XueshiError(NO_REASON, id=activity.id)
    line = Line(activity.id, DECISION, activity.last, activity.last, decision.credit)
    return Granted(activity, Outcome.DECIDED, (line,), (_decided(decision),))


def _refuse_decision(activity: Activity, rule: Rule) -> None:
    if activity.decision is not None:
        raise XueshiError(NOT_SILENT, id=activity.id, rule=rule.id)


def _decided(decision: Decision) -> Words:
    credit = plain(decision.credit)
    return Words(
        f"{decision.by}认定 {credit}：{decision.reason}", f"{decision.by} decided on {credit}: {decision.reason}"
    )


def _not_counted(rule: Rule) -> Words:
    return Words(f"不计（{rule.clause} {rule.title.zh}）", f"does not count ({rule.clause} {rule.title.en})")


_NO_RULE = Words("办法没有规定这类活动，须人工认定", "the rules do not speak of such an activity: a person decides")
_GAP = Words("办法没有规定这样的时长，须人工认定", "the rules do not speak of such an amount: a person decides")


def with_lines(granted: Granted, lines: Iterable[Line]) -> Granted:
    """The same activity with other lines."""
    return replace(granted, lines=tuple(lines))
