"""What was looked at in the half-yearly review of access."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from xueshi.access.models.account import Account, Appointment


class Confirmation(models.Model):
    """An appointment that somebody found still to be needed in one half-year."""

    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="confirmations")
    half = models.DateField()
    """The first day of the half-year."""
    confirmed_by = models.ForeignKey(Account, models.PROTECT, related_name="confirmations")
    confirmed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["appointment", "half"], name="access_confirmation_once"),
        ]
