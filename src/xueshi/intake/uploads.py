"""Files kept as they were handed in, under their SHA-256 in the data folder."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import transaction

from xueshi.intake.job_problems import KEPT_FILE_CHANGED
from xueshi.intake.models import Upload, UploadState
from xueshi.kernel.actors import Actor, Right, audit, require
from xueshi.kernel.errors import XueshiError

FOLDER = "uploads"
LONGEST_NAME = 255
"""Bytes of a file name; a Chinese character takes three of them."""


def upload_keep(name: str, chunks: Iterable[bytes], *, kind: str, by: Actor, right: Right = Right.IMPORT) -> Upload:
    """Keep a file; its bytes are on the disk before it is known. ``right`` must be held somewhere.

    Raises ACCESS-002.
    """
    scopes = by.scopes(right)
    require(by, right, scopes[0] if scopes else "")
    sha256, size = _store(chunks)
    with transaction.atomic():
        upload = Upload.objects.create(
            kind=kind, name=_short(Path(name)), sha256=sha256, size=size, owner_id=by.account
        )
        audit(by, "upload.kept", "upload", upload.number, sha256=sha256, size=size)
    return upload


def _short(path: Path) -> str:
    """The name without folders, short enough for every file system and with its ending, which tells a text file."""
    stem, ending = path.stem.encode(), path.suffix.encode()[-16:]
    return (stem[: LONGEST_NAME - len(ending)] + ending).decode(errors="ignore")


@transaction.atomic
def upload_mark(upload: Upload, state: UploadState, *, by: Actor) -> None:
    """Record how far a file has come."""
    upload.state = state
    upload.save(update_fields=["state"])
    audit(by, f"upload.{state}", "upload", upload.number)


@contextmanager
def opened(upload: Upload) -> Iterator[Path]:
    """The file under the name it came with, so that refusals name it as its owner knows it.

    Raises JOB-003.
    """
    kept = _folder() / upload.sha256
    if not kept.is_file() or _sha256(kept) != upload.sha256:
        raise XueshiError(KEPT_FILE_CHANGED, name=upload.name)
    with tempfile.TemporaryDirectory(dir=_folder()) as folder:
        path = Path(folder, upload.name)
        path.hardlink_to(kept)
        yield path


def result_path(name: str) -> Path:
    """Where the result file of a job stands; the folder exists."""
    path = Path(settings.XUESHI_DATA, "results", name)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _folder() -> Path:
    folder = Path(settings.XUESHI_DATA, FOLDER)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _store(chunks: Iterable[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=_folder(), delete=False) as draft:
        try:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                draft.write(chunk)
            draft.flush()
            os.fsync(draft.fileno())
            shutil.move(draft.name, _folder() / digest.hexdigest())
        finally:
            Path(draft.name).unlink(missing_ok=True)
    return digest.hexdigest(), size


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
