"""Units ranked by their share, exactly: compared as fractions, and equal shares share a rank."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from xueshi.rules.verdicts import Standing


@dataclass(frozen=True, slots=True)
class Place:
    """The rank of one unit, counted from 1, or None where there is nobody to assess."""

    rank: int | None
    standing: Standing


def ranked(standings: Iterable[Standing]) -> tuple[Place, ...]:
    """The units from the highest share to the lowest, equal ones in path order; after n tied units n ranks are used up.

    The standings are those of one clause in one window.
    """
    rated: dict[Fraction, list[Standing]] = {}
    unrated: list[Standing] = []
    for standing in sorted(standings, key=lambda standing: standing.org):
        part, whole = standing.share
        (rated.setdefault(Fraction(part, whole), []) if whole else unrated).append(standing)
    places: list[Place] = []
    for share in sorted(rated, reverse=True):
        rank = len(places) + 1
        places.extend(Place(rank, standing) for standing in rated[share])
    return (*places, *(Place(None, standing) for standing in unrated))
