"""How records of the audit trail hang together: lanes without gaps, each record tied to the one before by a keyed hash.

Transactions that run at the same time write in different lanes, so none waits for another; within a lane the lock is held until the
transaction ends, so its places have no gaps and are committed in their order. SQLite has one writer and so one lane.
"""

from __future__ import annotations

import json
from datetime import UTC
from typing import Any

from django.conf import settings
from django.db import connection

from xueshi.access.models.trail import LANE_BITS, AuditRecord, key_of
from xueshi.kernel.actors import Act
from xueshi.kernel.digests import Algorithm, keyed
from xueshi.organisations.bulk import in_one_transaction

LANES = 64
LOCK = 7301
"""The first half of the advisory locks that guard the lanes on PostgreSQL."""

SAID = (
    "id",
    "account",
    "person",
    "address",
    "verb",
    "kind",
    "thing",
    "facts",
    "reason",
    "approver",
    "request_id",
)
"""The columns that the hash covers, besides the two times; a column added later needs a new spelling for the records from then on."""

BEGINNING = "0" * 64
"""What the first record of a lane is tied to."""

_FREE = (
    f"SELECT lane FROM generate_series(0, {LANES - 1}) AS lane WHERE pg_try_advisory_xact_lock({LOCK}, lane) LIMIT 1"  # noqa: S608
)
_OWN = f"SELECT mod(pg_backend_pid(), {LANES}), pg_advisory_xact_lock({LOCK}, mod(pg_backend_pid(), {LANES}))"


def append(act: Act, *, request_id: str, address: str) -> AuditRecord:
    """Write an act down, in the transaction that runs."""
    with in_one_transaction():
        lane = _lane()
        key, chain = head(lane)
        record = AuditRecord(
            pk=key + 1,
            account=act.account,
            person=act.person,
            address=address,
            verb=act.verb,
            kind=act.kind,
            thing=act.number,
            facts=json.loads(json.dumps(act.facts)),
            reason=act.reason,
            approver=act.approver,
            request_id=request_id,
        )
        record.chain = link(chain, record)
        record.save(force_insert=True)
    return record


def head(lane: int) -> tuple[int, str]:
    """The key and the hash of the last record in a lane; before the first one, place 0 and the beginning."""
    found = AuditRecord.objects.filter(pk__gt=key_of(lane, 0), pk__lt=key_of(lane + 1, 0)).order_by("-pk")
    return found.values_list("pk", "chain").first() or (key_of(lane, 0), BEGINNING)


def lanes() -> list[int]:
    """The lanes that hold records."""
    found: list[int] = []
    after = 0
    while (key := _first_from(after)) is not None:
        found.append(key >> LANE_BITS)
        after = key_of(found[-1] + 1, 0)
    return found


def link(previous: str, record: AuditRecord, algorithm: Algorithm | None = None) -> str:
    """What ties a record to the one before; only the holder of the installation's key can make it."""
    return tied(previous, canonical(record), algorithm or Algorithm(settings.XUESHI_AUDIT_HASH))


def tied(previous: str, said: bytes, algorithm: Algorithm) -> str:
    """The same for what a record says, as :func:`canonical` spells it."""
    return keyed(algorithm, bytes.fromhex(settings.XUESHI_AUDIT_KEY), previous.encode() + said).hex()


def canonical(record: AuditRecord) -> bytes:
    """All that a record says, in one order and spelling; the hash that ties it is left out."""
    return json.dumps(spoken(record), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def spoken(record: AuditRecord) -> dict[str, Any]:
    """All that a record says, as JSON holds it."""
    said: dict[str, Any] = {name: getattr(record, name) for name in SAID}
    at = record.at.astimezone(UTC).isoformat(timespec="microseconds")
    return said | {"at": at, "day": record.day.isoformat()}


def _first_from(key: int) -> int | None:
    first: int | None = AuditRecord.objects.filter(pk__gt=key).order_by("pk").values_list("pk", flat=True).first()
    return first


def _lane() -> int:
    """A lane that no other transaction writes in; it stays ours until this one ends."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        for text in (_FREE, _OWN):
            cursor.execute(text)
            row = cursor.fetchone()
            if row is not None:
                return int(row[0])
    raise AssertionError("a lane is waited for")
