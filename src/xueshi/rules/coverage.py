"""Which clauses a pack covers, with which state and why; the page and the command line print it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from xueshi.rules.model import Indicator, Pack, State


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every indicator of a pack and how many stand in each state."""

    indicators: tuple[Indicator, ...]
    by_state: Mapping[State, int]


def coverage(pack: Pack) -> Coverage:
    """The coverage of the pack, in the order of its clauses."""
    states = Counter(indicator.state for indicator in pack.indicators)
    return Coverage(pack.indicators, {state: states[state] for state in State})


def uncovered(pack: Pack, ids: frozenset[str]) -> tuple[str, ...]:
    """Ids of quantitative clauses that have no state in the pack."""
    return tuple(sorted(ids - {indicator.id for indicator in pack.indicators}))
