"""Settings that would make the audit trail or the sign-in worthless are refused at the start."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from xueshi.kernel.digests import Algorithm

LEAST_DAYS = 184
"""Six calendar months are at most 184 days (Cybersecurity Law: at least six months)."""
PASSWORD_PROFILES = ("djcp3", "modern")
SECOND_FACTOR = ("required", "optional")


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


@register()
def sign_in_settings(**_options: Any) -> list[CheckMessage]:
    """The password profile and the word on second factors are known ones."""
    found: list[CheckMessage] = []
    if settings.XUESHI_PASSWORD_PROFILE not in PASSWORD_PROFILES:
        found.append(Error(f"XUESHI_PASSWORD_PROFILE is one of {', '.join(PASSWORD_PROFILES)}", id="xueshi.E003"))
    if settings.XUESHI_SECOND_FACTOR not in SECOND_FACTOR:
        found.append(Error(f"XUESHI_SECOND_FACTOR is one of {', '.join(SECOND_FACTOR)}", id="xueshi.E004"))
    return found


@register(Tags.security, deploy=True)
def second_factor_in_production(**_options: Any) -> list[CheckMessage]:
    """Officers are not let off the second factor where real people are registered."""
    if settings.XUESHI_SECOND_FACTOR == "required":
        return []
    return [Error("XUESHI_SECOND_FACTOR must be required in production", id="xueshi.E005")]
