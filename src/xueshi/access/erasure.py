"""What an erased person leaves behind here: an account that is closed, bears no name and opens to nothing."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from xueshi.access.models import Account, OneTimeLink, PasswordRecord
from xueshi.people.models import Person


def account_forgotten(person: Person) -> None:
    """Close the account of a person who is being erased, and take its names and all that it was proved with away."""
    for account in Account.objects.filter(person=person):
        account.username, account.display_name, account.is_active = f"erased-{account.number}", "", False
        account.set_unusable_password()
        account.save()
        for kept in (PasswordRecord, OneTimeLink):
            kept.objects.filter(account=account).delete()
        for proof in (Authenticator, SocialAccount, UserSession):
            proof.objects.filter(user=account).delete()
