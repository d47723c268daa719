"""Changes of the tree as they are kept: what each wrote, and taking it back until a later record rests on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from xueshi.kernel.actors import Actor, Right, audit, require
from xueshi.kernel.errors import XueshiError
from xueshi.organisations.dated import Dated, Writing, copied
from xueshi.organisations.models import (
    Organisation,
    OrganisationName,
    ParentLink,
    Place,
    Reorganisation,
    Tally,
    Written,
)
from xueshi.organisations.placing import settle
from xueshi.organisations.problems import BUILT_UPON, UNDONE_ALREADY

ORGANISATION = Organisation._meta.label
DERIVED = (Organisation, Place, Tally, Reorganisation)
"""What is derived from other rows, or says what was done; nothing rests on it. Upper models say ``organisations_derived``."""


def reorganisation_keep(
    record: Reorganisation, writing: Writing, *, founded: Sequence[Organisation] = ()
) -> Reorganisation:
    """Keep a change with the rows that it wrote and the organisations that it founded."""
    record.recorded_at, record.recorded_by = writing.at, writing.by
    record.save(force_insert=True)
    Written.objects.bulk_create(
        Written(reorganisation=record, label=ORGANISATION, row=one.pk, added=True) for one in founded
    )
    reorganisation_extend(record, writing)
    return record


def reorganisation_extend(record: Reorganisation, writing: Writing) -> None:
    """Add the rows that an upper room wrote for the same change."""
    rows = [(row, True) for row in writing.added] + [(row, False) for row in writing.gone]
    Written.objects.bulk_create(
        (Written(reorganisation=record, label=row._meta.label, row=row.pk, added=added) for row, added in rows),
        batch_size=1000,
    )


@transaction.atomic
def reorganisation_undo(record: Reorganisation, *, by: Actor) -> Writing:
    """Take a change back: what it added is superseded, what it superseded holds again, and the tree follows.

    Raises ORG-011, ORG-012, ACCESS-002.
    """
    require(by, Right.CHANGE_ORGANISATIONS, record.organisation.path)
    if not Reorganisation.objects.filter(pk=record.pk, undone_at=None).update(
        undone_at=timezone.now(), undone_by=by.account
    ):
        raise XueshiError(UNDONE_ALREADY)
    _require_nothing_built_upon(record)
    writing = Writing(by.account)
    touched = _take_back(record, writing)
    try:
        settle(touched, writing)
    except XueshiError as error:
        raise XueshiError(BUILT_UPON, what=error.what()) from error
    audit(by, "reorganisation.undone", "organisation", record.organisation.number, change=record.number)
    record.refresh_from_db()
    return writing


def _require_nothing_built_upon(record: Reorganisation) -> None:
    added: dict[str, set[int]] = defaultdict(set)
    for label, row in record.written.filter(added=True).order_by("pk").values_list("label", "row"):
        added[label].add(row)
    founded = added.pop(ORGANISATION, set())
    for label, keys in added.items():
        model: type[Dated] = apps.get_model(label)
        for chunk in _chunks(sorted(keys)):
            gone = model.objects.filter(pk__in=chunk, superseded_at__isnull=False).order_by("superseded_at").first()
            if gone is not None:
                raise XueshiError(BUILT_UPON, what=_later(gone))
    if founded:
        _require_unused(founded, added)


def _later(gone: Dated) -> str:
    """What superseded a row, in words."""
    later = Written.objects.filter(label=gone._meta.label, row=gone.pk, added=False).select_related("reorganisation")
    found = later.first()
    moment = gone.superseded_at.date().isoformat() if gone.superseded_at else ""
    return str(found.reorganisation) if found else f"{gone._meta.verbose_name} {moment}"


def _require_unused(founded: set[int], added: dict[str, set[int]]) -> None:
    for relation in Organisation._meta.related_objects:
        model: Any = relation.related_model
        if model in DERIVED or getattr(model, "organisations_derived", False):
            continue
        rows = model._base_manager.filter(**{f"{relation.field.name}__in": founded})
        rows = rows.filter(superseded_at=None) if issubclass(model, Dated) else rows
        known = added.get(model._meta.label, set())
        for row in rows.order_by("pk").iterator():
            if row.pk not in known:
                raise XueshiError(BUILT_UPON, what=f"{model._meta.verbose_name} {row}")


def _take_back(record: Reorganisation, writing: Writing) -> list[Organisation]:
    """Supersede and restore rows, and return the organisations whose links or names that touched."""
    rows: dict[str, dict[bool, list[int]]] = defaultdict(lambda: {True: [], False: []})
    for label, row, added in record.written.order_by("pk").values_list("label", "row", "added"):
        rows[label][added].append(row)
    founded = rows.pop(ORGANISATION, {True: []})[True]
    touched = set(founded)
    for label, keys in rows.items():
        model: type[Dated] = apps.get_model(label)
        gone = [row for chunk in _chunks(keys[True]) for row in model.objects.filter(pk__in=chunk)]
        back = [row for chunk in _chunks(keys[False]) for row in model.objects.filter(pk__in=chunk)]
        writing.strike(gone)
        _restore(label, back, writing)
        touched |= {key for row in (*gone, *back) if (key := _subject(row)) is not None}
    return list(Organisation.objects.filter(pk__in=touched))


def _restore(label: str, back: Sequence[Dated], writing: Writing) -> None:
    """Let superseded rows hold again as copies; earlier changes that wrote them now point to the copies."""
    copies = [copied(row) for row in back]
    writing.add(copies)
    for row, copy in zip(back, copies, strict=True):
        Written.objects.filter(label=label, row=row.pk, added=True).update(row=copy.pk)


def _subject(row: Dated) -> int | None:
    if isinstance(row, ParentLink):
        return row.child_id
    return row.organisation_id if isinstance(row, OrganisationName) else None


def _chunks(keys: Sequence[int]) -> Iterable[Sequence[int]]:
    return (keys[start : start + 500] for start in range(0, len(keys), 500))
