"""The crediting rules of one office or regime, frozen: which activities count, how much each gives, and what caps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from xueshi.kernel.units import Credit
from xueshi.kernel.windows import Span
from xueshi.rules.crediting.facts import Activity, Quantity
from xueshi.rules.facts import OrganiserLevel
from xueshi.rules.model import Words


class Book(StrEnum):
    """The account that credit is posted to; books are never summed together."""

    MEMBER = "member"
    """党员教育培训: the plan for members."""
    CADRE = "cadre"
    """干部教育培训: the plan for cadres."""
    CONTINUING = "continuing"
    """继续教育: continuing education of a profession."""


class Measure(StrEnum):
    """By what an activity is measured; credit hours and days are never made of each other."""

    MINUTES = "minutes"
    HOURS = "hours"
    HALF_DAYS = "half_days"
    DAYS = "days"
    SESSIONS = "sessions"
    ITEMS = "items"
    TEACHING_HOURS = "teaching_hours"

    @property
    def quantity(self) -> Quantity:
        """What of the activity is measured."""
        return _QUANTITIES[self][0]

    @property
    def size(self) -> int:
        """How much of the quantity makes one of the measure: 60 minutes an hour, 2 half-days a day."""
        return _QUANTITIES[self][1]


_QUANTITIES: Mapping[Measure, tuple[Quantity, int]] = {
    Measure.MINUTES: (Quantity.MINUTES, 1),
    Measure.HOURS: (Quantity.MINUTES, 60),
    Measure.HALF_DAYS: (Quantity.HALF_DAYS, 1),
    Measure.DAYS: (Quantity.HALF_DAYS, 2),
    Measure.SESSIONS: (Quantity.SESSIONS, 1),
    Measure.ITEMS: (Quantity.ITEMS, 1),
    Measure.TEACHING_HOURS: (Quantity.TEACHING_HOURS, 1),
}


@dataclass(frozen=True, slots=True)
class Interval:
    """A range of a quantity with stated ends; ``high`` None is without end."""

    low: int
    high: int | None
    low_in: bool
    high_in: bool

    def holds(self, value: int) -> bool:
        """Whether the value lies in the range."""
        above = value >= self.low if self.low_in else value > self.low
        if self.high is None:
            return above
        return above and (value <= self.high if self.high_in else value < self.high)

    def overlaps(self, other: Interval) -> bool:
        """Whether some value lies in both ranges."""
        first, second = sorted((self, other), key=lambda one: (one.low, not one.low_in))
        if first.high is None or first.high > second.low:
            return True
        return first.high == second.low and first.high_in and second.low_in


@dataclass(frozen=True, slots=True)
class Step:
    """What a range of a quantity is worth."""

    within: Interval
    credit: Credit


class Rounding(StrEnum):
    """Which way credit goes that is no multiple of the quantum."""

    DOWN = "down"
    HALF_UP = "half_up"
    UP = "up"


@dataclass(frozen=True, slots=True)
class ByPortion:
    """So much credit for every portion of a measure; ``every`` counts the quantity.

    What whole portions leave over gives nothing, or its share (``proportional``), or what ``parts`` say; a part that no step
    holds is a matter for a person.
    """

    quantity: Quantity
    every: int
    credit: Credit
    proportional: bool = False
    quantum: Credit = Credit(1)
    rounding: Rounding = Rounding.DOWN
    parts: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class BySteps:
    """What the whole quantity is worth; a quantity that no step holds is a matter for a person."""

    quantity: Quantity
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Flat:
    """A fixed value, in equal parts over so many calendar years from that of the last day on."""

    credit: Credit
    years: int = 1


@dataclass(frozen=True, slots=True)
class ByLabel:
    """The value that the activity itself bears, such as the credit printed on a course."""


Gives = ByPortion | BySteps | Flat | ByLabel


class Years(StrEnum):
    """In which calendar year an activity counts that lies in two."""

    BY_DAYS = "by_days"
    """In proportion to its days."""
    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class When:
    """Which activities a rule speaks of."""

    kinds: frozenset[str]
    categories: frozenset[str] = frozenset()
    """Any of these; every category when empty."""
    level: OrganiserLevel | None = None
    """The lowest level of the organiser."""
    organised: bool | None = None
    stated: frozenset[Quantity] = frozenset()
    """Quantities of which at least one must be there."""

    def speaks_of(self, activity: Activity) -> bool:
        """Whether the rule speaks of the activity."""
        return (
            activity.kind in self.kinds
            and (not self.categories or activity.category in self.categories)
            and (self.level is None or activity.level >= self.level)
            and (self.organised is None or activity.organised is self.organised)
            and (not self.stated or any(activity.quantity(one) for one in self.stated))
        )


@dataclass(frozen=True, slots=True)
class Needs:
    """What an activity needs so that it counts at all."""

    completed: bool = False
    recognised: bool = False
    """Accepted by the authority that the clause names."""
    mark: int | None = None
    """The lowest mark of its test."""
    evidence: frozenset[str] = frozenset()
    at_least: Mapping[Quantity, int] | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One clause: what it speaks of, what that needs, and what it gives; ``gives`` None counts for nothing."""

    id: str
    title: Words
    clause: str
    when: When
    needs: Needs
    gives: Gives | None
    adds: bool = False
    """True for credit on top of what another rule gives."""
    years: Years = Years.BY_DAYS
    days: bool = False
    """Whether its half-days count as days of the book, beside the credit."""


class Per(StrEnum):
    """Over what a cap runs."""

    ITEM = "item"
    CLASS = "class"
    CATEGORY = "category"
    DAY = "day"
    YEAR = "year"
    CYCLE = "cycle"
    EVER = "ever"


@dataclass(frozen=True, slots=True)
class Cap:
    """At most so much credit; what lies above is shown, never dropped.

    ``carry`` of the overflow of a year counts in the next one, under that year's caps.
    """

    id: str
    clause: str
    per: Per
    credit: Credit
    kinds: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    carry: Credit = Credit(0)

    def binds(self, activity: Activity) -> bool:
        """Whether the cap binds the activity."""
        return (not self.kinds or activity.kind in self.kinds) and (
            not self.categories or activity.category in self.categories
        )


@dataclass(frozen=True, slots=True)
class Cycle:
    """Periods of whole years, one after the other, the first of which begins with that year."""

    first: int
    years: int

    def of(self, day: date) -> int:
        """The first year of the cycle that a day lies in."""
        return self.first + (day.year - self.first) // self.years * self.years


@dataclass(frozen=True, slots=True)
class CreditCase:
    """Activities of one person beside what they must be given: credit in hundredths, or the name of another outcome."""

    activities: tuple[Activity, ...]
    outcome: str
    credit: Credit
    over: Credit
    by_year: Mapping[int, Credit]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules of one book, in force for a span of days, tied to the text they come from."""

    id: str
    title: Words
    version: str
    sha256: str
    book: Book
    source: Words
    force: Span
    rules: tuple[Rule, ...]
    caps: tuple[Cap, ...]
    cycle: Cycle | None
    cases: tuple[CreditCase, ...]
