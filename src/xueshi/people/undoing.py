"""Taking back what an import recorded of people, as long as nothing later rests on it.

What was superseded is stated again, and what was added is superseded, so that what was known in between stays on record. People whom
only the import brought, and on whom nothing else rests, go altogether: a file for the wrong place leaves no identities behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import ProtectedError
from django.utils import timezone

from xueshi.kernel.actors import Actor, audit
from xueshi.kernel.errors import XueshiError
from xueshi.organisations.dated import copied
from xueshi.people.actions import derive_organisations
from xueshi.people.identities import tokens_kept
from xueshi.people.models import Affiliation, Brought, Identity, NameToken, Person, PersonDated
from xueshi.people.record_problems import LATER_RECORD
from xueshi.people.restating import CLEAR, INDEXES, TOKENS, supersede

AT_ONCE = 500
RECORDED = {"id", "recorded_at", "superseded_at", "recorded_by"}
"""What two rows that say the same need not have in common."""

Said = dict[tuple[Any, ...], PersonDated]
"""Rows by everything that they say."""


def people_left(keys: Sequence[int], batch: str, *, by: Actor) -> dict[str, Any]:
    """End the affiliations of people today, and return the trace by which that can be undone."""
    at, ended = timezone.now(), list[Affiliation]()
    for start in range(0, len(keys), AT_ONCE):
        ended += Affiliation.objects.known().filter(person__in=keys[start : start + AT_ONCE], valid_to__gt=by.on)
    cut = [
        copied(row, valid_to=by.on, recorded_at=at, recorded_by=by.account) for row in ended if row.valid_from < by.on
    ]
    supersede(Affiliation, [row.pk for row in ended], at)
    Affiliation.objects.bulk_create(cut, batch_size=1000)
    people = list(Person.objects.filter(pk__in=list(keys)))
    derive_organisations(people, on=by.on)
    audit(by, "people.left", "people", "", batch=batch, left=[person.number for person in people])
    return {"at": at.isoformat(), "changed": list(keys)}


def people_undone(trace: Mapping[str, Any], *, by: Actor) -> None:
    """Take back what a trace names, unless somebody recorded something else about these people since.

    Raises PERSON-012.
    """
    if not trace:
        return
    new, changed = trace.get("new", []), trace.get("changed", [])
    since, now = datetime.fromisoformat(trace["at"]), timezone.now()
    for start in range(0, len(people := [*new, *changed]), AT_ONCE):
        chunk = people[start : start + AT_ONCE]
        _refuse_gone(chunk)
        for model in PersonDated.__subclasses__():
            _as_before(model, chunk, since, now, by)
        derive_organisations(list(Person.objects.filter(pk__in=chunk)), on=by.on)
    _restore_identities(trace.get("identities", {}))
    _restore_brought(trace.get("brought", {}))
    _remove(new)
    audit(by, "people.import_undone", "people", "", removed=len(new), restored=len(changed))


def _refuse_gone(people: Sequence[int]) -> None:
    """Refuse when one of the people was erased or merged into another."""
    erased = Identity.objects.filter(person__in=people).exclude(erased_at=None)
    merged = Person.objects.filter(pk__in=people).exclude(merged_into=None)
    number = erased.values_list("person__number", flat=True).first() or merged.values_list("number", flat=True).first()
    if number is not None:
        raise XueshiError(LATER_RECORD, person=number, what="identity")


def _as_before(model: type[PersonDated], people: Sequence[int], since: datetime, now: datetime, by: Actor) -> None:
    """State what was known of people before a moment, if they still stand as they were left at that moment."""
    rows = list(model.objects.filter(person__in=people).select_related("person"))
    held = _said(row for row in rows if row.superseded_at is None)
    left = _said(
        row for row in rows if row.recorded_at <= since and (not row.superseded_at or row.superseded_at > since)
    )
    before = _said(
        row for row in rows if row.recorded_at < since and (not row.superseded_at or row.superseded_at >= since)
    )
    for said in held.keys() ^ left.keys():
        row = held.get(said) or left[said]
        raise XueshiError(LATER_RECORD, person=row.person.number, what=model._meta.verbose_name)
    supersede(model, [row.pk for said, row in held.items() if said not in before], now)
    model.objects.bulk_create(
        copied(row, recorded_at=now, superseded_at=None, recorded_by=by.account)
        for said, row in before.items()
        if said not in held
    )


def _said(rows: Iterable[PersonDated]) -> Said:
    return {
        tuple(getattr(row, field.attname) for field in row._meta.concrete_fields if field.name not in RECORDED): row
        for row in rows
    }


def _restore_identities(before: Mapping[str, Mapping[str, Any]]) -> None:
    keys = sorted(map(int, before))
    for start in range(0, len(keys), AT_ONCE):
        rows = list(Identity.objects.filter(pk__in=keys[start : start + AT_ONCE]).select_related("person"))
        for row in rows:
            said = dict(before[str(row.pk)])
            born = said.pop("born_on")
            row.born_on = date.fromisoformat(born) if born else None
            for name, value in said.items():
                setattr(row, name, bytes.fromhex(value) if name in TOKENS else value)
        Identity.objects.bulk_update(rows, [*CLEAR, *TOKENS, *INDEXES], batch_size=200)
        tokens_kept(rows, known=[row.pk for row in rows])


def _restore_brought(before: Mapping[str, Sequence[Any] | None]) -> None:
    Brought.objects.filter(pk__in=[int(key) for key, row in before.items() if row is None]).delete()
    rows = [
        Brought(person_id=int(key), at=datetime.fromisoformat(row[0]), batch=row[1], held=row[2])
        for key, row in before.items()
        if row is not None
    ]
    Brought.objects.bulk_update(rows, ["at", "batch", "held"], batch_size=500)


def _remove(new: Sequence[int]) -> None:
    """Remove people whom nothing else names.

    Raises PERSON-012.
    """
    for start in range(0, len(new), AT_ONCE):
        chunk = new[start : start + AT_ONCE]
        try:
            for model in PersonDated.__subclasses__():
                model.objects.filter(person__in=chunk).delete()
            NameToken.objects.filter(person__in=chunk).delete()
            Brought.objects.filter(pk__in=chunk).delete()
            Identity.objects.filter(pk__in=chunk).delete()
            Person.objects.filter(pk__in=chunk).delete()
        except ProtectedError as error:
            held = next(iter(error.protected_objects))
            person = getattr(held, "person", None)
            named = person.number if isinstance(person, Person) else ""
            raise XueshiError(LATER_RECORD, person=named, what=held._meta.verbose_name) from error
