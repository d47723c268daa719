"""Why a verdict is what it is: which entries counted, which did not and why, and what would close the gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from xueshi.kernel.units import days_text, plain
from xueshi.rules.facts import Entry, Person
from xueshi.rules.judge import counts, judge
from xueshi.rules.model import Indicator, Pack, Words
from xueshi.rules.questions import Question, questions
from xueshi.rules.verdicts import Amounts, Status, Verdict
from xueshi.rules.words import FORM_WORDS, LEVEL_WORDS


@dataclass(frozen=True, slots=True)
class NotCounted:
    """An entry that does not count for a clause, and why."""

    entry: Entry
    reason: Words


@dataclass(frozen=True, slots=True)
class Explanation:
    """One clause in one window, explained for one person."""

    indicator: Indicator
    verdict: Verdict
    counted: tuple[Entry, ...]
    not_counted: tuple[NotCounted, ...]
    gap: Words | None
    """What would close the gap, or None when nothing is owed."""


def explain(pack: Pack, person: Person, entries: Sequence[Entry], as_of: date) -> tuple[Explanation, ...]:
    """Every clause that applies to the person, in the order of the pack."""
    return tuple(
        explained
        for question in questions(pack, as_of)
        if (explained := explanation(question, person, entries)).verdict.status is not Status.NOT_APPLICABLE
    )


def explanation(question: Question, person: Person, entries: Sequence[Entry]) -> Explanation:
    """The verdict of one question with everything that led to it."""
    verdict = judge(question, person, entries)
    return Explanation(
        indicator=question.indicator,
        verdict=verdict,
        counted=tuple(entry for entry in entries if counts(question, entry)),
        not_counted=tuple(
            NotCounted(entry, _reason(question, entry)) for entry in entries if not counts(question, entry)
        ),
        gap=gap(verdict),
    )


def gap(verdict: Verdict) -> Words | None:
    """What is missing, alternative by alternative, and by when; in a closed window, what was missing at its end."""
    missing = [amounts(short) for short in verdict.short if short != Amounts()]
    if not missing:
        return None
    last = verdict.window.last
    zh = "，或 ".join(words.zh for words in missing)
    en = ", or ".join(words.en for words in missing)
    if verdict.status in (Status.UNMET, Status.BELOW_GENERAL):
        return Words(f"差 {zh}，已于 {last} 截止", f"was short of {en} on {last}")
    return Words(f"还需 {zh}，截至 {last}", f"needs {en} by {last}")


def amounts(given: Amounts) -> Words:
    """Amounts in running text; theory credit beside credit is a part of it.

    >>> amounts(Amounts(credit=3750, theory=1200)).zh
    '37.5 学时（其中党的创新理论 12 学时）'
    """
    return Words("、".join(_parts_zh(given)), " and ".join(_parts_en(given)))


def _parts_zh(given: Amounts) -> Iterator[str]:
    if given.half_days:
        yield f"{days_text(given.half_days)} 天"
    if given.credit and given.theory:
        yield f"{plain(given.credit)} 学时（其中党的创新理论 {plain(given.theory)} 学时）"
    elif given.credit:
        yield f"{plain(given.credit)} 学时"
    elif given.theory:
        yield f"{plain(given.theory)} 学时党的创新理论"
    if given.count:
        yield f"{given.count} 次"


def _parts_en(given: Amounts) -> Iterator[str]:
    if given.half_days:
        yield f"{days_text(given.half_days)} days"
    if given.credit and given.theory:
        yield f"{plain(given.credit)} credit hours ({plain(given.theory)} of them innovative theory)"
    elif given.credit:
        yield f"{plain(given.credit)} credit hours"
    elif given.theory:
        yield f"{plain(given.theory)} credit hours of innovative theory"
    if given.count:
        yield f"{given.count} training"


def _reason(question: Question, entry: Entry) -> Words:
    rule = question.indicator.counts
    days = question.counted_days
    if rule is None or entry.form not in rule.forms:
        form = FORM_WORDS[entry.form]
        return Words(f"“{form.zh}”不在本条计入形式之列", f"{form.en} is not a form that counts for this clause")
    if rule.level is not None and entry.level < rule.level:
        level, lowest = LEVEL_WORDS[entry.level], LEVEL_WORDS[rule.level]
        return Words(
            f"主办单位层级为{level.zh}，本条要求{lowest.zh}级以上",
            f"organised at {level.en} level; {lowest.en} or above counts",
        )
    return Words(f"日期不在 {days.first} 至 {days.last} 内", f"dated outside {days.first} to {days.last}")
