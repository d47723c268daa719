"""What an erased person leaves behind here: an account that is closed and bears no name."""

from __future__ import annotations

from xueshi.access.models import Account
from xueshi.people.models import Person


def account_forgotten(person: Person) -> None:
    """Close the account of a person who is being erased, and take its names away."""
    for account in Account.objects.filter(person=person):
        account.username, account.display_name, account.is_active = f"erased-{account.number}", "", False
        account.set_unusable_password()
        account.save()
