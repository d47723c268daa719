"""Connections beside the tree: also led by, hosted by, commissioned by; each for as long as it holds.

Who merged into whom and what split from what is written by the change itself.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from xueshi.kernel.actors import Actor, Right, audit, require
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.windows import FOREVER
from xueshi.organisations.actions import require_past, require_there
from xueshi.organisations.dated import Writing
from xueshi.organisations.models import EdgeKind, Organisation, OrganisationEdge
from xueshi.organisations.placing import overlapping
from xueshi.organisations.problems import EDGE_ENDED, EDGE_KNOWN, EDGE_TO_ITSELF

OPEN = (EdgeKind.DUAL, EdgeKind.HOST, EdgeKind.COMMISSIONED)
"""What can be recorded by hand."""


@transaction.atomic
def edge_begin(
    organisation: Organisation, other: Organisation, kind: EdgeKind, *, on: date, by: Actor
) -> OrganisationEdge:
    """Record that an organisation is connected with another from a day on.

    Raises ORG-003, ORG-006, ORG-016, ORG-017, ACCESS-002.
    """
    require(by, Right.CHANGE_ORGANISATIONS, organisation.path)
    require_past(on, by)
    if kind not in OPEN or organisation.pk == other.pk:
        raise XueshiError(EDGE_TO_ITSELF, name=organisation.name)
    for one in (organisation, other):
        require_there(one, on)
    same = OrganisationEdge.objects.known().filter(organisation=organisation, other=other, kind=kind)
    if same.filter(overlapping(on, FOREVER)).exists():
        raise XueshiError(EDGE_KNOWN, name=organisation.name, other=other.name)
    edge = OrganisationEdge(organisation=organisation, other=other, kind=kind, valid_from=on)
    Writing(by.account).add([edge])
    audit(by, "edge.begun", "organisation", organisation.number, edge=str(kind), other=other.number, on=on.isoformat())
    return edge


@transaction.atomic
def edge_end(edge: OrganisationEdge, *, on: date, by: Actor) -> None:
    """Record the first day on which a connection no longer holds; on its first day it never held.

    Raises ORG-003, ORG-018, ACCESS-002.
    """
    require(by, Right.CHANGE_ORGANISATIONS, edge.organisation.path)
    require_past(on, by)
    if edge.kind not in OPEN or edge.valid_to <= on or on < edge.valid_from:
        raise XueshiError(EDGE_ENDED, name=edge.organisation.name, other=edge.other.name)
    Writing(by.account).end([edge], on)
    number = edge.organisation.number
    audit(by, "edge.ended", "organisation", number, edge=edge.kind, other=edge.other.number, on=on.isoformat())
