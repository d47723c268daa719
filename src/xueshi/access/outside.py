"""Identities in other systems (OpenID Connect): linked by the account's owner, they stand in for the password."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from xueshi.access.models import Account
from xueshi.access.sign_in_problems import LINKED_ELSEWHERE
from xueshi.kernel.actors import Actor, NotFoundError, audit
from xueshi.kernel.errors import XueshiError


def identities_of(account: Account) -> list[Any]:
    """The identities that an account is linked to."""
    return list(SocialAccount.objects.filter(user=account).order_by("provider", "pk"))


@transaction.atomic
def identity_link(account: Account, provider: str, uid: str, *, by: Actor) -> None:
    """Link an identity, which then opens the account like its password.

    Nothing but its number there is kept. Raises ACCESS-056.
    """
    linked = SocialAccount.objects.filter(provider=provider, uid=uid).first()
    if linked is not None and linked.user_id != account.pk:
        raise XueshiError(LINKED_ELSEWHERE)
    if linked is None:
        SocialAccount.objects.create(user=account, provider=provider, uid=uid, extra_data={})
        audit(by, "identity.linked", "account", account.number, provider=provider)


def identity_told(pk: int | None) -> None:
    """Keep nothing of what the other system has told about the person."""
    SocialAccount.objects.filter(pk=pk).update(extra_data={})


@transaction.atomic
def identity_unlink(account: Account, pk: int, *, by: Actor) -> None:
    """Unlink an identity of the account itself."""
    found = SocialAccount.objects.filter(user=account, pk=pk).first()
    if found is None:
        raise NotFoundError("identity")
    audit(by, "identity.unlinked", "account", account.number, provider=found.provider)
    found.delete()
