"""Proofs that an entry stands in the sealed ledger, and checkpoints of the whole: small files that others keep.

A proof holds the entry as it was spelled, the hashes from it to the root of its block and from the block to the root of the round, and
the signed seal. Whoever knows the installation's public key can check it without its database.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from xueshi.kernel.errors import XueshiError
from xueshi.kernel.merkle import path as steps_of
from xueshi.ledger.headers import hasher
from xueshi.ledger.models import Block, Seal
from xueshi.ledger.offline import FORMAT
from xueshi.ledger.seal_problems import CUT, NO_CHECKPOINT, NO_ENTRY, NOT_SEALED
from xueshi.ledger.sealing import gathered, public_key, said, said_of_block
from xueshi.ledger.spelling import COLUMNS, FACT, POSTING, spelled
from xueshi.ledger.verifying import sound


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry by kind and number, as people name it: ``F17`` a fact, ``P23`` a posting."""

    kind: str
    key: int

    @classmethod
    def named(cls, name: str) -> Entry:
        """The entry of that name.

        Raises SEAL-012.
        """
        kind = {"F": FACT, "P": POSTING}.get(name[:1].upper())
        if kind is None or not (name[1:].isascii() and name[1:].isdigit()):
            raise XueshiError(NO_ENTRY, entry=name)
        return cls(kind, int(name[1:]))

    def __str__(self) -> str:
        return f"{'F' if self.kind == FACT else 'P'}{self.key}"


def prove(entry: Entry) -> dict[str, Any]:
    """The proof of an entry.

    Raises SEAL-010 before it is sealed, SEAL-012 when there is none.
    """
    model, _ = COLUMNS[entry.kind]
    if not model._base_manager.filter(pk=entry.key).exists():
        raise XueshiError(NO_ENTRY, entry=entry)
    column = "facts_to" if entry.kind == FACT else "postings_to"
    seal = Seal.objects.filter(**{f"{column}__gte": entry.key}).order_by("number").first()
    if seal is None:
        raise XueshiError(NOT_SEALED, entry=entry)
    shard, _, text = next(spelled(entry.kind, entry.key - 1, entry.key))
    last = Seal.objects.filter(number__lt=seal.number).order_by("-number").first()
    facts, postings = (last.facts_to, last.postings_to) if last else (0, 0)
    leaves = gathered((facts, seal.facts_to), (postings, seal.postings_to), seal.algorithm)[shard]
    blocks = list(Block.objects.filter(seal=seal).order_by("shard").defer("marks"))
    block = next(one for one in blocks if one.shard == shard)
    at, above = leaves.names.index((entry.kind, entry.key)), blocks.index(block)
    chosen = hasher(seal.algorithm)
    hashes = [bytes.fromhex(one.hash) for one in blocks]
    return {
        "format": FORMAT,
        "entry": {"name": str(entry), "text": text},
        "block": {**said_of_block(block), "hash": block.hash},
        "in_block": _way(at, len(leaves.hashes), steps_of(leaves.hashes, at, chosen)),
        "seal": {**said(seal), "hash": seal.hash, "signature": seal.signature},
        "in_seal": _way(above, len(blocks), steps_of(hashes, above, chosen)),
        "key": public_key(),
    }


def _way(at: int, count: int, steps: list[bytes]) -> dict[str, Any]:
    return {"at": at, "of": count, "steps": [step.hex() for step in steps]}


def write_checkpoint(path: Path) -> int:
    """Write the newest seal to a file that is kept elsewhere, and return its number; 0 when there is none."""
    last = Seal.objects.order_by("-number").first()
    if last is None:
        return 0
    kept = {**said(last), "hash": last.hash, "signature": last.signature, "key": public_key()}
    path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    return int(last.number)


def cut(path: Path) -> XueshiError | None:
    """What the checkpoint of a file finds wrong with the ledger: that it does not hold the seal any more.

    Raises SEAL-009.
    """
    kept = _checkpoint(path)
    if Seal.objects.filter(number=kept.number, hash=kept.hash).exists():
        return None
    return XueshiError(CUT, seal=kept.number)


def _checkpoint(path: Path) -> Seal:
    try:
        kept: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
        rest = {name: kept[name] for name in kept if name != "key"}
        made = Seal(**{**rest, "at": datetime.fromisoformat(kept["at"])})
        genuine = kept["key"] == public_key() and sound(made)
    except (ValueError, TypeError, KeyError, AttributeError):
        genuine = False
    if not genuine:
        raise XueshiError(NO_CHECKPOINT, path=path)
    return made
