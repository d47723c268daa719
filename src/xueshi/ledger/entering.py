"""Credited rows of a register as the facts and lines that the ledger takes."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings

from xueshi.kernel.actors import Actor, Right
from xueshi.ledger.crediting import Taken
from xueshi.ledger.register import RegisterRow
from xueshi.ledger.statements import Fact, Item, Line
from xueshi.organisations.models import Organisation
from xueshi.rules.facts import Entry, OrganiserLevel
from xueshi.rules.model import Pack

LOCAL = ZoneInfo(settings.TIME_ZONE)


def items_of(
    rows: Iterable[Taken],
    people: Mapping[str, int],
    pack: Pack,
    by: Actor,
    rows_of: dict[str, RegisterRow],
    *,
    evidence: str = "",
) -> list[Item]:
    """Rows as facts and lines; ``rows_of`` learns which row has each record."""
    source = source_of(by)
    seen: Counter[str] = Counter()
    items: list[Item] = []
    for one in rows:
        record = one.row.record or _content(one, seen)
        rows_of[record] = one.row
        fact = _fact(one, source, record, people[one.number])._replace(evidence=evidence)
        items.append((fact, [_line(entry, fact, pack) for entry in one.entries]))
    return items


def source_of(by: Actor) -> str:
    """Who keeps the record numbers of a register: the office at the top of the actor's scope."""
    scopes = by.scopes(Right.IMPORT)
    top = Organisation.objects.filter(path__in=scopes).order_by("path").first()
    return f"register@{top.number}" if top else "register"


def _content(one: Taken, seen: Counter[str]) -> str:
    """A record number for a row without one: from what it says, counted where rows say the same."""
    said = hashlib.sha256(repr((one.number, one.row.content)).encode()).hexdigest()[:32]
    seen[said] += 1
    return f"content:{said}:{seen[said]}"


def _fact(one: Taken, source: str, record: str, person: int) -> Fact:
    row, slot = one.row, one.slot
    clock = slot.minutes is not None
    return Fact(
        source=source,
        record=record,
        person=person,
        title=row.title,
        form=row.form,
        first_day=slot.first,
        last_day=slot.last,
        started_at=slot.start.replace(tzinfo=LOCAL) if clock else None,
        ended_at=slot.end.replace(tzinfo=LOCAL) if clock else None,
        organiser=row.organiser or "",
        level=row.level or OrganiserLevel.GRASSROOTS,
        credit=row.credit,
        half_days=row.half_days,
        topics=row.topics or (),
        theory=row.theory or 0,
        institution=row.institution or "",
        remark=row.remark or "",
    )


def _line(entry: Entry, fact: Fact, pack: Pack) -> Line:
    return Line(
        day=entry.day,
        last_day=entry.last_day,
        form=entry.form,
        level=entry.level,
        credit=entry.credit,
        half_days=entry.half_days,
        theory=entry.theory,
        rule=pack.id,
        rule_version=pack.version,
        topics=shared(entry.credit, fact.topics),
    )


@lru_cache(65_536)
def shared(credit: int, topics: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Credit divided by weights in percent; what rounding leaves goes to the first topics, so the parts add up.

    >>> shared(100, ((1, 33), (2, 33), (3, 34)))
    ((1, 33), (2, 33), (3, 34))
    >>> shared(1, ((1, 50), (2, 50)))
    ((1, 1), (2, 0))
    """
    parts = [credit * weight // 100 for _, weight in topics]
    left = credit - sum(parts)
    return tuple(
        (task, part + (place < left)) for place, ((task, _), part) in enumerate(zip(topics, parts, strict=True))
    )
