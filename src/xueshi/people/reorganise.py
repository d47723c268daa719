"""Reorganisations as offices carry them out: the tree changes, and people, offices and hosts go along in the same change.

What is wanted is plain text, so that a job can do it as well as a request; its number is given beforehand, so that doing it
again after a break finds what is done and does nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from xueshi.kernel.actors import Actor, Right, require
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.ids import random_number
from xueshi.kernel.paths import SEPARATOR, OrgPath
from xueshi.kernel.work import Progress, Task
from xueshi.organisations.actions import (
    Draft,
    When,
    organisation_dissolve,
    organisation_found,
    organisation_move,
    organisation_rename,
)
from xueshi.organisations.dated import Writing
from xueshi.organisations.gates import organisation_for, visible_organisations
from xueshi.organisations.mergers import Part, organisation_split, organisations_merge
from xueshi.organisations.models import (
    Kind,
    Level,
    Organisation,
    ParentLink,
    Reorganisation,
    ReorganisationKind,
    Sector,
)
from xueshi.organisations.record import reorganisation_extend, reorganisation_undo
from xueshi.people.actions import derive_organisations
from xueshi.people.gates import visible_people
from xueshi.people.models import Affiliation, Floating, Office, Person
from xueshi.people.reorganise_problems import PEOPLE_LEFT

LARGE = 5_000
"""A change of more organisations or people than this is done as a job."""

WORKING = "Changing the organisation tree"
"""Message id that a job shows meanwhile."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A change that is wanted: of which organisation, from which day on, and what else it takes; things by their numbers."""

    kind: str
    organisation: str
    on: str
    reason: str = ""
    name: str = ""
    target: str = ""
    children: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    unit_kind: str = Kind.BRANCH.value
    level: int = Level.GRASSROOTS.value
    sector: str = ""
    code: str = ""
    number: str = ""

    @property
    def when(self) -> When:
        """Day, reason and number of the change."""
        return When(date.fromisoformat(self.on), self.reason, self.number)

    def numbered(self) -> Wanted:
        """The same with a number, by which doing it again is noticed."""
        return self if self.number else Wanted(**{**asdict(self), "number": random_number()})


@dataclass(frozen=True, slots=True)
class Affected:
    """How many organisations, people, offices and appointments of accounts a change touches."""

    organisations: int
    people: int
    offices: int
    accounts: int

    @property
    def is_large(self) -> bool:
        """Whether a job does it."""
        return max(self.organisations, self.people) > LARGE


def affected(wanted: Wanted, *, by: Actor) -> Affected:
    """What a change touches today."""
    organisation = organisation_for(by, wanted.organisation)
    if wanted.kind == ReorganisationKind.FOUND:
        return Affected(1, 0, 0, 0)
    if wanted.kind == ReorganisationKind.SPLIT:
        children = _children(wanted, organisation, by)
        inside = [_inside(child, by) for child in children]
        return _sum([Affected(1, len(wanted.people), 0, 0), *inside])
    return _inside(organisation, by)


def touched(record: Reorganisation, *, by: Actor) -> Affected:
    """What taking a change back touches today."""
    links = record.written.filter(label=ParentLink._meta.label, added=False).values("row")
    moved = Organisation.objects.filter(pk__in=ParentLink.objects.filter(pk__in=links).values("child"))
    people = record.written.filter(label=Affiliation._meta.label, added=True).count()
    inside = [_inside(one, by) for one in moved] or [_inside(record.organisation, by)]
    return _sum([Affected(0, people, 0, 0), *inside])


def _inside(organisation: Organisation, by: Actor) -> Affected:
    count: Callable[..., int] = import_string(settings.XUESHI_APPOINTMENTS)
    people = Affiliation.objects.known().on(by.on).filter(organisation__path__under=organisation.path)
    offices = Office.objects.known().on(by.on).filter(organisation__path__under=organisation.path)
    below = Organisation.objects.filter(path__under=organisation.path, dissolved_on=None)
    return Affected(below.count(), people.count(), offices.count(), count(organisation.path, by.on))


def _sum(parts: Sequence[Affected]) -> Affected:
    return Affected(
        sum(part.organisations for part in parts),
        sum(part.people for part in parts),
        sum(part.offices for part in parts),
        sum(part.accounts for part in parts),
    )


@transaction.atomic
def reorganise(wanted: Wanted, *, by: Actor) -> Reorganisation:
    """Carry out what is wanted; once only, however often it is asked for by the same number.

    Raises ORG-001 to ORG-013, REORG-001, ACCESS-002.
    """
    wanted = wanted.numbered()
    done = Reorganisation.objects.filter(number=wanted.number).first()
    if done is not None:
        return done
    organisation = organisation_for(by, wanted.organisation)
    ACTS[ReorganisationKind(wanted.kind)](organisation, wanted, by)
    return Reorganisation.objects.get(number=wanted.number)


def _found(organisation: Organisation, wanted: Wanted, by: Actor) -> None:
    draft = Draft(
        OrgPath(f"{organisation.full_name}{SEPARATOR}{wanted.name}"),
        Kind(wanted.unit_kind),
        level=Level(wanted.level),
        sector=Sector(wanted.sector) if wanted.sector else None,
        code=wanted.code,
    )
    organisation_found(draft, by=by, **_when(wanted))


def _rename(organisation: Organisation, wanted: Wanted, by: Actor) -> None:
    organisation_rename(organisation, wanted.name, by=by, **_when(wanted))


def _move(organisation: Organisation, wanted: Wanted, by: Actor) -> None:
    organisation_move(organisation, organisation_for(by, wanted.target), by=by, **_when(wanted))


def _dissolve(organisation: Organisation, wanted: Wanted, by: Actor) -> None:
    organisation_dissolve(organisation, by=by, **_when(wanted))
    writing = Writing(by.account)
    if rows := _holding(Affiliation, [organisation], wanted.when.on):
        raise XueshiError(PEOPLE_LEFT, name=organisation.name, count=len(rows))
    writing.end(_holding(Office, [organisation], wanted.when.on), wanted.when.on)
    reorganisation_extend(Reorganisation.objects.get(number=wanted.number), writing)


def _merge(organisation: Organisation, wanted: Wanted, by: Actor) -> None:
    """The organisation and its siblings that are named merge into the target; everybody goes along, offices in them end."""
    into = organisation_for(by, wanted.target)
    merging = [organisation, *_named(wanted.children, by)]
    for one in (*merging, into):
        require(by, Right.CHANGE_PEOPLE, one.path)
    on = wanted.when.on
    record = organisations_merge(merging, into, when=wanted.when, by=by)
    writing = Writing(by.account)
    moved = writing.change(_holding(Affiliation, merging, on), on, organisation_id=into.pk)
    writing.end(_holding(Office, merging, on), on)
    writing.change(list(Floating.objects.known().filter(host__in=merging, valid_to__gt=on)), on, host_id=into.pk)
    reorganisation_extend(record, writing)
    _derive({row.person_id for row in moved}, by)


def _split(organisation: Organisation, wanted: Wanted, by: Actor) -> None:
    """Children and people that are named go along with the new organisation."""
    require(by, Right.CHANGE_PEOPLE, organisation.path)
    part = Part(wanted.name, _children(wanted, organisation, by))
    made = organisation_split(organisation, [part], when=wanted.when, by=by)
    chosen = set(visible_people(by).filter(number__in=wanted.people).values_list("pk", flat=True))
    on = wanted.when.on
    rows = [row for row in _holding(Affiliation, [organisation], on) if row.person_id in chosen]
    writing = Writing(by.account)
    moved = writing.change(rows, on, organisation_id=made.made[0].pk)
    reorganisation_extend(made.record, writing)
    _derive({row.person_id for row in moved}, by)


ACTS: Mapping[ReorganisationKind, Callable[[Organisation, Wanted, Actor], None]] = {
    ReorganisationKind.FOUND: _found,
    ReorganisationKind.RENAME: _rename,
    ReorganisationKind.MOVE: _move,
    ReorganisationKind.SPLIT: _split,
    ReorganisationKind.MERGE: _merge,
    ReorganisationKind.DISSOLVE: _dissolve,
}


def _when(wanted: Wanted) -> dict[str, Any]:
    return {"on": wanted.when.on, "reason": wanted.reason, "number": wanted.number}


def _named(numbers: Sequence[str], by: Actor) -> list[Organisation]:
    return list(visible_organisations(by).filter(number__in=numbers).order_by("pk"))


def _children(wanted: Wanted, organisation: Organisation, by: Actor) -> list[Organisation]:
    return [child for child in _named(wanted.children, by) if child.parent_id == organisation.pk]


def _holding(model: type[Affiliation] | type[Office], organisations: Sequence[Organisation], on: date) -> list[Any]:
    """The rows of organisations that hold on a day or later."""
    return list(model._default_manager.filter(superseded_at=None, organisation__in=organisations, valid_to__gt=on))


def _derive(people: set[int], by: Actor) -> None:
    for chunk in _chunks(sorted(people)):
        derive_organisations(list(Person.objects.filter(pk__in=chunk)), on=by.on)


def _chunks(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[start : start + 500] for start in range(0, len(keys), 500))


@transaction.atomic
def reorganisation_taken_back(record: Reorganisation, *, by: Actor) -> None:
    """Undo a change; people belong again where they belonged.

    Raises ORG-011, ORG-012, ACCESS-002.
    """
    writing = reorganisation_undo(record, by=by)
    _derive({row.person_id for row in (*writing.added, *writing.gone) if isinstance(row, Affiliation)}, by)


def reorganise_job(job: Task, progress: Progress, by: Actor) -> dict[str, Any]:
    """Carry out a large change, or take it back, as a job: one transaction, so that a killed job leaves nothing half done."""
    progress(1, WORKING)
    undo = job.params.get("undo")
    if undo:
        record = Reorganisation.objects.get(number=undo)
        if record.undone_at is None:
            reorganisation_taken_back(record, by=by)
    else:
        said = dict(job.params)
        record = reorganise(
            Wanted(**{**said, "children": tuple(said["children"]), "people": tuple(said["people"])}), by=by
        )
    return {"reorganisation": record.number, "organisation": record.organisation.number}
