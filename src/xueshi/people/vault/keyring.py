"""The master keys, which wrap the key of each person. They are kept outside the database; ``settings.XUESHI_VAULT_KEYS`` holds them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from cryptography.exceptions import InvalidTag
from django.conf import settings

from xueshi.people.vault.ciphers import KEY_ID, Key, key_id


class MasterKeys(Protocol):
    """Where the master keys are kept: numbered from 1, the highest one is in use."""

    def read(self) -> Mapping[int, str]:
        """All keys by number, each as 64 hexadecimal digits; at least one."""

    def add(self) -> int:
        """Make a new key and put it in use."""

    def drop(self, number: int) -> None:
        """Destroy a key that is not in use."""


def master_keys() -> MasterKeys:
    """The keys of this installation."""
    found: MasterKeys = settings.XUESHI_VAULT_KEYS
    return found


def current() -> int:
    """The number of the master key in use."""
    return max(master_keys().read())


def master(number: int) -> Key:
    """The master key of a number; raises ``cryptography.exceptions.InvalidTag`` when it is not kept (any more)."""
    secret = master_keys().read().get(number)
    if secret is None:
        raise InvalidTag
    return Key(number.to_bytes(KEY_ID), bytes.fromhex(secret))


def wrapped_by(token: bytes | memoryview) -> int:
    """The number of the master key that wraps a person's key."""
    return int.from_bytes(key_id(token))
