"""Several organisations become one, or one becomes several; whoever belongs to them is moved by the room above.

Each is one change: the organisations below go along, what merges or is used up ends, and an edge says what became of what.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from xueshi.kernel.actors import Actor, Right, audit, require
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.paths import SEPARATOR, OrgPath
from xueshi.organisations.actions import (
    Draft,
    When,
    dissolved_now,
    found_now,
    require_name,
    require_past,
    require_there,
)
from xueshi.organisations.dated import Writing
from xueshi.organisations.models import (
    EdgeKind,
    Kind,
    Level,
    Organisation,
    OrganisationEdge,
    ParentLink,
    Reorganisation,
    ReorganisationKind,
    Sector,
)
from xueshi.organisations.placing import settle
from xueshi.organisations.problems import BAD_PARTS
from xueshi.organisations.record import reorganisation_keep


@dataclass(frozen=True, slots=True)
class Part:
    """What splits off: its name, and the direct children that it takes along."""

    name: str
    children: Sequence[Organisation] = ()


@dataclass(frozen=True, slots=True)
class SplitOff:
    """The change and the organisations that it made, in the order of the parts."""

    record: Reorganisation
    made: Sequence[Organisation]


@transaction.atomic
def organisations_merge(
    merging: Sequence[Organisation], into: Organisation, *, when: When, by: Actor
) -> Reorganisation:
    """Let organisations end and everything below them belong to another one from a day on.

    Raises ORG-001, ORG-002, ORG-003, ORG-006, ORG-008, ORG-010, ORG-013, ACCESS-002.
    """
    _require_all(by, (*merging, into), when.on)
    keys = [one.pk for one in merging]
    if not merging or into.pk in keys or len(set(keys)) < len(keys):
        raise XueshiError(BAD_PARTS, name=into.name)
    writing = Writing(by.account)
    links = [link for one in merging for link in _links_below(one, when.on) if link.child_id not in keys]
    if any(link.child_id == into.pk for link in links):
        raise XueshiError(BAD_PARTS, name=into.name)
    writing.change(links, when.on, parent_id=into.pk)
    touched = {link.child_id: link.child for link in links}
    for one in merging:
        dissolved_now(one, when.on, writing)
    settle([*touched.values(), *merging], writing)
    writing.add([_edge(EdgeKind.MERGED_INTO, one, into, when.on) for one in merging])
    record = reorganisation_keep(when.record(ReorganisationKind.MERGE, into), writing)
    for one in merging:
        audit(by, "organisation.merged", "organisation", one.number, into=into.number, on=when.on.isoformat())
    return record


@transaction.atomic
def organisation_split(organisation: Organisation, parts: Sequence[Part], *, when: When, by: Actor) -> SplitOff:
    """Found organisations beside one, and let them take direct children of it along from a day on.

    Raises ORG-002, ORG-003, ORG-005, ORG-006, ORG-013, ACCESS-002.
    """
    _require_all(by, [organisation], when.on)
    children = [child for part in parts for child in part.children]
    links = {link.child_id: link for link in _links_below(organisation, when.on)}
    if (
        not parts
        or len({child.pk for child in children}) < len(children)
        or any(child.pk not in links for child in children)
    ):
        raise XueshiError(BAD_PARTS, name=organisation.name)
    writing = Writing(by.account)
    made = found_now([_draft_beside(organisation, part.name) for part in parts], when.on, writing, by)
    for new, part in zip(made, parts, strict=True):
        writing.change([links[child.pk] for child in part.children], when.on, parent_id=new.pk)
    settle(children, writing)
    writing.add([_edge(EdgeKind.SPLIT_FROM, new, organisation, when.on) for new in made])
    record = reorganisation_keep(when.record(ReorganisationKind.SPLIT, organisation), writing, founded=made)
    numbers = [new.number for new in made]
    audit(by, "organisation.split", "organisation", organisation.number, parts=numbers, on=when.on.isoformat())
    return SplitOff(record, made)


def _require_all(by: Actor, organisations: Sequence[Organisation], on: date) -> None:
    require_past(on, by)
    for one in organisations:
        require(by, Right.CHANGE_ORGANISATIONS, one.path)
        require_there(one, on)


def _links_below(organisation: Organisation, on: date) -> list[ParentLink]:
    links = ParentLink.objects.known().filter(parent=organisation, valid_to__gt=on)
    return list(links.select_related("child").order_by("pk"))


def _draft_beside(organisation: Organisation, name: str) -> Draft:
    require_name(name)
    above, separator, _ = organisation.full_name.rpartition(SEPARATOR)
    return Draft(
        OrgPath(f"{above}{separator}{name}"),
        Kind(organisation.kind),
        organisation.field,
        Level(organisation.level),
        Sector(organisation.sector) if organisation.sector else None,
    )


def _edge(kind: EdgeKind, organisation: Organisation, other: Organisation, on: date) -> OrganisationEdge:
    return OrganisationEdge(kind=kind, organisation=organisation, other=other, valid_from=on)
