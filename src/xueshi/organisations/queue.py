"""The queue of long work for rooms that stand below it; which one it is, ``settings.XUESHI_QUEUE`` names."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from xueshi.kernel.actors import Actor
from xueshi.kernel.work import Enqueue, Ticket


def enqueue(kind: str, params: dict[str, Any], *, by: Actor) -> Ticket:
    """Queue work of a kind named in ``settings.XUESHI_JOBS``; its page is the route ``job`` with the ticket's number."""
    queue: Enqueue = import_string(settings.XUESHI_QUEUE)
    return queue(kind, params, by=by)
