"""The language in which pages and forms of this room speak."""

from __future__ import annotations

from django.utils.translation import get_language

from xueshi.kernel.errors import Lang


def lang() -> Lang:
    """The language of the page."""
    return "en" if (get_language() or "").startswith("en") else "zh"
