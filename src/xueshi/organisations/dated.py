"""Rows with two kinds of time: when a state holds, and when that was known.

A state holds from ``valid_from`` until ``valid_to``, the first day on which it no longer holds. Nothing is overwritten: what turns
out otherwise is superseded by a new row, and both stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar, Self, TypeVar, cast

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from xueshi.kernel.windows import BEGINNING, FOREVER, Span


class DatedQuerySet(models.QuerySet[Any]):
    """Rows as known at a moment and as valid on a day."""

    def known(self, at: datetime | None = None) -> Self:
        """What was known at a moment; by default what is known now."""
        if at is None:
            return self.filter(superseded_at=None)
        return self.filter(recorded_at__lte=at).filter(Q(superseded_at=None) | Q(superseded_at__gt=at))

    def on(self, day: date) -> Self:
        """What holds on a day."""
        return self.filter(valid_from__lte=day, valid_to__gt=day)


class Dated(models.Model):
    """A state of something, with the days on which it holds and the time at which that was recorded."""

    valid_from = models.DateField(default=BEGINNING)
    valid_to = models.DateField(default=FOREVER)
    recorded_at = models.DateTimeField(default=timezone.now)
    superseded_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.BigIntegerField()
    """The number of the account that recorded it."""

    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_from__lt=F("valid_to")), name="%(app_label)s_%(class)s_holds_some_day"
            ),
        ]

    @property
    def span(self) -> Span:
        """The days on which the state holds."""
        return Span(self.valid_from, self.valid_to)


Row = TypeVar("Row", bound=Dated)


@dataclass(slots=True)
class Writing:
    """What one change writes: the rows that it adds and supersedes, all at one moment by one account."""

    by: int
    at: datetime = field(default_factory=timezone.now)
    added: list[Dated] = field(default_factory=list)
    gone: list[Dated] = field(default_factory=list)

    def add(self, rows: Sequence[Dated]) -> None:
        """Record rows of one kind."""
        for row in rows:
            row.recorded_at, row.recorded_by, row.superseded_at = self.at, self.by, None
        if rows:
            self.added += type(rows[0]).objects.bulk_create(rows, batch_size=1000)

    def strike(self, rows: Sequence[Dated]) -> None:
        """Supersede rows of one kind; one that is superseded already raises ``ValueError``."""
        for start in range(0, len(rows), 500):
            keys = [row.pk for row in rows[start : start + 500]]
            if type(rows[0]).objects.known().filter(pk__in=keys).update(superseded_at=self.at) != len(keys):
                raise ValueError("a row is superseded already")
        self.gone += rows

    def change(self, rows: Sequence[Row], on: date, **values: object) -> list[Row]:
        """Let rows of one kind say otherwise from a day until they end, and return the rows that say so."""
        self.end(rows, on)
        changed = [copied(row, valid_from=max(on, row.valid_from), **values) for row in rows]
        self.add(changed)
        return changed

    def end(self, rows: Sequence[Dated], on: date) -> None:
        """Let rows of one kind hold no longer than until a day; those that begin on it or later fall away."""
        self.strike(rows)
        self.add([copied(row, valid_to=on) for row in rows if row.valid_from < on])


def copied(row: Row, **changes: object) -> Row:
    """A copy of a row with changes, not recorded yet."""
    fields = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    return type(row)(**fields | changes)


def replaced(row: Row, *, by: int, **changes: object) -> Row:
    """Supersede a row by a copy with changes, and return the copy.

    A row that has been superseded already is left alone and raises ``ValueError``.
    """
    withdraw(row)
    fields = [field.attname for field in row._meta.concrete_fields if not field.primary_key]
    copied = {name: getattr(row, name) for name in fields}
    copied.update(changes, recorded_at=timezone.now(), superseded_at=None, recorded_by=by)
    return cast(Row, type(row).objects.create(**copied))


def withdraw(row: Dated) -> None:
    """Supersede a row without a successor: what it says is no longer held to be true.

    A row that has been superseded already is left alone and raises ``ValueError``.
    """
    if not type(row).objects.known().filter(pk=row.pk).update(superseded_at=timezone.now()):
        raise ValueError("the row is superseded already")
