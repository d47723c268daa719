"""The organisations below one, by name and in an order, for the page and for its export alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from xueshi.kernel.listing import Order, order
from xueshi.rules.verdicts import Status
from xueshi.standings.rows import COUNTED, UnitRow


def _counted(status: Status) -> Callable[[UnitRow], Any]:
    return lambda row: row.counts[status]


SORTS: dict[str, Callable[[UnitRow], Any]] = {
    "rank": lambda row: row.rank,
    "name": lambda row: row.unit.path,
    "population": lambda row: row.standing.population,
    **{status.value: _counted(status) for status in COUNTED},
}


def units_below(given: Mapping[str, Any], rows: list[UnitRow]) -> tuple[list[UnitRow], Order]:
    """The organisations of a list that have the name asked for, in the order asked for."""
    name = given.get("name", "").strip()
    sort = order(given.get("sort", ""), tuple(SORTS))
    hits = [row for row in rows if name in row.unit.name]
    return sorted(hits, key=SORTS[sort.key], reverse=sort.descending), sort
