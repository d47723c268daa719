"""What is done with passwords: chosen by their owner, given once by an administrator, and chosen anew through a link."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone

from xueshi.access.models import Account, OneTimeLink, PasswordRecord
from xueshi.access.passwords import long_enough, too_old
from xueshi.access.sessions import sessions_end
from xueshi.access.sign_in_problems import DEAD_LINK, OWN_ACCOUNT
from xueshi.kernel.actors import Actor, Right, audit, require
from xueshi.kernel.errors import XueshiError

TEMPORARY = timedelta(hours=72)
"""How long a password chosen by somebody else opens the account, for the one sign-in that changes it."""
LINK = timedelta(minutes=15)


@transaction.atomic
def password_choose(account: Account, password: str, *, keep_session: str = "", by: Actor) -> None:
    """Let the owner choose a password; every session but one ends.

    Raises Django's ``ValidationError`` for a weak one.
    """
    validate_password(password, account)
    account.set_password(password)
    account.save(update_fields=["password"])
    PasswordRecord.objects.create(account=account, hash=account.password)
    sessions_end(account, except_key=keep_session, by=by)
    audit(by, "password.changed", "account", account.number)


def password_given(account: Account) -> None:
    """Note that somebody else chose the account's password."""
    PasswordRecord.objects.create(account=account, hash=account.password, temporary_until=timezone.now() + TEMPORARY)


def is_worthless(account: Account) -> bool:
    """Whether the password was chosen by somebody else and has not been changed in time."""
    latest = _latest(account)
    return latest is not None and latest.temporary_until is not None and timezone.now() >= latest.temporary_until


def must_change(account: Account, password: str) -> bool:
    """Whether a password that has just opened the account must be changed now."""
    latest = _latest(account)
    if latest is None:
        return too_old(account.created_at) or not long_enough(password, account)
    return latest.temporary_until is not None or too_old(latest.set_at) or not long_enough(password, account)


def _latest(account: Account) -> PasswordRecord | None:
    return PasswordRecord.objects.filter(account=account).order_by("-pk").first()


@transaction.atomic
def link_issue(account: Account, *, by: Actor) -> str:
    """The secret of a new link that lets the account's owner choose a password; older links are void.

    Whoever issues it learns no password and chooses none. Raises ACCESS-002, ACCESS-055.
    """
    require(by, Right.APPOINT, "")
    if by.account == account.pk:
        raise XueshiError(OWN_ACCOUNT)
    OneTimeLink.objects.filter(account=account, used_at=None).update(used_at=timezone.now())
    secret = secrets.token_urlsafe(32)
    OneTimeLink.objects.create(
        account=account, digest=_digest(secret), made_by=by.account, expires_at=timezone.now() + LINK
    )
    audit(by, "password.link_issued", "account", account.number)
    return secret


def link_account(secret: str) -> Account:
    """The account that a link belongs to.

    Raises ACCESS-051.
    """
    return _living(secret).account


@transaction.atomic
def link_use(secret: str, password: str, *, by: Actor) -> Account:
    """Choose a password through a link, which works once.

    Raises ACCESS-051 and Django's ``ValidationError`` for a weak password.
    """
    link = _living(secret)
    used = OneTimeLink.objects.filter(pk=link.pk, used_at=None).update(used_at=timezone.now())
    if not used:
        raise XueshiError(DEAD_LINK)
    password_choose(link.account, password, by=by)
    return link.account


def _living(secret: str) -> OneTimeLink:
    link = OneTimeLink.objects.select_related("account").filter(digest=_digest(secret), used_at=None).first()
    if link is None or timezone.now() >= link.expires_at or not link.account.is_active:
        raise XueshiError(DEAD_LINK)
    return link


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
