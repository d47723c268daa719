"""From counts by branch to counts for every organisation above it; children add up to the parent by construction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from xueshi.kernel.paths import OrgPath, lineage
from xueshi.rules.model import Kind
from xueshi.rules.questions import Question
from xueshi.rules.verdicts import Standing, Status, assessable

UNJUDGED = (Status.NOT_APPLICABLE, Status.DELEGATED)
"""Statuses whose credit stays out of an organisation's share."""

COUNTED = tuple(status for status in Status if status is not Status.NOT_APPLICABLE)
"""Statuses of those to whom a clause applies."""


@dataclass(slots=True)
class Tally:
    """Members of one organisation by status, and the credit and theory credit of those judged."""

    counts: Counter[Status] = field(default_factory=Counter)
    credit: int = 0
    theory: int = 0

    def add(self, other: Tally) -> None:
        """Take in the members of another organisation."""
        for status, count in other.counts.items():
            self.counts[status] += count
        self.credit += other.credit
        self.theory += other.theory


def rolled_up(question: Question, by_branch: Mapping[OrgPath, Tally]) -> Iterable[Standing]:
    """The standing of every organisation named in a path, in path order."""
    totals: dict[OrgPath, Tally] = defaultdict(Tally)
    for path, tally in by_branch.items():
        for org in lineage(path):
            totals[org].add(tally)
    return [standing(question, org, totals[org]) for org in sorted(totals)]


def standing(question: Question, org: OrgPath, tally: Tally) -> Standing:
    """The standing that a tally means."""
    counts: dict[Status, int] = {status: tally.counts[status] for status in COUNTED}
    people = (counts[Status.MET], assessable(counts))
    share = (tally.theory, tally.credit) if question.indicator.kind is Kind.SHARE else people
    status = _own_status(question, share) if question.indicator.obliges_organisation else None
    return Standing(org, question.indicator.id, question.window, status, counts, share)


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
