"""Filters of a list kept under a name: for oneself, or for everybody who works for a unit."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from xueshi.access.models.account import Account
from xueshi.kernel.ids import random_number
from xueshi.organisations.models import Organisation


class SavedFilter(models.Model):
    """The part of an address that filters and sorts one list; it holds no result, only the question."""

    number = models.CharField(max_length=16, unique=True, default=random_number, editable=False)
    owner = models.ForeignKey(Account, models.CASCADE, related_name="saved_filters", db_index=False)
    listing = models.CharField(max_length=24)
    """The name of the list's address."""
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    """The unit with which it is shared; None keeps it to its owner."""
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "listing", "name"], name="access_savedfilter_once"),
        ]

    def __str__(self) -> str:
        return self.name
