"""The second step of signing in as an authentication backend, so that wrong codes count towards the lockout like wrong passwords."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from xueshi.access.models import Account
from xueshi.access.requests import acting
from xueshi.access.second_factor import code_use, passkey_use
from xueshi.kernel.errors import XueshiError


class SecondFactorBackend(BaseBackend):
    """Takes a code or a passkey's answer for an account whose password was right."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        code: str | None = None,
        passkey: Mapping[str, Any] | None = None,
        **credentials: object,
    ) -> Account | None:
        """The account if the code or the answer is right, else nothing."""
        if request is None or (code is None and passkey is None):
            return None
        account: Account | None = Account.objects.filter(username=username, is_active=True).first()
        if account is None:
            return None
        try:
            if code is not None:
                code_use(account, code, by=acting(request, account))
            elif passkey is not None:
                passkey_use(account, passkey, by=acting(request, account))
        except XueshiError:
            return None
        return account
