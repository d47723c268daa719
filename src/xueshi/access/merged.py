"""Whose account is whose when two numbers are found to be one person."""

from __future__ import annotations

from xueshi.access.models import Account
from xueshi.kernel.actors import Actor
from xueshi.people.models import Person


def account_moved(kept: Person, merged: Person, *, by: Actor) -> int | None:
    """Let the account of a number that is merged belong to the one who stays and has none; its key, or None."""
    account = Account.objects.filter(person=merged).first()
    if account is None or Account.objects.filter(person=kept).exists():
        return None
    account.person = kept
    account.save(update_fields=["person"])
    return int(account.pk)


def account_returned(kept: Person, merged: Person, moved: int | None, *, by: Actor) -> None:
    """Give the account back."""
    if moved is not None:
        Account.objects.filter(pk=moved, person=kept).update(person=merged)
