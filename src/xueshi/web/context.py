"""What the shell shows on every page: menu, account, type size, and whether the data are invented."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from xueshi.access.invented import is_invented
from xueshi.web.badges import waiting
from xueshi.web.menu import menu

TYPE_COOKIE = "xueshi_type"


def shell(request: HttpRequest) -> dict[str, Any]:
    """The variables of the layout; the menu is made only where a page shows it."""
    actor = getattr(request, "actor", None)
    shown: dict[str, Any] = {
        "large_type": request.COOKIES.get(TYPE_COOKIE) == "large",
        "synthetic": is_invented(),
    }
    if actor is not None:
        shown["menu"] = SimpleLazyObject(lambda: menu(actor, request.path, waiting(actor)))
        shown["account_name"] = str(request.user)
    return shown
