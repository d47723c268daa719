"""Secrets of this installation: made at the first start, kept in the data folder, readable by nobody else."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def key(folder: Path, name: str) -> str:
    """The key of that name as 64 hexadecimal digits; made when it is not there yet, even by several processes at once."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / name
    if not path.exists():
        _make(folder, path)
    return path.read_text(encoding="ascii").strip()


def settled(folder: Path, name: str, value: str) -> str:
    """A choice that holds for good once it was made, because what is stored depends on it; another one is refused."""
    path = folder / name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_text(value, encoding="ascii")
    kept = path.read_text(encoding="ascii").strip()
    if kept != value:
        raise ImproperlyConfigured(
            f"{name} was chosen as {kept} when this installation was made; {value} finds nothing"
        )
    return value


@dataclass(frozen=True, slots=True)
class NumberedKeys:
    """Keys that follow each other, numbered from 1 behind a prefix; the highest one is in use."""

    folder: Path
    prefix: str

    def read(self) -> Mapping[int, str]:
        """All keys by number; the first one is made when there is none."""
        try:
            found = _numbered(self.folder, self.prefix, self.folder.stat().st_mtime_ns)
        except FileNotFoundError:
            found = {}
        return found or {1: key(self.folder, f"{self.prefix}1")}

    def add(self) -> int:
        """Make the next key."""
        number = max(self.read()) + 1
        key(self.folder, f"{self.prefix}{number}")
        return number

    def drop(self, number: int) -> None:
        """Destroy a key: overwrite it, and remove the file."""
        path = self.folder / f"{self.prefix}{number}"
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()


@lru_cache(maxsize=4)
def _numbered(folder: Path, prefix: str, _changed: int) -> Mapping[int, str]:
    named = {path: re.fullmatch(rf"{re.escape(prefix)}([1-9][0-9]*)", path.name) for path in folder.iterdir()}
    return {int(match[1]): path.read_text(encoding="ascii").strip() for path, match in named.items() if match}


def _make(folder: Path, path: Path) -> None:
    draft = folder / f".{path.name}.{secrets.token_hex(8)}"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
