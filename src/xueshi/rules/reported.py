"""Clauses about things that the ledger does not know, judged on figures that an office reports with their source.

A figure counts when a second person has confirmed it. It is cumulative: of several for one window the latest day is read. A clause
without a confirmed figure is not judged, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from xueshi.kernel.windows import Window
from xueshi.rules.model import Ask, Compare, Indicator, Kind, Pack, State, Strength
from xueshi.rules.questions import Question, windows
from xueshi.rules.verdicts import Status

SOFT = frozenset({Strength.GENERALLY, Strength.REGULARLY, Strength.MAINLY, Strength.ABOUT, Strength.AIMED})
"""Strengths of which a miss is said to be below what is generally asked, not unmet."""


@dataclass(frozen=True, slots=True)
class Report:
    """A figure that an office reported: who, for which figure of which clause, as of which day, from which source."""

    subject: str
    clause: str
    ask: str
    on: date
    figure: Fraction
    source: str
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class ReportedVerdict:
    """The judgement of one reported clause in one window for one subject; the figures stand in the order of the asks."""

    subject: str
    indicator: Indicator
    window: Window
    status: Status
    figures: tuple[Report | None, ...]


def reported_questions(pack: Pack, as_of: date) -> tuple[Question, ...]:
    """Every reported clause in every window that has begun by the assessment date."""
    return tuple(
        Question(indicator, window, as_of)
        for indicator in pack.indicators
        if indicator.state is State.JUDGED and indicator.kind is Kind.REPORTED
        for window in windows(indicator, pack.period)
        if window.first <= as_of
    )


def question_on(indicator: Indicator, period: Window, day: date) -> Question:
    """The clause in the window that a day lies in, else in the last one."""
    found = windows(indicator, period)
    return Question(indicator, next((one for one in found if one.first <= day <= one.last), found[-1]), day)


def judge_reported(pack: Pack, reports: Iterable[Report], as_of: date) -> tuple[ReportedVerdict, ...]:
    """Every reported clause for every subject that reported anything, in the order of subjects and of the pack."""
    by_subject: dict[str, list[Report]] = {}
    for report in reports:
        by_subject.setdefault(report.subject, []).append(report)
    asked = reported_questions(pack, as_of)
    return tuple(
        ReportedVerdict(
            subject, question.indicator, question.window, reported_status(question, own), latest(question, own)
        )
        for subject, own in sorted(by_subject.items())
        for question in asked
    )


def latest(question: Question, reports: Sequence[Report]) -> tuple[Report | None, ...]:
    """For each figure of the clause the confirmed report of the latest day within the window, up to the assessment date."""
    days = question.counted_days
    return tuple(
        max(
            (
                report
                for report in reports
                if report.confirmed
                and (report.clause, report.ask) == (question.indicator.id, ask.id)
                and days.first <= report.on <= days.last
            ),
            key=lambda report: report.on,
            default=None,
        )
        for ask in question.indicator.asks
    )


def reported_status(question: Question, reports: Sequence[Report]) -> Status:
    """Where the figures stand against the clause in its window."""
    found = latest(question, reports)
    if any(report is None for report in found):
        return Status.NOT_ASSESSABLE
    pairs = [(ask, report.figure) for ask, report in zip(question.indicator.asks, found, strict=True) if report]
    limits = [pair for pair in pairs if pair[0].compare is Compare.AT_MOST]
    if not all(fulfilled(ask, figure) for ask, figure in limits):
        return _missed(question.indicator)
    if all(fulfilled(ask, figure) for ask, figure in pairs):
        return Status.ON_PACE if limits and not question.closed else Status.MET
    if question.closed:
        return _missed(question.indicator)
    return Status.ON_PACE if all(_on_pace(question, ask, figure) for ask, figure in pairs) else Status.BEHIND


def fulfilled(ask: Ask, figure: Fraction) -> bool:
    """Whether a figure is what the clause asks for."""
    match ask.compare:
        case Compare.AT_LEAST:
            return figure >= ask.figure
        case Compare.MORE_THAN:
            return figure > ask.figure
        case Compare.AT_MOST:
            return figure <= ask.figure
        case Compare.EXACTLY:
            return figure == ask.figure


def _on_pace(question: Question, ask: Ask, figure: Fraction) -> bool:
    if ask.compare in (Compare.AT_MOST, Compare.EXACTLY):
        return fulfilled(ask, figure)
    window = question.window
    return figure * window.days >= ask.figure * window.elapsed(question.as_of)


def _missed(indicator: Indicator) -> Status:
    return Status.BELOW_GENERAL if indicator.strength in SOFT else Status.UNMET
