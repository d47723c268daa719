"""Finds the header of a sheet and what each of its columns means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xueshi.intake.problems import MISSING_COLUMN, NO_TABLE, TWICE
from xueshi.intake.sheets import Sheet, column_letters
from xueshi.kernel.cells import shown, squeezed
from xueshi.kernel.columns import Cell, SheetKind
from xueshi.kernel.errors import Place, XueshiError

HEADER_ROWS = 30
"""The header stands within so many rows from the first filled one; titles may stand above."""

_FEWEST = 2
_BRACKETED = re.compile(r"[(\[【〔].*?[)\]】〕]")


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a sheet: the headings of all columns as written, the position of each known field, and where the body begins."""

    headings: tuple[str, ...]
    fields: Mapping[str, int]
    body: int

    @property
    def unknown(self) -> tuple[str, ...]:
        """Headings that mean nothing to this kind of sheet."""
        known = set(self.fields.values())
        return tuple(heading for at, heading in enumerate(self.headings) if at not in known and heading)


def find_header(sheet: Sheet, kind: SheetKind) -> Header | None:
    """The header with the most known headings, or None when no row looks like one; raises when two columns mean the same."""
    names = _names(kind)
    top = sheet.rows[:HEADER_ROWS]
    scores = [len({names[key] for cell in row if (key := _known(cell, names))}) for row in top]
    best = max(scores, default=0)
    if best < _FEWEST:
        return None
    at = scores.index(best)
    headings = _joined(sheet, at, names)
    body = at + 1
    if headings is None:
        headings = [_heading(cell) for cell in sheet.rows[at]]
    else:
        body += 1
    return Header(_with_letters(headings, sheet.rows[body:]), _fields(headings, kind, names), body)


def known_fields(headings: Sequence[str], kind: SheetKind) -> dict[str, int]:
    """The positions of the headings that are known, by field; raises when two columns mean the same."""
    return _fields(headings, kind, _names(kind))


def missing(header: Header, kind: SheetKind) -> tuple[str, ...]:
    """Required headings that the header lacks; alternatives are joined by ``/``."""
    single = [
        column.heading for field, column in kind.columns.items() if column.required and field not in header.fields
    ]
    groups = [
        "/".join(kind.columns[field].heading for field in group)
        for group in kind.one_of
        if not header.fields.keys() & set(group)
    ]
    return (*groups, *single)


def refuse_missing(header: Header, kind: SheetKind, place: Place) -> None:
    """Raise when a required column is not there."""
    lacking = missing(header, kind)
    if lacking:
        raise XueshiError(
            MISSING_COLUMN, place=place, missing="、".join(lacking), found="、".join(filter(None, header.headings))
        )


def no_table(sheets: Sequence[Sheet], kind: SheetKind, file: str) -> XueshiError:
    """The error for a file in which no sheet has a header of this kind."""
    cells = [_heading(cell) for sheet in sheets for row in sheet.rows[:3] for cell in row if cell not in ("", None)]
    needed = [column.heading for column in kind.columns.values() if column.required]
    groups = ["/".join(kind.columns[field].heading for field in group) for group in kind.one_of]
    return XueshiError(
        NO_TABLE,
        place=Place(file=file),
        kind=f"{kind.title_zh} {kind.title_en}",
        found="、".join(cells[:20]) or "—",
        rows=HEADER_ROWS,
        needed="、".join([*groups, *needed]),
    )


def _names(kind: SheetKind) -> dict[str, str]:
    return {
        squeezed(name): field for field, column in kind.columns.items() for name in (*column.aliases, column.heading)
    }


def _heading(cell: Cell) -> str:
    return re.sub(r"\s+", "", shown(cell))


def _known(cell: Cell, names: Mapping[str, str]) -> str:
    """The normal form under which a heading is known: with or without what stands in brackets; empty when unknown."""
    if not isinstance(cell, str) or not cell:
        return ""
    whole = squeezed(cell)
    bare = _BRACKETED.sub("", whole)
    return whole if whole in names else bare if bare in names else ""


def _joined(sheet: Sheet, at: int, names: Mapping[str, str]) -> list[str] | None:
    """The headings of a header of two lines, or None when the row below is not a part of it."""
    if at + 1 >= len(sheet.rows):
        return None
    upper, lower = _spread(sheet, at), list(sheet.rows[at + 1])
    joined = [_better(_heading(above), _heading(below), names) for above, below in zip(upper, lower, strict=True)]
    below = [cell for cell in lower if cell not in ("", None)]
    gained = sum(_meaning(both, names) != _meaning(above, names) for above, both in zip(upper, joined, strict=True))
    return joined if gained and 2 * gained >= len(below) else None


def _meaning(heading: Cell, names: Mapping[str, str]) -> str | None:
    return names.get(_known(heading, names))


def _spread(sheet: Sheet, at: int) -> list[Cell]:
    row = list(sheet.rows[at])
    for merge in sheet.merged:
        if merge.top == at and merge.right > merge.left:
            row[merge.left : merge.right + 1] = [row[merge.left]] * (merge.right - merge.left + 1)
    return row


def _better(above: str, below: str, names: Mapping[str, str]) -> str:
    for heading in (below, above + below):
        if _known(heading, names):
            return heading
    return above if _known(above, names) or not below else above + below


def _fields(headings: Sequence[str], kind: SheetKind, names: Mapping[str, str]) -> dict[str, int]:
    """Positions by field: the canonical heading wins over other names; two equal claims are refused."""
    claims: dict[str, list[int]] = {}
    for at, heading in enumerate(headings):
        if key := _known(heading, names):
            claims.setdefault(names[key], []).append(at)
    for field, places in claims.items():
        canonical = [at for at in places if _known(headings[at], names) == squeezed(kind.columns[field].heading)]
        claims[field] = chosen = canonical or places
        if len(chosen) > 1:
            found = "、".join(f"{column_letters(at)} {headings[at]}" for at in chosen)
            raise XueshiError(TWICE, heading=kind.columns[field].heading, found=found)
    return {field: places[0] for field, places in claims.items()}


def _with_letters(headings: Sequence[str], body: Sequence[Sequence[Cell]]) -> tuple[str, ...]:
    """Columns without a heading that hold something are named by their letter."""
    return tuple(
        heading or (f"{column_letters(at)}?" if any(row[at] not in ("", None) for row in body) else "")
        for at, heading in enumerate(headings)
    )
