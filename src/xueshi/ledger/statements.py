"""What is handed to the ledger: facts as their sources state them, and the lines that crediting rules make of them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NamedTuple

from xueshi.kernel.units import Credit, HalfDays, credit_text, days_text
from xueshi.rules.facts import Form, OrganiserLevel

MEMBER_BOOK = "member"


@lru_cache(65_536)
def _moment(value: datetime | None) -> str:
    return "" if value is None else value.astimezone(UTC).isoformat()


class Fact(NamedTuple):
    """A participation as its source states it; ``record`` is the source's own number for it, once for ever."""

    source: str
    record: str
    person: int
    title: str
    form: Form
    first_day: date
    last_day: date
    started_at: datetime | None = None
    ended_at: datetime | None = None
    organiser: str = ""
    level: OrganiserLevel = OrganiserLevel.GRASSROOTS
    credit: Credit | None = None
    half_days: HalfDays | None = None
    topics: tuple[tuple[int, int], ...] = ()
    """Basic tasks with their weights in percent."""
    theory: int = 0
    """The share of innovative theory in hundredths of a percent."""
    mark: str = ""
    evidence: str = ""
    institution: str = ""
    remark: str = ""

    def body_sha256(self) -> str:
        """SHA-256 over everything that the fact says."""
        started, ended = _moment(self.started_at), _moment(self.ended_at)
        said = (*self[:7], started, ended, *self[9:])
        return hashlib.sha256("\x1f".join(map(str, said)).encode()).hexdigest()

    def words(self) -> str:
        """The fact in short, for a refusal."""
        credit = credit_text(self.credit) if self.credit is not None else "-"
        days = days_text(self.half_days) if self.half_days is not None else "-"
        return f"{self.title} {self.first_day}–{self.last_day} {self.form} {credit}/{days}"


class Line(NamedTuple):
    """What a crediting rule makes of a fact in one book for days of one calendar year."""

    day: date
    last_day: date
    form: Form
    level: OrganiserLevel
    credit: Credit
    half_days: HalfDays
    theory: Credit
    rule: str
    rule_version: str
    book: str = MEMBER_BOOK
    topics: tuple[tuple[int, int], ...] = ()
    """Hundredths of a credit hour by basic task."""


Item = tuple[Fact, Sequence[Line]]
