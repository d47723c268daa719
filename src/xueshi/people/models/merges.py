"""Two records of one person made one, and how to part them again."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from xueshi.kernel.ids import random_number
from xueshi.people.models.person import Person


class PersonMerge(models.Model):
    """A number that has become another name of a person; the snapshot restores the dated states of both."""

    number = models.CharField(max_length=16, unique=True, default=random_number, editable=False)
    kept = models.ForeignKey(Person, models.PROTECT, related_name="merges_kept")
    merged = models.ForeignKey(Person, models.PROTECT, related_name="merges_merged")
    reason = models.CharField(max_length=200)
    snapshot = models.JSONField()
    """The dated rows of both as they were known before, by person number and kind of state; nothing of the vault."""
    result = models.JSONField(default=dict)
    """The keys of the rows that were known after it, by kind of state: while they are, it can be undone."""
    merged_at = models.DateTimeField(default=timezone.now)
    merged_by = models.BigIntegerField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("merged",), condition=Q(undone_at=None), name="people_personmerge_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(kept=models.F("merged")), name="people_personmerge_two_people"),
        )
