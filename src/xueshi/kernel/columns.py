"""How a room describes the columns of a sheet; the room that reads sheets knows nothing else about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from xueshi.kernel.errors import XueshiError

Cell = str | int | float | bool | None | Any
"""A cell as the reader of the workbook gives it; dates arrive as date or datetime."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: canonical heading, what else offices call it, how a non-empty cell becomes a value.

    ``read`` raises :class:`~xueshi.kernel.errors.XueshiError` without a place; the reader of the sheet knows and adds it.
    """

    heading: str
    aliases: tuple[str, ...]
    read: Callable[[Cell], object]
    required: bool = False
    longest: int = 200
    """Most characters of a text; more is a cell in the wrong column, and no place that keeps it holds more."""
    spreads: bool = True
    """A vertically merged cell speaks for every row that it covers; False where that would be a guess (amounts)."""


@dataclass(frozen=True, slots=True)
class SheetKind:
    """A kind of sheet: its name in Chinese and English and its columns by field name, in canonical order."""

    name: str
    title_zh: str
    title_en: str
    columns: Mapping[str, Column]
    one_of: tuple[tuple[str, ...], ...] = ()
    """Groups of field names of which at least one column must be there and filled."""


def readable(kind: SheetKind, name: str, cell: Cell) -> object:
    """The value of a cell of that column, or None where it is empty or cannot be read."""
    if cell is None or cell == "":
        return None
    try:
        return kind.columns[name].read(cell)
    except XueshiError:
        return None
