"""Looks into an .xlsx package before it is read: bombs, macros, encryption, forbidden XML and formulas, in one streaming pass."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from xueshi.intake.problems import DAMAGED, ENCRYPTED, FORBIDDEN_XML, MACROS, NOT_A_SHEET, TOO_LARGE
from xueshi.kernel.errors import XueshiError

MAX_EXPANDED = 2 * 2**30
MAX_RATIO = 150
RATIO_FROM = 8 * 2**20
"""Small parts may compress as well as they like."""
MAX_ENTRIES = 5_000
MAX_AREA = 20_000_000
"""Rows times columns of the rectangle around all filled cells, which the reader lays out in memory."""

_CHUNK = 1 << 16
_TAIL = 2_048
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_CELL = re.compile(rb'<(?:\w+:)?c [^<>]*?r="([A-Z]{1,3}[0-9]+)"')
_WIDE_CELL = re.compile(rb' r="([A-Z]{2,3})[0-9]')
_ROW = re.compile(rb'<(?:\w+:)?row [^<>]*?r="([0-9]+)"')
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^<>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^<>]*>")
_ENCRYPTED_BIT = 1


@dataclass(frozen=True, slots=True)
class Package:
    """What was found: by sheet name the first formula cell."""

    formulas: dict[str, str]


def inspect(path: Path) -> Package:
    """Refuse an .xlsx package that must not be opened, and name the first formula cell of each sheet."""
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as raw:
            parts = archive.infolist()
            _refuse_kinds(archive, parts)
            _refuse_bombs(parts)
            found = {part.filename: _scan(raw, part) for part in parts if _is_read(part.filename)}
            names = _sheet_names(archive)
    except (zipfile.BadZipFile, zlib.error, struct.error, KeyError, NotImplementedError) as error:
        raise XueshiError(DAMAGED) from error
    return Package({names.get(part, part): cell for part, cell in found.items() if cell})


def _is_read(name: str) -> bool:
    return (
        name.startswith("xl/")
        and name.endswith((".xml", ".rels"))
        and not name.startswith(("xl/drawings/", "xl/media/"))
    )


def _refuse_kinds(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    names = {part.filename for part in parts}
    if any(part.flag_bits & _ENCRYPTED_BIT for part in parts):
        raise XueshiError(ENCRYPTED)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise XueshiError(MACROS)
    if "xl/workbook.xml" not in names:
        kind = "Word" if "word/document.xml" in names else "xlsb" if "xl/workbook.bin" in names else "ZIP"
        raise XueshiError(NOT_A_SHEET, content=kind)
    if "[Content_Types].xml" in names and b"macroEnabled" in archive.read("[Content_Types].xml")[:_CHUNK]:
        raise XueshiError(MACROS)


def _refuse_bombs(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MAX_ENTRIES:
        raise XueshiError(TOO_LARGE, what="entries", found=len(parts), limit=MAX_ENTRIES)
    expanded = sum(part.file_size for part in parts)
    if expanded > MAX_EXPANDED:
        raise XueshiError(TOO_LARGE, what="bytes expanded", found=expanded, limit=MAX_EXPANDED)
    for part in parts:
        if part.file_size > RATIO_FROM and part.file_size > MAX_RATIO * part.compress_size:
            ratio = part.file_size // max(1, part.compress_size)
            raise XueshiError(TOO_LARGE, what="compression ratio", found=ratio, limit=MAX_RATIO)


def _scan(raw: IO[bytes], part: zipfile.ZipInfo) -> str:
    """The first formula cell of a part, or an empty text; refuses a DTD and a sheet whose filled area is absurd."""
    is_sheet = part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml")
    window, rows, columns, formula, first = b"", 0, 1, "", True
    for chunk in _expanded(raw, part):
        window = window[-_TAIL:] + chunk
        if first and (b"<!DOCTYPE" in window or b"<!ENTITY" in window):
            raise XueshiError(FORBIDDEN_XML)
        first = False
        if not is_sheet:
            continue
        if not formula and b"f" in window and (b"<f" in window or b":f" in window):
            formula = _formula_cell(window)
        rows = max(rows, _last_row(window))
        columns = max([columns, *map(_column_number, set(_WIDE_CELL.findall(window)))])
    if rows * columns > MAX_AREA:
        raise XueshiError(TOO_LARGE, what="cells", found=rows * columns, limit=MAX_AREA)
    return formula


def _expanded(raw: IO[bytes], part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a part; a part that holds more than it declares is refused before it grows."""
    raw.seek(part.header_offset)
    name_length, extra_length = struct.unpack("<26xHH", raw.read(30))
    raw.seek(name_length + extra_length, 1)
    left, declared = part.compress_size, part.file_size
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise XueshiError(DAMAGED)
    inflate = zlib.decompressobj(-zlib.MAX_WBITS) if part.compress_type == zipfile.ZIP_DEFLATED else None
    while left > 0 and (packed := raw.read(min(left, _CHUNK))):
        left -= len(packed)
        chunk = inflate.decompress(packed, declared + 1) if inflate else packed
        declared -= len(chunk)
        if declared < 0:
            raise XueshiError(DAMAGED)
        yield chunk


def _formula_cell(window: bytes) -> str:
    found = _FORMULA.search(window)
    if found is None:
        return ""
    cells = _CELL.findall(window, 0, found.start() + 1)
    return cells[-1].decode() if cells else "?"


def _last_row(window: bytes) -> int:
    at = max(window.rfind(b"<row "), window.rfind(b":row "))
    found = _ROW.match(window, window.rfind(b"<", 0, at + 1)) if at >= 0 else None
    return int(found[1]) if found else 0


def _column_number(letters: bytes) -> int:
    total = 0
    for letter in letters:
        total = total * 26 + letter - ord("A") + 1
    return total


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet names by the part that holds the sheet."""
    targets = {
        _attribute(relation, b"Id"): _attribute(relation, b"Target")
        for relation in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels"))
    }
    sheets = _SHEET.findall(archive.read("xl/workbook.xml"))
    return {_part(targets.get(_attribute(sheet, rb"\w+:id"), "")): _attribute(sheet, b"name") for sheet in sheets}


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(rb"\s" + name + rb'\s*=\s*["\']([^"\']*)["\']', tag)
    if found is None:
        return ""
    plain = found[1].decode("utf-8", "replace")
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        plain = plain.replace(entity, character)
    return plain
