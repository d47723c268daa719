"""Accounts, their dated appointments, what waits for a second person, and the trail of what was done."""

from xueshi.access.models.account import ADMINISTRATORS, OFFICED, SCOPED, Account, Appointment, RoleChoice
from xueshi.access.models.approvals import Approval
from xueshi.access.models.filters import SavedFilter
from xueshi.access.models.review import Confirmation
from xueshi.access.models.sign_in import OneTimeLink, PasswordRecord
from xueshi.access.models.trail import AuditBlock, AuditRecord

__all__ = [
    "ADMINISTRATORS",
    "OFFICED",
    "SCOPED",
    "Account",
    "Appointment",
    "Approval",
    "AuditBlock",
    "AuditRecord",
    "Confirmation",
    "OneTimeLink",
    "PasswordRecord",
    "RoleChoice",
    "SavedFilter",
]
