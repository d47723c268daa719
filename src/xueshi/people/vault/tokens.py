"""What sealed values are found by: keyed hashes. Equal values have equal hashes, and without the key nothing follows from one."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from functools import cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC
from django.conf import settings

Digest = Callable[[bytes, bytes], bytes]


def blind_index(field: str, value: str) -> str:
    """What an identity number or phone is found by, whatever the case of a last letter."""
    return _digest(f"{field}:{value.upper()}").hex()


def name_token(kind: str, text: str) -> int:
    """What a part of a name is found by, as a signed integer of 64 bits; ``kind`` keeps letters and characters apart."""
    return int.from_bytes(_digest(f"{kind}:{text}")[:8], signed=True)


def _digest(text: str) -> bytes:
    return DIGESTS[settings.XUESHI_VAULT_HASH](_key(settings.XUESHI_VAULT_INDEX_KEY), text.encode())


@cache
def _key(text: str) -> bytes:
    return bytes.fromhex(text)


def hmac_sha256(key: bytes, text: bytes) -> bytes:
    """HMAC with SHA-256."""
    return hmac.digest(key, text, hashlib.sha256)


def hmac_sm3(key: bytes, text: bytes) -> bytes:
    """HMAC with SM3 (GB/T 32905)."""
    made = HMAC(key, hashes.SM3())
    made.update(text)
    return made.finalize()


DIGESTS: dict[str, Digest] = {"sha256": hmac_sha256, "sm3": hmac_sm3}
"""The values of ``settings.XUESHI_VAULT_HASH``; chosen once, since what was stored by one is not found by the other."""
