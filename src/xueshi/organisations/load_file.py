"""A list of organisations as a text file of any size, read row by row for a load; what was refused is handed back in its layout."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from xueshi.kernel.errors import Lang, Place, XueshiError
from xueshi.kernel.paths import OrgPath
from xueshi.organisations.imports import WORDS
from xueshi.organisations.load import Load, Loaded
from xueshi.organisations.naming import kind_of, level_of
from xueshi.organisations.problems import NO_COLUMN, NOT_TEXT
from xueshi.organisations.tree_rows import ORGANISATIONS

READ = ("code", "parent", "name", "kind", "field")
NEEDED = ("code", "parent", "name")
ENCODINGS = ("utf-8-sig", "gb18030")


def rows_of(path: Path) -> Iterator[Loaded]:
    """The organisations of a file; what it does not say about kind and level, the name says.

    Raises ORG-019, ORG-020.
    """
    with _opened(path) as file:
        lines = csv.reader(file)
        columns = _columns(next(lines, []), path)
        for line in lines:
            said = {name: line[at].strip() if at < len(line) else "" for name, at in columns.items()}
            name = OrgPath(said["name"])
            kind = WORDS.get(said.get("kind", "")) or kind_of(name)
            yield Loaded(said["code"], said["parent"], name, kind, level_of(name), said.get("field", "")[:40])


def refused_kept(path: Path, load: Load, target: Path, lang: Lang) -> None:
    """Write the refused rows of a file with their reasons, to be mended and loaded again."""
    reasons = {place: error.message(lang) for place, error in load.refused}
    with _opened(path) as file, target.open("w", encoding="utf-8-sig", newline="") as kept:
        lines, writer = csv.reader(file), csv.writer(kept)
        writer.writerow([*next(lines, []), "退回原因" if lang == "zh" else "Reason"])
        writer.writerows([*line, reasons[place]] for place, line in enumerate(lines) if place in reasons)


def _opened(path: Path) -> TextIO:
    for encoding in ENCODINGS:
        try:
            with path.open(encoding=encoding) as file:
                while file.read(1 << 20):
                    pass
        except UnicodeDecodeError:
            continue
        return path.open(encoding=encoding, newline="")
    raise XueshiError(NOT_TEXT, place=Place(path.name))


def _columns(headings: list[str], path: Path) -> dict[str, int]:
    """The place of each column that is read, by its heading or one of the other names for it."""
    known = {name: at for at, heading in enumerate(headings) if (name := heading.strip())}
    found = {}
    for name in READ:
        column = ORGANISATIONS.columns[name]
        at = next((known[heading] for heading in (column.heading, *column.aliases) if heading in known), None)
        if at is not None:
            found[name] = at
        elif name in NEEDED:
            raise XueshiError(NO_COLUMN, place=Place(path.name, row=1), heading=column.heading)
    return found
