"""From counts by branch to counts for every organisation above it; children add up to the parent by construction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from xueshi.kernel.paths import OrgPath
from xueshi.rules.model import Kind
from xueshi.rules.questions import Question
from xueshi.rules.verdicts import Standing, Status, assessable

COUNTED = tuple(status for status in Status if status is not Status.NOT_APPLICABLE)
"""Statuses of those to whom a clause applies."""

_NONE: dict[Status, int] = dict.fromkeys(COUNTED, 0)
_UNJUDGED = (Status.NOT_APPLICABLE, Status.DELEGATED)
"""Statuses whose credit stays out of an organisation's share."""


class Group(NamedTuple):
    """The members of one organisation who have one status, with their credit and theory credit."""

    org: OrgPath
    status: Status
    members: int
    credit: int
    theory: int


@dataclass(slots=True)
class Tally:
    """Members of one organisation and of everything below it by status, and the credit and theory credit of those judged."""

    counts: dict[Status, int] = field(default_factory=_NONE.copy)
    credit: int = 0
    theory: int = 0


def rolled_up(
    question: Question, groups: Iterable[Group], above: Callable[[OrgPath], Sequence[OrgPath]]
) -> list[Standing]:
    """The standing of every organisation in path order; ``above`` gives an organisation and those above it."""
    totals: dict[OrgPath, Tally] = {}
    for org, status, members, credit, theory in groups:
        counted, judged = status in _NONE, status not in _UNJUDGED
        for path in above(org):
            tally = totals.get(path)
            if tally is None:
                tally = totals[path] = Tally()
            if counted:
                tally.counts[status] += members
            if judged:
                tally.credit += credit
                tally.theory += theory
    return [standing(question, path, totals[path]) for path in sorted(totals)]


def standing(question: Question, org: OrgPath, tally: Tally) -> Standing:
    """The standing that a tally means."""
    people = (tally.counts[Status.MET], assessable(tally.counts))
    share = (tally.theory, tally.credit) if question.indicator.kind is Kind.SHARE else people
    status = _own_status(question, share) if question.indicator.obliges_organisation else None
    return Standing(org, question.indicator.id, question.window, status, tally.counts, share)


def _own_status(question: Question, share: tuple[int, int]) -> Status:
    part, whole = share
    if whole == 0:
        return Status.NOT_ASSESSABLE
    bar = question.indicator.share
    if bar is not None:
        enough = part * bar.denominator >= whole * bar.numerator
        if question.closed:
            return Status.MET if enough else Status.UNMET
        return Status.ON_PACE if enough else Status.BEHIND
    if part == whole:
        return Status.MET
    if question.closed:
        return Status.UNMET
    on_pace = part * question.window.days >= whole * question.window.elapsed(question.as_of)
    return Status.ON_PACE if on_pace else Status.BEHIND
