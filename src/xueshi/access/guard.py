"""What a signed-in session may reach: nothing when it is over, one page while it owes something, dangerous acts only when fresh."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from xueshi.access.requests import SignedRequest
from xueshi.access.second_factor import demanded, has_second_factor
from xueshi.access.sessions import Signed, touch

ALWAYS = frozenset({"sign_in", "sign_out", "set_language", "type_size"})
"""Routes that a session reaches whatever it owes."""
ENROLMENT = frozenset({"factors_begin", "totp_add", "passkey_add", "confirm_holder"})
"""Routes by which a second factor is set up."""


class SessionGuard:
    """Stands before every view, after the actor is known."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Where to go instead, or nothing when the view may answer."""
        return _guarded(cast(SignedRequest, request), view) if request.user.is_authenticated else None


def _guarded(request: SignedRequest, view: Callable[..., HttpResponse]) -> HttpResponse | None:
    signed = Signed.of(request.session)
    if signed.is_over(request.actor):
        return _ended(request, open_to_all=not getattr(view, "login_required", True))
    route = (request.resolver_match.url_name if request.resolver_match else "") or ""
    elsewhere = _owed(request, signed, route)
    if elsewhere is None and route not in settings.XUESHI_PASSIVE_ROUTES:
        touch(request.session, signed)
    return elsewhere


def safe_target(request: HttpRequest, target: str, default: str = "/") -> str:
    """The target if it lies on this site, else the default."""
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return target if safe else default


def leading(request: HttpRequest, url: str) -> HttpResponse:
    """Lead the browser to an address, also where a part of a page was asked for."""
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def _owed(request: SignedRequest, signed: Signed, route: str) -> HttpResponse | None:
    """Where a session must go first: password, then second factor, then proof of being the holder still."""
    if route in ALWAYS:
        return None
    if signed.change:
        return None if route == "password_change" else leading(request, reverse("password_change"))
    if demanded(request.actor) and not signed.factor and (elsewhere := _without_factor(request, route)):
        return elsewhere
    if route in settings.XUESHI_STEP_UP_ROUTES and not signed.is_fresh():
        return leading(request, f"{reverse('confirm_holder')}?{urlencode({'next': _here(request)})}")
    return None


def _without_factor(request: SignedRequest, route: str) -> HttpResponse | None:
    """Set one up; a session that did not prove the one there is has no place here."""
    if has_second_factor(request.user):
        return _ended(request, open_to_all=False)
    return None if route in ENROLMENT else leading(request, reverse("factors_begin"))


def _ended(request: SignedRequest, *, open_to_all: bool) -> HttpResponse | None:
    """Sign the session out; pages that are open to all still answer."""
    auth.logout(request)
    request.actor = None  # type: ignore[assignment]
    if open_to_all:
        return None
    messages.info(
        request, _("The session has ended, because nothing was done for a while or it lasted too long. Sign in again.")
    )
    return leading(request, f"{reverse('sign_in')}?{urlencode({'next': _here(request)})}")


def _here(request: HttpRequest) -> str:
    """The page to come back to: this one, or for a form the page that it stood on."""
    if request.method in ("GET", "HEAD") and not request.headers.get("HX-Request"):
        return request.get_full_path()
    page = urlsplit(request.headers.get("Referer", ""))
    if page.netloc != request.get_host():
        return "/"
    return f"{page.path}?{page.query}" if page.query else page.path
