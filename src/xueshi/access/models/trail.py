"""The trail of what was done, and the blocks that seal it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils import timezone

LANE_BITS = 40
"""A lane holds two to the power of so many records."""


def local_day() -> date:
    """The day by the clock of the office."""
    return timezone.localdate()


class AuditRecord(models.Model):
    """One act: written in the transaction of the act, never changed or deleted, which the database itself refuses.

    The primary key is the lane and, within it, a number without gaps; see ``docs/adr/0008-audit-chain.md``.
    """

    at = models.DateTimeField(default=timezone.now)
    day = models.DateField(default=local_day)
    account = models.BigIntegerField()
    person = models.BigIntegerField(null=True)
    """The person that the account belonged to."""
    address = models.CharField(max_length=45, blank=True)
    """Where the request came from; empty for work without a request."""
    verb = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    thing = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    approver = models.BigIntegerField(null=True)
    """The account of the second person."""
    request_id = models.CharField(max_length=32, blank=True)
    chain = models.CharField(max_length=64, blank=True)
    """The keyed hash that ties the record to the one before in its lane."""

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["at", "id"], name="access_audit_at"),
            models.Index(fields=["account", "at"], name="access_audit_account"),
            models.Index(fields=["verb", "at"], name="access_audit_verb"),
            models.Index(fields=["kind", "at"], name="access_audit_kind"),
            models.Index(fields=["thing", "at"], name="access_audit_of_thing"),
            models.Index(fields=["request_id"], name="access_audit_request"),
        ]

    @property
    def lane(self) -> int:
        """The lane in which it was written."""
        return int(self.pk) >> LANE_BITS

    @property
    def place(self) -> int:
        """Its number in the lane, counted from 1 without gaps."""
        return int(self.pk) & ((1 << LANE_BITS) - 1)

    @property
    def name(self) -> str:
        """How people name it: lane and place."""
        return named(int(self.pk))


def key_of(lane: int, place: int) -> int:
    """The primary key of a place in a lane."""
    return lane << LANE_BITS | place


def named(key: int) -> str:
    """The name of a record.

    >>> named(key_of(0, 17)), named(key_of(3, 1))
    ('0-17', '3-1')
    """
    return f"{key >> LANE_BITS}-{key & ((1 << LANE_BITS) - 1)}"


class AuditBlock(models.Model):
    """A seal over the records written since the block before it."""

    number = models.BigIntegerField(primary_key=True)
    """Counted from 1 without gaps."""
    at = models.DateTimeField()
    heads = models.JSONField()
    """The last place of every lane that the block and those before it hold."""
    count = models.IntegerField()
    algorithm = models.CharField(max_length=8)
    root = models.CharField(max_length=64)
    """The root over the records of the block, lane by lane."""
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    """Over everything above."""
    signature = models.CharField(max_length=128)
    """Ed25519 over the hash, with the key of the installation."""

    class Meta:
        indexes: ClassVar = [models.Index(fields=["at"], name="access_auditblock_at")]


class AuditProof(models.Model):
    """One verification of the trail, and what it found."""

    at = models.DateTimeField(default=timezone.now)
    account = models.BigIntegerField()
    since = models.DateField(null=True)
    records = models.IntegerField()
    blocks = models.IntegerField()
    faults = models.JSONField(default=list)
    """Code, and the text in both languages."""

    class Meta:
        ordering: ClassVar = ["-pk"]
