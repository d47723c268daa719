"""My account: who I am here, my password, my second factors, my sessions, my identities elsewhere."""

from __future__ import annotations

from base64 import b64encode

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal import auth as webauthn
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xueshi.access.outside import identity_unlink
from xueshi.access.own import own_account
from xueshi.access.password_actions import password_choose
from xueshi.access.requests import SignedRequest
from xueshi.access.second_factor import (
    demanded,
    factor_of,
    factor_remove,
    has_second_factor,
    passkey_add,
    recovery_codes_make,
    totp_add,
    unused_recovery_codes,
)
from xueshi.access.sessions import session_end, session_prove, session_relieve, session_renew, sessions_end
from xueshi.access.sign_in_forms import ChangeForm, PasskeyForm, TotpForm
from xueshi.access.speech import lang
from xueshi.kernel.errors import XueshiError


@require_GET
def my_account(request: SignedRequest) -> HttpResponse:
    """Everything about one's own account on one page."""
    shown = own_account(request.user, by=request.actor)
    return render(request, "access/my_account.html", {"own": shown, "current": request.session.session_key})


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password_change(request: SignedRequest) -> HttpResponse:
    """Change the password; every other session ends."""
    form = ChangeForm(request, request.user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            key = request.session.session_key or ""
            password_choose(request.user, form.cleaned_data["new"], keep_session=key, by=request.actor)
        except ValidationError as refused:
            form.add_error("new", refused)
        else:
            session_relieve(request.session)
            session_renew(request, request.user)
            messages.success(request, _("The password was changed. Every other session of this account has ended."))
            return redirect("my_account")
    return render(request, "access/password_change.html", {"form": form})


# Second factors -----------------------------------------------------------------------------------------------------


@require_GET
def factors_begin(request: SignedRequest) -> HttpResponse:
    """The choice of a second factor, for accounts that need one and have none."""
    if has_second_factor(request.user):
        return redirect("my_account")
    return render(request, "access/factors_begin.html", {"demanded": demanded(request.actor)})


@never_cache
@require_http_methods(["GET", "POST"])
def totp_enrol(request: SignedRequest) -> HttpResponse:
    """Show the secret of a new authenticator and take its first code."""
    posted = request.method == "POST"
    form = TotpForm(request.POST if posted else None)
    secret = totp.get_totp_secret(regenerate=not posted)
    if posted and form.is_valid():
        try:
            totp_add(request.user, secret, form.cleaned_data["code"], by=request.actor)
        except XueshiError as refused:
            form.add_error("code", refused.what(lang()))
        else:
            totp.clear_totp_secret(request)
            return _added(request)
    adapter = get_adapter()
    svg = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    picture = f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
    return render(request, "access/totp_add.html", {"form": form, "secret": secret, "picture": picture})


@never_cache
@require_http_methods(["GET", "POST"])
def passkey_enrol(request: SignedRequest) -> HttpResponse:
    """Have the browser make a passkey, and take it."""
    form = PasskeyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            passkey_add(request.user, form.cleaned_data["name"], form.cleaned_data["passkey"], by=request.actor)
        except XueshiError as refused:
            form.add_error(None, refused.what(lang()))
        else:
            return _added(request)
    challenge = webauthn.begin_registration(request.user, passwordless=False)
    return render(request, "access/passkey_add.html", {"form": form, "challenge": challenge})


def _added(request: SignedRequest) -> HttpResponse:
    """The session has proved the new factor; recovery codes come with the first one."""
    session_prove(request.session, factor=True)
    if unused_recovery_codes(request.user):
        messages.success(request, _("The second factor was added."))
        return redirect("my_account")
    codes = recovery_codes_make(request.user, by=request.actor)
    return render(request, "access/recovery_codes.html", {"codes": codes})


@never_cache
@require_POST
def recovery_codes(request: SignedRequest) -> HttpResponse:
    """Make new recovery codes and show them once."""
    codes = recovery_codes_make(request.user, by=request.actor)
    return render(request, "access/recovery_codes.html", {"codes": codes})


@require_POST
def factor_drop(request: SignedRequest, pk: int) -> HttpResponse:
    """Remove one of one's own second factors."""
    factor_remove(factor_of(request.user, pk), by=request.actor)
    messages.success(request, _("The second factor was removed."))
    return redirect("my_account")


# Sessions and identities --------------------------------------------------------------------------------------------


@require_POST
def session_drop(request: SignedRequest, pk: int) -> HttpResponse:
    """End one of one's own sessions."""
    session_end(request.user, pk, by=request.actor)
    messages.success(request, _("The session has ended."))
    return redirect("my_account")


@require_POST
def sessions_drop(request: SignedRequest) -> HttpResponse:
    """End all of one's own sessions but this one."""
    sessions_end(request.user, except_key=request.session.session_key or "", by=request.actor)
    messages.success(request, _("Every other session of this account has ended."))
    return redirect("my_account")


@require_POST
def identity_drop(request: SignedRequest, pk: int) -> HttpResponse:
    """Unlink one of one's own identities elsewhere."""
    identity_unlink(request.user, pk, by=request.actor)
    messages.success(request, _("The identity was unlinked."))
    return redirect("my_account")
