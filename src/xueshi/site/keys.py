"""Secrets of this installation: made at the first start, kept in the data folder, readable by nobody else."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def key(folder: Path, name: str) -> str:
    """The key of that name as 64 hexadecimal digits; made when it is not there yet, even by several processes at once."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / name
    if not path.exists():
        _make(folder, path)
    return path.read_text(encoding="ascii").strip()


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
