"""Accounts, their dated appointments, and the trail of what was done."""

from xueshi.access.models.account import SCOPED, Account, Appointment, RoleChoice
from xueshi.access.models.trail import AuditRecord

__all__ = ["SCOPED", "Account", "Appointment", "AuditRecord", "RoleChoice"]
