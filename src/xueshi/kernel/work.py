"""Long work as every floor sees it: it says how far it has come, and it can be queued by name.

The queue stands on a higher floor; lower rooms reach it through ``organisations.queue``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from xueshi.kernel.actors import Actor


class Progress(Protocol):
    """How work says how far it has come."""

    def __call__(self, percent: int, message: str) -> None:
        """Say so; raises :class:`CancelledError` when the work is not wanted any more."""


class CancelledError(Exception):
    """Somebody cancelled the work."""


class Ticket(Protocol):
    """Queued work: its number is that of its page."""

    number: str


class Enqueue(Protocol):
    """How work is queued."""

    def __call__(self, kind: str, params: dict[str, Any], *, by: Actor) -> Ticket:
        """Queue work of a kind named in the settings, with parameters that are JSON."""


class Task(Protocol):
    """The work that a handler is given: its number and its parameters."""

    number: str
    params: Mapping[str, Any]
    result_file: str
