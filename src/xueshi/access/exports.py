"""The one gate through which files leave: what for, how many rows, masked or not, with whose approval; entered in a register.

What can be exported is named in ``settings.XUESHI_EXPORTS``: a kind, and the dotted path of an :class:`Exporter`. A file that another job
makes (refused rows, a person's own data) passes the same gate when the job ends.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol, cast

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.module_loading import import_string

from xueshi.access.approvals import approval_ask, approval_use
from xueshi.access.export_problems import CHANGED, MASKED_ONLY, NO_REASON, OVER, PURPOSE
from xueshi.access.gates import visible_exports
from xueshi.access.models import Account, Approval, ExportRecord, Purpose
from xueshi.kernel.actors import Actor, NotFoundError, Right, audit, require
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.work import Progress, Task
from xueshi.organisations.queue import enqueue

DAYS = 7
"""So long a file can be taken."""

ALONE = 500
"""A full export of more rows needs a second person."""

WRITING = "Writing the file"
"""Message id that the job shows."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An export before it is asked for: what it would hold."""

    title: str
    rows: int
    path: str
    """The organisation below which the rows lie."""
    filters: Mapping[str, str] = field(default_factory=dict)
    """In words; the register and the file show them."""
    may_be_full: bool = False
    ending: str = "xlsx"


class Exporter(Protocol):
    """One kind of export."""

    right: Right

    def draft(self, params: Mapping[str, str], *, by: Actor) -> Draft:
        """What the parameters ask for, as far as the actor may see it."""

    def write(self, record: ExportRecord, path: Path, progress: Progress, *, by: Actor) -> int:
        """Write the file and return the number of its rows."""


def exporter_of(kind: str) -> Exporter:
    """The exporter of a kind; one that there is not is not found."""
    if kind not in settings.XUESHI_EXPORTS:
        raise NotFoundError("export")
    return cast(Exporter, import_string(settings.XUESHI_EXPORTS[kind]))


def export_draft(kind: str, params: Mapping[str, str], *, by: Actor) -> Draft:
    """What an export would hold.

    Raises ACCESS-001, ACCESS-002.
    """
    exporter = exporter_of(kind)
    draft = exporter.draft(params, by=by)
    require(by, exporter.right, draft.path)
    return draft


@transaction.atomic
def export_open(
    kind: str, purpose: str, params: Mapping[str, str], *, note: str = "", full: bool = False, by: Actor
) -> ExportRecord:
    """Enter an export into the register and queue the making of its file.

    Raises ACCESS-001, ACCESS-002, EXPORT-001, EXPORT-002, EXPORT-004, and ACCESS-022 where a second person has to agree first.
    """
    draft = export_draft(kind, params, by=by)
    if purpose not in Purpose.values:
        raise XueshiError(PURPOSE, purpose=purpose)
    approval = _full(kind, params, draft, note, by) if full else None
    record: ExportRecord = ExportRecord.objects.create(
        kind=kind,
        title=draft.title[:200],
        purpose=purpose,
        note=note.strip(),
        params={**params, "lang": translation.get_language() or settings.LANGUAGE_CODE},
        filters=dict(draft.filters),
        path=draft.path,
        full=full,
        rows=draft.rows,
        asked_by=Account.objects.get(pk=by.account),
        approval=approval,
    )
    record.job = enqueue("export", {"export": record.number}, by=by).number
    record.save(update_fields=["job"])
    _witness(record, "export.opened", by, filters=dict(draft.filters))
    return record


def export_ask(kind: str, params: Mapping[str, str], *, purpose: str, note: str, by: Actor) -> Approval:
    """Ask for the second person that a full export of this size needs."""
    draft = export_draft(kind, params, by=by)
    facts = {"Export": draft.title, "Rows": draft.rows, "Purpose": Purpose(purpose).label, "Reason": note}
    shown = {name: value if isinstance(value, int) else str(value) for name, value in facts.items()}
    return approval_ask("export", _thing(kind, params), draft.path, {**shown, **draft.filters}, by=by)


def export_job(job: Task, progress: Progress, by: Actor) -> dict[str, Any]:
    """Make the file of an export; a job that starts anew writes it anew."""
    record = visible_exports(by).get(number=job.params["export"], asked_by=by.account)
    exporter = exporter_of(record.kind)
    progress(5, WRITING)
    with translation.override(record.params["lang"]):
        draft = export_draft(record.kind, record.params, by=by)
        job.result_file = f"{record.kind}-{record.number}.{draft.ending}"
        path = kept(job.result_file)
        rows = exporter.write(record, path, progress, by=by)
    export_made(record, path, rows=rows, by=by)
    return {"export": record.number, "rows": rows}


@transaction.atomic
def export_made(record: ExportRecord, path: Path, *, rows: int, by: Actor) -> None:
    """Enter the file that was made: its hash, its size, and until when it can be taken."""
    now = timezone.now()
    record.file, record.rows, record.size = path.name, rows, path.stat().st_size
    record.sha256 = _sha256(path)
    record.made_at, record.expires_at = now, now + timedelta(days=DAYS)
    record.save(update_fields=["file", "rows", "size", "sha256", "made_at", "expires_at"])
    _witness(record, "export.made", by, sha256=record.sha256)


@transaction.atomic
def export_of_job(kind: str, job: str, file: str, *, by: Actor) -> ExportRecord:
    """Enter the file that another job made for its owner; it is taken to hold identity numbers as they were handed in."""
    own = kind.startswith("person")
    record: ExportRecord
    record, _new = ExportRecord.objects.get_or_create(
        job=job,
        defaults={
            "kind": kind,
            "title": file,
            "purpose": Purpose.OWN_DATA if own else Purpose.CORRECTION,
            "note": file,
            "full": True,
            "rows": 0,
            "asked_by": Account.objects.get(pk=by.account),
        },
    )
    export_made(record, kept(file), rows=0, by=by)
    return record


@transaction.atomic
def export_take(job: str, *, by: Actor) -> tuple[Path, str]:
    """The file of a job and the name to save it under, for the one who asked for it.

    Raises ACCESS-001, EXPORT-003, EXPORT-005.
    """
    record = ExportRecord.objects.filter(job=job, asked_by=by.account).exclude(made_at=None).first()
    if record is None:
        raise NotFoundError("export")
    path = kept(record.file) if record.is_ready else None
    if path is None or not path.is_file():
        raise XueshiError(OVER, days=DAYS)
    if _sha256(path) != record.sha256:
        raise XueshiError(CHANGED)
    ExportRecord.objects.filter(pk=record.pk).update(taken=F("taken") + 1)
    _witness(record, "export.taken", by)
    return path, record.title if record.title.endswith(path.suffix) else record.title + path.suffix


def exports_expire() -> int:
    """Delete the files whose time is over; the register stays. Says how many went."""
    over = ExportRecord.objects.exclude(file="").filter(expires_at__lte=timezone.now())
    for record in over:
        kept(record.file).unlink(missing_ok=True)
    return over.update(file="")


def mark_of(record: ExportRecord) -> str:
    """The line at the foot of every page: who took it, when, and under which number."""
    when = timezone.localtime(record.asked_at).strftime("%Y-%m-%d %H:%M")
    return f"{record.asked_by} {when} {record.number}"


def kept(name: str) -> Path:
    """Where a file stands until its time is over; the folder exists."""
    path = Path(settings.XUESHI_DATA, "results", Path(name).name)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _full(kind: str, params: Mapping[str, str], draft: Draft, note: str, by: Actor) -> Approval | None:
    """What allows identity numbers in clear: the right, a reason, and above a size the approval, which is used up."""
    if not draft.may_be_full:
        raise XueshiError(MASKED_ONLY)
    require(by, Right.SEE_IDENTITY, draft.path)
    if not note.strip():
        raise XueshiError(NO_REASON)
    return approval_use("export", _thing(kind, params), by=by) if draft.rows > ALONE else None


def _thing(kind: str, params: Mapping[str, str]) -> str:
    """What an approval stands for: this kind with exactly these parameters."""
    data = json.dumps([kind, dict(params)], sort_keys=True, ensure_ascii=False).encode()
    return hashlib.sha256(data).hexdigest()


def _witness(record: ExportRecord, verb: str, by: Actor, **facts: object) -> None:
    approver = record.approval.decided_by_id if record.approval else None
    said = {"what": record.kind, "title": record.title, "rows": record.rows, "full": record.full, **facts}
    audit(by, verb, "export", record.number, reason=record.note, approver=approver, purpose=record.purpose, **said)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
