"""The two ciphers of the vault, and keys that seal with one of them and open what either has sealed.

A token is the number of the cipher, the id of the key, a random nonce, and ciphertext with its tag. Whatever was sealed opens only
with the same key and for the same bound place; the head of the token is bound as well.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass, field
from enum import IntEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

KEY_ID = 4
NONCE = 12
TAG = 16
SECRET = 32
_HEAD = 1 + KEY_ID


class Suite(IntEnum):
    """What seals: the number stands in every token, so both stay readable whichever is chosen."""

    AES_256_GCM = 1
    SM4_GCM = 2


SUITES = {"AES-256-GCM": Suite.AES_256_GCM, "SM4-GCM": Suite.SM4_GCM}
"""The values of ``settings.XUESHI_VAULT_CIPHER``."""


@dataclass(frozen=True, slots=True)
class Key:
    """Four bytes that name the key, and thirty-two secret ones."""

    id: bytes
    secret: bytes = field(repr=False)

    def seal(self, plain: bytes, bound: bytes) -> bytes:
        """A token that opens only with this key and for this bound place."""
        suite = SUITES[settings.XUESHI_VAULT_CIPHER]
        head, nonce = bytes((suite,)) + self.id, os.urandom(NONCE)
        return head + nonce + _encrypt(suite, self.secret, nonce, plain, head + bound)

    def open(self, token: bytes | memoryview, bound: bytes) -> bytes:
        """What a token holds; raises ``cryptography.exceptions.InvalidTag`` for another key, another place or an altered token."""
        box = bytes(token)
        head, nonce, sealed = box[:_HEAD], box[_HEAD : _HEAD + NONCE], box[_HEAD + NONCE :]
        if len(sealed) < TAG or head[1:] != self.id or head[0] not in set(Suite):
            raise InvalidTag
        return _decrypt(Suite(head[0]), self.secret, nonce, sealed, head + bound)


def key_id(token: bytes | memoryview) -> bytes:
    """The id of the key that a token needs."""
    return bytes(token[1:_HEAD])


def new_key() -> Key:
    """A random key; its id follows from it and says nothing about it."""
    secret = os.urandom(SECRET)
    return Key(fingerprint(secret), secret)


def fingerprint(secret: bytes) -> bytes:
    """The id of a random key."""
    return hmac.digest(secret, b"xueshi key id", hashlib.sha256)[:KEY_ID]


def _encrypt(suite: Suite, secret: bytes, nonce: bytes, plain: bytes, bound: bytes) -> bytes:
    if suite is Suite.AES_256_GCM:
        return AESGCM(secret).encrypt(nonce, plain, bound)
    return sm4_seal(_sm4_secret(secret), nonce, plain, bound)


def _decrypt(suite: Suite, secret: bytes, nonce: bytes, sealed: bytes, bound: bytes) -> bytes:
    if suite is Suite.AES_256_GCM:
        return AESGCM(secret).decrypt(nonce, sealed, bound)
    decryptor = Cipher(algorithms.SM4(_sm4_secret(secret)), modes.GCM(nonce, sealed[-TAG:])).decryptor()
    decryptor.authenticate_additional_data(bound)
    return decryptor.update(sealed[:-TAG]) + decryptor.finalize()


def sm4_seal(secret: bytes, nonce: bytes, plain: bytes, bound: bytes) -> bytes:
    """SM4-GCM (RFC 8998): ciphertext and tag."""
    encryptor = Cipher(algorithms.SM4(secret), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(bound)
    return encryptor.update(plain) + encryptor.finalize() + encryptor.tag


def _sm4_secret(secret: bytes) -> bytes:
    return hmac.digest(secret, b"xueshi sm4", hashlib.sha256)[:16]
