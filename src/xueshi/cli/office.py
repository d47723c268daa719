"""The installation behind a command: which database, which keys. Commands that need none never load it."""

from __future__ import annotations

import os

import django


def connect() -> None:
    """Open the installation that the environment names (``XUESHI_DATA``, ``XUESHI_DATABASE_URL``)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xueshi.site.settings")
    django.setup()
