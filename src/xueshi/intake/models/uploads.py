"""Files that were handed in."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xueshi.kernel.ids import random_number


class UploadState(models.TextChoices):
    """How far a file has come."""

    KEPT = "kept", _("kept")
    CHECKED = "checked", _("checked")
    LOADED = "loaded", _("loaded")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Upload(models.Model):
    """A file as it was handed in; its bytes are kept under their SHA-256."""

    number = models.CharField(max_length=16, unique=True, default=random_number, editable=False)
    kind = models.CharField(max_length=24)
    """What the file holds, in the word of the room that reads it: ``roster``, ``register``."""
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="uploads")
    state = models.CharField(max_length=12, choices=UploadState.choices, default=UploadState.KEPT)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.name
