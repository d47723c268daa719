"""Seals the audit trail: every few seconds the records written since then get a block with one root, tied to the block before and signed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC
from functools import partial
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from xueshi.access.chain import BEGINNING, LANES, LOCK, canonical, lanes
from xueshi.access.models.trail import AuditBlock, AuditRecord, key_of
from xueshi.kernel.digests import Algorithm, fingerprint
from xueshi.kernel.merkle import leaf, root

BLOCK = 10_000
"""So many records of a lane go into a block at most."""

CHUNK = 1000

_SEALING = f"SELECT pg_try_advisory_xact_lock({LOCK}, {LANES})"


def seal() -> int:
    """Seal every record that is not sealed yet, and say how many blocks that took."""
    made = 0
    while _waiting() and _seal_some():
        made += 1
    return made


def _waiting() -> bool:
    """Whether records wait for a seal; asked without a lock."""
    last = AuditBlock.objects.order_by("-number").first()
    heads = last.heads if last else {}
    return any(records(lane, heads.get(str(lane), 0) + 1).exists() for lane in lanes())


@transaction.atomic
def _seal_some() -> bool:
    """One block more; False when nothing is left, or somebody else is sealing."""
    if not _alone():
        return False
    last = AuditBlock.objects.order_by("-number").first()
    heads, leaves = dict(last.heads) if last else {}, []
    algorithm = Algorithm(settings.XUESHI_AUDIT_HASH)
    for lane in lanes():
        for record in records(lane, heads.get(str(lane), 0) + 1)[:BLOCK].iterator(CHUNK):
            leaves.append(leaf_of(canonical(record), record.chain, algorithm))
            heads[str(lane)] = record.place
    if not leaves:
        return False
    block = AuditBlock(
        number=last.number + 1 if last else 1,
        at=timezone.now(),
        heads=heads,
        count=len(leaves),
        algorithm=algorithm,
        root=root_of(leaves, algorithm),
        previous=last.hash if last else BEGINNING,
    )
    block.hash = hash_of(block)
    block.signature = _key().sign(bytes.fromhex(block.hash)).hex()
    block.save(force_insert=True)
    return True


def records(lane: int, first: int, last: int | None = None) -> QuerySet[AuditRecord]:
    """The records of a lane from a place on, up to another or to the end."""
    end = Q(pk__lt=key_of(lane + 1, 0)) if last is None else Q(pk__lte=key_of(lane, last))
    return AuditRecord.objects.filter(end, pk__gte=key_of(lane, first)).order_by("pk")


def leaf_of(said: bytes, chain: str, algorithm: Algorithm) -> bytes:
    """The leaf of a record: all that it says, and what ties it."""
    return leaf(said + chain.encode(), partial(fingerprint, algorithm))


def root_of(leaves: Sequence[bytes], algorithm: Algorithm) -> str:
    """The root over the leaves of a block."""
    return root(leaves, partial(fingerprint, algorithm)).hex()


def said(block: AuditBlock) -> dict[str, Any]:
    """What a block says, without hash and signature."""
    names = ("number", "heads", "count", "algorithm", "root", "previous")
    return {name: getattr(block, name) for name in names} | {
        "at": block.at.astimezone(UTC).isoformat(timespec="microseconds")
    }


def hash_of(block: AuditBlock) -> str:
    """The hash over what a block says."""
    data = json.dumps(said(block), sort_keys=True, separators=(",", ":")).encode()
    return fingerprint(Algorithm(block.algorithm), data).hex()


def signed(block: AuditBlock) -> bool:
    """Whether this installation signed the block."""
    try:
        _key().public_key().verify(bytes.fromhex(block.signature), bytes.fromhex(block.hash))
    except (InvalidSignature, ValueError):
        return False
    return True


def public_key() -> str:
    """The key by which others verify signatures, as hexadecimal digits."""
    return _key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def _key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(settings.XUESHI_AUDIT_SIGNING_KEY))


def _alone() -> bool:
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute(_SEALING)
        return bool(cursor.fetchone()[0])
