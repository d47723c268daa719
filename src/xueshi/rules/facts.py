"""What a judgement is made from: one person's dated standing and the credited entries of that person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import NamedTuple

from xueshi.kernel.paths import OrgPath
from xueshi.kernel.units import Credit, HalfDays
from xueshi.kernel.windows import Span


class Form(StrEnum):
    """Forms of study as QA24 answer 2 names them; which of them count is for each clause to say."""

    F1 = "F1"
    """脱产培训: chosen and sent by the organisation, gathered at a Party school, base or other place."""
    F2 = "F2"
    """党委（党组）理论学习中心组学习: centre-group study."""
    F3 = "F3"
    """结合“三会一课”主题党日开展的学习研讨: the study part of branch meetings and theme days."""
    F4 = "F4"
    """由组织安排的专题讲座、报告会: lectures and report meetings arranged by the organisation."""
    F5 = "F5"
    """集体组织的线上培训: online training organised collectively."""
    F6 = "F6"
    """个人网络学习: individual online study; not in the list of QA24."""
    F6S = "F6S"
    """线上培训（难以参加线下调训的党员）: individual online study under a dated substitute approval."""
    F7 = "F7"
    """个人自学: self-study and reading."""
    F8 = "F8"
    """党内集中教育: in-Party campaign; its own classes and lectures count under their own form."""


class OrganiserLevel(IntEnum):
    """主办单位层级: the level of the body that holds the training, or commissions it (AM-18)."""

    GRASSROOTS = 1
    TOWNSHIP = 2
    COUNTY = 3
    PREFECTURE = 4
    PROVINCE = 5
    CENTRE = 6


@dataclass(frozen=True, slots=True)
class Affiliation:
    """组织关系: the organisation that answers for the member during the span."""

    org: OrgPath
    span: Span


@dataclass(frozen=True, slots=True)
class Person:
    """One member's dated standing; ``number`` is a random or local person number, never an identity number."""

    number: str
    affiliations: tuple[Affiliation, ...]
    admitted_on: date | None = None
    full_on: date | None = None
    secretary: tuple[Span, ...] = ()
    cadre: tuple[Span, ...] = ()
    exempt: tuple[Span, ...] = ()
    substitute: tuple[Span, ...] = ()

    def org_on(self, day: date) -> OrgPath | None:
        """The organisation that answers for the person on a day, or None."""
        for affiliation in self.affiliations:
            if affiliation.span.covers(day):
                return affiliation.org
        return None


class Entry(NamedTuple):
    """One credited line of the ledger: what one person has from one activity on days of one calendar year."""

    id: str
    day: date
    last_day: date
    form: Form
    level: OrganiserLevel
    credit: Credit
    half_days: HalfDays
    theory: Credit
    title: str = ""
    organiser: str = ""
