"""Signing in through another system (OpenID Connect); its routes exist only where one is configured."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.providers.openid_connect import views as openid
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from requests import RequestException

from xueshi.access.guard import safe_target
from xueshi.access.models import Account
from xueshi.access.outside import identity_link, identity_told
from xueshi.access.requests import acting
from xueshi.access.sign_in_problems import NOT_LINKED
from xueshi.access.speech import lang
from xueshi.access.views.sign_in import entered
from xueshi.kernel.errors import XueshiError


def routes() -> list[URLPattern]:
    """The two routes of the protocol, under the names that the sign-in library looks for."""
    if not settings.XUESHI_OIDC:
        return []
    return [
        path("sign-in/through/<str:provider_id>/", leave, name="openid_connect_login"),
        path("sign-in/through/<str:provider_id>/answer/", openid.callback, name="openid_connect_callback"),
    ]


@login_not_required
@require_POST
def leave(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the browser to the other system."""
    try:
        response: HttpResponse = openid.login(request, provider_id)
    except RequestException:
        return refused(request)
    return response


def answered(request: HttpRequest, login: Any) -> HttpResponse:
    """What follows when the other system has said who it is: link, or go on as after a right password.

    Nothing that it told about the person is kept.
    """
    if login.state.get("process") == "connect" and isinstance(request.user, Account):
        return _linked(request, request.user, login)
    account = login.user if login.is_existing else None
    identity_told(login.account.pk)
    if account is None or not account.is_active or account.is_service:
        messages.error(request, XueshiError(NOT_LINKED).line(lang()))
        return redirect("sign_in")
    return entered(request, account, change=False, target=safe_target(request, login.state.get("next") or "/"))


def refused(request: HttpRequest) -> HttpResponse:
    """The other system confirmed nobody, or could not be reached."""
    messages.error(request, _("The other system did not confirm who you are. Try again, or use the password."))
    return redirect("my_account" if request.user.is_authenticated else "sign_in")


def _linked(request: HttpRequest, account: Account, login: Any) -> HttpResponse:
    try:
        identity_link(account, login.account.provider, login.account.uid, by=acting(request, account))
    except XueshiError as problem:
        messages.error(request, problem.line(lang()))
    else:
        messages.success(request, _("The identity was linked."))
    return redirect("my_account")
