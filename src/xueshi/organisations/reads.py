"""What pages read about an organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from xueshi.kernel.actors import Actor
from xueshi.kernel.windows import BEGINNING, FOREVER
from xueshi.organisations.gates import organisation_for
from xueshi.organisations.models import Organisation, OrganisationName, ParentLink


@dataclass(frozen=True, slots=True)
class Change:
    """A dated state: what held from when to when, when that was recorded, and whether it is still believed."""

    kind: str
    text: str
    first: date | None
    until: date | None
    recorded_at: datetime
    superseded_at: datetime | None = None


def opened(day: date) -> date | None:
    """A first day for display: nothing where the state holds since ever."""
    return None if day == BEGINNING else day


def ended(day: date) -> date | None:
    """A day of ending for display: nothing where the state holds until further notice."""
    return None if day == FOREVER else day


def history(unit: Organisation, *, by: Actor) -> list[Change]:
    """Names and places of an organisation over time, the latest record first."""
    seen = organisation_for(by, unit.number)
    changes = [
        Change(_("name"), row.name, opened(row.valid_from), ended(row.valid_to), row.recorded_at, row.superseded_at)
        for row in OrganisationName.objects.filter(organisation=seen)
    ]
    changes += [
        Change(
            _("belongs to"),
            row.parent.name if row.parent else "",
            opened(row.valid_from),
            ended(row.valid_to),
            row.recorded_at,
            row.superseded_at,
        )
        for row in ParentLink.objects.filter(child=seen).select_related("parent")
    ]
    return sorted(changes, key=lambda change: (change.recorded_at, change.first or BEGINNING), reverse=True)
