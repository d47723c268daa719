"""What can be done with an import: begin, match columns, check, confirm, pause, carry on, give up, undo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction

from xueshi.access.approvals import approval_ask, approval_use, approved
from xueshi.intake.gates import visible_jobs
from xueshi.intake.import_gates import require_import
from xueshi.intake.import_problems import GUARDED, NOT_NOW, NOTHING_LEAVES
from xueshi.intake.import_work import digest_of, staged, staging_path
from xueshi.intake.jobs import job_cancel, job_enqueue
from xueshi.intake.kinds import kind_of
from xueshi.intake.models import ColumnMapping, Import, ImportState, JobState
from xueshi.intake.portions import refuse_wrong
from xueshi.intake.spool import layouts
from xueshi.intake.uploads import upload_keep
from xueshi.kernel.actors import Actor, audit
from xueshi.kernel.errors import XueshiError
from xueshi.organisations.models import Organisation

LARGE = 500
"""More rows than these change only with a second person's approval."""

OPEN = (ImportState.KEPT, ImportState.READ, ImportState.MAPPED, ImportState.CHECKED, ImportState.WAITING)
"""Nothing is recorded yet."""


def import_begin(kind: str, unit: Organisation, name: str, chunks: Iterable[bytes], *, by: Actor) -> Import:
    """Keep a file for a unit and have it read.

    Raises ACCESS-002.
    """
    require_import(by, kind, unit)
    upload = upload_keep(name, chunks, kind=kind_of(kind).name, by=by)
    with transaction.atomic():
        one = Import.objects.create(kind=kind, unit=unit, upload=upload, owner_id=by.account)
        audit(by, "import.begun", "import", one.number, what=kind, unit=unit.number, upload=upload.number)
        return _work(one, "import_look", by)


@transaction.atomic
def import_map(one: Import, mapping: Mapping[str, str], *, complete: bool, by: Actor) -> Import:
    """Say what the columns mean and whether the file names everything in the unit; the unit's next file is matched alike.

    Raises IMPORT-001, IMPORT-003, TABLE-002, ACCESS-002.
    """
    _require(one, (*OPEN[1:], ImportState.FAILED), by)
    if one.steps.exists() or is_at_work(one, by):
        raise _not_now(one)
    with staged(one) as staging:
        refuse_wrong(layouts(staging.meta("sheets")), mapping, kind_of(one.kind).sheet)
    one.mapping, one.complete, one.overwrite = dict(mapping), complete, []
    ColumnMapping.objects.update_or_create(unit=one.unit, kind=one.kind, defaults={"fields": dict(mapping)})
    audit(by, "import.mapped", "import", one.number, mapping=dict(mapping), complete=complete)
    return _checked_again(one, by)


@transaction.atomic
def import_overwrite(one: Import, fields: Sequence[str], *, by: Actor) -> Import:
    """Choose the fields in which the file may overwrite what was recorded by hand, and have it checked again.

    Raises IMPORT-001, IMPORT-003, ACCESS-002.
    """
    _require(one, (ImportState.CHECKED, ImportState.WAITING), by)
    one.overwrite = [name for name in kind_of(one.kind).protected if name in fields]
    audit(by, "import.overwrite_chosen", "import", one.number, fields=one.overwrite)
    return _checked_again(one, by)


def _checked_again(one: Import, by: Actor) -> Import:
    one.state = ImportState.MAPPED
    one.save(update_fields=["mapping", "complete", "overwrite", "state"])
    return _work(one, "import_check", by)


@transaction.atomic
def import_confirm(one: Import, *, end_missing: bool = False, reason: str = "", by: Actor) -> Import:
    """Have a checked import recorded; where much changes, a second person is asked first.

    Raises IMPORT-002, IMPORT-003, IMPORT-006, ACCESS-002.
    """
    _require(one, (ImportState.CHECKED, ImportState.WAITING), by)
    if end_missing and not (one.complete and kind_of(one.kind).leave):
        raise XueshiError(NOTHING_LEAVES)
    if one.found["guard"] and not reason.strip():
        raise XueshiError(GUARDED, **{name: one.found[name] for name in ("known", "missing", "moved")})
    one.end_missing, one.reason = end_missing, reason.strip()[:200]
    one.digest = digest_of(one, {**one.found, "end_missing": end_missing, "reason": one.reason})
    if not needs_second(one):
        return _begin_recording(one, by)
    if approved("import", one.digest, by=by) is None:
        approval_ask("import", one.digest, one.unit.path, _facts(one), by=by)
        one.state = ImportState.WAITING
        one.save(update_fields=["state", "end_missing", "reason", "digest"])
        return one
    approval_use("import", one.digest, by=by)
    return _begin_recording(one, by)


@transaction.atomic
def import_start(one: Import, *, by: Actor) -> Import:
    """Begin to record what waited for a second person, once that one has agreed.

    Raises ACCESS-022, IMPORT-003, ACCESS-002.
    """
    _require(one, (ImportState.WAITING,), by)
    approval_use("import", one.digest, by=by)
    return _begin_recording(one, by)


def _begin_recording(one: Import, by: Actor) -> Import:
    one.state = ImportState.RUNNING
    one.save(update_fields=["state", "end_missing", "reason", "digest"])
    audit(
        by,
        "import.confirmed",
        "import",
        one.number,
        found={name: one.found[name] for name in ("rows", "new", "changed", "refused", "missing", "moved")},
        end_missing=one.end_missing,
        reason=one.reason,
    )
    return _work(one, "import_record", by)


def changing(one: Import) -> int:
    """How much an import would change: new and changed rows, and what it ends."""
    found = one.found
    return int(found["new"] + found["changed"] + (found["missing"] if one.end_missing else 0))


def needs_second(one: Import) -> bool:
    """Whether a second person has to agree: much changes, or the guard is overridden."""
    return changing(one) > LARGE or bool(one.found["guard"])


def _facts(one: Import) -> dict[str, str | int]:
    found = one.found
    return {
        "Import": one.number,
        "What": kind_of(one.kind).sheet.title_zh,
        "Organisation": one.unit.full_name,
        "File": one.upload.name,
        "Rows read": found["rows"],
        "New rows": found["new"],
        "Changed rows": found["changed"],
        "Unchanged rows": found["unchanged"],
        "Refused rows": found["refused"],
        "Known": found["known"],
        "Missing in the file": found["missing"],
        "Going to another organisation": found["moved"],
        "Ended": found["missing"] if one.end_missing else 0,
        "Reason": one.reason,
    }


@transaction.atomic
def import_pause(one: Import, *, by: Actor) -> Import:
    """Stop recording behind the portion that is being recorded.

    Raises IMPORT-003, ACCESS-002.
    """
    _require(one, (ImportState.RUNNING,), by)
    job = visible_jobs(by).filter(number=one.job).first()
    if job is not None:
        job_cancel(job, by=by)
    audit(by, "import.paused", "import", one.number)
    return one


@transaction.atomic
def import_continue(one: Import, *, by: Actor) -> Import:
    """Carry on with an import that was paused or failed while recording.

    Raises IMPORT-003, ACCESS-002.
    """
    _require(one, (ImportState.RUNNING, ImportState.FAILED), by)
    if is_at_work(one, by) or (one.state == ImportState.FAILED and not one.steps.exists()):
        raise _not_now(one)
    one.state = ImportState.RUNNING
    one.save(update_fields=["state"])
    audit(by, "import.continued", "import", one.number)
    return _work(one, "import_record", by)


def is_at_work(one: Import, by: Actor) -> bool:
    """Whether a job of the actor's works on it."""
    return visible_jobs(by).filter(number=one.job, state__in=(JobState.QUEUED, JobState.RUNNING)).exists()


@transaction.atomic
def import_drop(one: Import, *, by: Actor) -> Import:
    """Give up an import of which nothing is recorded.

    Raises IMPORT-003, ACCESS-002.
    """
    _require(one, (*OPEN, ImportState.FAILED), by)
    if one.steps.exists():
        raise _not_now(one)
    one.state = ImportState.DROPPED
    one.save(update_fields=["state"])
    audit(by, "import.dropped", "import", one.number)
    number = one.number
    transaction.on_commit(lambda: staging_path(number).unlink(missing_ok=True))
    return one


@transaction.atomic
def import_undo(one: Import, *, reason: str, by: Actor) -> Import:
    """Have everything undone that an import recorded, unless a later record depends on it.

    Raises IMPORT-003, ACCESS-002.
    """
    _require(one, (ImportState.DONE, ImportState.FAILED), by)
    if not one.steps.exists():
        raise _not_now(one)
    one.state = ImportState.UNDOING
    one.save(update_fields=["state"])
    audit(by, "import.undo_asked", "import", one.number, reason=reason.strip()[:200])
    return _work(one, "import_undo", by)


def _require(one: Import, states: Sequence[str], by: Actor) -> None:
    """Refuse what the actor may not do, and what does not fit the state that the database knows."""
    require_import(by, one.kind, one.unit)
    one.state = Import.objects.select_for_update().values_list("state", flat=True).get(pk=one.pk)
    if one.state not in states:
        raise _not_now(one)


def _not_now(one: Import) -> XueshiError:
    return XueshiError(NOT_NOW, state=one.get_state_display())


def _work(one: Import, kind: str, by: Actor) -> Import:
    job = job_enqueue(kind, {"import": one.number}, by=by)
    one.job = job.number
    one.save(update_fields=["job"])
    return one
