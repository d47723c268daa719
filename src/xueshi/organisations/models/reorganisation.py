"""What was done to the tree, and every dated row that it wrote, so that it can be undone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xueshi.kernel.ids import random_number
from xueshi.organisations.models.organisation import Organisation


class ReorganisationKind(models.TextChoices):
    """What can be done to an organisation."""

    FOUND = "found", _("found")
    RENAME = "rename", _("rename")
    MOVE = "move", _("move")
    SPLIT = "split", _("split")
    MERGE = "merge", _("merge")
    DISSOLVE = "dissolve", _("dissolve")


class Reorganisation(models.Model):
    """One change of the tree, valid from a day on, until it is undone."""

    number = models.CharField(max_length=16, unique=True, default=random_number, editable=False)
    kind = models.CharField(max_length=10, choices=ReorganisationKind.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="reorganisations")
    on = models.DateField()
    reason = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.BigIntegerField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.organisation} {self.on.isoformat()}"


class Written(models.Model):
    """A dated row that a reorganisation added or superseded, by the label of its model and its key."""

    reorganisation = models.ForeignKey(Reorganisation, models.CASCADE, related_name="written")
    label = models.CharField(max_length=64)
    row = models.BigIntegerField()
    added = models.BooleanField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["label", "row"], name="organisations_written_row")]


class Tally(models.Model):
    """How many things an upper room counts at an organisation, and at it with everything below it, today."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, primary_key=True, related_name="tally")
    direct = models.BigIntegerField(default=0)
    below = models.BigIntegerField(default=0)
