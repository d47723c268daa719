"""Whose account is whose when two numbers are found to be one person."""

from __future__ import annotations

from xueshi.access.models import Account
from xueshi.access.problems import TWO_ADMINISTRATORS
from xueshi.access.selves import would_administer_twice
from xueshi.kernel.actors import Actor
from xueshi.kernel.errors import XueshiError
from xueshi.people.models import Person


def account_moved(kept: Person, merged: Person, *, by: Actor) -> int | None:
    """Let the account of a number that is merged belong to the one who stays and has none; its key, or None.

    Raises ACCESS-005 where one person would hold an administration and another role.
    """
    if would_administer_twice(kept, merged, by.on):
        raise XueshiError(TWO_ADMINISTRATORS)
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
