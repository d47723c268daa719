"""The county as a whole."""

from __future__ import annotations

import hashlib

import pytest

from xueshi.site.demo.county import County, county


def fingerprint(made: County) -> str:
    """SHA-256 over everything in it."""
    digest = hashlib.sha256()
    for part in (made.units, made.members, made.activities, made.attended):
        for item in part:
            digest.update(repr(item).encode())
    return digest.hexdigest()


def test_the_same_seed_gives_the_same_county_and_another_seed_another() -> None:
    assert fingerprint(county(200, seed=1)) == fingerprint(county(200, seed=1))
    assert fingerprint(county(200, seed=1)) != fingerprint(county(200, seed=2))


def test_the_full_county_has_the_promised_size() -> None:
    made = county()

    assert len(made.members) == 8000
    assert 380 <= len(made.units) <= 430
    assert 285_000 <= len(made.attended) <= 315_000


@pytest.mark.parametrize("size", [60, 300])
def test_small_counties_work_too(size: int) -> None:
    made = county(size)

    assert len(made.members) == size
    assert made.attended
