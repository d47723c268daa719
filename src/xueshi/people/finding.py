"""Organisations by the names that rosters write: from the very top, or from the top of what the actor may change."""

from __future__ import annotations

from collections.abc import Iterable

from xueshi.kernel.actors import Actor, Right, may
from xueshi.kernel.paths import SEPARATOR, OrgPath
from xueshi.organisations.models import Organisation


def organisations_named(paths: Iterable[OrgPath], *, by: Actor) -> dict[OrgPath, Organisation]:
    """The organisations within the actor's scope that paths name; what is not found or not in scope is left out."""
    tops = list(Organisation.objects.filter(path__in=by.scopes(Right.CHANGE_PEOPLE)))
    full = {path: full_path(path, tops) for path in paths}
    names = sorted(set(full.values()))
    known: dict[OrgPath, Organisation] = {}
    for start in range(0, len(names), 500):
        for found in Organisation.objects.filter(full_name__in=names[start : start + 500], dissolved_on=None):
            if may(by, Right.CHANGE_PEOPLE, found.path):
                known[OrgPath(found.full_name)] = found
    return {path: known[name] for path, name in full.items() if name in known}


def full_path(path: OrgPath, tops: Iterable[Organisation]) -> OrgPath:
    """The path from the very top; offices may begin at their own top organisation."""
    for top in tops:
        above, separator, name = top.full_name.rpartition(SEPARATOR)
        if separator and path.split(SEPARATOR, 1)[0] == name:
            return OrgPath(f"{above}{SEPARATOR}{path}")
    return path
