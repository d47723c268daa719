"""Pages are read behind the second wall of the database."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from xueshi.kernel.actors import Actor
from xueshi.organisations.rows import read_as

READING = frozenset({"GET", "HEAD"})


class Wall:
    """The innermost middleware: what a page reads, it reads with the scopes of the one who asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        by: Actor | None = getattr(request, "actor", None)
        if by is None or request.method not in READING or not settings.XUESHI_ROW_SECURITY:
            return self._get_response(request)
        with read_as(by):
            return self._get_response(request)
