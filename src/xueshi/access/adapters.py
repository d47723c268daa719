"""How the sign-in library is fitted in: secrets are kept encrypted, nobody signs up, and an outside identity opens only what it is linked to."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest

from xueshi.access.views import outside


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are opened by a security administrator, never by a visitor."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that the connection came from; forwarding headers can be forged."""
        return str(request.META["REMOTE_ADDR"])


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of second factors are encrypted with keys outside the database; the first key encrypts, all decrypt."""

    def encrypt(self, text: str) -> str:
        """The text, encrypted with the first key."""
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The text again; raises ``cryptography.fernet.InvalidToken`` where it was altered."""
        return _keys().decrypt(encrypted_text.encode()).decode()

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """No mail: what happens to an account stands on its page and on the trail."""


class OutsideIdentities(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Sign-in through another system (OpenID Connect)."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Take over as soon as the other system has answered: link the identity, or go on as after a right password."""
        raise ImmediateHttpResponse(outside.answered(request, sociallogin))

    def on_authentication_error(self, request: HttpRequest, provider: Any, *args: Any, **kwargs: Any) -> None:
        """Say that the other system did not confirm anybody."""
        raise ImmediateHttpResponse(outside.refused(request))


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.XUESHI_FACTOR_KEYS])
