"""Public numbers of things: random, so that a number says nothing about what it names."""

from __future__ import annotations

import secrets
from base64 import b32encode

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32 in lower case: no i, l, o or u to misread."""

LENGTH = 16
"""Sixteen characters hold 80 random bits."""

_DIGITS = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET.encode())


def random_number() -> str:
    """A new number that nobody has had before.

    >>> len(random_number())
    16
    """
    return b32encode(secrets.token_bytes(5 * LENGTH // 8)).translate(_DIGITS).decode()
