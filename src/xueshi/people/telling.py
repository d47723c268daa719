"""The dated states of a person in words: which kinds there are, and what each row says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from xueshi.people.models import (
    Affiliation,
    CadreStanding,
    Exemption,
    Floating,
    Membership,
    Office,
    Person,
    PersonDated,
    Subject,
    SubstituteApproval,
    Tag,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of dated state: its rows, what is read with them, and what one row says."""

    model: type[PersonDated]
    words: Callable[[Any], str]
    related: tuple[str, ...] = ()


def office_words(row: Office) -> str:
    """Where somebody holds which office."""
    return f"{row.organisation.name} {row.get_kind_display()}" if row.organisation else str(row.get_kind_display())


def rank_words(row: CadreStanding) -> str:
    """The rank in the words of the source, else the level and grade that are recorded."""
    parts = (row.get_level_display(), row.get_grade_display())
    return row.rank or "、".join(str(part) for part in parts if part)


def stay_words(row: Floating) -> str:
    """Where somebody is, and how far both ends have come."""
    where = row.host.name if row.host else row.host_text
    return f"{where}（{row.stage_words}）" if where else row.stage_words


KINDS: Mapping[Subject, Kind] = {
    Subject.MEMBERSHIP: Kind(Membership, lambda row: str(row.get_standing_display())),
    Subject.AFFILIATION: Kind(Affiliation, lambda row: str(row.organisation.full_name), ("organisation",)),
    Subject.OFFICE: Kind(Office, office_words, ("organisation",)),
    Subject.CADRE: Kind(CadreStanding, rank_words),
    Subject.TAG: Kind(Tag, lambda row: f"{row.get_kind_display()}（{row.basis}）"),
    Subject.EXEMPTION: Kind(Exemption, lambda row: str(row.get_reason_display())),
    Subject.SUBSTITUTE: Kind(SubstituteApproval, lambda row: str(row.decided_by)),
    Subject.FLOATING: Kind(Floating, stay_words, ("host",)),
}
"""Every kind, in the order in which pages show them."""


def rows_of(person: Person, subject: Subject, known: datetime | None = None) -> list[PersonDated]:
    """The states of one kind as known at a moment, by default now, in the order of their days."""
    rows = KINDS[subject].model.objects.known(known).filter(person=person)
    return list(rows.select_related(*KINDS[subject].related).order_by("valid_from", "pk"))


def told(subject: Subject, row: PersonDated) -> str:
    """What one row says."""
    return KINDS[subject].words(row)
