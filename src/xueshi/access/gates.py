"""The only way to accounts, appointments, approvals and the audit trail."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from xueshi.access.models import Account, Appointment, Approval, AuditRecord, ExportRecord
from xueshi.kernel.actors import Actor, NotFoundError, Right


def visible_audit(by: Actor) -> QuerySet[AuditRecord]:
    """The audit trail, for audit administrators; nobody else finds a record."""
    if not by.scopes(Right.READ_AUDIT):
        return AuditRecord.objects.none()
    return AuditRecord.objects.order_by("-at", "-pk")


def audit_record_for(by: Actor, key: int) -> AuditRecord:
    """The audit record under that key, for audit administrators."""
    found = visible_audit(by).filter(pk=key).first()
    if found is None:
        raise NotFoundError("audit record")
    return found


def visible_exports(by: Actor) -> QuerySet[ExportRecord]:
    """What the actor asked for; everything for audit administrators."""
    found = ExportRecord.objects.select_related("asked_by", "approval__decided_by")
    return found if by.scopes(Right.READ_AUDIT) else found.filter(asked_by=by.account)


def export_for(by: Actor, number: str) -> ExportRecord:
    """The export of that number, if the actor asked for it or reads the audit trail."""
    found = visible_exports(by).filter(number=number).first()
    if found is None:
        raise NotFoundError("export")
    return found


def visible_accounts(by: Actor) -> QuerySet[Account]:
    """Every account, for security administrators; nobody else finds one."""
    found: QuerySet[Account] = Account.objects.order_by("username")
    return found if by.scopes(Right.APPOINT) else found.none()


def account_for(by: Actor, number: str) -> Account:
    """The account of that number, for security administrators."""
    found = visible_accounts(by).select_related("person__organisation").filter(number=number).first()
    if found is None:
        raise NotFoundError("account")
    return found


def appointment_for(by: Actor, pk: int) -> Appointment:
    """An appointment, for security administrators."""
    rows = Appointment.objects.known().select_related("account", "organisation", "office")
    found: Appointment | None = rows.filter(pk=pk).first() if by.scopes(Right.APPOINT) else None
    if found is None:
        raise NotFoundError("appointment")
    return found


def visible_approvals(by: Actor) -> QuerySet[Approval]:
    """What the actor asked for, and what lies within the organisations for which the actor may approve."""
    wanted = Q(asked_by=by.account)
    for scope in by.scopes(Right.APPROVE):
        wanted |= Q(path__under=scope)
    return Approval.objects.filter(wanted).select_related("asked_by", "decided_by")


def approval_for(by: Actor, number: str) -> Approval:
    """The request of that number, if the actor asked it or may decide it."""
    found = visible_approvals(by).filter(number=number).first()
    if found is None:
        raise NotFoundError("approval")
    return found
