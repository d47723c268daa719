"""Public numbers of things: random, so that a number says nothing about what it names."""

from __future__ import annotations

import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32 in lower case: no i, l, o or u to misread."""

LENGTH = 16
"""Sixteen characters hold 80 random bits."""


def random_number() -> str:
    """A new number that nobody has had before.

    >>> len(random_number())
    16
    """
    bits = secrets.randbits(5 * LENGTH)
    return "".join(ALPHABET[bits >> 5 * place & 31] for place in range(LENGTH))
