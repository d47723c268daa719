"""Checks the proof of an entry without a database: the entry, its way to the signed seal, and the signature."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from xueshi.kernel.errors import XueshiError
from xueshi.kernel.merkle import climbed, leaf
from xueshi.ledger.headers import BLOCK, SEAL, hash_of, hasher
from xueshi.ledger.seal_problems import NO_PROOF

FORMAT = "xueshi-entry-proof-1"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a proof proves: the entry and the seal that holds it, and by whose key it was signed."""

    entry: str
    text: str
    seal: int
    at: str
    key: str


def check(path: Path, *, key: str = "") -> Checked:
    """The entry that a file proves; with ``key``, only when that key signed it.

    Raises SEAL-011.
    """
    try:
        proof = json.loads(path.read_text("utf-8"))
        why = _wrong(proof, key)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise XueshiError(NO_PROOF, path=path, why=type(error).__name__) from error
    if why:
        raise XueshiError(NO_PROOF, path=path, why=why)
    seal, entry = proof["seal"], proof["entry"]
    return Checked(entry["name"], entry["text"], seal["number"], seal["at"], proof["key"])


def _wrong(proof: dict[str, Any], key: str) -> str:
    """What does not fit; nothing when all fits."""
    seal, block = proof["seal"], proof["block"]
    chosen = hasher(seal["algorithm"])
    if proof["format"] != FORMAT:
        return "format"
    if key and proof["key"] != key:
        return "key"
    if _climbed(leaf(proof["entry"]["text"].encode(), chosen), proof["in_block"], chosen) != block["root"]:
        return "entry"
    if hash_of(block, BLOCK, seal["algorithm"]) != block["hash"] or block["seal"] != seal["number"]:
        return "block"
    if _climbed(bytes.fromhex(block["hash"]), proof["in_seal"], chosen) != seal["root"]:
        return "block"
    if hash_of(seal, SEAL, seal["algorithm"]) != seal["hash"]:
        return "seal"
    if not _named(proof["entry"]):
        return "name"
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(proof["key"])).verify(
            bytes.fromhex(seal["signature"]), bytes.fromhex(seal["hash"])
        )
    except InvalidSignature:
        return "signature"
    return ""


def _climbed(own: bytes, way: dict[str, Any], chosen: Any) -> str:
    steps = [bytes.fromhex(step) for step in way["steps"]]
    return climbed(own, way["at"], way["of"], steps, chosen).hex()


def _named(entry: dict[str, str]) -> bool:
    """Whether the name is that of the entry spelled out."""
    kind, key, _ = entry["text"].split("|", 2)
    return entry["name"] == f"{'F' if kind == 'fact' else 'P'}{key}"
