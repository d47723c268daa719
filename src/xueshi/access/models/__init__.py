"""Accounts, their dated appointments, what waits for a second person, and the trail of what was done."""

from xueshi.access.models.account import ADMINISTRATORS, OFFICED, SCOPED, Account, Appointment, RoleChoice
from xueshi.access.models.approvals import Approval
from xueshi.access.models.exports import ExportRecord, Purpose
from xueshi.access.models.filters import SavedFilter
from xueshi.access.models.review import Confirmation
from xueshi.access.models.sign_in import OneTimeLink, PasswordRecord
from xueshi.access.models.trail import AuditBlock, AuditProof, AuditRecord

__all__ = [
    "ADMINISTRATORS",
    "OFFICED",
    "SCOPED",
    "Account",
    "Appointment",
    "Approval",
    "AuditBlock",
    "AuditProof",
    "AuditRecord",
    "Confirmation",
    "ExportRecord",
    "OneTimeLink",
    "PasswordRecord",
    "Purpose",
    "RoleChoice",
    "SavedFilter",
]
