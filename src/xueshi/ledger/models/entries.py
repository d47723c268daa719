"""The ledger: facts of participation, and what crediting rules make of them. Both are written once; the database refuses changes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xueshi.people.models import Person


class Participation(models.Model):
    """A fact: this person took part in this, then and there, on this evidence."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="participations")
    title = models.CharField(max_length=300)
    form = models.CharField(max_length=3)
    """F1 to F8 and F6S, see :class:`xueshi.rules.facts.Form`, as the source says it."""
    organiser = models.CharField(max_length=200, blank=True)
    organiser_level = models.PositiveSmallIntegerField()
    institution = models.CharField(max_length=200, blank=True)
    """培训机构"""
    started_at = models.DateTimeField(null=True)
    """UTC; None without a clock time."""
    ended_at = models.DateTimeField(null=True)
    first_day = models.DateField()
    """The local day."""
    last_day = models.DateField()
    has_clock = models.BooleanField(default=False)
    stated_credit = models.IntegerField(null=True)
    """Hundredths of a credit hour as the source states them."""
    stated_half_days = models.IntegerField(null=True)
    topics = models.JSONField(default=dict)
    """Weight in percent by basic task."""
    theory_share = models.PositiveSmallIntegerField(default=0)
    """Hundredths of a percent of the content that is the Party's innovative theory."""
    mark = models.CharField(max_length=40, blank=True)
    evidence = models.CharField(max_length=300, blank=True)
    remark = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=60)
    """The system or unit that keeps the record."""
    record = models.CharField(max_length=120)
    """The number of the record there; once for ever together with the source."""
    body_sha256 = models.CharField(max_length=64)
    batch = models.CharField(max_length=40)
    """The job, upload or other act that brought it."""
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField()
    shard = models.BigIntegerField(default=0)
    """The organisation whose chain of blocks seals it, see :mod:`xueshi.ledger.shards`."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "record"], name="ledger_participation_source_key"),
            models.CheckConstraint(condition=Q(first_day__lte=models.F("last_day")), name="ledger_participation_days"),
        ]

    def __str__(self) -> str:
        return f"{self.source}/{self.record}"


class Book(models.TextChoices):
    """Books are kept side by side and never added up together."""

    MEMBER = "member", _("member plan")
    CADRE = "cadre", _("cadre plan")
    CONTINUING = "continuing", _("continuing education")


class Posting(models.Model):
    """What a crediting rule makes of a participation in one book for days of one calendar year; a counter-entry names what it reverses."""

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="postings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="postings", db_index=False)
    book = models.CharField(max_length=12, choices=Book.choices)
    day = models.DateField()
    last_day = models.DateField()
    form = models.CharField(max_length=3)
    """The form under which it counts, which may differ from the form stated."""
    level = models.PositiveSmallIntegerField()
    credit = models.IntegerField()
    """Hundredths of a credit hour."""
    half_days = models.IntegerField()
    theory = models.IntegerField()
    """Hundredths of a credit hour on the Party's innovative theory."""
    topics = models.JSONField(default=dict)
    """Hundredths of a credit hour by basic task; they add up to the credit, or the task is not stated."""
    rule = models.CharField(max_length=40)
    rule_version = models.CharField(max_length=20)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    reason = models.CharField(max_length=200, blank=True)
    batch = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField()
    shard = models.BigIntegerField(default=0)
    """The organisation whose chain of blocks seals it, see :mod:`xueshi.ledger.shards`."""

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "book", "day"], name="ledger_posting_of_person")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reverses=None, credit__gte=0, half_days__gte=0, theory__gte=0)
                | Q(reverses__isnull=False, credit__lte=0, half_days__lte=0, theory__lte=0),
                name="ledger_posting_sign",
            ),
        ]
