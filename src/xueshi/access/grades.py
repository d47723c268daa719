"""What the fields of this room are (see ``kernel/grades.py``), and those of the tables that libraries bring."""

from __future__ import annotations

from xueshi.kernel.grades import ACCOUNT, AUDIT, DATED, FILE, PLAN, SECRET, TECHNICAL, Graded, Kept, Seen

TRAIL = TECHNICAL.but(kept=Kept.AUDIT)

GRADES: Graded = {
    "Account": {
        "id number created_at": TECHNICAL,
        "username display_name is_active is_service person last_login": ACCOUNT,
        "password": SECRET,
    },
    "Appointment": {**DATED, "account role organisation office reason": ACCOUNT},
    "Approval": {
        "id number": TECHNICAL,
        "kind thing path facts asked_by asked_at expires_at decided_by decided_at granted reason used_at": AUDIT,
    },
    "SavedFilter": {"id number created_at": TECHNICAL, "owner listing name query organisation": FILE},
    "Confirmation": {"id": TECHNICAL, "appointment half confirmed_by confirmed_at": ACCOUNT},
    "PasswordRecord": {"id": TECHNICAL, "account set_at temporary_until": ACCOUNT, "hash": SECRET},
    "OneTimeLink": {"id": TECHNICAL, "account made_at made_by expires_at used_at": ACCOUNT, "digest": SECRET},
    "AuditRecord": {
        "id chain request_id": TRAIL,
        "at day account person address verb kind thing facts reason approver": AUDIT,
    },
    "AuditProof": {"id": TRAIL, "at account since records blocks faults": AUDIT},
    "ExportRecord": {
        "id number job": TECHNICAL,
        "kind title purpose note params filters path full rows asked_by asked_at approval": AUDIT,
        "sha256 size made_at expires_at taken": AUDIT,
        "file": FILE.but(kept=Kept.EXPORT),
    },
    "AuditBlock": {"number at heads count algorithm root previous hash signature": TRAIL},
}

_SIGN_IN = AUDIT.but(seen=Seen.SECURITY)

LIBRARIES: Graded = {
    "auth.Permission": {"*": PLAN},
    "auth.Group": {"*": PLAN},
    "contenttypes.ContentType": {"*": PLAN},
    "sessions.Session": {"*": SECRET.but(kept=Kept.SESSION)},
    "django_tasks_database.DBTaskResult": {"*": TECHNICAL.but(kept=Kept.JOB)},
    "axes.AccessFailureLog": {"*": _SIGN_IN},
    "axes.AccessAttempt": {"*": _SIGN_IN},
    "axes.AccessAttemptExpiration": {"*": _SIGN_IN},
    "axes.AccessLog": {"*": _SIGN_IN},
    "account.EmailAddress": {"*": ACCOUNT},
    "account.EmailConfirmation": {"*": ACCOUNT},
    "mfa.Authenticator": {"*": SECRET},
    "socialaccount.SocialAccount": {"*": ACCOUNT},
    "socialaccount.SocialApp": {"*": SECRET},
    "socialaccount.SocialToken": {"*": SECRET},
    "usersessions.UserSession": {"*": SECRET.but(kept=Kept.SESSION)},
}
"""Tables of libraries are graded as a whole."""
