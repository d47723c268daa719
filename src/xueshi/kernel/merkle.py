"""The root over a list of records in the manner of RFC 6962: leaves and nodes are hashed under different prefixes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Fingerprint = Callable[[bytes], bytes]

LEAF = b"\x00"
NODE = b"\x01"


def leaf(data: bytes, fingerprint: Fingerprint) -> bytes:
    """The hash of one record."""
    return fingerprint(LEAF + data)


def root(leaves: Sequence[bytes], fingerprint: Fingerprint) -> bytes:
    """The hash over all leaves in their order; of none, the hash of nothing.

    >>> from hashlib import sha256
    >>> root([], lambda data: sha256(data).digest()).hex()[:16]
    'e3b0c44298fc1c14'
    """
    if not leaves:
        return fingerprint(b"")
    level = list(leaves)
    while len(level) > 1:
        pairs = [fingerprint(NODE + level[at] + level[at + 1]) for at in range(0, len(level) - 1, 2)]
        level = pairs + level[2 * len(pairs) :]
    return level[0]
