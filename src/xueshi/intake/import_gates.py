"""The only way to an import: those of the units that one may import for, or not found."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from xueshi.intake.kinds import kind_of
from xueshi.intake.models import Import
from xueshi.kernel.actors import Actor, NotFoundError, Right, require
from xueshi.organisations.models import Organisation


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
