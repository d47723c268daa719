"""What can be done to the ledger: append and reverse. Nothing is ever changed or deleted, which the database refuses too."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from xueshi.kernel.actors import Actor, NotAllowedError, Right, audit, require
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.memory import making_many
from xueshi.kernel.units import Credit, credit_text, days_text, plain
from xueshi.ledger.models import Participation, Posting
from xueshi.ledger.problems import DAY_FULL
from xueshi.ledger.record_problems import IS_REVERSAL, OTHER_BODY, REVERSED_ALREADY, TIME_TAKEN
from xueshi.ledger.shards import shards_of, writing
from xueshi.ledger.statements import Fact, Item, Line
from xueshi.ledger.taken import Days, Piece, clashing, taken_days, taken_time
from xueshi.organisations.bulk import among, day, in_one_transaction, insert, listed, moment, reserve
from xueshi.people.models import Person
from xueshi.rules.facts import Form

FORMS = {form: form.value for form in Form}
MANY = 10_000
"""Keys looked up in one query."""


@dataclass(slots=True)
class Appended:
    """Which facts are new, how many stood there already in the same words, and which were refused."""

    new: list[tuple[Fact, str, Sequence[Line]]] = field(default_factory=list)
    repeated: int = 0
    refused: list[tuple[Fact, XueshiError]] = field(default_factory=list)


def append(
    items: Sequence[Item], *, batch: str, by: Actor, cap: Credit | None = None, right: Right | None = Right.IMPORT
) -> Appended:
    """Append facts with their postings; the batch names the act that brought them.

    ``right`` is asked for over the people; None where the caller has asked.
    A source key that stands in the ledger gets the first answer or is refused; so is clock time that is counted already and, with
    a ``cap`` (the most credit of one day), what no longer fits beside what the ledger holds of a day. The items themselves must not
    claim one person's time twice. Raises ACCESS-002 when one of the people lies outside the actor's scope; then nothing is appended.
    """
    if right is not None:
        _require_people({fact.person for fact, _ in items}, right, by)
    with in_one_transaction():
        writing()
        done = compared(items, cap)
        if done.new:
            with making_many():
                _write(done.new, batch, by)
    return done


def compared(items: Sequence[Item], cap: Credit | None = None) -> Appended:
    """What the ledger would answer to these items."""
    done = Appended()
    known = _known(items)
    people = {fact.person for fact, _ in items}
    taken = taken_time(people)
    days = taken_days(people, cap) if cap is not None else {}
    fresh: dict[tuple[str, str], Fact] = {}
    for fact, lines in items:
        key, body = (fact.source, fact.record), fact.body_sha256()
        kept = known.get(key)
        full = _taken_already(fact, taken, days, cap) if kept is None else None
        if full is not None:
            done.refused.append((fact, full))
        elif kept is None:
            known[key] = body
            fresh[key] = fact
            done.new.append((fact, body, lines))
        elif kept == body:
            done.repeated += 1
        else:
            done.refused.append((fact, _other_body(fact, fresh.get(key))))
    return done


def _taken_already(
    fact: Fact, taken: Mapping[int, Sequence[Piece]], days: Mapping[int, Days], cap: Credit | None
) -> XueshiError | None:
    """Why a new fact cannot count beside what the ledger holds; where it can, it takes its part of the days."""
    clash = clashing(fact, taken)
    if clash is not None:
        return XueshiError(TIME_TAKEN, title=clash)
    own, asked = days.get(fact.person), (fact.first_day, fact.last_day, fact.credit or 0, fact.half_days or 0)
    if own is None or cap is None:
        return None
    if not own.fits(*asked):
        return XueshiError(DAY_FULL, cap=plain(cap))
    own.add(*asked)
    return None


def _require_people(people: set[int], right: Right, by: Actor) -> None:
    scopes = by.scopes(right)
    for keys in _chunks(people):
        paths = Person.objects.filter(pk__in=keys).values_list("organisation__path", flat=True)
        if not all(path is not None and path.startswith(scopes) for path in paths):
            raise NotAllowedError(right)


def _chunks(keys: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(keys)
    while chunk := list(islice(rest, MANY)):
        yield chunk


def _known(items: Sequence[Item]) -> dict[tuple[str, str], str]:
    """The bodies in the ledger under the keys of the items."""
    found: dict[tuple[str, str], str] = {}
    text = f"SELECT record, body_sha256 FROM ledger_participation WHERE source = %s AND {among('record')}"  # noqa: S608
    for source in {fact.source for fact, _ in items}:
        records = [fact.record for fact, _ in items if fact.source == source]
        with connection.cursor() as cursor:
            cursor.execute(text, [source, listed(records)])
            found.update({(source, record): body for record, body in cursor.fetchall()})
    return found


def _other_body(fact: Fact, first: Fact | None) -> XueshiError:
    if first is not None:
        return XueshiError(OTHER_BODY, record=fact.record, kept=first.words(), given=fact.words())
    kept = Participation.objects.get(source=fact.source, record=fact.record)
    return XueshiError(OTHER_BODY, record=fact.record, kept=words_of(kept), given=fact.words())


def words_of(kept: Participation) -> str:
    """A participation in the ledger in the same short words as :meth:`Fact.words`."""
    credit = credit_text(kept.stated_credit) if kept.stated_credit is not None else "-"
    days = days_text(kept.stated_half_days) if kept.stated_half_days is not None else "-"
    return f"{kept.title} {kept.first_day}–{kept.last_day} {kept.form} {credit}/{days}"


PARTICIPATION = (
    *("id", "person_id", "title", "form", "organiser", "organiser_level", "started_at", "ended_at"),
    *("first_day", "last_day", "has_clock", "stated_credit", "stated_half_days", "topics", "theory_share"),
    *("mark", "evidence", "institution", "remark", "source", "record", "body_sha256"),
    *("batch", "recorded_at", "recorded_by", "shard"),
)
POSTING = (
    *("id", "participation_id", "person_id", "book", "day", "last_day", "form", "level", "credit", "half_days"),
    *("theory", "topics", "rule", "rule_version", "reason", "batch", "recorded_at", "recorded_by", "shard"),
)


def _write(fresh: Sequence[tuple[Fact, str, Sequence[Line]]], batch: str, by: Actor) -> None:
    tail = (batch, moment(timezone.now()), by.account)
    rows = _Rows(tail, shards_of({fact.person for fact, _, _ in fresh}))
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

    def __init__(self, tail: tuple[Any, ...], shards: Mapping[int, int]) -> None:
        self._tail = tail
        self._shards = shards
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
            *(self._topics(fact.topics), fact.theory, fact.mark, fact.evidence),
            *(fact.institution, fact.remark, fact.source, fact.record, body),
            *(*self._tail, self._shards[fact.person]),
        )

    def line(self, key: int, participation: int, person: int, line: Line) -> tuple[Any, ...]:
        """The row of a posting."""
        return (
            *(key, participation, person, line.book, self._day(line.day), self._day(line.last_day), FORMS[line.form]),
            *(line.level.value, line.credit, line.half_days, line.theory, self._topics(line.topics)),
            *(line.rule, line.rule_version, "", *self._tail, self._shards[person]),
        )


def _topics(pairs: Sequence[tuple[int, int]]) -> str:
    return json.dumps(dict(sorted(pairs)))


@transaction.atomic
def reverse(posting: Posting, *, reason: str, by: Actor, right: Right | None = Right.CORRECT_LEDGER) -> Posting:
    """Reverse a posting by a counter-entry; both stay as written.

    ``right`` is asked for over the person; None where the caller has asked.
    Raises LEDGER-002, LEDGER-003, ACCESS-002.
    """
    person = posting.person
    if right is not None:
        require(by, right, person.organisation.path if person.organisation else "")
    if posting.reverses_id is not None:
        raise XueshiError(IS_REVERSAL)
    writing()
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
        "shard",
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
