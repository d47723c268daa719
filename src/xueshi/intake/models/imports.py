"""Imports: one file on its way into the system, portion by portion, and the columns that a unit's files have."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xueshi.intake.models.uploads import Upload
from xueshi.kernel.ids import random_number
from xueshi.organisations.models import Organisation


class ImportState(models.TextChoices):
    """How far an import has come."""

    KEPT = "kept", _("file kept")
    READ = "read", _("columns to be matched")
    MAPPED = "mapped", _("being checked")
    CHECKED = "checked", _("checked, nothing is recorded yet")
    WAITING = "waiting", _("waits for a second person")
    RUNNING = "running", _("being recorded")
    DONE = "done", _("recorded in the system")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")
    FAILED = "failed", _("failed")
    DROPPED = "dropped", _("given up")


class Import(models.Model):
    """One file on its way: what it is, what its columns mean, what a check found, and what became of it."""

    number = models.CharField(max_length=16, unique=True, default=random_number, editable=False)
    kind = models.CharField(max_length=24)
    """A name in ``settings.XUESHI_IMPORTS``."""
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="imports")
    """The organisation that the file is for."""
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="imports")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="imports")
    state = models.CharField(max_length=12, choices=ImportState.choices, default=ImportState.KEPT)
    mapping = models.JSONField(default=dict)
    """The heading of each field, as the file has it."""
    complete = models.BooleanField(default=False)
    """The file names everything in the unit, so what it does not name has left."""
    end_missing = models.BooleanField(default=False)
    """What has left is ended; otherwise it is only listed."""
    overwrite = models.JSONField(default=list)
    """Fields in which the file may overwrite what was recorded by hand."""
    reason = models.CharField(max_length=200, blank=True)
    """Why the guard is overridden."""
    found = models.JSONField(default=dict)
    """Counts and findings of the check."""
    counts = models.JSONField(default=dict)
    """What became of the rows once recorded."""
    digest = models.CharField(max_length=64, blank=True)
    """SHA-256 over the file, its mapping, the choices and what the check found: what a second person approves."""
    job = models.CharField(max_length=16, blank=True)
    """The number of the job that works on it, or did so last."""
    created_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["unit", "kind", "state"], name="intake_import_of_unit")]

    def __str__(self) -> str:
        return self.number


class ImportStep(models.Model):
    """A portion that was recorded: written in the transaction that recorded it, so a portion is never recorded twice."""

    batch = models.ForeignKey(Import, models.PROTECT, related_name="steps")
    place = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    """The place of the portion's last row in the order of its staging file."""
    counts = models.JSONField(default=dict)
    trace = models.JSONField(default=dict)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "place"], name="intake_step_once"),
        ]


class ColumnMapping(models.Model):
    """What the columns of a unit's files mean, remembered from its last file of that kind."""

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="column_mappings")
    kind = models.CharField(max_length=24)
    fields = models.JSONField(default=dict)
    """The heading of each field."""
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "kind"], name="intake_mapping_once"),
        ]
