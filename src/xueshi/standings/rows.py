"""What lists show: one organisation or one person against one question, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from xueshi.kernel.units import Credit, HalfDays
from xueshi.kernel.windows import Window
from xueshi.ledger.models import Participation
from xueshi.organisations.models import Organisation
from xueshi.rules.explain import gap
from xueshi.rules.judge import verdict
from xueshi.rules.model import Choice, Words
from xueshi.rules.questions import Question
from xueshi.rules.verdicts import Amounts, Standing, Status
from xueshi.standings.models import Determination, OrganisationStanding

COUNTED = tuple(status for status in Status if status is not Status.NOT_APPLICABLE)

Share = tuple[int, int]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """An organisation with the counts of its members and of everything below it."""

    unit: Organisation
    standing: Standing

    @property
    def counts(self) -> Mapping[Status, int]:
        """Members by status."""
        return self.standing.counts

    @property
    def status(self) -> Status | None:
        """The status of the organisation itself, where the clause obliges organisations."""
        return self.standing.status

    @property
    def met(self) -> Share:
        """Who met it of the assessable."""
        return (self.counts[Status.MET], self.standing.assessable)

    @property
    def on_track(self) -> Share:
        """Who met it or keeps pace, of the assessable."""
        return (self.counts[Status.MET] + self.counts[Status.ON_PACE], self.standing.assessable)

    @property
    def content(self) -> Share:
        """Numerator and denominator that the clause itself looks at: of a share clause the theory credit of all credit."""
        return self.standing.share

    @property
    def rank(self) -> tuple[bool, Fraction, str]:
        """Sorts the organisations that lag most first; those without anybody to assess come last."""
        part, whole = self.on_track
        return (whole == 0, Fraction(part, whole or 1), self.unit.path)


def unit_row(row: OrganisationStanding) -> UnitRow:
    """The row of a stored standing, whose organisation is loaded with it."""
    counts: dict[Status, int] = {status: int(getattr(row, status.value)) for status in COUNTED}
    standing = Standing(
        org=row.organisation.full_name,
        clause=row.clause,
        window=Window(row.window_first, row.window_last),
        status=Status(row.status) if row.status else None,
        counts=counts,
        share=(row.share_part, row.share_whole),
    )
    return UnitRow(row.organisation, standing)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Where one person stood against a question, and what is still missing."""

    stored: Determination
    gap: Words | None


def person_row(row: Determination, question: Question) -> PersonRow:
    """The row of a stored determination of that question."""
    has = Amounts(Credit(row.credit), HalfDays(row.half_days), Credit(row.theory), row.count)
    return PersonRow(row, gap(verdict(question, Status(row.status), has)))


@dataclass(frozen=True, slots=True)
class CaseRow:
    """Two dispatches of one person for somebody to look at."""

    kind: Words
    first: Participation
    second: Participation


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """A local choice with the option in force."""

    choice: Choice
    option: str

    @property
    def words(self) -> Words:
        """The option in words."""
        return self.choice.options[self.option]

    @property
    def recommended(self) -> bool:
        """Whether the option is the recommended one."""
        return self.option == self.choice.default


def person_rows(found: Iterable[Determination], question: Question) -> list[PersonRow]:
    """The people found, each with what is missing."""
    return [person_row(row, question) for row in found]
