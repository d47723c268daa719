"""Signing in and out: password, second factor, a one-time link, and proving again to be the holder."""

from __future__ import annotations

from typing import Any

from allauth.mfa.webauthn.internal import auth as webauthn
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from xueshi.access.guard import safe_target
from xueshi.access.models import Account
from xueshi.access.password_actions import link_account, link_use, must_change
from xueshi.access.pending import Pending
from xueshi.access.requests import SignedRequest, acting
from xueshi.access.second_factor import PASSKEY, factors_of, has_second_factor
from xueshi.access.sessions import session_begin, session_ended, session_prove
from xueshi.access.sign_in_forms import ChooseForm, FactorForm, SignInForm, holder_form


@method_decorator(login_not_required, name="dispatch")
class SignIn(auth_views.LoginView):
    """The page that asks for name and password."""

    template_name = "access/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        """Go on with the second factor, or let in."""
        account: Account = form.get_user()
        change = must_change(account, form.cleaned_data["password"])
        return entered(self.request, account, change=change, target=self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The other systems that one can sign in through."""
        return super().get_context_data(providers=settings.XUESHI_OIDC, **kwargs)


def entered(request: HttpRequest, account: Account, *, change: bool, target: str) -> HttpResponse:
    """What follows the first proof of an account: its second factor where it has one, else the page that was asked for."""
    if has_second_factor(account):
        request.session.cycle_key()
        Pending.of(account, change=change, target=target).keep(request.session)
        return redirect("second_factor")
    session_begin(request, account, factor=False, change=change, by=acting(request, account))
    return HttpResponseRedirect(target)


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor of somebody whose password was right."""
    pending = Pending.found(request.session)
    account = pending.account() if pending else None
    if pending is None or account is None:
        return redirect("sign_in")
    form = FactorForm(request, account, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        Pending.forget(request.session)
        session_begin(request, account, factor=True, change=pending.change, by=acting(request, account))
        return HttpResponseRedirect(safe_target(request, pending.target))
    return render(request, "access/second_factor.html", {"form": form, **passkey_challenge(account)})


def passkey_challenge(account: Account) -> dict[str, Any]:
    """The challenge for the account's passkeys, if it has any."""
    if not any(factor.type == PASSKEY for factor in factors_of(account)):
        return {}
    return {"challenge": webauthn.begin_authentication(account)}


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def confirm_holder(request: SignedRequest) -> HttpResponse:
    """Ask the one at the screen to prove again to be the holder, before a dangerous act."""
    posted = request.method == "POST"
    target = safe_target(request, (request.POST if posted else request.GET).get("next", ""))
    form = holder_form(request, request.user, request.POST if posted else None)
    if posted and form.is_valid():
        session_prove(request.session, factor=has_second_factor(request.user))
        return HttpResponseRedirect(target)
    challenge = passkey_challenge(request.user) if isinstance(form, FactorForm) else {}
    return render(request, "access/confirm_holder.html", {"form": form, "next": target, **challenge})


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Let the holder of a one-time link choose a password; the link itself signs nobody in."""
    account = link_account(secret)
    form = ChooseForm(account, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            link_use(secret, form.cleaned_data["new"], by=acting(request, account))
        except ValidationError as refused:
            form.add_error("new", refused)
        else:
            messages.success(request, _("The password was changed. Sign in with it."))
            return redirect("sign_in")
    return render(request, "access/password_link.html", {"form": form, "account": account})


class SignOut(auth_views.LogoutView):
    """Ends the session."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """End it, and have the browser forget what it kept."""
        session_ended(request)
        response = super().post(request, *args, **kwargs)
        if request.is_secure():
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


@login_not_required
def locked_out(request: HttpRequest, response: HttpResponse | None = None, credentials: object = None) -> HttpResponse:
    """Too many wrong passwords: what happened and when it ends, the same for every account name."""
    return render(request, "access/locked_out.html", status=429)
