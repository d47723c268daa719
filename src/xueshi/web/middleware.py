"""What every answer carries, and the pages that errors become: what may not be seen is not found, what may not be done is refused."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from xueshi.kernel.actors import NotAllowedError, NotFoundError
from xueshi.kernel.errors import XueshiError
from xueshi.web import views

PERMISSIONS = ", ".join(
    [
        f"{feature}=()"
        for feature in ("camera", "geolocation", "microphone", "payment", "usb", "midi", "display-capture")
    ]
    + [f"publickey-credentials-{act}=(self)" for act in ("create", "get")]
)


class Headers:
    """No device of the reader is used, and nothing of a page stays behind in a cache; files of the product may."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        response = self._get_response(request)
        response.headers["Permissions-Policy"] = PERMISSIONS
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Cache-Control"] = "no-store, private"
        return response


class ErrorPages:
    """Answers the errors that a person can mend."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page of an error, or nothing for errors of the program."""
        if isinstance(exception, NotFoundError):
            return views.not_found(request, exception)
        if isinstance(exception, NotAllowedError):
            return views.forbidden(request, exception)
        if isinstance(exception, XueshiError):
            return views.mistake(request, exception)
        return None
