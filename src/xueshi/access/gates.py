"""The only way to accounts, appointments and the audit trail."""

from __future__ import annotations

from django.db.models import QuerySet

from xueshi.access.models import Appointment, AuditRecord
from xueshi.kernel.actors import Actor, NotFoundError, Right


def visible_audit(by: Actor) -> QuerySet[AuditRecord]:
    """The audit trail, for audit administrators; nobody else finds a record."""
    if not by.scopes(Right.READ_AUDIT):
        return AuditRecord.objects.none()
    return AuditRecord.objects.order_by("-pk")


def appointment_for(by: Actor, pk: int) -> Appointment:
    """An appointment, for security administrators."""
    found: Appointment | None = Appointment.objects.known().select_related("account").filter(pk=pk).first()
    if found is None or not by.scopes(Right.APPOINT):
        raise NotFoundError("appointment")
    return found
