"""The only way to an import: those of the units that one may import for, or not found."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from xueshi.intake.kinds import kind_of
from xueshi.intake.models import Import
from xueshi.kernel.actors import Actor, NotFoundError, Right, require
from xueshi.organisations.models import Organisation

OFFERED = 300
"""So many organisations are offered in a list; others are reached from their own page."""


def visible_imports(by: Actor) -> QuerySet[Import]:
    """The imports for units over which the actor may import, newest first."""
    wanted = Q(pk__in=())
    for scope in by.scopes(Right.IMPORT):
        wanted |= Q(unit__path__under=scope)
    return Import.objects.filter(wanted).select_related("unit", "upload", "owner")


def import_for(by: Actor, number: str) -> Import:
    """The import of that number, if the actor may see it."""
    found = visible_imports(by).filter(number=number).first()
    if found is None:
        raise NotFoundError("import")
    return found


def require_import(by: Actor, kind: str, unit: Organisation) -> None:
    """Refuse who may not import that kind for a unit.

    Raises ACCESS-002.
    """
    for right in (Right.IMPORT, *kind_of(kind).rights):
        require(by, right, unit.path)


def units_for(by: Actor) -> list[Organisation]:
    """The organisations that one may import for, as far as a list can offer them: the highest, then those below, level by level."""
    found: list[Organisation] = []
    tops = Organisation.objects.filter(_tops(by), dissolved_on=None).order_by("path")
    level = list(tops[:OFFERED])
    while level and len(found) + len(level) <= OFFERED:
        found += level
        below = Organisation.objects.filter(parent__in=[one.pk for one in level], dissolved_on=None)
        level = list(below.order_by("path")[: OFFERED + 1])
    return sorted(found, key=lambda one: one.path)


def unit_for(by: Actor, number: str) -> Organisation:
    """The organisation of that number, if one may import for it."""
    found = Organisation.objects.filter(_within(by), number=number, dissolved_on=None).first()
    if found is None:
        raise NotFoundError("organisation")
    return found


def _within(by: Actor) -> Q:
    wanted = Q(pk__in=())
    for scope in by.scopes(Right.IMPORT):
        wanted |= Q(path__under=scope)
    return wanted


def _tops(by: Actor) -> Q:
    scopes = by.scopes(Right.IMPORT)
    return Q(parent=None) if "" in scopes else Q(path__in=scopes)


def unit_named(by: Actor, full_name: str) -> Organisation:
    """The organisation of that whole name, if one may import for it; without a name the highest one."""
    found = Organisation.objects.filter(_within(by), dissolved_on=None).order_by("path")
    one = (found.filter(full_name=full_name) if full_name else found).first()
    if one is None:
        raise NotFoundError("organisation")
    return one
