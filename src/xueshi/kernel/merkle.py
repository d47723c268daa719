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
        level = _above(level, fingerprint)
    return level[0]


def path(leaves: Sequence[bytes], at: int, fingerprint: Fingerprint) -> list[bytes]:
    """The hashes that lead from one leaf to the root, from the bottom up.

    Raises IndexError for a place that no leaf has.
    """
    if not 0 <= at < len(leaves):
        raise IndexError(at)
    level, steps = list(leaves), []
    while len(level) > 1:
        beside = at ^ 1
        if beside < len(level):
            steps.append(level[beside])
        level, at = _above(level, fingerprint), at // 2
    return steps


def climbed(own: bytes, at: int, count: int, steps: Sequence[bytes], fingerprint: Fingerprint) -> bytes:
    """The root to which one of ``count`` leaves leads by the hashes that :func:`path` gives.

    Raises ValueError when there are more or fewer hashes than lead to a root.
    """
    if not 0 <= at < count:
        raise ValueError("no leaf has that place")
    rest = list(steps)
    while count > 1:
        if at ^ 1 < count:
            if not rest:
                raise ValueError("hashes are missing")
            other = rest.pop(0)
            own = fingerprint(NODE + (other + own if at % 2 else own + other))
        at, count = at // 2, (count + 1) // 2
    if rest:
        raise ValueError("hashes are left over")
    return own


def _above(level: Sequence[bytes], fingerprint: Fingerprint) -> list[bytes]:
    """The nodes over a level; one that stands alone at the end goes up as it is."""
    pairs = [fingerprint(NODE + level[at] + level[at + 1]) for at in range(0, len(level) - 1, 2)]
    return pairs + list(level[2 * len(pairs) :])
