"""How many appointments of accounts a change of the tree touches; asked through ``settings.XUESHI_APPOINTMENTS``."""

from __future__ import annotations

from datetime import date

from xueshi.access.models import Appointment


def appointments_below(path: str, day: date) -> int:
    """Appointments with a scope within the subtree that hold on a day."""
    held = Appointment.objects.known().on(day).filter(organisation__path__under=path)
    return int(held.count())
