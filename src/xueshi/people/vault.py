"""The identity vault: identity numbers encrypted for one person each, and found again only through a keyed index."""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12


@dataclass(frozen=True, slots=True)
class Sealed:
    """An encrypted identity number: the key it needs, nonce and ciphertext, and the blind index."""

    key_id: str
    token: bytes
    index: str


def seal(citizen_id: str, person: str) -> Sealed:
    """Encrypt an identity number for the person of that number; it opens for no other."""
    key_id = settings.XUESHI_VAULT_KEY
    nonce = os.urandom(NONCE)
    token = nonce + _cipher(key_id).encrypt(nonce, citizen_id.encode(), _bound(person))
    return Sealed(key_id, token, blind_index(citizen_id))


def unseal(key_id: str, token: bytes | memoryview, person: str) -> str:
    """The identity number; raises ``cryptography.exceptions.InvalidTag`` for another person's or an altered token."""
    box = bytes(token)
    return _cipher(key_id).decrypt(box[:NONCE], box[NONCE:], _bound(person)).decode()


def blind_index(citizen_id: str) -> str:
    """What an identity number is found by: equal numbers have equal indexes, and without the key nothing follows from one."""
    key = bytes.fromhex(settings.XUESHI_VAULT_INDEX_KEY)
    return hmac.new(key, citizen_id.upper().encode(), hashlib.sha256).hexdigest()


def _cipher(key_id: str) -> AESGCM:
    return AESGCM(bytes.fromhex(settings.XUESHI_VAULT_KEYS[key_id]))


def _bound(person: str) -> bytes:
    return f"people_identity.citizen_id:{person}".encode()
