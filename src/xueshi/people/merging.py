"""Two records of one person made one, and parted again as long as nothing was built on it.

The person who stays keeps every state; of the other one, what holds on days without such a state is taken over. The other number
becomes another name of the one who stays, and ledger entries stay with the number under which they were made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations
from typing import Any

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import models, transaction
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from xueshi.kernel.actors import Actor, NotFoundError, audit
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.windows import Span
from xueshi.people.actions import derive_organisations
from xueshi.people.gates import people_within
from xueshi.people.identities import tokens_kept
from xueshi.people.merge_problems import ALIASED, BUILT_ON, SAME, TWO_IDENTITIES, UNDER_WAY, UNDONE
from xueshi.people.models import (
    Correction,
    CorrectionState,
    Identity,
    NameToken,
    Person,
    PersonDated,
    PersonMerge,
    Transfer,
    TransferState,
)
from xueshi.people.recording import locked, require_change
from xueshi.people.vault_problems import NO_REASON

Rows = Mapping[str, list[int]]
"""Keys of rows by kind of state."""

ROOMS = "rooms"
"""Where the snapshot keeps what other rooms did, for them to undo it."""
ANSWERING = "organisation"
"""Where it keeps the organisation that answered for the one who is merged."""
UNIT = "person__organisation"
SHOWN = 200
"""So many pairs are offered at once."""


def kinds() -> list[type[PersonDated]]:
    """Every kind of dated state."""
    return sorted(PersonDated.__subclasses__(), key=lambda model: model.__name__)


@dataclass(frozen=True, slots=True)
class Piece:
    """Days of a state of the one who is merged that the one who stays takes over."""

    row: PersonDated
    span: Span


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who may be one."""

    first: Person
    second: Person
    is_same_unit: bool


def duplicates(*, by: Actor) -> list[Pair]:
    """People within the scope of the same name and birth date, or of the same name in one organisation."""
    known = Identity.objects.filter(person__in=people_within(by), erased_at=None).exclude(name_index=None).order_by()
    found: dict[tuple[int, int], Pair] = {}
    for column, rows in ((UNIT, known), ("born_on", known.exclude(born_on=None))):
        for same in _groups(rows, column):
            for one, other in combinations(same, 2):
                if one.citizen_id_index is None or other.citizen_id_index is None:
                    found.setdefault((one.pk, other.pk), Pair(one.person, other.person, column == UNIT))
    return list(found.values())[:SHOWN]


def _groups(rows: QuerySet[Identity], column: str) -> Iterable[list[Identity]]:
    """The people who agree in name and in a column, in the order in which they were entered."""
    doubled = rows.values_list("name_index", column).annotate(people=Count("pk")).filter(people__gt=1)
    keys = {(name, value) for name, value, _people in doubled.order_by("name_index", column)[:SHOWN]}
    wanted = {"name_index__in": {name for name, _ in keys}, f"{column}__in": {value for _, value in keys}}
    groups: dict[tuple[Any, Any], list[Identity]] = {}
    for row in rows.filter(**wanted).select_related("person__organisation").order_by("pk"):
        key = row.name_index, row.person.organisation_id if column == UNIT else row.born_on
        if key in keys:
            groups.setdefault(key, []).append(row)
    return groups.values()


def taken_over(kept: Person, merged: Person) -> list[Piece]:
    """What the one who stays would take over."""
    return [piece for model in kinds() for piece in _pieces(model, kept, merged)]


def _pieces(model: type[PersonDated], kept: Person, merged: Person) -> Iterator[Piece]:
    own = list(model.objects.known().filter(person=kept))
    for row in model.objects.known().filter(person=merged).order_by("valid_from", "pk"):
        blocking = [
            other.span for other in own if all(getattr(other, one) == getattr(row, one) for one in model.alone_by)
        ]
        for span in without(row.span, blocking):
            yield Piece(row, span)


def without(span: Span, others: Iterable[Span]) -> list[Span]:
    """The days of a span that lie in none of the others.

    >>> [str(part.first) for part in without(Span(date(2024, 1, 1), date(2025, 1, 1)), [Span(date(2024, 3, 1), date(2024, 5, 1))])]
    ['2024-01-01', '2024-05-01']
    """
    left: list[Span] = []
    first = span.first
    for other in sorted(others):
        if other.first > first:
            left.append(Span(first, min(other.first, span.until)))
        first = max(first, other.until)
        if first >= span.until:
            break
    if first < span.until:
        left.append(Span(first, span.until))
    return [part for part in left if part.first < part.until]


@transaction.atomic
def person_merge(kept: Person, merged: Person, *, reason: str, by: Actor) -> PersonMerge:
    """Let one number become another name of a person.

    Raises VAULT-002, MERGE-001 to MERGE-004, ACCESS-002.
    """
    for one in sorted((kept, merged), key=lambda person: person.pk):
        require_change(by, one)
        locked(one)
    if not reason.strip():
        raise XueshiError(NO_REASON)
    _mergeable(kept, merged)
    rooms = {
        room: import_string(merge)(kept, merged, by=by) for room, (merge, _undo) in settings.XUESHI_MERGERS.items()
    }
    at, answering = timezone.now(), merged.organisation_id
    snapshot = {one.number: _known(one) for one in (kept, merged)}
    for piece in taken_over(kept, merged):
        _copied(piece.row, kept, piece.span, at, by)
    for model in kinds():
        model.objects.known().filter(person=merged).update(superseded_at=at)
    merged.organisation = None
    _aliased(merged, kept, by.on)
    made = PersonMerge.objects.create(
        kept=kept,
        merged=merged,
        reason=reason.strip(),
        snapshot={**snapshot, ROOMS: rooms, ANSWERING: answering},
        result=_known(kept),
        merged_by=by.account,
    )
    audit(by, "person.merged", "person", kept.number, merged=merged.number, merge=made.number, reason=made.reason)
    return made


@transaction.atomic
def merge_undo(merge: PersonMerge, *, by: Actor) -> PersonMerge:
    """Part two numbers again; each has the states that it had before, as recorded now.

    Raises MERGE-005, MERGE-006, ACCESS-002.
    """
    kept, merged = merge.kept, merge.merged
    require_change(by, kept)
    for one in sorted((kept, merged), key=lambda person: person.pk):
        locked(one)
    merge.refresh_from_db()
    if merge.undone_at is not None:
        raise XueshiError(UNDONE)
    built = built_on(merge)
    if built:
        raise XueshiError(BUILT_ON, count=built)
    at = timezone.now()
    for model in kinds():
        added = set(merge.result[model.__name__]) - set(merge.snapshot[kept.number][model.__name__])
        model.objects.filter(pk__in=added).update(superseded_at=at)
        for row in model.objects.filter(pk__in=merge.snapshot[merged.number][model.__name__]).order_by("pk"):
            _copied(row, merged, row.span, at, by)
    merged.organisation_id = merge.snapshot.get(ANSWERING)
    _aliased(merged, None, by.on)
    derive_organisations([kept], on=by.on)
    merge.undone_at, merge.undone_by = at, by.account
    merge.save(update_fields=("undone_at", "undone_by"))
    for room, (_merge, undo) in settings.XUESHI_MERGERS.items():
        import_string(undo)(kept, merged, merge.snapshot[ROOMS].get(room), by=by)
    audit(by, "person.parted", "person", kept.number, merged=merged.number, merge=merge.number)
    return merge


def built_on(merge: PersonMerge) -> int:
    """How many records about either number were made or taken back since, in whatever room."""
    both = (merge.kept_id, merge.merged_id)
    made = sum(
        relation.related_model._base_manager.filter(
            **{f"{relation.field.name}__in": both, "recorded_at__gt": merge.merged_at}
        ).count()
        for relation in Person._meta.related_objects
        if not isinstance(relation.related_model, str) and _has(relation.related_model, "recorded_at")
    )
    known = _known(merge.kept)
    gone = sum(len(set(keys) - set(known[kind])) for kind, keys in merge.result.items())
    return made + gone


def merge_for(by: Actor, number: str) -> PersonMerge:
    """The merge of that number, if the actor sees the person who stayed."""
    found = PersonMerge.objects.filter(number=number, kept__in=people_within(by)).select_related(
        "kept__identity", "kept__organisation", "merged__identity"
    )
    merge: PersonMerge | None = found.first()
    if merge is None:
        raise NotFoundError("merge")
    return merge


def _mergeable(kept: Person, merged: Person) -> None:
    both = Person.objects.filter(pk__in=(kept.pk, merged.pk))
    if kept.pk == merged.pk or both.exclude(merged_into=None).exists():
        raise XueshiError(SAME)
    if merged.aliases.exists():
        raise XueshiError(ALIASED)
    indexes = Identity.objects.filter(person__in=(kept, merged)).exclude(citizen_id_index=None)
    if indexes.count() > 1:
        raise XueshiError(TWO_IDENTITIES)
    under_way = (
        Transfer.objects.filter(person=merged, state__in=(TransferState.ISSUED, TransferState.ACCEPTED)).count()
        + Correction.objects.filter(person=merged, state=CorrectionState.OPEN).count()
    )
    if under_way:
        raise XueshiError(UNDER_WAY, count=under_way)


def _known(person: Person) -> dict[str, list[int]]:
    found = {model.__name__: model.objects.known().filter(person=person).order_by("pk") for model in kinds()}
    return {kind: list(rows.values_list("pk", flat=True)) for kind, rows in found.items()}


def _copied(row: PersonDated, person: Person, span: Span, at: datetime, by: Actor) -> None:
    """The same state recorded anew, of a person and for some days."""
    values: dict[str, Any] = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    del values["id"]
    values |= {"person_id": person.pk, "valid_from": span.first, "valid_to": span.until}
    values |= {"recorded_at": at, "superseded_at": None, "recorded_by": by.account}
    type(row).objects.create(**values)


def _aliased(merged: Person, kept: Person | None, on: date) -> None:
    """Let a number mean somebody else, or its own person again; who stays is found by both names."""
    before, merged.merged_into = merged.merged_into, kept
    merged.save(update_fields=("merged_into", "organisation"))
    derive_organisations([one for one in (kept, merged) if one is not None], on=on)
    if kept is not None:
        own = NameToken.objects.filter(person=kept).values("token")
        more = NameToken.objects.filter(person=merged).exclude(token__in=own).values_list("token", flat=True)
        NameToken.objects.bulk_create([NameToken(token=token, person=kept) for token in set(more)])
    elif before is not None:
        identity = Identity.objects.select_related("person").get(person=before)
        tokens_kept([identity], known=[before.pk])


def _has(model: type[models.Model], name: str) -> bool:
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True
