"""Verifications of the audit trail, done by a job and kept with what they found."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from xueshi.access.models import AuditBlock, AuditProof
from xueshi.access.verify import verify
from xueshi.kernel.actors import Actor, NotFoundError, Right, audit
from xueshi.kernel.work import Progress, Task, Ticket
from xueshi.organisations.bulk import in_one_transaction
from xueshi.organisations.queue import enqueue

VERIFYING = "Verifying the audit trail"
"""Message id that the job shows."""

SHOWN = 1000
"""So many faults are kept; the command line names all."""


def verify_enqueue(since: date | None, *, by: Actor) -> Ticket:
    """Queue a verification, for audit administrators."""
    _require_reader(by)
    return enqueue("audit_verify", {"since": since.isoformat() if since else ""}, by=by)


def verify_job(job: Task, progress: Progress, by: Actor) -> dict[str, Any]:
    """Verify the trail and keep what was found."""
    _require_reader(by)
    since = date.fromisoformat(job.params["since"]) if job.params["since"] else None
    blocks = max(1, AuditBlock.objects.count())
    report = verify(since=since, told=lambda seen: progress(min(99, 100 * seen // blocks), VERIFYING))
    faults = [{"code": fault.code, "zh": fault.what("zh"), "en": fault.what("en")} for fault in report.faults[:SHOWN]]
    with in_one_transaction():
        AuditProof.objects.create(
            account=by.account, since=since, records=report.records, blocks=report.blocks, faults=faults
        )
        audit(
            by, "audit.verified", "audit", "", records=report.records, blocks=report.blocks, faults=len(report.faults)
        )
    return {"records": report.records, "blocks": report.blocks, "faults": len(report.faults)}


def proofs(by: Actor) -> QuerySet[AuditProof]:
    """What verifications found, the latest first, for audit administrators."""
    _require_reader(by)
    return AuditProof.objects.all()


def _require_reader(by: Actor) -> None:
    if not by.scopes(Right.READ_AUDIT):
        raise NotFoundError("audit trail")
