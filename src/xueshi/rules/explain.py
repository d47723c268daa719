"""Why a verdict is what it is: which entries counted, which did not and why, and what would close the gap."""

from __future__ import annotations

from collections.abc import Sequence
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
    """What is missing, alternative by alternative, and by when."""
    missing = [short for short in verdict.short if short != Amounts()]
    if not verdict.short or not missing:
        return None
    last = verdict.window.last
    zh = "，或".join(_amount_zh(short) for short in missing)
    en = ", or ".join(_amount_en(short) for short in missing)
    return Words(f"还需{zh}，截至 {last}", f"needs {en} by {last}")


def _amount_zh(short: Amounts) -> str:
    parts = [
        f" {plain(short.credit)} 学时" if short.credit else "",
        f" {days_text(short.half_days)} 天" if short.half_days else "",
        f" {plain(short.theory)} 学时党的创新理论" if short.theory else "",
        f" {short.count} 次" if short.count else "",
    ]
    return "、".join(part for part in parts if part)


def _amount_en(short: Amounts) -> str:
    parts = [
        f"{plain(short.credit)} credit hours" if short.credit else "",
        f"{days_text(short.half_days)} days" if short.half_days else "",
        f"{plain(short.theory)} credit hours of innovative theory" if short.theory else "",
        f"{short.count} training" if short.count else "",
    ]
    return " and ".join(part for part in parts if part)


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
