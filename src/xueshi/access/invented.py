"""Whether this installation holds invented data only, which the demonstration says by a file in the data folder."""

from __future__ import annotations

from django.conf import settings

SYNTHETIC = "synthetic"
"""The name of that file."""


def is_invented() -> bool:
    """Whether the data folder carries the mark of the demonstration."""
    return bool((settings.XUESHI_DATA / SYNTHETIC).exists())
