"""The forms of signing in, of passwords and of second factors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from xueshi.access.models import Account
from xueshi.access.password_actions import is_worthless
from xueshi.access.passwords import LONGEST, help_text
from xueshi.access.second_factor import has_second_factor
from xueshi.access.sign_in_problems import PASSKEY_REFUSED, WRONG_CODE
from xueshi.access.speech import lang
from xueshi.kernel.errors import XueshiError

WRONG = _("Account name or password is wrong. Both distinguish capital and small letters.")


def _password(label: Any, kind: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"class": "form-control", "autocomplete": kind})
    return forms.CharField(label=label, strip=False, max_length=LONGEST, widget=widget)


class SignInForm(AuthenticationForm):
    """Name and password; a wrong one never says which of the two was wrong."""

    username = forms.CharField(
        label=_("Account name"),
        max_length=64,
        widget=forms.TextInput(
            attrs={"class": "form-control", "autocomplete": "username", "autocapitalize": "none", "autofocus": True}
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"class": "form-control", "autocomplete": "current-password"}),
    )
    error_messages = {"invalid_login": WRONG, "inactive": WRONG}  # noqa: RUF012

    def confirm_login_allowed(self, user: Account) -> None:
        """Refuse closed accounts, those of platforms, and first passwords not changed in time, all like wrong ones."""
        super().confirm_login_allowed(user)
        if user.is_service or is_worthless(user):
            raise self.get_invalid_login_error()


class FactorForm(forms.Form):
    """A code, or the answer of a passkey, from somebody whose account is known."""

    code = forms.CharField(
        label=_("Verification code"),
        max_length=20,
        required=False,
        widget=forms.TextInput(
            attrs={
                "class": "form-control",
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "autofocus": True,
            }
        ),
    )
    passkey = forms.CharField(max_length=20_000, required=False, widget=forms.HiddenInput)

    def __init__(self, request: HttpRequest, account: Account, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self._request, self._account = request, account

    def clean(self) -> dict[str, Any]:
        """Refuse what the account's second factors do not take."""
        given: dict[str, Any] = super().clean() or {}
        answer = given.get("passkey")
        proof = {"passkey": parsed(answer)} if answer else {"code": given.get("code", "")}
        if authenticate(self._request, username=self._account.username, **proof) is None:
            raise ValidationError(XueshiError(PASSKEY_REFUSED if answer else WRONG_CODE).what(lang()))
        return given


class HolderForm(forms.Form):
    """The password of somebody without a second factor, asked for again."""

    password = _password(_("Password"), "current-password")

    def __init__(self, request: HttpRequest, account: Account, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self._request, self._account = request, account

    def clean_password(self) -> str:
        """Refuse a wrong password; failures count towards the lockout."""
        given = str(self.cleaned_data["password"])
        if authenticate(self._request, username=self._account.username, password=given) is None:
            raise ValidationError(_("The password is wrong."))
        return given


def holder_form(
    request: HttpRequest, account: Account, data: Mapping[str, Any] | None = None
) -> FactorForm | HolderForm:
    """What proves that the one at the screen is the holder: the second factor, or without one the password."""
    return (FactorForm if has_second_factor(account) else HolderForm)(request, account, data)


class ChooseForm(forms.Form):
    """A new password, twice."""

    new = _password(_("New password"), "new-password")
    again = _password(_("New password again"), "new-password")

    def __init__(self, account: Account, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self._account = account
        self.fields["new"].help_text = help_text(account)

    def clean_new(self) -> str:
        """Refuse what the profile refuses."""
        given = str(self.cleaned_data["new"])
        validate_password(given, self._account)
        return given

    def clean_again(self) -> str:
        """Refuse a slip of the fingers."""
        given = str(self.cleaned_data["again"])
        if "new" in self.cleaned_data and given != self.cleaned_data["new"]:
            raise ValidationError(_("The two do not agree."))
        return given


class ChangeForm(ChooseForm):
    """A new password, and the one in force."""

    current = _password(_("Password in force"), "current-password")
    field_order = ("current", "new", "again")

    def __init__(self, request: HttpRequest, account: Account, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(account, data)
        self._request = request

    def clean_current(self) -> str:
        """Refuse a wrong password; failures count towards the lockout."""
        given = str(self.cleaned_data["current"])
        if authenticate(self._request, username=self._account.username, password=given) is None:
            raise ValidationError(_("The password is wrong."))
        return given


class PasskeyForm(forms.Form):
    """A new passkey: what it is called, and its answer."""

    name = forms.CharField(
        label=_("Name of the passkey"), max_length=60, widget=forms.TextInput(attrs={"class": "form-control"})
    )
    passkey = forms.CharField(max_length=20_000, widget=forms.HiddenInput)

    def clean_passkey(self) -> dict[str, Any]:
        """The answer, taken apart."""
        return parsed(self.cleaned_data["passkey"])


class TotpForm(forms.Form):
    """The code that a new authenticator shows."""

    code = forms.CharField(
        label=_("Verification code"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"class": "form-control", "autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        ),
    )


def parsed(answer: str) -> dict[str, Any]:
    """The JSON object that the browser sent; nothing where it is none."""
    try:
        found = json.loads(answer)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
