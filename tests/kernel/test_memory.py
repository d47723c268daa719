"""The search for cycles pauses while many rows are made, and never stays off by mistake."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from xueshi.kernel.memory import making_many


@pytest.fixture(autouse=True)
def searching() -> Iterator[None]:
    """The search is on before and after each test."""
    gc.enable()
    yield
    gc.enable()


def test_the_search_pauses_inside_and_goes_on_outside() -> None:
    with making_many():
        inside = gc.isenabled()

    assert (inside, gc.isenabled()) == (False, True)


def test_the_search_goes_on_after_a_failure() -> None:
    with pytest.raises(ZeroDivisionError), making_many():
        raise ZeroDivisionError

    assert gc.isenabled()


def test_an_inner_pause_does_not_end_the_outer_one() -> None:
    with making_many():
        with making_many():
            pass
        between = gc.isenabled()

    assert (between, gc.isenabled()) == (False, True)


def test_whoever_turned_the_search_off_finds_it_off() -> None:
    gc.disable()

    with making_many():
        pass

    assert not gc.isenabled()


def test_nothing_stays_frozen() -> None:
    before = gc.get_freeze_count()

    with making_many():
        kept = [[number] for number in range(100)]

    assert gc.get_freeze_count() == before
    assert len(kept) == 100
