"""The installation behind a command: which database, which keys. Commands that need none never load it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import django

from xueshi.cli.problems import NO_ACCOUNT
from xueshi.kernel.errors import XueshiError

if TYPE_CHECKING:
    from xueshi.kernel.actors import Actor


def connect() -> None:
    """Open the installation that the environment names (``XUESHI_DATA``, ``XUESHI_DATABASE_URL``)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xueshi.site.settings")
    django.setup()


def actor(username: str | None) -> Actor:
    """The account that a command acts as, with its rights of today.

    Raises CLI-007.
    """
    from xueshi.access.actors import actor_of
    from xueshi.access.models import Account

    account = Account.objects.filter(username=username or "", is_active=True).first()
    if account is None:
        raise XueshiError(NO_ACCOUNT, name=username or "")
    return actor_of(account)
