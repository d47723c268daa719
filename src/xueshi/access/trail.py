"""What audit administrators read of the trail: filtered by who, what, when and which request, newest first, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from xueshi.access.gates import visible_audit
from xueshi.access.models import Account, AuditRecord
from xueshi.access.speech import lang
from xueshi.access.trail_words import kind_words, verb_words
from xueshi.kernel.actors import Actor, NotFoundError, Right, audit
from xueshi.organisations.bulk import in_one_transaction

PAGE = 50
SPAN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """Which records a list shows."""

    who: str = ""
    """The name of an account."""
    verb: str = ""
    kind: str = ""
    thing: str = ""
    request: str = ""
    first: date | None = None
    last: date | None = None

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> TrailFilter:
        """The filters of an address; what is no filter is left out."""
        text = {name: str(given.get(name, "")).strip() for name in ("who", "verb", "kind", "thing", "request")}
        return cls(**text, first=_day(given.get("first", "")), last=_day(given.get("last", "")))

    def said(self) -> dict[str, str]:
        """The filters in force."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return {name: str(value) for name, value in values.items() if value}


@dataclass(frozen=True, slots=True)
class Row:
    """A record with the names of its account and of the second person."""

    record: AuditRecord
    who: str
    approver: str = ""

    @property
    def act(self) -> str:
        """What was done, in words."""
        return verb_words(self.record.verb, lang())

    @property
    def kind(self) -> str:
        """What it was done to, in words."""
        return kind_words(self.record.kind, lang())

    @property
    def changes(self) -> list[Change]:
        """What the act says, before and after."""
        return list(changes(self.record.facts))


@dataclass(frozen=True, slots=True)
class Change:
    """One fact: its name, what it was, and what it is since."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Slice:
    """A page of the trail; ``older`` is the address of the next one, empty at the end."""

    rows: Sequence[Row]
    older: str = ""
    said: Mapping[str, str] = field(default_factory=dict)


def trail(wanted: TrailFilter, *, by: Actor) -> QuerySet[AuditRecord]:
    """The records that fit, the latest first; who is no audit administrator finds no trail."""
    if not by.scopes(Right.READ_AUDIT):
        raise NotFoundError("audit trail")
    found = visible_audit(by)
    if wanted.who:
        found = found.filter(account__in=list(Account.objects.filter(username=wanted.who).values_list("pk", flat=True)))
    if wanted.verb:
        found = found.filter(verb=wanted.verb)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.thing:
        found = found.filter(thing=wanted.thing)
    if wanted.request:
        found = found.filter(request_id=wanted.request)
    if wanted.first:
        found = found.filter(at__gte=_midnight(wanted.first))
    if wanted.last:
        found = found.filter(at__lt=_midnight(wanted.last + SPAN))
    return found


def page(wanted: TrailFilter, cursor: str, *, by: Actor) -> Slice:
    """One page of the trail, from a place on; looking into it is an act of its own."""
    found = trail(wanted, by=by)
    place = _place(cursor)
    if place is not None:
        at, key = place
        found = found.filter(Q(at__lt=at) | Q(at=at, pk__lt=key), at__lte=at)
    records = list(found[: PAGE + 1])
    shown = records[:PAGE]
    with in_one_transaction():
        audit(by, "audit.read", "audit", "", filters=wanted.said(), shown=len(shown))
    older = f"{shown[-1].at.isoformat()}~{shown[-1].pk}" if len(records) > PAGE else ""
    return Slice(named(shown), older, wanted.said())


def named(records: Sequence[AuditRecord]) -> list[Row]:
    """Records with the names of their accounts."""
    keys = {record.account for record in records} | {record.approver for record in records if record.approver}
    names = {account.pk: account.username for account in Account.objects.filter(pk__in=keys)}
    return [
        Row(record, names.get(record.account, str(record.account)), names.get(record.approver or 0, ""))
        for record in records
    ]


def looked_at(kind: str, thing: str) -> QuerySet[AuditRecord]:
    """Who opened a thing, the latest first: what a person is told about his or her own data."""
    return AuditRecord.objects.filter(kind=kind, thing=thing, verb__endswith=".read").order_by("-at", "-pk")


def changes(facts: Mapping[str, Any]) -> Iterator[Change]:
    """The facts of an act one by one; two mappings called before and after are set side by side."""
    before, after = facts.get("before"), facts.get("after")
    if isinstance(before, dict) and isinstance(after, dict):
        for name in dict.fromkeys([*before, *after]):
            if before.get(name) != after.get(name):
                yield Change(name, _text(before.get(name)), _text(after.get(name)))
    rest = {
        name: value for name, value in facts.items() if not isinstance(value, dict) or name not in ("before", "after")
    }
    for name, value in rest.items():
        yield Change(name, "", _text(value))


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_text(inner)}" for name, inner in value.items())
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    return str(value)


def _place(cursor: str) -> tuple[datetime, int] | None:
    at, _, key = cursor.partition("~")
    try:
        moment = datetime.fromisoformat(at)
        return (moment, int(key)) if moment.tzinfo else None
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(str(text).strip())
    except ValueError:
        return None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
