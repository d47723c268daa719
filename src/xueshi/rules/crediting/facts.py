"""What crediting rules look at: one activity of one person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from xueshi.kernel.units import Credit, HalfDays
from xueshi.rules.facts import OrganiserLevel


class Quantity(StrEnum):
    """What can be counted about an activity, each as a whole number."""

    MINUTES = "minutes"
    HALF_DAYS = "half_days"
    SESSIONS = "sessions"
    ITEMS = "items"
    TEACHING_HOURS = "teaching_hours"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided where the rules are silent."""

    credit: Credit
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity of one person from the first to the last day, with what is stated about it."""

    id: str
    kind: str
    """In the words of the rule set, such as ``lecture``."""
    first: date
    last: date
    quantities: Mapping[Quantity, int] = field(default_factory=dict)
    label: Credit | None = None
    """The credit that the activity itself bears."""
    category: str = ""
    in_class: str = ""
    """The class that it is a part of."""
    level: OrganiserLevel = OrganiserLevel.GRASSROOTS
    organised: bool = True
    """Arranged by an organisation, not chosen alone."""
    completed: bool = True
    recognised: bool = False
    mark: int | None = None
    evidence: frozenset[str] = frozenset()
    decision: Decision | None = None

    def quantity(self, one: Quantity) -> int:
        """So much of a quantity; 0 where none is stated."""
        return self.quantities.get(one, 0)

    @property
    def half_days(self) -> HalfDays:
        """The half-days that it lasted."""
        return HalfDays(self.quantity(Quantity.HALF_DAYS))

    @property
    def days(self) -> int:
        """The calendar days from the first to the last."""
        return (self.last - self.first).days + 1
