"""The tree of any day, as it was known at any moment: plain indexed lookups in the dated places and links.

Without a moment, as it is known now. The path that ``under`` takes is the one of the same day and moment.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from xueshi.organisations.dated import DatedQuerySet
from xueshi.organisations.models import Organisation, OrganisationName, ParentLink, Place
from xueshi.organisations.paths import numbers


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day on which something is looked at, and the moment at which it was known; None is now."""

    day: date
    known: datetime | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation and what it was called then."""

    key: int
    number: str
    name: str


def places(at: AsOf) -> DatedQuerySet:
    """Where every organisation lay."""
    rows: DatedQuerySet = Place.objects.known(at.known).on(at.day)
    return rows


def path_of(organisation: int, at: AsOf) -> str | None:
    """Where an organisation lay; nothing where it did not exist."""
    found: str | None = places(at).filter(organisation=organisation).values_list("path", flat=True).first()
    return found


def under(path: str, at: AsOf) -> QuerySet[Organisation]:
    """The organisation that lay at the path and all that lay below it; the empty path is the whole tree."""
    return Organisation.objects.filter(pk__in=places(at).filter(path__under=path).values("organisation"))


def children_of(organisation: int | None, at: AsOf) -> QuerySet[Organisation]:
    """Those that belonged directly to an organisation; those at the top where none is given."""
    links = ParentLink.objects.known(at.known).on(at.day).filter(parent=organisation)
    return Organisation.objects.filter(pk__in=links.values("child"))


def lineage_of(organisation: int, at: AsOf) -> list[Named]:
    """The organisations from the top down to this one, by the names of then; nothing where it did not exist."""
    path = path_of(organisation, at)
    keys = numbers(path) if path is not None else []
    found = dict(Organisation.objects.filter(pk__in=keys).values_list("pk", "number"))
    called = names_of(keys, at)
    return [Named(key, found[key], called.get(key, "")) for key in keys]


def names_of(organisations: Iterable[int], at: AsOf) -> dict[int, str]:
    """What organisations were called."""
    rows: Any = OrganisationName.objects.known(at.known).on(at.day).filter(organisation__in=list(organisations))
    return dict(rows.values_list("organisation_id", "name"))
