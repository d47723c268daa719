"""Acts that wait for a second person."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from xueshi.access.models.account import Account
from xueshi.kernel.ids import random_number


class Approval(models.Model):
    """One dangerous act of one account, shown to and decided by another; it serves for one act and then is used."""

    number = models.CharField(max_length=16, unique=True, default=random_number, editable=False)
    kind = models.CharField(max_length=40)
    """What is to be done: ``import``, ``export``."""
    thing = models.CharField(max_length=64)
    """What it is done to: a number or a hash that stands for exactly these data."""
    path = models.CharField(max_length=200, blank=True)
    """The organisation whose officers may decide; empty for everywhere."""
    facts = models.JSONField(default=dict)
    """What the second person is shown; names are message ids."""
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="approvals_asked")
    asked_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="approvals_decided")
    decided_at = models.DateTimeField(null=True)
    granted = models.BooleanField(null=True)
    """None until somebody has decided."""
    reason = models.CharField(max_length=200, blank=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["kind", "thing"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("asked_by")), name="access_approval_second_person"
            ),
            models.CheckConstraint(
                condition=Q(granted=None, decided_by=None, decided_at=None)
                | Q(granted__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
                name="access_approval_decided_whole",
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether it can still be decided or used."""
        return self.used_at is None and self.granted is not False and timezone.now() < self.expires_at
