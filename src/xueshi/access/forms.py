"""The sign-in form."""

from __future__ import annotations

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


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
    error_messages = {  # noqa: RUF012
        "invalid_login": _("Account name or password is wrong. Both distinguish capital and small letters."),
        "inactive": _("Account name or password is wrong. Both distinguish capital and small letters."),
    }
