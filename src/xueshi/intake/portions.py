"""Rows of a staging file as typed rows of a kind: what the chosen columns say, and which rows cannot be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from xueshi.intake.headers import Header, missing, refuse_missing
from xueshi.intake.import_problems import WRONG_COLUMN
from xueshi.intake.spool import Layout
from xueshi.intake.staging import Raw
from xueshi.intake.tables import read_body
from xueshi.kernel.columns import SheetKind
from xueshi.kernel.errors import Place, XueshiError
from xueshi.kernel.imports import ImportKind
from xueshi.kernel.refusals import Refusal

Mapped = Mapping[str, str]
"""The heading of each field."""


@dataclass(slots=True)
class Portion:
    """Some rows: those that could be read and those that could not, each with its place in the file, and why not."""

    rows: list[Any] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    damaged: list[Any] = field(default_factory=list)
    refused: list[tuple[int, Refusal]] = field(default_factory=list)


class Reader:
    """Reads rows of one file with the columns that somebody has matched.

    Raises TABLE-002 when no sheet has all that is required.
    """

    def __init__(self, kind: ImportKind, layouts: Sequence[Layout], mapped: Mapped, file: str) -> None:
        self._kind, self._sheet, self._file = kind, kind.sheet, file
        headers = [_header(layout, mapped) for layout in layouts]
        whole = [header for header in headers if not missing(header, self._sheet)]
        if not whole:
            fullest = max(headers, key=lambda header: len(header.fields))
            refuse_missing(fullest, self._sheet, Place(file))
        self._headers = {at: header for at, header in enumerate(headers) if header in whole}
        self._places = [Place(file, layout.name) for layout in layouts]
        self.skipped = [layout.name for layout, header in zip(layouts, headers, strict=True) if header not in whole]
        """Sheets that lack a required column."""
        self.unknown = list(dict.fromkeys(name for header in whole for name in header.unknown))
        """Headings that nothing was matched to."""

    @property
    def sheets(self) -> list[int]:
        """The places of the sheets that are read."""
        return list(self._headers)

    def column(self, sheet: int, name: str) -> int | None:
        """Where a sheet has the column of a field."""
        return self._headers[sheet].fields.get(name)

    def read(self, raws: Sequence[Raw]) -> Portion:
        """Read rows in their order; totals, titles and notes are left out."""
        portion = Portion()
        for at, same in groupby(raws, key=lambda raw: raw.sheet):
            self._read_sheet(at, list(same), portion)
        return portion

    def _read_sheet(self, at: int, raws: Sequence[Raw], portion: Portion) -> None:
        reading = read_body(
            [raw.cells for raw in raws],
            [raw.number for raw in raws],
            self._headers[at],
            self._sheet,
            self._kind.row,
            self._places[at],
        )
        places = {raw.number: raw.at for raw in raws}
        portion.rows += reading.rows
        portion.places += [places[row.row] for row in reading.rows]
        portion.damaged += reading.damaged
        portion.refused += [(places[refusal.place.row], refusal) for refusal in reading.refused]

    def place(self, raws: Sequence[Raw]) -> Mapping[tuple[str, int], int]:
        """The place in the order of the file of each row, by its sheet and number."""
        return {(self._places[raw.sheet].sheet, raw.number): raw.at for raw in raws}


def _header(layout: Layout, mapped: Mapped) -> Header:
    where = {heading: at for at, heading in enumerate(layout.headings)}
    fields = {name: where[heading] for name, heading in mapped.items() if heading in where}
    return Header(layout.headings, fields, layout.first_row)


def guessed(layouts: Sequence[Layout], remembered: Mapped, sheet: SheetKind) -> dict[str, str]:
    """What each field's heading probably is: as in the unit's last file of the kind, else as headings are usually called."""
    known: dict[str, str] = {}
    for layout in layouts:
        usual = {field: layout.headings[at] for field, at in layout.fields.items()}
        before = {field: heading for field, heading in remembered.items() if heading in layout.headings}
        taken = set(before.values())
        found = {**{field: heading for field, heading in usual.items() if heading not in taken}, **before}
        known = {**found, **known}
    return {field: known[field] for field in sheet.columns if field in known}


def refuse_wrong(layouts: Sequence[Layout], mapped: Mapped, sheet: SheetKind) -> None:
    """Refuse a matching that names a column twice, or one that the file or the kind does not have.

    Raises IMPORT-001, TABLE-002.
    """
    headings = {heading for layout in layouts for heading in layout.headings}
    seen: set[str] = set()
    for field_name, heading in mapped.items():
        if field_name not in sheet.columns or heading not in headings or heading in seen:
            raise XueshiError(WRONG_COLUMN, heading=heading)
        seen.add(heading)
    fullest = max((_header(layout, mapped) for layout in layouts), key=lambda header: len(header.fields))
    refuse_missing(fullest, sheet, Place())
