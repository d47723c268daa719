"""What blocks and seals say about themselves and how that is hashed; known to those too who have no database."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from xueshi.kernel.digests import Algorithm, fingerprint

BEGINNING = "0" * 64
"""What the first block of a shard, and the first seal, are tied to."""

BLOCK = ("shard", "number", "seal", "facts", "postings", "root", "previous")
SEAL = ("number", "at", "facts_to", "postings_to", "algorithm", "root", "previous")
"""What the hash of a block and of a seal covers."""


def hasher(algorithm: str) -> Callable[[bytes], bytes]:
    """The hash function of that name.

    Raises ValueError for a name that is none.
    """
    return partial(fingerprint, Algorithm(algorithm))


def hash_of(header: Mapping[str, Any], names: tuple[str, ...], algorithm: str) -> str:
    """The hash over what a block or a seal says."""
    said = {name: header[name] for name in names}
    return hasher(algorithm)(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hex()
