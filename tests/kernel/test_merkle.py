"""Every leaf leads to the root, and nothing else does."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xueshi.kernel.merkle import climbed, leaf, path, root


def hashed(data: bytes) -> bytes:
    return sha256(data).digest()


def leaves(count: int) -> list[bytes]:
    return [leaf(bytes([number]), hashed) for number in range(count)]


@pytest.mark.parametrize(
    ("count", "wanted"),
    [
        (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        (2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
    ],
)
def test_the_roots_of_the_standard_come_out(count, wanted):
    data = [b"", b"\x00"][:count]

    assert root([leaf(one, hashed) for one in data], hashed).hex() == wanted


@pytest.mark.parametrize("count", range(1, 18))
def test_every_leaf_leads_to_the_root(count):
    all_leaves = leaves(count)

    roots = {climbed(one, at, count, path(all_leaves, at, hashed), hashed) for at, one in enumerate(all_leaves)}

    assert roots == {root(all_leaves, hashed)}


@given(st.integers(2, 40), st.data())
def test_another_leaf_another_place_or_another_way_does_not_lead_there(count, data):
    all_leaves = leaves(count)
    at = data.draw(st.integers(0, count - 1))
    other = data.draw(st.integers(0, count - 1).filter(lambda place: place != at))
    steps = path(all_leaves, at, hashed)

    wrong = [
        (all_leaves[other], at, steps),
        (all_leaves[at], at, [*steps[:-1], hashed(steps[-1])]),
    ]

    assert root(all_leaves, hashed) not in {climbed(*case[:2], count, case[2], hashed) for case in wrong}


@pytest.mark.parametrize(("at", "count", "extra"), [(0, 4, 1), (0, 4, -1), (4, 4, 0), (-1, 4, 0)])
def test_a_way_that_is_too_long_too_short_or_from_nowhere_is_refused(at, count, extra):
    steps = path(leaves(4), 0, hashed)
    steps = [*steps, hashed(b"")] if extra > 0 else steps[: len(steps) + extra]

    with pytest.raises(ValueError):  # noqa: PT011
        climbed(leaves(4)[0], at, count, steps, hashed)


def test_a_place_that_no_leaf_has_has_no_way():
    with pytest.raises(IndexError):
        path(leaves(3), 3, hashed)
