"""The language of the page, as the ground floors name it."""

from __future__ import annotations

from django.utils.translation import get_language

from xueshi.kernel.errors import Lang


def lang() -> Lang:
    """``zh`` or ``en``."""
    return "en" if (get_language() or "").startswith("en") else "zh"
