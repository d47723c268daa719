"""Who asks: every request carries the actor that its account is today."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from xueshi.access.actors import actor_of
from xueshi.kernel.ids import random_number


class ActorMiddleware:
    """Sets ``request.actor``: None for those who are not signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        account, address = request.user, request.META.get("REMOTE_ADDR", "")
        known = account.is_authenticated
        request.actor = actor_of(account, request_id=random_number(), address=address) if known else None  # type: ignore[attr-defined]
        return self._get_response(request)
