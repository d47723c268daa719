"""Copies the rows of a file into a staging file, in a process of its own and within limits of memory and time.

Nothing but the staging file and one short message comes back, so neither the size of a file nor its malice can harm who asked.
"""

from __future__ import annotations

import pickle
import resource
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

from xueshi.intake.apart import MEMORY, SECONDS, kind_named
from xueshi.intake.headers import HEADER_ROWS, Header, find_header, known_fields, no_table
from xueshi.intake.lines import fitted, form_of, lines_of
from xueshi.intake.package import MAX_ENTRIES, MAX_RATIO, RATIO_FROM
from xueshi.intake.problems import DAMAGED, ENCRYPTED, FORMULA, NO_ROWS, NOT_A_SHEET, STOPPED, TOO_LARGE, UNSAFE_NAME
from xueshi.intake.sheets import MAX_TEXT_BYTES, Sheet, Workbook, column_letters, is_text, open_workbook
from xueshi.intake.staging import Draft
from xueshi.intake.tables import spread
from xueshi.kernel.cells import shown
from xueshi.kernel.columns import SheetKind
from xueshi.kernel.errors import Place, XueshiError

_CHUNK = 1 << 20
_INNER = (".xlsx", ".xls", ".csv", ".txt", ".tsv")
SAMPLES = 3
"""Rows shown beside the headings."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What a sheet of the file looks like: its headings, which of them are known, and where its body begins."""

    name: str
    headings: tuple[str, ...]
    fields: dict[str, int]
    first_row: int
    samples: tuple[tuple[str, ...], ...] = ()


def spool(path: Path, columns: str, target: Path, *, name: str = "") -> None:
    """Make the staging file of a file; ``columns`` names its sheet kind as ``module:NAME``.

    Raises what reading the file raises, FILE-011 where the limits were passed.
    """
    command = [sys.executable, "-P", "-m", __name__, str(path), columns, str(target), name or path.name]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        raise XueshiError(STOPPED, place=Place(file=name or path.name), gib=MEMORY >> 30, seconds=SECONDS)
    message = pickle.loads(done.stdout)  # noqa: S301 - written by our own process
    if isinstance(message, XueshiError):
        raise message


def main(path: str, columns: str, target: str, name: str) -> int:
    """The process that reads: limits first, then the file, then one message on the standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    message: XueshiError | None = None
    try:
        _copy(Path(path), kind_named(columns), Path(target), name)
    except XueshiError as error:
        place = replace(error.place, file=name)
        message = XueshiError(error.problem, place=place, **error.values)
    except MemoryError:
        return 1
    sys.stdout.buffer.write(pickle.dumps(message))
    return 0


def _copy(path: Path, kind: SheetKind, target: Path, name: str) -> None:
    with _unwrapped(path) as inner:
        if is_text(inner):
            _copy_text(inner, kind, target)
        else:
            _copy_workbook(replace(open_workbook(inner), name=name), kind, target)


@contextmanager
def _unwrapped(path: Path) -> Iterator[Path]:
    """The one table inside a ZIP archive, under a name of our own; any other file as it is."""
    member = _member(path)
    if member is None:
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        inner = Path(folder, "inner" + Path(member.filename).suffix.lower())
        _extract(path, member, inner)
        yield inner


def _member(path: Path) -> zipfile.ZipInfo | None:
    """The one table of an archive that is no workbook; any archive with names that no office writes is refused."""
    if not zipfile.is_zipfile(path):
        return None
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError) as error:
        raise XueshiError(DAMAGED) from error
    if len(parts) > MAX_ENTRIES:
        raise XueshiError(TOO_LARGE, what="entries", found=len(parts), limit=MAX_ENTRIES)
    _refuse_names(parts)
    parts = [part for part in parts if not part.is_dir()]
    if any(part.filename == "[Content_Types].xml" or part.filename.startswith("xl/") for part in parts):
        return None
    if len(parts) != 1 or not parts[0].filename.lower().endswith(_INNER):
        raise XueshiError(NOT_A_SHEET, content="ZIP")
    return parts[0]


def _refuse_names(parts: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse names that lead out of the archive or clash, and links.

    Raises FILE-013.
    """
    seen: set[str] = set()
    for part in parts:
        name = part.orig_filename
        steps = name.replace("\\", "/").split("/")
        is_link = part.external_attr >> 16 & 0o170000 == 0o120000
        if ".." in steps or not steps[0] or ":" in name or "\0" in name or is_link or name.casefold() in seen:
            raise XueshiError(UNSAFE_NAME, name=shown(name)[:80])
        seen.add(name.casefold())


def _extract(path: Path, member: zipfile.ZipInfo, inner: Path) -> None:
    if member.flag_bits & 1:
        raise XueshiError(ENCRYPTED)
    if member.file_size > MAX_TEXT_BYTES:
        raise XueshiError(TOO_LARGE, what="bytes expanded", found=member.file_size, limit=MAX_TEXT_BYTES)
    if member.file_size > RATIO_FROM and member.file_size > MAX_RATIO * member.compress_size:
        ratio = member.file_size // max(1, member.compress_size)
        raise XueshiError(TOO_LARGE, what="compression ratio", found=ratio, limit=MAX_RATIO)
    try:
        with zipfile.ZipFile(path) as archive, archive.open(member) as source, inner.open("wb") as copy:
            while chunk := source.read(_CHUNK):
                copy.write(chunk)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise XueshiError(DAMAGED) from error


def _copy_text(path: Path, kind: SheetKind, target: Path) -> None:
    form = form_of(path)
    with lines_of(path, form) as lines:
        head = list(islice(lines, HEADER_ROWS + SAMPLES))
        widest = max((len(row) for _, row in head), default=0)
        squared = Sheet("", [fitted(row, widest, number) for number, row in head])
        header = find_header(squared, kind) or _guessed([squared], kind, path.name)
        width = len(head[header.body - 1][1])
        header = replace(header, headings=header.headings[:width])
        sheet = Sheet("", [row[:width] for row in squared.rows])
        draft = Draft(target)
        body = chain(head[header.body :], lines)
        draft.add(0, ((number, fitted(row, width, number)) for number, row in body if any(row)))
    _finish(draft, [_layout(sheet, header)], form=asdict(form))


def _copy_workbook(book: Workbook, kind: SheetKind, target: Path) -> None:
    found = [(sheet, header) for sheet in book.sheets if sheet.rows and (header := find_header(sheet, kind))]
    if not found:
        filled = [sheet for sheet in book.sheets if sheet.rows][:1]
        found = [(sheet, _guessed([sheet], kind, book.name)) for sheet in filled]
    if not found:
        raise no_table(book.sheets, kind, book.name)
    draft = Draft(target)
    for at, (sheet, header) in enumerate(found):
        if sheet.formula:
            raise XueshiError(FORMULA, place=Place(sheet=sheet.name), cell=sheet.formula)
        first = sheet.first_row + header.body
        body = enumerate(spread(sheet, header, kind), first)
        draft.add(at, ((number, row) for number, row in body if any(row)))
    read = {sheet.name for sheet, _ in found}
    skipped = [*(sheet.name for sheet in book.sheets if sheet.name not in read), *book.hidden]
    _finish(draft, [_layout(*pair) for pair in found], skipped=skipped)


def _finish(draft: Draft, sheets: list[Layout], **meta: Any) -> None:
    if not draft.rows:
        draft.drop()
        raise XueshiError(NO_ROWS)
    draft.finish(sheets=[asdict(sheet) for sheet in sheets], rows=draft.rows, **meta)


def _guessed(sheets: Sequence[Sheet], kind: SheetKind, file: str) -> Header:
    """Where hardly a heading is known: the fullest of the first rows is taken for the header, for a person to say what it means."""
    rows = sheets[0].rows[:HEADER_ROWS]
    filled = [sum(isinstance(cell, str) and bool(cell.strip()) for cell in row) for row in rows]
    if max(filled, default=0) < 2:
        raise no_table(sheets, kind, file)
    at = filled.index(max(filled))
    headings = tuple(shown(cell).strip() for cell in rows[at])
    return Header(headings, known_fields(headings, kind), at + 1)


def _layout(sheet: Sheet, header: Header) -> Layout:
    samples = [tuple(shown(cell) for cell in row) for row in sheet.rows[header.body :][:SAMPLES]]
    headings = _distinct(header.headings)
    return Layout(sheet.name, headings, dict(header.fields), sheet.first_row + header.body, tuple(samples))


def _distinct(headings: Sequence[str]) -> tuple[str, ...]:
    """Headings of which each names one column: a repeated one, and one for a column without, names its letter."""
    seen: set[str] = set()
    made = []
    for at, heading in enumerate(headings):
        name = heading if heading and heading not in seen else f"{heading}（{column_letters(at)}）"
        seen.add(name)
        made.append(name)
    return tuple(made)


def layouts(kept: Any) -> list[Layout]:
    """Layouts as a staging file keeps them."""
    return [
        Layout(
            one["name"],
            tuple(one["headings"]),
            one["fields"],
            one["first_row"],
            tuple(tuple(row) for row in one["samples"]),
        )
        for one in kept
    ]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
