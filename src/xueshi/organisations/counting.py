"""How many belong to organisations: counted by the room above, which ``settings.XUESHI_HEADCOUNTS`` names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from xueshi.organisations.tree import AsOf


@dataclass(frozen=True, slots=True)
class Heads:
    """How many belong directly to an organisation, and to it and everything below it; None where that was not counted."""

    direct: int = 0
    below: int | None = 0


def heads_of(organisations: Sequence[int], at: AsOf, *, today: date) -> Mapping[int, Heads]:
    """The head counts of some organisations; those without anybody are left out."""
    count: Callable[..., Mapping[int, Heads]] = import_string(settings.XUESHI_HEADCOUNTS)
    return count(organisations, at, today=today)
