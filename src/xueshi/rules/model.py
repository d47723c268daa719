"""The frozen rule model: a pack is a period, local choices and indicators with citation, state and cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from xueshi.kernel.errors import Lang
from xueshi.kernel.units import Credit, HalfDays
from xueshi.kernel.windows import Window
from xueshi.rules.facts import Form, OrganiserLevel
from xueshi.rules.verdicts import Amounts, Status

MEASURES = ("credit", "half_days", "theory", "count")
"""The amounts that ledger entries add up to."""


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in Chinese and English."""

    zh: str
    en: str

    def say(self, lang: Lang) -> str:
        """The words in one language."""
        return self.en if lang == "en" else self.zh


class State(StrEnum):
    """What the system does with a clause; every clause has exactly one state and, unless judged, a reason."""

    JUDGED = "judged"
    NEEDS_PARAMETER = "needs-parameter"
    NOT_MACHINE_CHECKABLE = "not-machine-checkable"
    PROVISIONAL = "provisional"
    UNRESOLVED = "unresolved"


class Kind(StrEnum):
    """What a judged clause asks for."""

    FLOOR = "floor"
    """At least so much per person; one of several alternatives is enough."""
    COVERAGE = "coverage"
    """Every person of the organisation at least so often."""
    SHARE = "share"
    """At least such a part of the credit of the organisation."""
    CASES = "cases"
    """Occurrences to be prevented, listed for a human."""
    RULE = "rule"
    """A definition, delegation, exemption or baseline that other clauses use."""
    DUTY = "duty"
    """A duty of an organisation or level that is not judged from hours."""
    REPORTED = "reported"
    """A figure that an office reports with its source, for things that the ledger does not know."""


class Strength(StrEnum):
    """How strongly the text binds."""

    MUST = "must"
    GENERALLY = "generally"
    """一般"""
    REGULARLY = "regularly"
    """定期"""
    MAINLY = "mainly"
    """主要"""
    PREVENT = "prevent"
    """防止"""
    ABOUT = "about"
    """左右"""
    AIMED = "aimed"
    """争取、努力、逐步、推行"""
    DUTY = "duty"
    """A duty without a number."""


class Who(StrEnum):
    """To whom a judged clause applies."""

    MEMBER = "member"
    SECRETARY = "secretary"


class Every(StrEnum):
    """The window in which a requirement has to be fulfilled."""

    PLAN_PERIOD = "plan_period"
    CALENDAR_YEAR = "calendar_year"


class Subject(StrEnum):
    """Who answers for a reported figure."""

    NATION = "nation"
    AREA = "area"
    """A region or department with what belongs to it."""
    ORGANISATION = "organisation"
    INSTITUTION = "institution"
    """A training institution."""


class Compare(StrEnum):
    """How a reported figure must stand to the one of the clause."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    EXACTLY = "exactly"


@dataclass(frozen=True, slots=True)
class Ask:
    """One figure that an office reports: what is counted, and how much of it the clause wants.

    A share is reported as a part and a whole; its figure is a fraction of 1.
    """

    id: str
    """Tells the figures of one clause apart; empty where there is one."""
    unit: Words
    compare: Compare
    figure: Fraction
    share: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """Where the clause stands: document, clause, and a short exact fragment of the source."""

    document: str
    clause: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Counts:
    """Which ledger entries count: their forms and, where the clause says so, the lowest level of the organiser."""

    forms: frozenset[Form]
    level: OrganiserLevel | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """The facts of a case beside a clause, and the status that they must lead to."""

    on: date
    credit: Credit
    half_days: HalfDays
    theory: Credit
    form: Form
    level: OrganiserLevel
    tags: frozenset[str]
    status: Status


@dataclass(frozen=True, slots=True)
class ReportedCase:
    """Reported figures beside a clause, one for each ask, and the status that they must lead to."""

    on: date
    figures: tuple[Fraction, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class Indicator:
    """One quantitative clause of a document."""

    id: str
    title: Words
    cite: Citation
    state: State
    kind: Kind
    strength: Strength
    reason: Words | None = None
    """Why the clause is not judged; None when it is."""
    who: Who = Who.MEMBER
    obliges_organisation: bool = False
    every: Every = Every.PLAN_PERIOD
    counts: Counts | None = None
    any_of: tuple[Amounts, ...] = ()
    share: Fraction | None = None
    delegates_cadres: bool = False
    exempts: bool = False
    newcomer_months: int = 0
    """Members admitted so few months before the reference day are shown apart (AM-14); 0 judges them like everyone."""
    full_members_only: bool = False
    """Choice AM-15: probationary members stay out until they are full members."""
    choices: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    """The figures of the clause as the source prints them, proved against the anchor or the clause's sentence."""
    cases: tuple[Given, ...] = ()
    subject: Subject = Subject.ORGANISATION
    asks: tuple[Ask, ...] = ()
    """The figures of a reported clause; all of them must be there."""
    by: date | None = None
    """The last day of a deadline; None where the window says it."""
    reports: tuple[ReportedCase, ...] = ()

    @property
    def measures(self) -> tuple[str, ...]:
        """The names of the :class:`Amounts` that decide the clause."""
        if self.share is not None:
            return ("credit", "theory")
        return tuple(name for name in MEASURES if any(getattr(need, name) for need in self.any_of))


@dataclass(frozen=True, slots=True)
class Choice:
    """What the text leaves open (AM-01..48): a named, dated local setting with its options and default."""

    id: str
    question: Words
    cite: str
    options: Mapping[str, Words]
    default: str
    decided_on: date


@dataclass(frozen=True, slots=True)
class Pack:
    """A plan as code, with the choices in force."""

    id: str
    title: Words
    version: str
    sha256: str
    period: Window
    documents: Mapping[str, Words]
    indicators: tuple[Indicator, ...]
    choices: tuple[Choice, ...]
    settings: Mapping[str, str]
    """The chosen option of every choice, defaults included."""

    def indicator(self, name: str) -> Indicator:
        """The indicator of that id."""
        return next(indicator for indicator in self.indicators if indicator.id == name)
