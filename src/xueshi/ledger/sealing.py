"""Seals the ledger in rounds: each shard with new entries gets a block tied to its last one, and the round one signed seal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone

from xueshi.kernel.merkle import leaf, root
from xueshi.ledger.headers import BEGINNING, BLOCK, SEAL, hash_of, hasher
from xueshi.ledger.models import Block, Participation, Posting, Seal
from xueshi.ledger.shards import WRITING
from xueshi.ledger.spelling import FACT, POSTING, spelled

ROUND = 100_000
"""So many facts, and so many postings, are sealed in one round at most."""

MARK = 4
"""Bytes kept of every entry's hash."""

_SEALING = 7303


@dataclass(slots=True)
class Leaves:
    """The entries of one shard in one round: ids and hashes, facts first."""

    facts: list[int] = field(default_factory=list)
    postings: list[int] = field(default_factory=list)
    hashes: list[bytes] = field(default_factory=list)

    @property
    def names(self) -> list[tuple[str, int]]:
        """Kind and id of every entry, in order."""
        return [(FACT, key) for key in self.facts] + [(POSTING, key) for key in self.postings]


def seal() -> int:
    """Seal every entry that stands in the ledger now, and say how many rounds that took."""
    facts_to, postings_to = _written()
    rounds = 0
    while _seal_round(facts_to, postings_to):
        rounds += 1
    return rounds


def _written() -> tuple[int, int]:
    """The last fact and the last posting up to which nothing is being written any more."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITING])
        return _highest(Participation), _highest(Posting)


def _highest(model: type[models.Model]) -> int:
    return model._base_manager.aggregate(last=Max("pk"))["last"] or 0


@transaction.atomic
def _seal_round(facts_to: int, postings_to: int) -> bool:
    """One round more; False when nothing is left, or somebody else is sealing."""
    if not _alone():
        return False
    last = Seal.objects.order_by("-number").first()
    facts, postings = (last.facts_to, last.postings_to) if last else (0, 0)
    to = _end(Participation, facts, facts_to), _end(Posting, postings, postings_to)
    if to == (facts, postings):
        return False
    algorithm = str(settings.XUESHI_LEDGER_HASH)
    shards = gathered((facts, to[0]), (postings, to[1]), algorithm)
    number = last.number + 1 if last else 1
    blocks = _blocks(shards, number, algorithm)
    made = Seal(number=number, at=timezone.now(), facts_to=to[0], postings_to=to[1], algorithm=algorithm)
    made.root = root_of([bytes.fromhex(block.hash) for block in blocks], algorithm)
    made.previous = last.hash if last else BEGINNING
    made.hash = hash_of(said(made), SEAL, algorithm)
    made.signature = signing_key().sign(bytes.fromhex(made.hash)).hex()
    made.save(force_insert=True)
    Block.objects.bulk_create(blocks)
    return True


def _end(model: type[models.Model], after: int, last: int) -> int:
    """The last id of the next round; where ids were left out, it begins with the first that there is."""
    ids = model._base_manager.filter(pk__gt=after, pk__lte=last).order_by("pk")
    first = ids.values_list("pk", flat=True).first()
    return after if first is None else min(last, int(first) + ROUND - 1)


def gathered(facts: tuple[int, int], postings: tuple[int, int], algorithm: str) -> dict[int, Leaves]:
    """The hashes of the entries in two ranges of ids, each above the first and up to the second, by shard in order."""
    chosen = hasher(algorithm)
    shards: dict[int, Leaves] = defaultdict(Leaves)
    for shard, key, text in spelled(FACT, *facts):
        shards[shard].facts.append(key)
        shards[shard].hashes.append(leaf(text.encode(), chosen))
    for shard, key, text in spelled(POSTING, *postings):
        shards[shard].postings.append(key)
        shards[shard].hashes.append(leaf(text.encode(), chosen))
    return dict(sorted(shards.items()))


def _blocks(shards: dict[int, Leaves], number: int, algorithm: str) -> list[Block]:
    before = last_blocks(shards)
    made = []
    for shard, leaves in shards.items():
        last = before.get(shard)
        block = Block(shard=shard, number=last.number + 1 if last else 1, seal_id=number)
        block.facts, block.postings = len(leaves.facts), len(leaves.postings)
        block.root = root_of(leaves.hashes, algorithm)
        block.previous = last.hash if last else BEGINNING
        block.hash = hash_of(said_of_block(block), BLOCK, algorithm)
        block.marks = marks_of(leaves.hashes)
        made.append(block)
    return made


def last_blocks(shards: Iterable[int], before: int | None = None) -> dict[int, Block]:
    """The newest block of each shard, or the newest of the rounds before one."""
    blocks = Block.objects.filter(shard__in=list(shards)).defer("marks")
    if before is not None:
        blocks = blocks.filter(seal__lt=before)
    newest = blocks.filter(shard=OuterRef("shard")).order_by("-number").values("pk")[:1]
    return {block.shard: block for block in blocks.filter(pk=Subquery(newest))}


def root_of(leaves: Sequence[bytes], algorithm: str) -> str:
    """The root over some hashes."""
    return root(leaves, hasher(algorithm)).hex()


def marks_of(hashes: Iterable[bytes]) -> bytes:
    """The first bytes of some hashes, one after the other."""
    return b"".join(one[:MARK] for one in hashes)


def said(made: Seal) -> dict[str, Any]:
    """What a seal says, its hash left out."""
    names = (name for name in SEAL if name != "at")
    return {name: getattr(made, name) for name in names} | {
        "at": made.at.astimezone(UTC).isoformat(timespec="microseconds")
    }


def said_of_block(block: Block) -> dict[str, Any]:
    """What a block says, its hash and marks left out."""
    return {name: getattr(block, "seal_id" if name == "seal" else name) for name in BLOCK}


def signing_key() -> Ed25519PrivateKey:
    """The key with which this installation signs seals."""
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(settings.XUESHI_LEDGER_SIGNING_KEY))


def public_key() -> str:
    """The key by which others verify signatures, as hexadecimal digits."""
    return signing_key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def _alone() -> bool:
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_SEALING])
        return bool(cursor.fetchone()[0])
