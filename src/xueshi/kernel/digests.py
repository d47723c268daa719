"""Fingerprints in the two families that installations choose between: SHA-256, and SM3 of the national suite (GB/T 32905)."""

from __future__ import annotations

import hashlib
import hmac
from enum import StrEnum

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC


class Algorithm(StrEnum):
    """A hash function whose fingerprints are 32 bytes long."""

    SHA256 = "sha256"
    SM3 = "sm3"


def fingerprint(algorithm: Algorithm, data: bytes) -> bytes:
    """The fingerprint of some bytes.

    >>> fingerprint(Algorithm.SM3, b"abc").hex()[:16]
    '66c7f0f462eeedd9'
    """
    if algorithm is Algorithm.SHA256:
        return hashlib.sha256(data).digest()
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize()


def keyed(algorithm: Algorithm, key: bytes, data: bytes) -> bytes:
    """The fingerprint that only the holder of the key can make (HMAC)."""
    if algorithm is Algorithm.SHA256:
        return hmac.digest(key, data, "sha256")
    code = HMAC(key, hashes.SM3())
    code.update(data)
    return code.finalize()
