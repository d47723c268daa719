"""The long work of an import: look at the file, check it without changing anything, record it portion by portion, undo it.

A check that broke off is done again from the beginning. Recording commits each portion together with the step that says so: a
process that dies loses the portion it was at and nothing else, and who carries on begins behind the last step.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from xueshi.intake.import_gates import import_for
from xueshi.intake.import_problems import CIRCULAR, TOO_MANY_ROWS
from xueshi.intake.kinds import kind_of
from xueshi.intake.models import ColumnMapping, Import, ImportState, ImportStep, UploadState
from xueshi.intake.portions import Portion, Reader, guessed
from xueshi.intake.returned import write_refused
from xueshi.intake.spool import Layout, layouts, spool
from xueshi.intake.staging import LARGEST_GROUP, Raw, Staging
from xueshi.intake.uploads import opened, result_path, upload_mark
from xueshi.kernel.actors import Actor, audit
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.imports import Fate, ImportKind, NoNotes, Notes, Taken, Terms
from xueshi.kernel.refusals import Refusal
from xueshi.kernel.work import CancelledError, Progress, Task
from xueshi.organisations.bulk import in_one_transaction

READING, SORTING, COMPARING = "Reading the file", "Sorting the rows", "Comparing with what is known"
RECORDING, UNDOING = "Recording", "Undoing"
"""Message ids that a job shows."""

ENDED_AT_ONCE = 2_000
KEPT_FOR = timedelta(days=7)
"""A staging file that nothing touches is kept so long; it holds personal data."""
FATES = tuple(fate.value for fate in Fate)
TAKEN = (Fate.NEW.value, Fate.CHANGED.value, Fate.UNCHANGED.value)
"""Whatever else is not left out is refused."""


def staging_path(number: str) -> Path:
    """Where the staging file of an import stands; the folder exists."""
    path = Path(settings.XUESHI_DATA, "imports", f"{number}.db")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def stagings_expire() -> int:
    """Delete staging files that nothing has touched for a week; who still needs one has it made again. Says how many went."""
    oldest = time.time() - KEPT_FOR.total_seconds()
    old = [path for path in staging_path("").parent.iterdir() if path.stat().st_mtime < oldest]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


@contextmanager
def staged(one: Import) -> Iterator[Staging]:
    """The staging file of an import, made again from the kept upload where it is missing."""
    path = staging_path(one.number)
    if not path.is_file():
        with opened(one.upload) as kept:
            spool(kept, kind_of(one.kind).columns, path, name=one.upload.name)
    staging = Staging(path)
    try:
        yield staging
    finally:
        staging.close()


def look(job: Task, progress: Progress, by: Actor) -> dict[str, Any]:
    """Read the file and guess what its columns mean; raises what reading the file raises."""
    one = import_for(by, job.params["import"])
    progress(10, READING)
    with failing(one), staged(one) as staging:
        sheets = layouts(staging.meta("sheets"))
    kept = ColumnMapping.objects.filter(unit=one.unit, kind=one.kind).first()
    mapping = guessed(sheets, kept.fields if kept else {}, kind_of(one.kind).sheet)
    Import.objects.filter(pk=one.pk, state=ImportState.KEPT).update(state=ImportState.READ, mapping=mapping)
    return {"import": one.number}


@contextmanager
def failing(one: Import) -> Iterator[None]:
    """Let the import fail with the work where a mistake of a person stops it."""
    try:
        yield
    except XueshiError:
        Import.objects.filter(pk=one.pk).update(state=ImportState.FAILED)
        raise


@dataclass(slots=True)
class Findings:
    """What a check found; of all rows, each is new, changed, unchanged, refused or left out as a total, title or note."""

    rows: int = 0
    fates: Counter[str] = field(default_factory=Counter)
    left_out: int = 0
    moved: int = 0
    known: int = 0
    missing: int = 0

    def json(self, staging: Staging, reader: Reader, kind: ImportKind) -> dict[str, Any]:
        """The findings as an import keeps them."""
        return {
            "rows": self.rows,
            **{fate: self.fates[fate] for fate in FATES},
            "left_out": self.left_out,
            "moved": self.moved,
            "known": self.known,
            "missing": self.missing,
            "codes": staging.codes(),
            "unknown": reader.unknown,
            "skipped": [*reader.skipped, *(staging.meta("skipped") or [])],
            "protected": staging.protected_fields(),
            "guard": [
                name
                for name, count in (("missing", self.missing), ("moved", self.moved))
                if kind.guard.trips(count, self.known)
            ],
        }


def check(job: Task, progress: Progress, by: Actor) -> dict[str, Any]:
    """Say what recording would do; nothing is changed but the import itself."""
    one = import_for(by, job.params["import"])
    with failing(one), staged(one) as staging:
        found = _compared(one, staging, progress, by)
        name = _refused_file(job, staging)
    Import.objects.filter(pk=one.pk, state=ImportState.MAPPED).update(
        state=ImportState.CHECKED, found=found, digest=digest_of(one, found)
    )
    upload_mark(one.upload, UploadState.CHECKED, by=by)
    return {"import": one.number, "file": name}


def digest_of(one: Import, found: Mapping[str, Any]) -> str:
    """What a second person approves, in one number: the file, what its columns mean, the choices and the findings."""
    said = [one.number, one.upload.sha256, one.mapping, one.complete, sorted(one.overwrite), dict(found)]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _compared(one: Import, staging: Staging, progress: Progress, by: Actor) -> dict[str, Any]:
    kind = kind_of(one.kind)
    reader = Reader(kind, _sheets(staging), one.mapping, one.upload.name)
    progress(5, SORTING)
    _sort(staging, kind, reader)
    found, terms = Findings(rows=staging.meta("count")), _terms(one, staging, dry=True)
    total, place = staging.length, 0
    while raws := staging.portion(place):
        place = raws[-1].place
        portion = reader.read(raws)
        with staging.together():
            taken = kind.take(portion.rows, portion.damaged, terms, by=by)
            _note(staging, reader, raws, portion, taken)
            staging.note_protected(taken.protected)
        found.fates.update(taken.fates)
        found.left_out += len(raws) - len(portion.rows) - len(portion.damaged)
        found.moved += taken.moved
        progress(15 + 80 * place // total, COMPARING)
    found.fates[Fate.REFUSED] = found.rows - found.left_out - sum(found.fates[fate] for fate in TAKEN)
    _find_missing(one, kind, staging, found)
    findings = found.json(staging, reader, kind)
    staging.keep("compared", _key(one))
    return findings


def _terms(one: Import, notes: Notes, *, dry: bool = False) -> Terms:
    return Terms(one.unit.path, one.number, frozenset(one.mapping), frozenset(one.overwrite), notes, dry)


def _sheets(staging: Staging) -> list[Layout]:
    return layouts(staging.meta("sheets"))


def _key(one: Import) -> str:
    """What a comparison depends on besides the file."""
    said = [one.mapping, one.complete, sorted(one.overwrite)]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _sort(staging: Staging, kind: ImportKind, reader: Reader) -> None:
    """Bring together what speaks of the same thing; only the columns that name it are read for that."""
    staging.begin(reader.sheets)
    staging.keep("compared", None)
    with staging.together():
        for sheet in reader.sheets:
            cells = staging.columns(sheet, [reader.column(sheet, name) for name in kind.names])
            staging.key((at, *kind.key(tuple(values))) for at, *values in cells)
    large, circular = staging.group(by_level=kind.by_level)
    for places, problem in ((large, TOO_MANY_ROWS), (circular, CIRCULAR)):
        refusal = Refusal(XueshiError(problem, limit=LARGEST_GROUP))
        with staging.together():
            staging.refuse(places, ((at, refusal.code, said(refusal)) for at in places))


def _note(staging: Staging, reader: Reader, raws: Sequence[Raw], portion: Portion, taken: Taken) -> None:
    where = reader.place(raws)
    refused = (
        (where[refusal.place.sheet, refusal.place.row], refusal.code, said(refusal)) for refusal in taken.refused
    )
    unread = ((at, refusal.code, said(refusal)) for at, refusal in portion.refused)
    staging.refuse((raw.at for raw in raws), [*unread, *refused])
    staging.note_known(taken.known)


def said(refusal: Refusal) -> dict[str, str]:
    """A refusal in both languages, as a page and a returned file show it."""
    error = refusal.error
    winner = str(refusal.winner) if refusal.winner else ""
    return {
        "code": error.code,
        "column": error.place.column,
        "zh": error.what("zh") + (f"（已计入：{winner}）" if winner else ""),
        "en": error.what("en") + (f" (counted instead: {winner})" if winner else ""),
        "allowed_zh": error.allowed("zh"),
        "allowed_en": error.allowed("en"),
    }


def _find_missing(one: Import, kind: ImportKind, staging: Staging, found: Findings) -> None:
    if kind.present is None:
        return
    for keys in kind.present(one.unit.path):
        found.known += len(keys)
        if one.complete:
            with staging.together():
                staging.note_missing(keys)
    found.missing = staging.count("missing")


def _refused_file(job: Task, staging: Staging) -> str:
    """The refused rows in the layout of the input, for correction; an empty name where there are none."""
    if not staging.refused_count():
        return ""
    name = f"{job.number}.xlsx"
    sheets = [(layout.name, layout.headings) for layout in _sheets(staging)]
    rows = ((raw.sheet, raw.number, raw.cells, why) for raw, why in staging.refused_rows())
    write_refused(result_path(name), sheets, rows)
    job.result_file = name
    return name


def record(job: Task, progress: Progress, by: Actor) -> dict[str, Any]:
    """Record an import from the portion on at which an earlier try broke off."""
    one = import_for(by, job.params["import"])
    if one.state == ImportState.DONE:
        return {"import": one.number}
    with failing(one):
        with staged(one) as staging:
            if staging.meta("compared") != _key(one):
                _compared(one, staging, progress, by)
            _record_rows(one, staging, progress, by)
            if one.end_missing:
                _end_missing(one, staging, progress, by)
            _refused_file(job, staging)
        _finish(one, by)
    staging_path(one.number).unlink(missing_ok=True)
    return {"import": one.number}


def _record_rows(one: Import, staging: Staging, progress: Progress, by: Actor) -> None:
    kind = kind_of(one.kind)
    reader = Reader(kind, _sheets(staging), one.mapping, one.upload.name)
    terms, total = _terms(one, staging), max(1, staging.length)
    while True:
        with in_one_transaction():
            place, last = _next_step(one)
            raws = staging.portion(last)
            if not raws:
                return
            portion = reader.read(raws)
            with staging.together():
                taken = kind.take(portion.rows, portion.damaged, terms, by=by)
                _note(staging, reader, raws, portion, taken)
            counts: Counter[str] = Counter(taken.fates)
            counts["moved"] = taken.moved
            counts["left_out"] = len(raws) - len(portion.rows) - len(portion.damaged)
            _step(one, place, raws[-1].place, counts, taken.trace)
        progress(5 + 85 * raws[-1].place // total, RECORDING)


def _next_step(one: Import) -> tuple[int, int]:
    """The number of the next step and the place behind which it begins; the import stays locked until the step is written."""
    locked = Import.objects.select_for_update().get(pk=one.pk)
    if locked.state != ImportState.RUNNING:
        raise CancelledError
    step = one.steps.order_by("-place").values_list("place", "last").first()
    return (step[0] + 1, step[1]) if step else (1, 0)


def _step(one: Import, place: int, last: int, counts: Mapping[str, int], trace: Mapping[str, Any]) -> None:
    ImportStep.objects.create(
        batch=one,
        place=place,
        last=last,
        counts={str(name): count for name, count in counts.items()},
        trace=dict(trace),
    )


def _end_missing(one: Import, staging: Staging, progress: Progress, by: Actor) -> None:
    """End what the file does not name; these steps stand behind those of the rows."""
    kind = kind_of(one.kind)
    if kind.leave is None:
        return
    terms, rows = _terms(one, staging), staging.length
    while True:
        with in_one_transaction():
            place, last = _next_step(one)
            ended = last - rows
            keys = staging.missing(ended, ended + ENDED_AT_ONCE)
            if not keys:
                return
            trace = kind.leave(keys, terms, by=by)
            _step(one, place, last + len(keys), {"ended": len(keys)}, trace)
        progress(92, RECORDING)


def _finish(one: Import, by: Actor) -> None:
    with in_one_transaction():
        counts: Counter[str] = Counter()
        for step in one.steps.values_list("counts", flat=True):
            counts.update(step)
        rows = one.found["rows"]
        total = {name: counts[name] for name in (*TAKEN, "left_out", "moved", "ended")}
        total |= {"rows": rows, "refused": rows - counts["left_out"] - sum(counts[fate] for fate in TAKEN)}
        done = Import.objects.filter(pk=one.pk, state=ImportState.RUNNING).update(
            state=ImportState.DONE, counts=total, done_at=timezone.now()
        )
        if not done:
            raise CancelledError
        audit(by, "import.recorded", "import", one.number, what=one.kind, unit=one.unit.number, counts=total)
        upload_mark(one.upload, UploadState.LOADED, by=by)


def undo(job: Task, progress: Progress, by: Actor) -> dict[str, Any]:
    """Undo a recorded import as a whole, or not at all where a later record depends on it."""
    one = import_for(by, job.params["import"])
    try:
        _undo(one, by, progress)
    except XueshiError:
        back = ImportState.DONE if one.done_at else ImportState.FAILED
        Import.objects.filter(pk=one.pk, state=ImportState.UNDOING).update(state=back)
        raise
    staging_path(one.number).unlink(missing_ok=True)
    return {"import": one.number}


def _undo(one: Import, by: Actor, progress: Progress) -> None:
    kind = kind_of(one.kind)
    terms = _terms(one, NoNotes())
    progress(1, UNDOING)
    with in_one_transaction():
        locked = Import.objects.select_for_update().get(pk=one.pk)
        if locked.state == ImportState.UNDONE:
            return
        if locked.state != ImportState.UNDOING:
            raise CancelledError
        for step in list(one.steps.order_by("-place").values_list("pk", flat=True)):
            kind.undo(ImportStep.objects.get(pk=step).trace, terms, by=by)
        Import.objects.filter(pk=one.pk).update(state=ImportState.UNDONE)
        upload_mark(one.upload, UploadState.WITHDRAWN, by=by)
        audit(by, "import.undone", "import", one.number, what=one.kind, unit=one.unit.number)
