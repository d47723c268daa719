"""Settings of the reader, and the pages that stand in for a page that cannot be shown."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from xueshi.access.speech import lang
from xueshi.kernel.errors import XueshiError
from xueshi.web.context import TYPE_COOKIE

YEAR = 365 * 24 * 60 * 60


@login_not_required
@require_POST
def type_size(request: HttpRequest) -> HttpResponse:
    """Keep the reader's choice of type size."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    size = "large" if request.POST.get("size") == "large" else "normal"
    response.set_cookie(TYPE_COOKIE, size, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    return response


@login_not_required
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request could not be understood."""
    return _page(
        request,
        400,
        gettext("The request could not be understood"),
        gettext("Something in the address or the form is damaged."),
        gettext("Go back, reload the page and try again."),
    )


@login_not_required
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The actor may see the thing, but not do this with it."""
    return _page(
        request,
        403,
        gettext("This account may not do this"),
        gettext("Rights come from a dated appointment and end with it."),
        gettext("Ask an account with a matching appointment to do it."),
        "ACCESS-002",
    )


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is too old, or was sent from elsewhere."""
    return _page(
        request,
        403,
        gettext("The form has expired"),
        gettext("Nothing was changed. The form was open for too long, or cookies are switched off."),
        gettext("Go back, reload the page and send the form again."),
    )


@login_not_required
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is no such thing for the one who asks."""
    return _page(
        request,
        404,
        gettext("Nothing is here"),
        gettext("The page does not exist, or lies outside what this account sees."),
        gettext("Check the address, or start from the home page."),
        "ACCESS-001",
    )


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    """Something failed on our side; nothing half-done was kept."""
    return _page(
        request,
        500,
        gettext("Something went wrong on the server"),
        gettext("The change, if any, was rolled back as a whole."),
        gettext("Try again; if it happens again, tell the system administrator the time."),
    )


def mistake(request: HttpRequest, error: XueshiError) -> HttpResponse:
    """A mistake that the reader can mend: what is wrong and what is allowed."""
    return _page(request, 400, gettext("This cannot be done"), error.what(lang()), error.allowed(lang()), error.code)


def _page(request: HttpRequest, status: int, title: str, text: str, advice: str, code: str = "") -> HttpResponse:
    said = {"title": title, "text": text, "advice": advice, "code": code or str(status)}
    return render(request, "web/error.html", said, status=status)
