"""The judge: one person against one clause in one window, in plain Python and exact integers.

It is the oracle for the compiled form in ``compile.py`` and the engine of every page that shows one person.
"""

from __future__ import annotations

from collections.abc import Iterable

from xueshi.kernel.units import Credit, HalfDays
from xueshi.kernel.windows import any_covers, months_before
from xueshi.rules.facts import Entry, Person
from xueshi.rules.model import Indicator, Kind, Strength, Who
from xueshi.rules.questions import Question
from xueshi.rules.verdicts import Amounts, Status, Verdict

OWING = (Status.ON_PACE, Status.BEHIND, Status.UNMET, Status.BELOW_GENERAL)
"""Statuses under which something may still be missing."""


def judge(question: Question, person: Person, entries: Iterable[Entry]) -> Verdict:
    """Where the person stands; the entries are the person's own, of any date and form."""
    has = measured(question, entries)
    return verdict(question, _status(question, person, has, needed(question.indicator, has)), has)


def verdict(question: Question, status: Status, has: Amounts) -> Verdict:
    """The verdict of a status with the amounts behind it, whoever found them."""
    needs = needed(question.indicator, has)
    return Verdict(
        clause=question.indicator.id,
        window=question.window,
        reference=question.reference,
        status=status,
        has=has,
        needs=needs,
        short=_missing(question.indicator, has, needs) if status in OWING else (),
    )


def counts(question: Question, entry: Entry) -> bool:
    """True when the entry counts for the clause: its form, the level of its organiser and its day."""
    rule = question.indicator.counts
    if rule is None or entry.form not in rule.forms:
        return False
    if rule.level is not None and entry.level < rule.level:
        return False
    return question.counted_days.first <= entry.day <= question.counted_days.last


def measured(question: Question, entries: Iterable[Entry]) -> Amounts:
    """What the counted entries add up to, in the measures that decide the clause."""
    counted = [entry for entry in entries if counts(question, entry)]
    measures = question.indicator.measures
    return Amounts(
        credit=Credit(sum(entry.credit for entry in counted) if "credit" in measures else 0),
        half_days=HalfDays(sum(entry.half_days for entry in counted) if "half_days" in measures else 0),
        theory=Credit(sum(entry.theory for entry in counted) if "theory" in measures else 0),
        count=len(counted) if "count" in measures else 0,
    )


def needed(indicator: Indicator, has: Amounts) -> tuple[Amounts, ...]:
    """The alternatives of which one is enough; a share turns into the theory credit that the credit calls for."""
    if indicator.share is None:
        return indicator.any_of
    part = -(-has.credit * indicator.share.numerator // indicator.share.denominator)
    return (Amounts(theory=Credit(part)),)


def reached(has: Amounts, need: Amounts) -> bool:
    """True when every amount of the alternative is there."""
    return paced(has, need, 1, 1)


def paced(has: Amounts, need: Amounts, elapsed: int, days: int) -> bool:
    """True when the elapsed share of the alternative is there; compared by cross-multiplication."""
    return (
        has.credit * days >= need.credit * elapsed
        and has.half_days * days >= need.half_days * elapsed
        and has.theory * days >= need.theory * elapsed
        and has.count * days >= need.count * elapsed
    )


def _status(question: Question, person: Person, has: Amounts, needs: tuple[Amounts, ...]) -> Status:
    indicator = question.indicator
    if not _applies(question, person):
        return Status.NOT_APPLICABLE
    if indicator.delegates_cadres and any_covers(person.cadre, question.reference):
        return Status.DELEGATED
    if indicator.kind is Kind.SHARE:
        return _share_status(question, has, needs)
    if any(reached(has, need) for need in needs):
        return Status.MET
    if indicator.exempts and any_covers(person.exempt, question.reference):
        return Status.EXEMPT
    if _newcomer(question, person):
        return Status.NOT_ASSESSABLE
    return _owing(question, has, needs)


def _applies(question: Question, person: Person) -> bool:
    if person.org_on(question.reference) is None or not _member(question, person):
        return False
    if question.indicator.who is Who.SECRETARY:
        return any_covers(person.secretary, question.reference)
    return True


def _member(question: Question, person: Person) -> bool:
    admitted, full = person.admitted_on, person.full_on
    if admitted is None:
        return True
    if question.indicator.full_members_only:
        return admitted <= question.reference and full is not None and full <= question.reference
    return admitted <= question.reference


def _share_status(question: Question, has: Amounts, needs: tuple[Amounts, ...]) -> Status:
    if has.credit == 0:
        return Status.NOT_ASSESSABLE
    enough = any(reached(has, need) for need in needs)
    if question.closed:
        return Status.MET if enough else Status.UNMET
    return Status.ON_PACE if enough else Status.BEHIND


def _newcomer(question: Question, person: Person) -> bool:
    months = question.indicator.newcomer_months
    if not months or person.admitted_on is None:
        return False
    return person.admitted_on > months_before(question.reference, months)


def _owing(question: Question, has: Amounts, needs: tuple[Amounts, ...]) -> Status:
    if question.closed:
        return Status.BELOW_GENERAL if question.indicator.strength is Strength.GENERALLY else Status.UNMET
    elapsed = question.window.elapsed(question.as_of)
    on_pace = any(paced(has, need, elapsed, question.window.days) for need in needs)
    return Status.ON_PACE if on_pace else Status.BEHIND


def _missing(indicator: Indicator, has: Amounts, needs: tuple[Amounts, ...]) -> tuple[Amounts, ...]:
    """What is missing for each alternative; for a share, the theory credit whose study would reach it.

    New theory credit raises the total too: (theory + x) / (credit + x) must reach the share.
    """
    if indicator.share is None:
        return tuple(_short(has, need) for need in needs)
    part, whole = indicator.share.numerator, indicator.share.denominator
    owed = has.credit * part - has.theory * whole
    return (Amounts(theory=Credit(max(0, -(-owed // (whole - part))))),)


def _short(has: Amounts, need: Amounts) -> Amounts:
    return Amounts(
        credit=Credit(max(0, need.credit - has.credit)),
        half_days=HalfDays(max(0, need.half_days - has.half_days)),
        theory=Credit(max(0, need.theory - has.theory)),
        count=max(0, need.count - has.count),
    )
