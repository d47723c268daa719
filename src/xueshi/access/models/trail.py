"""The trail of what was done."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class AuditRecord(models.Model):
    """One act: written in the transaction of the act, never changed or deleted, which the database itself refuses."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    account = models.BigIntegerField(db_index=True)
    verb = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    thing = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    request_id = models.CharField(max_length=32, blank=True)
    chain = models.CharField(max_length=64, blank=True)
    """Reserved for the hash that ties the record to the one before."""

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kind", "thing"])]
