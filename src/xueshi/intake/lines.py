"""Reads a text table line by line, so that its length does not matter; encoding and delimiter are found out first."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from xueshi.intake.problems import DAMAGED, EMPTY_FILE, FORMULA, RAGGED, TOO_LARGE, UNKNOWN_ENCODING
from xueshi.intake.sheets import column_letters
from xueshi.kernel.errors import Place, XueshiError

MOST_COLUMNS = 1_000
LONGEST_LINE = 1 << 20
"""Characters."""

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHUNK = 1 << 20
_HEAD = 20_000
_DELIMITERS = ",\t;"


@dataclass(frozen=True, slots=True)
class Form:
    """How the lines are written."""

    encoding: str
    delimiter: str


def form_of(path: Path) -> Form:
    """The encoding in which all of a file can be read, and the delimiter that its head uses most.

    Raises FILE-002, FILE-010.
    """
    with path.open("rb") as file:
        start = file.read(4)
    named = next((name for mark, name in _MARKS if start.startswith(mark)), None)
    for encoding in (named,) if named else ("utf-8", "gb18030"):
        head = _head(path, encoding)
        if head is None:
            continue
        if not head.strip():
            raise XueshiError(EMPTY_FILE)
        sample = "\n".join(head.splitlines()[:30])
        return Form(encoding, max(_DELIMITERS, key=sample.count))
    raise XueshiError(UNKNOWN_ENCODING)


def _head(path: Path, encoding: str) -> str | None:
    """The beginning of a file, or None when any part of it cannot be text in this encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    head = ""
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                text = decoder.decode(chunk)
                if "\0" in text:
                    return None
                head = head or text[:_HEAD]
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return None
    return head


@contextmanager
def lines_of(path: Path, form: Form) -> Iterator[Iterator[tuple[int, list[str]]]]:
    """The rows of a text table, each with its number counted from 1; what a spreadsheet would calculate is refused.

    Raises FILE-006, FILE-007, FILE-009.
    """
    with path.open(encoding=form.encoding, newline="") as file:
        yield _rows(file, form.delimiter)


def _rows(file: TextIO, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    try:
        for number, row in enumerate(csv.reader(_short_lines(file), delimiter=delimiter, strict=True), 1):
            if len(row) > MOST_COLUMNS:
                raise XueshiError(TOO_LARGE, what="columns", found=len(row), limit=MOST_COLUMNS)
            for column, cell in enumerate(row):
                if cell.startswith("=") and len(cell) > 1:
                    raise XueshiError(FORMULA, cell=f"{column_letters(column)}{number}")
            yield number, row
    except csv.Error as error:
        raise XueshiError(DAMAGED) from error


def _short_lines(file: TextIO) -> Iterator[str]:
    while line := file.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
            raise XueshiError(TOO_LARGE, what="characters in a line", found=f"> {LONGEST_LINE}", limit=LONGEST_LINE)
        yield line


def fitted(row: list[str], width: int, number: int) -> list[str]:
    """A row as wide as the header; what would stand beyond its last column is refused.

    Raises FILE-012.
    """
    if len(row) == width:
        return row
    if len(row) < width:
        return row + [""] * (width - len(row))
    if any(row[width:]):
        raise XueshiError(RAGGED, place=Place(row=number), found=len(row), width=width)
    return row[:width]
