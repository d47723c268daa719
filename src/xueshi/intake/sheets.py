"""Opens the spreadsheet files that offices have and gives their cells; refuses what is not plainly a table of values.

The content decides what a file is, never its name.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import python_calamine as calamine

from xueshi.intake.package import Package, inspect
from xueshi.intake.problems import (
    DAMAGED,
    EMPTY_FILE,
    ENCRYPTED,
    MACROS,
    NOT_A_SHEET,
    NOT_FOUND,
    TOO_LARGE,
    UNKNOWN_ENCODING,
)
from xueshi.kernel.columns import Cell
from xueshi.kernel.errors import Place, XueshiError

MAX_BYTES = 200 * 2**20
MAX_TEXT_BYTES = 2**30
MAX_CELLS = 20_000_000

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KNOWN = {
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"BM": "BMP",
    b"%PDF": "PDF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
    b"PK": "ZIP",
}
_ENCODINGS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS = ",\t;"
_TEXT_SUFFIXES = {".csv", ".txt", ".tsv"}


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged area by offsets into the rows of its sheet, both ends inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One visible sheet: its rows from the first filled row on, that row's number as the spreadsheet shows it, and merged areas."""

    name: str
    rows: Sequence[Sequence[Cell]]
    first_row: int = 1
    merged: tuple[Merge, ...] = ()
    formula: str = ""
    """The first formula cell, such as ``F12``; empty when there is none."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """An opened file: its name without folders, its SHA-256, its visible sheets and the names of hidden ones."""

    name: str
    sha256: str
    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()


def open_workbook(path: Path) -> Workbook:
    """The cells of an .xlsx, .xls or .csv file; raises with a code when it is anything else, encrypted, with macros, damaged or a bomb."""
    try:
        return _read(path)
    except XueshiError as error:
        place = Place(file=path.name, sheet=error.place.sheet)
        raise XueshiError(error.problem, place=place, **error.values) from error.__cause__
    except OSError as error:
        raise XueshiError(NOT_FOUND, place=Place(file=path.name)) from error


def _read(path: Path) -> Workbook:
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(16)
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    if not size:
        raise XueshiError(EMPTY_FILE)
    if start.startswith((_ZIP, _OLE)):
        _refuse_larger(size, MAX_BYTES)
        package = inspect(path) if start.startswith(_ZIP) else _inspect_compound(path)
        return _calamine(path, sha256, package)
    _refuse_picture(path, start)
    _refuse_larger(size, MAX_TEXT_BYTES)
    return Workbook(path.name, sha256, (_text_sheet(path.read_bytes()),))


def is_text(path: Path) -> bool:
    """Whether a file is lines of text, as its content says, and not a workbook.

    Raises FILE-002, FILE-003, FILE-007.
    """
    with path.open("rb") as file:
        start = file.read(16)
    if start.startswith((_ZIP, _OLE)):
        return False
    if not start:
        raise XueshiError(EMPTY_FILE)
    _refuse_picture(path, start)
    _refuse_larger(path.stat().st_size, MAX_TEXT_BYTES)
    return True


def _refuse_larger(found: int, limit: int) -> None:
    if found > limit:
        raise XueshiError(TOO_LARGE, what="bytes", found=found, limit=limit)


def _refuse_picture(path: Path, start: bytes) -> None:
    for magic, content in _KNOWN.items():
        if start.startswith(magic) and (len(magic) > 2 or path.suffix.lower() not in _TEXT_SUFFIXES):
            raise XueshiError(NOT_A_SHEET, content=content)
    if path.suffix.lower() not in _TEXT_SUFFIXES:
        raise XueshiError(NOT_A_SHEET, content="HTML" if start.lstrip().startswith((b"<", b"\xef\xbb\xbf<")) else "?")


def _inspect_compound(path: Path) -> Package:
    """An OLE compound file is an old .xls, or a wrapper around an encrypted .xlsx; its folder names stand in UTF-16."""
    content = path.read_bytes()
    if "EncryptionInfo".encode("utf-16-le") in content or "EncryptedPackage".encode("utf-16-le") in content:
        raise XueshiError(ENCRYPTED)
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise XueshiError(MACROS)
    if not any(word.encode("utf-16-le") in content for word in ("Workbook", "Book")):
        raise XueshiError(NOT_A_SHEET, content="OLE")
    return Package({})


def _calamine(path: Path, sha256: str, package: Package) -> Workbook:
    try:
        with calamine.CalamineWorkbook.from_path(path) as book:
            shown = [
                sheet
                for sheet in book.sheets_metadata
                if sheet.visible == calamine.SheetVisibleEnum.Visible and sheet.typ == calamine.SheetTypeEnum.WorkSheet
            ]
            sheets = tuple(
                _sheet(book.get_sheet_by_name(sheet.name), package.formulas.get(sheet.name, "")) for sheet in shown
            )
            hidden = tuple(sheet.name for sheet in book.sheets_metadata if sheet not in shown)
    except calamine.PasswordError as error:
        raise XueshiError(ENCRYPTED) from error
    except calamine.CalamineError as error:
        raise XueshiError(DAMAGED) from error
    return Workbook(path.name, sha256, sheets, hidden)


def _sheet(sheet: calamine.CalamineSheet, formula: str) -> Sheet:
    if sheet.start is None:
        return Sheet(sheet.name, ())
    _refuse_larger(sheet.height * sheet.width, MAX_CELLS)
    top, left = sheet.start
    merged = tuple(
        Merge(first[0] - top, first[1] - left, last[0] - top, last[1] - left)
        for first, last in sheet.merged_cell_ranges or ()
    )
    return Sheet(sheet.name, sheet.to_python(), top + 1, merged, formula)


def _text_sheet(content: bytes) -> Sheet:
    text = _decoded(content)
    if not text.strip():
        raise XueshiError(EMPTY_FILE)
    head = "\n".join(text[:20_000].splitlines()[:30])
    delimiter = max(_DELIMITERS, key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise XueshiError(DAMAGED) from error
    formula = _formula_in(rows) if '"=' in text or f"{delimiter}=" in text or "\n=" in text else ""
    return Sheet("", _squared(rows), 1, (), formula)


def _decoded(content: bytes) -> str:
    named = next((name for mark, name in _ENCODINGS if content.startswith(mark)), None)
    for encoding in (named,) if named else ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise XueshiError(UNKNOWN_ENCODING)


def _squared(rows: list[list[str]]) -> list[list[str]]:
    """Rows of one width: short rows are filled with empty cells."""
    width = max(map(len, rows))
    if all(len(row) == width for row in rows):
        return rows
    return [row + [""] * (width - len(row)) for row in rows]


def _formula_in(rows: list[list[str]]) -> str:
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell.startswith("=") and len(cell) > 1:
                return f"{column_letters(column)}{at + 1}"
    return ""


def column_letters(offset: int) -> str:
    """The letters a spreadsheet shows above a column.

    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    offset += 1
    while offset:
        offset, rest = divmod(offset - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
