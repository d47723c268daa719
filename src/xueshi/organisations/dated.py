"""Rows with two kinds of time: when a state holds, and when that was known.

A state holds from ``valid_from`` until ``valid_to``, the first day on which it no longer holds. Nothing is overwritten: what turns
out otherwise is superseded by a new row, and both stay.
"""

from __future__ import annotations

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
