"""Second factors of an account: an authenticator (TOTP), passkeys, recovery codes; who needs one, and what is done with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.internal import auth as webauthn
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from xueshi.access.invented import is_invented
from xueshi.access.models import Account
from xueshi.access.sessions import sessions_end
from xueshi.access.sign_in_problems import (
    ALREADY_ENROLLED,
    LAST_FACTOR,
    NO_FACTOR,
    OWN_ACCOUNT,
    PASSKEY_REFUSED,
    WRONG_CODE,
)
from xueshi.kernel.actors import Actor, NotFoundError, Right, Role, audit, require
from xueshi.kernel.errors import XueshiError

TOTP, PASSKEY, CODES = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES
PERIOD = 30
DRIFT = 1
"""So many steps of 30 seconds may a clock be wrong."""


def demanded(by: Actor) -> bool:
    """Whether somebody who holds these appointments must prove a second factor: everybody but plain members.

    Not in a folder of invented data, so that the demonstration opens with a password alone; its pages say so.
    """
    if settings.XUESHI_SECOND_FACTOR == "optional" or is_invented():
        return False
    return any(grant.role is not Role.MEMBER for grant in by.grants)


def has_second_factor(account: Account) -> bool:
    """Whether the account has an authenticator or a passkey."""
    return bool(Authenticator.objects.filter(user=account, type__in=(TOTP, PASSKEY)).exists())


def factors_of(account: Account) -> list[Authenticator]:
    """The second factors of an account, oldest first."""
    return list(Authenticator.objects.filter(user=account).order_by("created_at", "pk"))


def factor_of(account: Account, pk: int) -> Authenticator:
    """A second factor of the account itself; others do not exist for it."""
    found = Authenticator.objects.filter(user=account, pk=pk).first()
    if found is None:
        raise NotFoundError("second factor")
    return found


# Using one ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def code_use(account: Account, code: str, *, by: Actor) -> None:
    """Take a code of the authenticator or a recovery code; each works once.

    Raises ACCESS-050.
    """
    rows = Authenticator.objects.select_for_update().filter(user=account)
    for factor in sorted(rows.exclude(type=PASSKEY), key=lambda row: row.type != TOTP):
        if _takes(factor, code):
            _used(factor, by)
            return
    raise XueshiError(WRONG_CODE)


@transaction.atomic
def passkey_use(account: Account, answer: Mapping[str, Any], *, by: Actor) -> None:
    """Take the signed answer of a passkey to the challenge in the session.

    Raises ACCESS-054.
    """
    try:
        factor = webauthn.complete_authentication(account, dict(answer))
    except (ValidationError, ValueError, TypeError, KeyError) as refused:
        raise XueshiError(PASSKEY_REFUSED) from refused
    _used(factor, by)


def _takes(factor: Authenticator, code: str) -> bool:
    if factor.type == CODES:
        return bool(factor.wrap().validate_code(code))
    step = step_of(decrypt(factor.data["secret"]), code)
    if step is None or step <= factor.data.get("step", 0):
        return False
    factor.data["step"] = step
    factor.save(update_fields=["data"])
    return True


def step_of(secret: str, code: str) -> int | None:
    """The time step whose code this is, if that is now or next to now."""
    now = int(timezone.now().timestamp()) // PERIOD
    for step in range(now - DRIFT, now + DRIFT + 1):
        if compare_user_code(actual=code, expected=totp.format_hotp_value(totp.hotp_value(secret, step))):
            return step
    return None


def _used(factor: Authenticator, by: Actor) -> None:
    Authenticator.objects.filter(pk=factor.pk).update(last_used_at=timezone.now())
    audit(by, "factor.used", "account", _number(factor), factor=factor.type)


# Adding and removing ------------------------------------------------------------------------------------------------


@transaction.atomic
def totp_add(account: Account, secret: str, code: str, *, by: Actor) -> Authenticator:
    """Add the authenticator that shows this code for the secret; the code itself is used up by that.

    Raises ACCESS-050, ACCESS-058.
    """
    if Authenticator.objects.filter(user=account, type=TOTP).exists():
        raise XueshiError(ALREADY_ENROLLED)
    step = step_of(secret, code)
    if step is None:
        raise XueshiError(WRONG_CODE)
    factor: Authenticator = totp.TOTP.activate(account, secret).instance
    factor.data["step"] = step
    factor.save(update_fields=["data"])
    audit(by, "factor.added", "account", account.number, factor=factor.type)
    return factor


@transaction.atomic
def passkey_add(account: Account, name: str, answer: Mapping[str, Any], *, by: Actor) -> Authenticator:
    """Add the passkey that answered the challenge in the session.

    Raises ACCESS-054.
    """
    try:
        webauthn.complete_registration(webauthn.parse_registration_response(dict(answer)))
    except (ValidationError, ValueError, TypeError, KeyError) as refused:
        raise XueshiError(PASSKEY_REFUSED) from refused
    factor: Authenticator = webauthn.WebAuthn.add(account, name, dict(answer)).instance
    audit(by, "factor.added", "account", account.number, factor=factor.type, name=name)
    return factor


@transaction.atomic
def recovery_codes_make(account: Account, *, by: Actor) -> list[str]:
    """Ten new recovery codes, shown now and never again; the old ones are void.

    Raises ACCESS-053.
    """
    if not has_second_factor(account):
        raise XueshiError(NO_FACTOR)
    Authenticator.objects.filter(user=account, type=CODES).delete()
    codes: list[str] = RecoveryCodes.activate(account).generate_codes()
    audit(by, "recovery_codes.made", "account", account.number, codes=len(codes))
    return codes


@transaction.atomic
def factor_remove(factor: Authenticator, *, by: Actor) -> None:
    """Remove a second factor of one's own; recovery codes go with the last one.

    Raises ACCESS-052.
    """
    others = Authenticator.objects.filter(user_id=factor.user_id).exclude(pk=factor.pk)
    last = not others.filter(type__in=(TOTP, PASSKEY)).exists()
    if last and factor.type != CODES and demanded(by):
        raise XueshiError(LAST_FACTOR)
    audit(by, "factor.removed", "account", _number(factor), factor=factor.type)
    factor.delete()
    if last:
        others.delete()


@transaction.atomic
def factors_reset(account: Account, *, by: Actor) -> None:
    """Remove every second factor of somebody who has lost them, and end the sessions; the next sign-in asks for a new one.

    Raises ACCESS-002, ACCESS-055.
    """
    require(by, Right.APPOINT, "")
    if by.account == account.pk:
        raise XueshiError(OWN_ACCOUNT)
    removed, _ = Authenticator.objects.filter(user=account).delete()
    sessions_end(account, by=by)
    audit(by, "factors.reset", "account", account.number, factors=removed)


def unused_recovery_codes(account: Account) -> int:
    """How many recovery codes are left."""
    factor = Authenticator.objects.filter(user=account, type=CODES).first()
    return 0 if factor is None else len(factor.wrap().get_unused_codes())


def _number(factor: Authenticator) -> str:
    account: Account = factor.user
    return account.number
