"""Reads a file in a process of its own, within limits of memory and time: no file can harm the process that asked.

The two work side by side; only the values come back, column by column, which costs a twentieth of the reading.
"""

from __future__ import annotations

import pickle
import pkgutil
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from xueshi.intake.problems import STOPPED
from xueshi.intake.sheets import open_workbook
from xueshi.intake.tables import R, Reading, Table, read_rows
from xueshi.kernel.columns import SheetKind
from xueshi.kernel.errors import Place, XueshiError
from xueshi.kernel.memory import making_many

MEMORY = 4 * 2**30
SECONDS = 300
"""What reading one file may take of the processor."""

_SENT = tuple(field.name for field in fields(Reading) if field.name not in ("kind", "rows", "tables"))


@contextmanager
def reading_apart(
    path: Path, kind: str, row: Callable[[Iterable[object]], R], *, name: str = ""
) -> Iterator[Callable[[], Reading[R]]]:
    """Begin to read a file as :func:`~xueshi.intake.tables.read_rows` does; the function given waits for what was read.

    ``kind`` names a sheet kind as ``module:NAME``; ``name`` stands for the file in every place instead of its own name.
    Raises FILE-011 when the limits were passed, and whatever reading the file raises.
    """
    command = [sys.executable, "-P", "-m", __name__, kind, str(path), name or path.name]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        try:
            yield lambda: _received(process, path, kind, row, name or path.name)
        finally:
            process.kill()


@making_many()
def _received(
    process: subprocess.Popen[bytes], path: Path, kind: str, row: Callable[[Iterable[object]], R], name: str
) -> Reading[R]:
    content, _ = process.communicate()
    if process.returncode:
        raise XueshiError(STOPPED, place=Place(file=name), gib=MEMORY >> 30, seconds=SECONDS)
    message = pickle.loads(content)  # noqa: S301 - written by our own process
    if isinstance(message, XueshiError):
        raise message
    columns, damaged, rest = message
    return Reading(
        kind=kind_named(kind),
        rows=list(map(row, zip(*columns, strict=True))),
        damaged=tuple(map(row, damaged)),
        tables=lambda: _tables_again(path, kind, name),
        **rest,
    )


def _tables_again(path: Path, kind: str, name: str) -> tuple[Table, ...]:
    return _read(path, kind, name).tables()


def _read(path: Path, kind: str, name: str) -> Reading[tuple[Any, ...]]:
    return read_rows(replace(open_workbook(path), name=name), kind_named(kind), tuple)


def kind_named(name: str) -> SheetKind:
    """The sheet kind that stands at ``module:NAME``."""
    kind = pkgutil.resolve_name(name)
    if not isinstance(kind, SheetKind):
        raise TypeError(name)
    return kind


def _message(path: Path, kind: str, name: str) -> Any:
    try:
        reading = _read(path, kind, name)
    except XueshiError as error:
        return error
    rest = {field: getattr(reading, field) for field in _SENT if field != "damaged"}
    return list(zip(*reading.rows, strict=True)), reading.damaged, rest


def main(kind: str, path: str, name: str) -> int:
    """The process that reads: limits first, then the file, then one message on the standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        sys.stdout.buffer.write(pickle.dumps(_message(Path(path), kind, name), pickle.HIGHEST_PROTOCOL))
    except MemoryError:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
