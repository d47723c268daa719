"""Addresses of the pages; each room lists its own."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

ROOMS = ("web", "access", "organisations", "people", "intake", "ledger", "standings")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"xueshi.{room}.urls")) for room in ROOMS if find_spec(f"xueshi.{room}.urls")
]

handler400 = "xueshi.web.views.bad_request"
handler403 = "xueshi.web.views.forbidden"
handler404 = "xueshi.web.views.not_found"
handler500 = "xueshi.web.views.server_error"
