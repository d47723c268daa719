"""What pages read about an organisation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from xueshi.kernel.actors import Actor, Right, may
from xueshi.kernel.listing import Page, paged
from xueshi.kernel.windows import BEGINNING, FOREVER
from xueshi.organisations import tree
from xueshi.organisations.counting import Heads, heads_of
from xueshi.organisations.gates import organisation_for, tops, visible_organisations
from xueshi.organisations.models import (
    Organisation,
    OrganisationEdge,
    OrganisationName,
    ParentLink,
    Reorganisation,
    Written,
)
from xueshi.organisations.search import matching
from xueshi.organisations.tree import AsOf


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


@dataclass(frozen=True, slots=True)
class Branch:
    """An organisation in the tree of a day: what it was called, whether anything lay below it, and how many belonged to it.

    One that has left the actor's scope since then is named, but cannot be opened.
    """

    unit: Organisation
    name: str
    has_below: bool
    heads: Heads
    is_open: bool


def branches_at_top(at: AsOf, *, by: Actor) -> list[Branch]:
    """Where the tree begins for an actor."""
    units = list(tops(by).order_by("path")[:FOUND])
    return _branches(units, at, heads_of([unit.pk for unit in units], at, today=by.on), by)


def opened_unit(organisation: int, at: AsOf, page: str, *, by: Actor) -> tuple[Heads, Page[Branch]]:
    """How many belonged to an organisation, and those that belonged directly to it, a page at a time."""
    children = tree.children_of(organisation, at).order_by("pk")
    shown = paged(children.count(), lambda first, last: list(children[first:last]), page)
    counts = heads_of([organisation, *(unit.pk for unit in shown.rows)], at, today=by.on)
    rows = _branches(shown.rows, at, counts, by)
    return counts.get(organisation, Heads()), Page(rows, shown.number, shown.total, shown.size)


def _branches(units: Sequence[Organisation], at: AsOf, counts: Mapping[int, Heads], by: Actor) -> list[Branch]:
    keys = [unit.pk for unit in units]
    names = tree.names_of(keys, at)
    links = ParentLink.objects.known(at.known).on(at.day).filter(parent__in=keys).order_by()
    above = set(links.values_list("parent", flat=True).distinct())
    return [
        Branch(
            unit,
            names.get(unit.pk, unit.name),
            unit.pk in above,
            counts.get(unit.pk, Heads()),
            may(by, Right.SEE, unit.path),
        )
        for unit in units
    ]


@dataclass(frozen=True, slots=True)
class Step:
    """One organisation on the way from the top, by its name of then; without a number where the actor may not open it."""

    name: str
    number: str


def lineage_seen(unit: Organisation, at: AsOf, *, by: Actor) -> list[Step]:
    """The organisations from the top of what the actor sees down to one, as they lay on a day."""
    way = tree.lineage_of(unit.pk, at)
    seen = set(visible_organisations(by).filter(pk__in=[step.key for step in way]).values_list("pk", flat=True))
    first = next((place for place, step in enumerate(way) if step.key in seen), len(way))
    return [Step(step.name, step.number if step.key in seen else "") for step in way[first:]]


def edges_of(unit: Organisation, at: AsOf) -> list[OrganisationEdge]:
    """Connections beside the tree, in both directions."""
    rows = OrganisationEdge.objects.known(at.known).on(at.day).select_related("organisation", "other")
    return list(rows.filter(Q(organisation=unit) | Q(other=unit)).order_by("valid_from", "pk")[:FOUND])


def reorganisations_of(unit: Organisation) -> list[Reorganisation]:
    """What was done to an organisation, the latest first."""
    touched = Written.objects.filter(
        label=ParentLink._meta.label, row__in=ParentLink.objects.filter(child=unit).values("pk")
    )
    wanted = Q(organisation=unit) | Q(pk__in=touched.values("reorganisation"))
    return list(Reorganisation.objects.filter(wanted).select_related("organisation")[:FOUND])


FOUND = 50
"""So many are shown of a search."""


def found_by_name(text: str, *, by: Actor) -> tuple[list[Organisation], bool]:
    """The first organisations whose name holds the text, and whether there are more."""
    found = list(matching(visible_organisations(by), text)[: FOUND + 1])
    return found[:FOUND], len(found) > FOUND
