"""Settings that would make the audit trail worthless are refused at the start."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from xueshi.kernel.digests import Algorithm

LEAST_DAYS = 184
"""Six calendar months are at most 184 days (Cybersecurity Law: at least six months)."""


@register()
def audit_settings(**_options: Any) -> list[CheckMessage]:
    """The trail is kept long enough, and hashed by a function that the system knows."""
    found: list[CheckMessage] = []
    if settings.XUESHI_AUDIT_DAYS < LEAST_DAYS:
        found.append(
            Error(
                f"XUESHI_AUDIT_DAYS is {settings.XUESHI_AUDIT_DAYS}; the audit trail is kept for {LEAST_DAYS} days at least",
                id="xueshi.E001",
            )
        )
    if settings.XUESHI_AUDIT_HASH not in set(Algorithm):
        found.append(Error(f"XUESHI_AUDIT_HASH is one of {', '.join(Algorithm)}", id="xueshi.E002"))
    return found
