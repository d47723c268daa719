"""Proves that the audit trail is whole: every record and block that was altered, deleted or slipped in is named."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from xueshi.access.audit_problems import (
    ALTERED,
    BLOCK_ALTERED,
    BLOCK_MISSING,
    CUT,
    MISSING,
    NO_CHECKPOINT,
    ROOT,
    SIGNATURE,
)
from xueshi.access.chain import BEGINNING, LANES, canonical, lanes, tied
from xueshi.access.models.trail import AuditBlock, AuditRecord, key_of, named
from xueshi.access.seal import CHUNK, hash_of, leaf_of, public_key, records, root_of, said, seal, signed
from xueshi.kernel.digests import Algorithm
from xueshi.kernel.errors import XueshiError

Told = Callable[[int], None]
"""Is told how many blocks have been looked at."""


@dataclass
class Report:
    """What a verification found."""

    records: int = 0
    blocks: int = 0
    faults: list[XueshiError] = field(default_factory=list)


def verify(*, since: date | None = None, checkpoint: Path | None = None, told: Told = lambda blocks: None) -> Report:
    """Seal what is not sealed yet, then prove every block and record, or those of the blocks sealed since a day.

    Raises AUDIT-008.
    """
    anchor = read_checkpoint(checkpoint) if checkpoint else None
    seal()
    walk = _Walk(_before(since))
    for block in walk.blocks():
        walk.look_at(block)
        told(walk.report.blocks)
    walk.look_at_the_rest()
    if anchor is not None and not AuditBlock.objects.filter(number=anchor.number, hash=anchor.hash).exists():
        walk.blame(CUT, number=anchor.number)
    return walk.report


def write_checkpoint(path: Path) -> int:
    """Write the newest block to a file that is kept elsewhere, and return its number; 0 when there is none."""
    seal()
    block = AuditBlock.objects.order_by("-number").first()
    if block is None:
        return 0
    text = json.dumps({**said(block), "hash": block.hash, "signature": block.signature, "key": public_key()}, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
    return int(block.number)


def read_checkpoint(path: Path) -> AuditBlock:
    """The block in a file.

    Raises AUDIT-008.
    """
    try:
        kept = json.loads(path.read_text("utf-8"))
        key = kept.pop("key")
        block = AuditBlock(**{**kept, "at": datetime.fromisoformat(kept["at"])})
        genuine = key == public_key() and hash_of(block) == block.hash and signed(block)
    except (ValueError, TypeError, KeyError, AttributeError):
        genuine = False
    if not genuine:
        raise XueshiError(NO_CHECKPOINT, path=path)
    return block


def _before(since: date | None) -> AuditBlock | None:
    """The last block sealed before a day."""
    if since is None:
        return None
    start = timezone.make_aware(datetime(since.year, since.month, since.day))  # noqa: DTZ001
    return AuditBlock.objects.filter(at__lt=start).order_by("-number").first()


class _Walk:
    """Goes through blocks and records in their order, and keeps what the next one must fit."""

    def __init__(self, last: AuditBlock | None) -> None:
        self.report = Report()
        self._last = last
        self._heads: dict[int, int] = {int(lane): place for lane, place in last.heads.items()} if last else {}
        self._ties: dict[int, tuple[str, ...]] = {
            lane: tuple(records(lane, place, place).values_list("chain", flat=True))
            for lane, place in self._heads.items()
        }
        self._usual = Algorithm(settings.XUESHI_AUDIT_HASH)
        """What is tried first; before the setting was changed, records were tied by another."""
        self._fits = True
        """Whether the records since the last sound block are those of the next one alone."""

    def blocks(self) -> Iterator[AuditBlock]:
        """The blocks still to look at."""
        found: QuerySet[AuditBlock] = AuditBlock.objects.order_by("number")
        if self._last is not None:
            found = found.filter(number__gt=self._last.number)
        return found.iterator(chunk_size=200)

    def blame(self, problem: object, **values: object) -> None:
        """Note a fault."""
        self.report.faults.append(XueshiError(problem, **values))  # type: ignore[arg-type]

    def look_at(self, block: AuditBlock) -> None:
        """Prove a block and the records that it seals."""
        self.report.blocks += 1
        expected = self._last.number + 1 if self._last else 1
        for number in range(expected, block.number):
            self.blame(BLOCK_MISSING, number=number)
            self._fits = False
        previous = self._last.hash if self._last else BEGINNING
        tied = block.number != expected or block.previous == previous
        self._last = block
        if not tied or block.algorithm not in set(Algorithm) or hash_of(block) != block.hash:
            self.blame(BLOCK_ALTERED, number=block.number)
            self._fits = False
            return
        if not signed(block):
            self.blame(SIGNATURE, number=block.number)
        self._look_inside(block)

    def _look_inside(self, block: AuditBlock) -> None:
        before = len(self.report.faults)
        algorithm = Algorithm(block.algorithm)
        leaves: list[bytes] = []
        for lane, last in sorted((int(lane), place) for lane, place in block.heads.items()):
            leaves += [leaf_of(said, chain, algorithm) for said, chain in self._through(lane, last)]
        sound = len(self.report.faults) == before
        if self._fits and sound and root_of(leaves, algorithm) != block.root:
            self.blame(ROOT, number=block.number)
        self._fits = True

    def look_at_the_rest(self) -> None:
        """Prove the records that no sound block seals."""
        nowhere = Q(pk__lte=0) | Q(pk__in=[key_of(lane, 0) for lane in range(LANES)])
        for record in AuditRecord.objects.filter(nowhere):
            self.blame(ALTERED, name=record.name)
        for lane in lanes():
            for _record in self._through(lane, None):
                pass

    def _through(self, lane: int, last: int | None) -> Iterator[tuple[bytes, str]]:
        """What the records of a lane say and what ties them, from where the walk stands to a place, each proved."""
        for record in records(lane, self._heads.get(lane, 0) + 1, last).iterator(CHUNK):
            spelled = canonical(record)
            self._prove(lane, record, spelled)
            yield spelled, record.chain
        if last is not None:
            self._miss(lane, last)

    def _prove(self, lane: int, record: AuditRecord, spelled: bytes) -> None:
        self.report.records += 1
        self._miss(lane, record.place - 1)
        ties = self._ties.get(lane, (BEGINNING,) if record.place == 1 else ())
        self._heads[lane] = record.place
        self._ties[lane] = (record.chain,)
        if not ties or record.chain in (tied(tie, spelled, self._usual) for tie in ties):
            return
        made = [tied(tie, spelled, algorithm) for tie in ties for algorithm in Algorithm]
        if record.chain not in made:
            self.blame(ALTERED, name=record.name)
            self._ties[lane] = (record.chain, *made)

    def _miss(self, lane: int, last: int) -> None:
        """Name the places up to one that should have been there."""
        first = self._heads.get(lane, 0) + 1
        if last < first:
            return
        names = named(key_of(lane, first)), named(key_of(lane, last))
        self.blame(MISSING, name=names[0] if first == last else "–".join(names))
        self._heads[lane] = last
        self._ties[lane] = ()
