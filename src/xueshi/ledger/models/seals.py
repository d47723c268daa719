"""Seals over the ledger: in every round a block for each shard that has new entries, and one signed seal over the blocks."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Seal(models.Model):
    """One round of sealing: all entries up to a fact and a posting, tied to the round before and signed."""

    number = models.BigIntegerField(primary_key=True)
    """Counted from 1 without gaps."""
    at = models.DateTimeField()
    facts_to = models.BigIntegerField()
    """The last participation that this round and those before it hold."""
    postings_to = models.BigIntegerField()
    algorithm = models.CharField(max_length=8)
    root = models.CharField(max_length=64)
    """The root over the blocks of the round, in the order of their shards."""
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    """Over everything above."""
    signature = models.CharField(max_length=128)
    """Ed25519 over the hash, with the key of the installation."""


class Block(models.Model):
    """The entries of one shard in one round: its facts in their order, then its postings."""

    shard = models.BigIntegerField()
    """The organisation; 0 for people for whom none answers."""
    number = models.BigIntegerField()
    """Counted from 1 within the shard, without gaps."""
    seal = models.ForeignKey(Seal, models.PROTECT, related_name="blocks")
    facts = models.IntegerField()
    postings = models.IntegerField()
    root = models.CharField(max_length=64)
    """The root over the entries."""
    previous = models.CharField(max_length=64)
    """The hash of the block before in the shard."""
    hash = models.CharField(max_length=64)
    marks = models.BinaryField()
    """The first bytes of every entry's hash, by which the entry is named that does not fit."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["shard", "number"], name="ledger_block_place"),
            models.UniqueConstraint(fields=["seal", "shard"], name="ledger_block_of_round"),
        ]
