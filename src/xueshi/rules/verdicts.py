"""What a judgement says: a status and the exact amounts behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from xueshi.kernel.units import NO_CREDIT, NO_HALF_DAYS, Credit, HalfDays
from xueshi.kernel.windows import Window


class Status(StrEnum):
    """Where someone stands against one clause in one window."""

    MET = "met"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    UNMET = "unmet"
    BELOW_GENERAL = "below_general"
    EXEMPT = "exempt"
    DELEGATED = "delegated"
    NOT_ASSESSABLE = "not_assessable"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Amounts:
    """What a person or organisation has: credit and half-days stand side by side and are never converted."""

    credit: Credit = NO_CREDIT
    half_days: HalfDays = NO_HALF_DAYS
    theory: Credit = NO_CREDIT
    count: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of one clause in one window."""

    clause: str
    window: Window
    reference: date
    status: Status
    has: Amounts
    needs: tuple[Amounts, ...]
    short: tuple[Amounts, ...]
    """What is missing for each alternative of ``needs``, in the same order; empty when nothing is owed."""


def obliged(counts: Mapping[Status, int]) -> int:
    """Everyone counted without exempt and delegated persons."""
    return sum(counts.values()) - counts.get(Status.EXEMPT, 0) - counts.get(Status.DELEGATED, 0)


def assessable(counts: Mapping[Status, int]) -> int:
    """The obliged without those who cannot be assessed yet."""
    return obliged(counts) - counts.get(Status.NOT_ASSESSABLE, 0)


@dataclass(frozen=True, slots=True)
class Standing:
    """How the members of one organisation and of everything below it stand against one clause in one window.

    ``population`` counts everyone to whom the clause applies; the counts by status add up to it.
    """

    org: str
    clause: str
    window: Window
    status: Status | None
    """The organisation's own status where the clause obliges organisations (I01, I05); else None."""
    counts: Mapping[Status, int]
    share: tuple[int, int]
    """Numerator and denominator: who met it of the assessable, or theory credit of counted credit."""

    @property
    def population(self) -> int:
        """Everyone to whom the clause applies, exempt and delegated persons included."""
        return sum(self.counts.values())

    @property
    def obliged(self) -> int:
        """The population without exempt and delegated persons."""
        return obliged(self.counts)

    @property
    def assessable(self) -> int:
        """The obliged without those who cannot be assessed yet."""
        return assessable(self.counts)
