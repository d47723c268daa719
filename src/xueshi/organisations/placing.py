"""Places follow the parent links: what the links of touched organisations say is checked on every day and carried down the tree.

A place is derived from the link of an organisation and the places of its parent; when it changes for some days, the paths of all
that lay below it on those days change at the front, which is one statement however many they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db import connection
from django.db.models import (
    CharField,
    DateField,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Coalesce, Concat, Greatest, Least, Substr

from xueshi.kernel.errors import XueshiError
from xueshi.kernel.paths import SEPARATOR
from xueshi.kernel.windows import BEGINNING, FOREVER
from xueshi.organisations.bulk import insert_found, one_after_the_other
from xueshi.organisations.dated import Dated, Writing
from xueshi.organisations.models import Organisation, OrganisationName, ParentLink, Place
from xueshi.organisations.paths import numbers, segment
from xueshi.organisations.problems import BELOW_ITSELF, HAS_BELOW, PARENT_NOT_THERE, SAME_NAME
from xueshi.organisations.tallies import tally_shifted

TREE = 7_305_020
"""The number of the lock that changes of the tree wait for."""

COLUMNS = ("organisation_id", "path", "valid_from", "valid_to", "recorded_at", "recorded_by")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some days on which a path holds."""

    first: date
    until: date
    path: str


@dataclass(frozen=True, slots=True)
class Shift:
    """Some days on which another path holds than before; None where the organisation does not exist."""

    first: date
    until: date
    before: str | None
    after: str | None


def settle(touched: Iterable[Organisation], writing: Writing) -> None:
    """Check that the tree holds on every day, and derive what follows from the links and names of touched organisations.

    Raises ORG-001, ORG-002, ORG-007, ORG-009.
    """
    one_after_the_other(TREE)
    links = {one.pk: _links(one) for one in touched}
    for organisation in _parents_first(touched, links):
        rows = links[organisation.pk]
        wanted = [piece for link in rows for piece in pieces_below(link)]
        _require_free_names(organisation, rows)
        _require_none_below_outside(organisation, wanted)
        _derive(organisation, rows, wanted, writing)


def _links(organisation: Organisation) -> list[ParentLink]:
    rows = ParentLink.objects.known().filter(child=organisation).select_related("child", "parent")
    return list(rows.order_by("valid_from"))


def _parents_first(touched: Iterable[Organisation], links: dict[int, list[ParentLink]]) -> list[Organisation]:
    rest = {one.pk: one for one in touched}
    ordered: list[Organisation] = []
    while rest:
        free = [one for one in rest.values() if not any(link.parent_id in rest for link in links[one.pk])]
        if not free:
            raise XueshiError(BELOW_ITSELF, name=next(iter(rest.values())).name)
        ordered += free
        for one in free:
            del rest[one.pk]
    return ordered


def pieces(organisation: Organisation) -> list[Piece]:
    """Where an organisation lies and lay, as known now."""
    rows = Place.objects.known().filter(organisation=organisation).order_by("valid_from")
    return [Piece(*row) for row in rows.values_list("valid_from", "valid_to", "path")]


def pieces_below(link: ParentLink) -> list[Piece]:
    """The paths that a parent link gives to the child.

    Raises ORG-001, ORG-007.
    """
    if link.parent is None:
        return [Piece(link.valid_from, link.valid_to, segment(link.child_id))]
    above = clipped(pieces(link.parent), link.valid_from, link.valid_to)
    if any(link.child_id in numbers(piece.path) for piece in above):
        raise XueshiError(BELOW_ITSELF, name=link.child.name)
    if not covers(above, link.valid_from, link.valid_to):
        raise XueshiError(PARENT_NOT_THERE, parent=link.parent.name, name=link.child.name)
    return [Piece(piece.first, piece.until, piece.path + segment(link.child_id)) for piece in above]


def clipped(held: Sequence[Piece], first: date, until: date) -> list[Piece]:
    """The parts of pieces that lie between two days."""
    return [
        Piece(max(piece.first, first), min(piece.until, until), piece.path)
        for piece in held
        if piece.first < until and piece.until > first
    ]


def covers(held: Sequence[Piece], first: date, until: date) -> bool:
    """Whether pieces in order leave no day between two days out."""
    for piece in held:
        if piece.first > first:
            return False
        first = max(first, piece.until)
    return first >= until


def shifts(held: Sequence[Piece], wanted: Sequence[Piece]) -> list[Shift]:
    """On which days the path becomes another one."""
    days = sorted({day for piece in (*held, *wanted) for day in (piece.first, piece.until)})
    found: list[Shift] = []
    for first, until in pairwise(days):
        before, after = _path_on(held, first), _path_on(wanted, first)
        if before == after:
            continue
        last = found[-1] if found else None
        if last and (last.until, last.before, last.after) == (first, before, after):
            found[-1] = Shift(last.first, until, before, after)
        else:
            found.append(Shift(first, until, before, after))
    return found


def _path_on(held: Sequence[Piece], day: date) -> str | None:
    return next((piece.path for piece in held if piece.first <= day < piece.until), None)


def overlapping(first: date | F, until: date | F, prefix: str = "") -> Q:
    """Dated rows that hold on some day between two days."""
    return Q(**{f"{prefix}valid_from__lt": until, f"{prefix}valid_to__gt": first})


def _require_free_names(organisation: Organisation, links: Sequence[ParentLink]) -> None:
    for link in links:
        own = OrganisationName.objects.known().filter(overlapping(link.valid_from, link.valid_to))
        for row in own.filter(organisation=organisation):
            first, until = max(row.valid_from, link.valid_from), min(row.valid_to, link.valid_to)
            beside = ParentLink.objects.known().filter(overlapping(first, until), parent=link.parent)
            taken = beside.exclude(child=organisation).filter(
                overlapping(first, until, "child__names__"),
                overlapping(F("valid_from"), F("valid_to"), "child__names__"),
                child__names__superseded_at=None,
                child__names__name=row.name,
            )
            if taken.exists():
                raise XueshiError(SAME_NAME, parent=link.parent.name if link.parent else "", name=row.name)


def _require_none_below_outside(organisation: Organisation, wanted: Sequence[Piece]) -> None:
    below = ParentLink.objects.known().filter(parent=organisation).select_related("child").order_by("pk")
    if wanted and (wanted[0].first, wanted[-1].until) == (BEGINNING, FOREVER) and covers(wanted, BEGINNING, FOREVER):
        return
    for link in below:
        if not covers(clipped(wanted, link.valid_from, link.valid_to), link.valid_from, link.valid_to):
            raise XueshiError(HAS_BELOW, name=organisation.name, child=link.child.name)


def _derive(organisation: Organisation, links: Sequence[ParentLink], wanted: Sequence[Piece], writing: Writing) -> None:
    before, full_name = Organisation.objects.values_list("path", "full_name").get(pk=organisation.pk)
    _derive_own(organisation, links)
    if before and (renamed := full_name_of(before)) != full_name:
        below = Organisation.objects.filter(path__under=before)
        below.update(full_name=_with_front("full_name", full_name, renamed))
    for shift in shifts(pieces(organisation), wanted):
        if shift.before is None or shift.after is None:
            _appear_or_vanish(organisation, shift, writing)
        else:
            _carry_down(shift, shift.before, shift.after, writing)
    organisation.path = wanted[-1].path if wanted else before
    organisation.full_name = full_name_of(organisation.path)
    organisation.save(update_fields=["path", "full_name"])
    if before and organisation.path != before:
        tally_shifted(organisation, before, organisation.path)


def _derive_own(organisation: Organisation, links: Sequence[ParentLink]) -> None:
    """Name, parent, founding and end of an organisation itself."""
    names = OrganisationName.objects.known().filter(organisation=organisation).order_by("valid_from")
    last = names.last()
    if last is not None:
        organisation.name = last.name
    if links:
        first, until = links[0].valid_from, links[-1].valid_to
        organisation.parent = links[-1].parent
        organisation.founded_on = None if first == BEGINNING else first
        organisation.dissolved_on = None if until == FOREVER else until
    else:
        organisation.dissolved_on = organisation.founded_on or BEGINNING
    organisation.save(update_fields=["name", "parent", "founded_on", "dissolved_on"])


def full_name_of(path: str) -> str:
    """The names along a path as they are today."""
    keys = numbers(path)
    names = dict(Organisation.objects.filter(pk__in=keys).values_list("pk", "name"))
    return SEPARATOR.join(names[key] for key in keys)


def _appear_or_vanish(organisation: Organisation, shift: Shift, writing: Writing) -> None:
    """An organisation exists on days on which it did not, or the other way round; nothing lies below it then."""
    own = Place.objects.known().filter(overlapping(shift.first, shift.until), organisation=organisation)
    for row in own:
        Place.objects.filter(pk=row.pk).update(superseded_at=writing.at)
        kept = clipped([Piece(row.valid_from, row.valid_to, row.path)], BEGINNING, shift.first)
        kept += clipped([Piece(row.valid_from, row.valid_to, row.path)], shift.until, FOREVER)
        _store(organisation, kept, writing)
    if shift.after is not None:
        _store(organisation, [Piece(shift.first, shift.until, shift.after)], writing)


def _store(organisation: Organisation, rows: Sequence[Piece], writing: Writing) -> None:
    Place.objects.bulk_create(
        Place(
            organisation=organisation,
            path=row.path,
            valid_from=row.first,
            valid_to=row.until,
            recorded_at=writing.at,
            recorded_by=writing.by,
        )
        for row in rows
    )


def _carry_down(shift: Shift, before: str, after: str, writing: Writing) -> None:
    """Change the front of the paths of a whole subtree for some days, and the derived columns of those that end there."""
    last = Place.objects.aggregate(last=Max("pk"))["last"]
    held = Place.objects.known().filter(overlapping(shift.first, shift.until), pk__lte=last, path__under=before)
    first, until = (Value(day, DateField()) for day in (shift.first, shift.until))
    path = _with_front("path", before, after)
    _copy(held.filter(valid_from__lt=shift.first), writing, until=first)
    _copy(held, writing, path=path, first=Greatest("valid_from", first), until=Least("valid_to", until))
    _copy(held.filter(valid_to__gt=shift.until), writing, first=until)
    held.update(superseded_at=writing.at)
    current = Place.objects.known().filter(
        pk__gt=last,
        organisation=OuterRef("pk"),
        path__under=after,
        valid_to=Coalesce(OuterRef("dissolved_on"), Value(FOREVER), output_field=DateField()),
    )
    moved = Organisation.objects.filter(Exists(current), path__under=before)
    names = _with_front("full_name", full_name_of(before), full_name_of(after))
    moved.update(path=path, full_name=names)


def _copy(held: QuerySet[Dated], writing: Writing, **changes: object) -> None:
    said = {
        "said_path": changes.get("path", F("path")),
        "said_first": changes.get("first", F("valid_from")),
        "said_until": changes.get("until", F("valid_to")),
        "said_at": Value(writing.at, DateTimeField()),
        "said_by": Value(writing.by, IntegerField()),
    }
    rows = held.order_by().annotate(**said)
    insert_found(Place, COLUMNS, rows.values_list("organisation_id", *said))


def _with_front(column: str, before: str, after: str) -> Concat:
    """A column whose beginning is another one."""
    return Concat(Value(after), Substr(column, len(before) + 1), output_field=CharField())


def places_rebuilt() -> None:
    """Derive all places anew from the links, as known now and since their last record; for a tree whose places are lost."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM organisations_place")
        cursor.execute(REBUILD)


REBUILD = """
INSERT INTO organisations_place (organisation_id, path, valid_from, valid_to, recorded_at, recorded_by)
WITH RECURSIVE derived (organisation_id, path, valid_from, valid_to, recorded_at, recorded_by) AS (
    SELECT link.child_id, CAST(substr(child.path, length(child.path) - 4) AS varchar(200)),
        link.valid_from, link.valid_to, link.recorded_at, link.recorded_by
    FROM organisations_parentlink link JOIN organisations_organisation child ON child.id = link.child_id
    WHERE link.superseded_at IS NULL AND link.parent_id IS NULL
    UNION ALL
    SELECT link.child_id, CAST(above.path || substr(child.path, length(child.path) - 4) AS varchar(200)),
        CASE WHEN link.valid_from > above.valid_from THEN link.valid_from ELSE above.valid_from END,
        CASE WHEN link.valid_to < above.valid_to THEN link.valid_to ELSE above.valid_to END,
        CASE WHEN link.recorded_at > above.recorded_at THEN link.recorded_at ELSE above.recorded_at END,
        link.recorded_by
    FROM organisations_parentlink link
    JOIN derived above ON above.organisation_id = link.parent_id
    JOIN organisations_organisation child ON child.id = link.child_id
    WHERE link.superseded_at IS NULL AND link.valid_from < above.valid_to AND link.valid_to > above.valid_from
)
SELECT organisation_id, path, valid_from, valid_to, recorded_at, recorded_by FROM derived
"""
