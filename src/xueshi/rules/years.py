"""An activity across the turn of the year is split by its days (AM-29), in exact integers."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from xueshi.kernel.cells import BASIS_POINTS
from xueshi.kernel.units import Credit, HalfDays


class YearShare(NamedTuple):
    """What of an activity falls in one calendar year."""

    first: date
    last: date
    credit: Credit
    half_days: HalfDays
    theory: Credit


def years(first: date, last: date, amount: int, half_days: int, theory: int) -> list[YearShare]:
    """The calendar years of an activity with what falls in each, in proportion to its days there; ``theory`` is in basis points.

    Amounts are exact and sum to the whole: what does not divide evenly goes to the later year.
    """
    days = (last - first).days + 1
    shares: list[YearShare] = []
    done = (0, 0, 0)
    for year in range(first.year, last.year + 1):
        begin, end = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
        elapsed = (end - first).days + 1
        so_far = amount * elapsed // days
        sums = (so_far, half_days * elapsed // days, so_far * theory // BASIS_POINTS)
        shares.append(
            YearShare(begin, end, Credit(sums[0] - done[0]), HalfDays(sums[1] - done[1]), Credit(sums[2] - done[2]))
        )
        done = sums
    return shares
