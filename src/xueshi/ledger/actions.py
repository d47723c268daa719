"""What can be done to the ledger: append and reverse. Nothing is ever changed or deleted, which the database refuses too."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from xueshi.kernel.actors import Actor, NotAllowedError, Right, audit, require
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.memory import making_many
from xueshi.kernel.units import Credit, HalfDays, credit_text, days_text
from xueshi.ledger.models import Book, Participation, Posting
from xueshi.ledger.record_problems import IS_REVERSAL, OTHER_BODY, REVERSED_ALREADY
from xueshi.organisations.bulk import day, insert, moment, reserve
from xueshi.people.models import Person
from xueshi.rules.facts import Form, OrganiserLevel

FORMS = {form: form.value for form in Form}
MANY = 10_000
"""Keys looked up in one query."""


class Fact(NamedTuple):
    """A participation as its source states it; ``record`` is the source's own number for it, once for ever."""

    source: str
    record: str
    person: int
    title: str
    form: Form
    first_day: date
    last_day: date
    started_at: datetime | None = None
    ended_at: datetime | None = None
    organiser: str = ""
    level: OrganiserLevel = OrganiserLevel.GRASSROOTS
    credit: Credit | None = None
    half_days: HalfDays | None = None
    topics: tuple[tuple[int, int], ...] = ()
    """Basic tasks with their weights in percent."""
    theory: int = 0
    """The share of innovative theory in hundredths of a percent."""
    mark: str = ""
    evidence: str = ""

    def body_sha256(self) -> str:
        """SHA-256 over everything that the fact says."""
        return hashlib.sha256("\x1f".join(map(str, self)).encode()).hexdigest()

    def words(self) -> str:
        """The fact in short, for a refusal."""
        credit = credit_text(self.credit) if self.credit is not None else "-"
        days = days_text(self.half_days) if self.half_days is not None else "-"
        return f"{self.title} {self.first_day}–{self.last_day} {self.form} {credit}/{days}"


class Line(NamedTuple):
    """What a crediting rule makes of a fact in one book for days of one calendar year."""

    day: date
    last_day: date
    form: Form
    level: OrganiserLevel
    credit: Credit
    half_days: HalfDays
    theory: Credit
    rule: str
    rule_version: str
    book: str = Book.MEMBER.value
    topics: tuple[tuple[int, int], ...] = ()
    """Hundredths of a credit hour by basic task."""


Item = tuple[Fact, Sequence[Line]]


@dataclass(slots=True)
class Appended:
    """How many facts were new, how many stood there already in the same words, and which were refused for other words."""

    new: int = 0
    repeated: int = 0
    refused: list[tuple[Fact, XueshiError]] = field(default_factory=list)


@transaction.atomic
def append(items: Sequence[Item], *, batch: str, by: Actor) -> Appended:
    """Append facts with their postings; a source key that stands there already gets the first answer or is refused.

    Raises ACCESS-002 when one of the people lies outside the actor's scope; then nothing is appended.
    """
    _require_people({fact.person for fact, _ in items}, by)
    done = Appended()
    known = _known(items)
    fresh: list[tuple[Fact, str, Sequence[Line]]] = []
    for fact, lines in items:
        body = fact.body_sha256()
        kept = known.get((fact.source, fact.record))
        if kept is None:
            known[fact.source, fact.record] = body
            fresh.append((fact, body, lines))
        elif kept == body:
            done.repeated += 1
        else:
            done.refused.append((fact, _other_body(fact, fresh)))
    done.new = len(fresh)
    if fresh:
        with making_many():
            _write(fresh, batch, by)
    return done


def _require_people(people: set[int], by: Actor) -> None:
    scopes = by.scopes(Right.IMPORT)
    for keys in _chunks(people):
        paths = Person.objects.filter(pk__in=keys).values_list("organisation__path", flat=True)
        if not all(path is not None and path.startswith(scopes) for path in paths):
            raise NotAllowedError(Right.IMPORT)


def _chunks(keys: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(keys)
    while chunk := list(islice(rest, MANY)):
        yield chunk


def _known(items: Sequence[Item]) -> dict[tuple[str, str], str]:
    """The bodies in the ledger under the keys of the items."""
    found: dict[tuple[str, str], str] = {}
    for source in {fact.source for fact, _ in items}:
        if not Participation.objects.filter(source=source).exists():
            continue
        for records in _chunks(fact.record for fact, _ in items if fact.source == source):
            rows = Participation.objects.filter(source=source, record__in=records)
            found.update({(source, record): body for record, body in rows.values_list("record", "body_sha256")})
    return found


def _other_body(fact: Fact, fresh: Iterable[tuple[Fact, str, Sequence[Line]]]) -> XueshiError:
    kept = Participation.objects.filter(source=fact.source, record=fact.record).first()
    if kept is None:
        first = next(other for other, _, _ in fresh if (other.source, other.record) == (fact.source, fact.record))
        return XueshiError(OTHER_BODY, record=fact.record, kept=first.words(), given=fact.words())
    return XueshiError(OTHER_BODY, record=fact.record, kept=words_of(kept), given=fact.words())


def words_of(kept: Participation) -> str:
    """A participation in the ledger in the same short words as :meth:`Fact.words`."""
    credit = credit_text(kept.stated_credit) if kept.stated_credit is not None else "-"
    days = days_text(kept.stated_half_days) if kept.stated_half_days is not None else "-"
    return f"{kept.title} {kept.first_day}–{kept.last_day} {kept.form} {credit}/{days}"


PARTICIPATION = (
    *("id", "person_id", "title", "form", "organiser", "organiser_level", "started_at", "ended_at"),
    *("first_day", "last_day", "has_clock", "stated_credit", "stated_half_days", "topics", "theory_share"),
    *("mark", "evidence", "source", "record", "body_sha256", "batch", "recorded_at", "recorded_by"),
)
POSTING = (
    *("id", "participation_id", "person_id", "book", "day", "last_day", "form", "level", "credit", "half_days"),
    *("theory", "topics", "rule", "rule_version", "reason", "batch", "recorded_at", "recorded_by"),
)


def _write(fresh: Sequence[tuple[Fact, str, Sequence[Line]]], batch: str, by: Actor) -> None:
    tail = (batch, moment(timezone.now()), by.account)
    rows = _Rows(tail)
    keys = reserve(Participation, len(fresh))
    facts = (rows.fact(key, fact, body) for key, (fact, body, _) in zip(keys, fresh, strict=True))
    insert(Participation, PARTICIPATION, facts)
    lines = [(key, fact.person, line) for key, (fact, _, made) in zip(keys, fresh, strict=True) for line in made]
    posted = reserve(Posting, len(lines))
    insert(Posting, POSTING, (rows.line(key, *made) for key, made in zip(posted, lines, strict=True)))
    audit(
        by,
        "ledger.appended",
        "batch",
        batch,
        participations=[keys[0], keys[-1]],
        postings=[posted[0], posted[-1]] if posted else [],
    )


class _Rows:
    """Makes database rows; days, moments and topics come again and again, so each is put into words once."""

    def __init__(self, tail: tuple[Any, ...]) -> None:
        self._tail = tail
        self._day = cache(day)
        self._moment = cache(moment)
        self._topics = cache(_topics)

    def fact(self, key: int, fact: Fact, body: str) -> tuple[Any, ...]:
        """The row of a participation."""
        started, ended = fact.started_at, fact.ended_at
        return (
            *(key, fact.person, fact.title, FORMS[fact.form], fact.organiser, fact.level.value),
            *(started and self._moment(started), ended and self._moment(ended)),
            *(self._day(fact.first_day), self._day(fact.last_day), started is not None, fact.credit, fact.half_days),
            *(self._topics(fact.topics), fact.theory, fact.mark, fact.evidence, fact.source, fact.record, body),
            *self._tail,
        )

    def line(self, key: int, participation: int, person: int, line: Line) -> tuple[Any, ...]:
        """The row of a posting."""
        return (
            *(key, participation, person, line.book, self._day(line.day), self._day(line.last_day), FORMS[line.form]),
            *(line.level.value, line.credit, line.half_days, line.theory, self._topics(line.topics)),
            *(line.rule, line.rule_version, "", *self._tail),
        )


def _topics(pairs: Sequence[tuple[int, int]]) -> str:
    return json.dumps(dict(pairs))


@transaction.atomic
def reverse(posting: Posting, *, reason: str, by: Actor) -> Posting:
    """Reverse a posting by a counter-entry; both stay as written.

    Raises LEDGER-002, LEDGER-003, ACCESS-002.
    """
    person = posting.person
    require(by, Right.CORRECT_LEDGER, person.organisation.path if person.organisation else "")
    if posting.reverses_id is not None:
        raise XueshiError(IS_REVERSAL)
    Participation.objects.select_for_update().get(pk=posting.participation_id)
    if Posting.objects.filter(reverses=posting).exists():
        raise XueshiError(REVERSED_ALREADY)
    counter = Posting.objects.create(**_counter(posting), reason=reason, recorded_by=by.account)
    audit(by, "posting.reversed", "posting", str(posting.pk), counter=counter.pk, reason=reason)
    return counter


def _counter(posting: Posting) -> Mapping[str, Any]:
    same = (
        "participation_id",
        "person_id",
        "book",
        "day",
        "last_day",
        "form",
        "level",
        "rule",
        "rule_version",
        "batch",
    )
    return {
        **{name: getattr(posting, name) for name in same},
        "credit": -posting.credit,
        "half_days": -posting.half_days,
        "theory": -posting.theory,
        "topics": {task: -amount for task, amount in posting.topics.items()},
        "reverses": posting,
        "recorded_at": timezone.now(),
    }
