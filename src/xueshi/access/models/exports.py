"""The register of exports: every file that leaves, for what, with what in it, and who took it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xueshi.access.models.account import Account
from xueshi.access.models.approvals import Approval
from xueshi.kernel.ids import random_number


class Purpose(models.TextChoices):
    """What a file may be exported for."""

    REPORTING = "reporting", _("reporting to the organisation above")
    FOLLOW_UP = "follow_up", _("following up who lags")
    PLANNING = "planning", _("planning of training")
    CORRECTION = "correction", _("checking and correcting data")
    INSPECTION = "inspection", _("inspection")
    ARCHIVE = "archive", _("archive")
    OWN_DATA = "own_data", _("request of the person concerned")
    AUDIT = "audit", _("audit")


class ExportRecord(models.Model):
    """One file that was asked for; it can be taken for some days after it was made."""

    number = models.CharField(max_length=16, unique=True, default=random_number, editable=False)
    kind = models.CharField(max_length=24)
    """A name in ``settings.XUESHI_EXPORTS``, or the kind of the job that made the file."""
    title = models.CharField(max_length=200)
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    note = models.CharField(max_length=200, blank=True)
    params = models.JSONField(default=dict)
    """What the exporter needs to find the rows again."""
    filters = models.JSONField(default=dict)
    """The same in words."""
    path = models.CharField(max_length=200, blank=True)
    """The organisation below which the rows lie; empty for everywhere."""
    full = models.BooleanField(default=False)
    """Whether identity numbers and phones stand in it in clear."""
    rows = models.IntegerField()
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="exports")
    asked_at = models.DateTimeField(default=timezone.now)
    approval = models.ForeignKey(Approval, models.PROTECT, null=True, related_name="exports")
    job = models.CharField(max_length=16, blank=True, db_index=True)
    """The number of the job that makes the file."""
    file = models.CharField(max_length=255, blank=True)
    """Its name below the folder of results; empty until it was made, and again when its time is over."""
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.BigIntegerField(default=0)
    made_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    taken = models.IntegerField(default=0)
    """How often it was downloaded."""

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(full=False) | ~models.Q(note=""), name="access_export_full_says_why"
            )
        ]

    @property
    def is_ready(self) -> bool:
        """Whether the file can be taken."""
        return bool(self.file) and self.expires_at is not None and self.expires_at > timezone.now()
