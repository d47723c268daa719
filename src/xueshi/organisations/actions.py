"""What can be done to organisations one at a time: found, rename, move, dissolve. Each change is dated and can be undone.

A change may be recorded late: it holds from its day until the next change of the same thing that is recorded already.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import transaction
from django.db.models import F, Q

from xueshi.kernel.actors import Actor, Right, audit, require
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.paths import SEPARATOR, OrgPath, lineage, own_name
from xueshi.kernel.windows import BEGINNING, FOREVER
from xueshi.organisations.bulk import one_after_the_other
from xueshi.organisations.dated import Dated, Writing
from xueshi.organisations.models import (
    Kind,
    Level,
    Organisation,
    OrganisationName,
    ParentLink,
    Place,
    Reorganisation,
    ReorganisationKind,
    Sector,
)
from xueshi.organisations.paths import segment
from xueshi.organisations.placing import TREE, Piece, clipped, covers, overlapping, pieces, settle
from xueshi.organisations.problems import (
    BAD_NAME,
    BELOW_ITSELF,
    GONE_ALREADY,
    LATER_CHANGE,
    NOT_THERE,
    NOT_YET,
    OUTSIDE_SCOPE,
    PARENT_NOT_THERE,
    SAME_NAME,
)
from xueshi.organisations.record import reorganisation_keep
from xueshi.organisations.search import names_indexed
from xueshi.organisations.sectors import sector_of

Row = TypeVar("Row", bound=Dated)


@dataclass(frozen=True, slots=True)
class Draft:
    """An organisation to be founded: its names from the top down and what it is; its sector follows from the words of its field."""

    full_name: OrgPath
    kind: Kind = Kind.BRANCH
    field: str = ""
    level: Level = Level.GRASSROOTS
    sector: Sector | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """The day from which a change holds, why it is made, and its number where it was given one beforehand."""

    on: date
    reason: str = ""
    number: str = ""

    def record(self, kind: ReorganisationKind, organisation: Organisation) -> Reorganisation:
        """The change that is to be kept."""
        made = Reorganisation(kind=kind, organisation=organisation, on=self.on, reason=self.reason)
        made.number = self.number or made.number
        return made


@transaction.atomic
def organisation_found(
    draft: Draft, *, on: date = BEGINNING, by: Actor, reason: str = "", number: str = ""
) -> Organisation:
    """Found an organisation below the one that its full name names; the parent must exist.

    Raises ORG-002, ORG-004, ORG-005, ORG-007, ACCESS-002.
    """
    writing = Writing(by.account)
    organisation = found_now([draft], on, writing, by)[0]
    record = When(on, reason, number).record(ReorganisationKind.FOUND, organisation)
    reorganisation_keep(record, writing, founded=[organisation])
    return organisation


@transaction.atomic
def organisations_found(drafts: Sequence[Draft], *, on: date = BEGINNING, by: Actor) -> list[Organisation]:
    """Found many organisations at once, parents before children.

    Raises ORG-002, ORG-004, ORG-005, ORG-007, ACCESS-002.
    """
    return found_now(drafts, on, Writing(by.account), by)


def found_now(drafts: Sequence[Draft], on: date, writing: Writing, by: Actor) -> list[Organisation]:
    """Found organisations as part of a change."""
    one_after_the_other(TREE)
    known = _by_full_name(drafts)
    places: dict[int, list[Piece]] = {}
    created = []
    for draft in drafts:
        organisation = _founded(draft, known, on, by)
        places[organisation.pk] = _places_of(organisation, on, places)
        known[draft.full_name] = organisation
        created.append(organisation)
    _require_names_never_taken(created, on)
    Organisation.objects.bulk_update(created, ["path"], batch_size=500)
    names_indexed((new.pk, new.name) for new in created)
    writing.add([OrganisationName(organisation=new, name=new.name, valid_from=on) for new in created])
    writing.add([ParentLink(child=new, parent=new.parent, valid_from=on) for new in created])
    Place.objects.bulk_create(
        (
            Place(
                organisation=new,
                path=piece.path,
                valid_from=piece.first,
                valid_to=piece.until,
                recorded_at=writing.at,
                recorded_by=writing.by,
            )
            for new in created
            for piece in places[new.pk]
        ),
        batch_size=1000,
    )
    for new in created:
        audit(by, "organisation.founded", "organisation", new.number, full_name=new.full_name, on=on.isoformat())
    return created


def _by_full_name(drafts: Iterable[Draft]) -> dict[OrgPath, Organisation]:
    names = {step for draft in drafts for step in lineage(draft.full_name)}
    found = Organisation.objects.filter(full_name__in=names, dissolved_on=None)
    return {OrgPath(one.full_name): one for one in found}


def _founded(draft: Draft, known: dict[OrgPath, Organisation], on: date, by: Actor) -> Organisation:
    name = own_name(draft.full_name)
    above = OrgPath(draft.full_name.rpartition(SEPARATOR)[0])
    require_name(name)
    if draft.full_name in known:
        raise XueshiError(SAME_NAME, parent=above or "", name=name)
    parent = known.get(above)
    if above and parent is None:
        raise XueshiError(OUTSIDE_SCOPE, path=draft.full_name)
    require(by, Right.CHANGE_ORGANISATIONS, parent.path if parent else "")
    new = Organisation.objects.create(
        name=name,
        full_name=draft.full_name,
        parent=parent,
        kind=draft.kind,
        field=draft.field,
        sector=draft.sector or sector_of(draft.field),
        code=draft.code,
        level=draft.level,
        founded_on=None if on == BEGINNING else on,
    )
    new.path = (parent.path if parent else "") + segment(new.pk)
    return new


def _places_of(new: Organisation, on: date, places: dict[int, list[Piece]]) -> list[Piece]:
    if new.parent is None:
        return [Piece(on, FOREVER, new.path)]
    if new.parent.pk not in places:
        places[new.parent.pk] = pieces(new.parent)
    above = clipped(places[new.parent.pk], on, FOREVER)
    if not covers(above, on, FOREVER):
        raise XueshiError(PARENT_NOT_THERE, parent=new.parent.name, name=new.name)
    return [Piece(piece.first, piece.until, piece.path + segment(new.pk)) for piece in above]


def _require_names_never_taken(created: Sequence[Organisation], on: date) -> None:
    """No other organisation had the name below the same parent since the day; those of today were looked at already."""
    parents = {new.parent_id for new in created} - {new.pk for new in created}
    for start in range(0, len(created), 500):
        chunk = created[start : start + 500]
        wanted = {(new.parent_id, new.name) for new in chunk if new.parent_id in parents}
        below = Q(parent__in={parent for parent, _ in wanted if parent})
        below |= Q(parent=None) if any(parent is None for parent, _ in wanted) else Q()
        links = ParentLink.objects.known().filter(
            below,
            overlapping(F("valid_from"), F("valid_to"), "child__names__"),
            valid_to__gt=on,
            child__names__name__in={name for _, name in wanted},
            child__names__superseded_at=None,
            child__names__valid_to__gt=on,
        )
        for parent, name, above in links.values_list("parent_id", "child__names__name", "parent__name"):
            if (parent, name) in wanted:
                raise XueshiError(SAME_NAME, parent=above or "", name=name)


@transaction.atomic
def organisation_rename(
    organisation: Organisation, name: str, *, on: date, by: Actor, reason: str = "", number: str = ""
) -> Organisation:
    """Call an organisation by another name from a day on.

    Raises ORG-002, ORG-003, ORG-005, ORG-006, ACCESS-002.
    """
    require(by, Right.CHANGE_ORGANISATIONS, organisation.path)
    require_past(on, by)
    require_name(name)
    require_there(organisation, on)
    writing = Writing(by.account)
    before = organisation.full_name
    writing.change(_holding(OrganisationName.objects.known().filter(organisation=organisation), on), on, name=name)
    settle([organisation], writing)
    names_indexed([(organisation.pk, organisation.name)])
    reorganisation_keep(When(on, reason, number).record(ReorganisationKind.RENAME, organisation), writing)
    audit(by, "organisation.renamed", "organisation", organisation.number, before=before, name=name, on=on.isoformat())
    return organisation


@transaction.atomic
def organisation_move(
    organisation: Organisation, parent: Organisation, *, on: date, by: Actor, reason: str = "", number: str = ""
) -> Organisation:
    """Let an organisation and everything below it belong to another parent from a day on.

    Raises ORG-001, ORG-002, ORG-003, ORG-006, ORG-007, ACCESS-002.
    """
    require(by, Right.CHANGE_ORGANISATIONS, organisation.path)
    require(by, Right.CHANGE_ORGANISATIONS, parent.path)
    require_past(on, by)
    require_there(organisation, on)
    writing = Writing(by.account)
    before = organisation.full_name
    relinked(organisation, parent, on, writing)
    settle([organisation], writing)
    reorganisation_keep(When(on, reason, number).record(ReorganisationKind.MOVE, organisation), writing)
    audit(
        by,
        "organisation.moved",
        "organisation",
        organisation.number,
        before=before,
        after=organisation.full_name,
        on=on.isoformat(),
    )
    return organisation


def relinked(organisation: Organisation, parent: Organisation, on: date, writing: Writing) -> None:
    """Let the link of an organisation that holds on a day lead to another parent from that day on.

    Raises ORG-001.
    """
    if organisation.pk == parent.pk:
        raise XueshiError(BELOW_ITSELF, name=organisation.name)
    writing.change(_holding(ParentLink.objects.known().filter(child=organisation), on), on, parent_id=parent.pk)


@transaction.atomic
def organisation_dissolve(
    organisation: Organisation, *, on: date, by: Actor, reason: str = "", number: str = ""
) -> Organisation:
    """Record the first day on which an organisation no longer exists; its history stays.

    Raises ORG-003, ORG-006, ORG-008, ORG-009, ORG-010, ACCESS-002.
    """
    require(by, Right.CHANGE_ORGANISATIONS, organisation.path)
    require_past(on, by)
    writing = Writing(by.account)
    dissolved_now(organisation, on, writing)
    settle([organisation], writing)
    reorganisation_keep(When(on, reason, number).record(ReorganisationKind.DISSOLVE, organisation), writing)
    audit(by, "organisation.dissolved", "organisation", organisation.number, on=on.isoformat())
    return organisation


def dissolved_now(organisation: Organisation, on: date, writing: Writing) -> None:
    """Let the last link of an organisation end on a day.

    Raises ORG-006, ORG-008, ORG-010.
    """
    links = list(ParentLink.objects.known().filter(child=organisation, valid_to__gt=on).order_by("valid_from"))
    last = ParentLink.objects.known().filter(child=organisation).order_by("valid_from").last()
    if last is None or last.valid_to < FOREVER:
        raise XueshiError(GONE_ALREADY, name=organisation.name, on=str(last.valid_to if last else on))
    if links[0].valid_from >= on:
        raise XueshiError(NOT_THERE, name=organisation.name, on=on.isoformat())
    if len(links) > 1:
        raise XueshiError(LATER_CHANGE, name=organisation.name, on=on.isoformat())
    writing.end(links, on)


def require_past(on: date, by: Actor) -> None:
    """Refuse a day that is still to come.

    Raises ORG-003.
    """
    if on > by.on:
        raise XueshiError(NOT_YET, on=on.isoformat())


def require_name(name: str) -> None:
    """Refuse what cannot be a name.

    Raises ORG-005.
    """
    if not name.strip() or len(name) > 200 or SEPARATOR in name:
        raise XueshiError(BAD_NAME, name=name)


def require_there(organisation: Organisation, on: date) -> None:
    """Refuse a day on which the organisation did not exist.

    Raises ORG-006.
    """
    if not ParentLink.objects.known().on(on).filter(child=organisation).exists():
        raise XueshiError(NOT_THERE, name=organisation.name, on=on.isoformat())


def _holding(rows: Iterable[Row], on: date) -> list[Row]:
    return [row for row in rows if row.valid_from <= on < row.valid_to]
