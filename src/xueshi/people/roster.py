"""How the rows of a roster become persons with a dated standing.

Several rows of one person are several intervals of affiliation or office; they merge into one person, and where they contradict each
other the earlier row in the file stands and the later one is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from xueshi.kernel.errors import Problem, XueshiError
from xueshi.kernel.memory import making_many
from xueshi.kernel.paths import OrgPath
from xueshi.kernel.refusals import Refusal
from xueshi.kernel.windows import BEGINNING, FOREVER, Span
from xueshi.people.problems import (
    DATES_WITHOUT_STATE,
    END_BEFORE_START,
    IN_FUTURE,
    OTHER_DATE,
    OTHER_ID,
    OTHER_NAME,
    OTHER_NUMBER,
    OVERLAP,
)
from xueshi.people.roster_rows import ROSTER, Office, RosterRow
from xueshi.rules.facts import Affiliation, Person

__all__ = ["ROSTER", "Office", "RosterPerson", "RosterRow", "local_number", "roster_people"]


class RosterPerson(NamedTuple):
    """One member: the number in use, the identity number if known, the name, the dated standing, and the rows behind it.

    ``complete`` is False when the roster has further rows of the person that were refused: what they say is not known.
    """

    number: str
    citizen_id: str | None
    name: str
    person: Person
    rows: tuple[RosterRow, ...]
    complete: bool = True


@dataclass(frozen=True, slots=True)
class _Ordered:
    """Two date columns of which the second must not come before the first; ``strict`` asks for at least one day between."""

    first: str
    last: str
    strict: bool = False


_ORDERED = (
    _Ordered("born_on", "admitted_on", strict=True),
    _Ordered("admitted_on", "full_on"),
    _Ordered("office_from", "office_until", strict=True),
    _Ordered("office_from", "moved_out", strict=True),
    _Ordered("exempt_from", "exempt_to"),
    _Ordered("moved_in", "moved_out", strict=True),
    _Ordered("substitute_from", "substitute_to"),
)
_PAST = ("born_on", "admitted_on", "full_on", "office_from", "exempt_from", "moved_in", "substitute_from")
_STATES = (("exemption", "exempt_from", "exempt_to"), ("office", "office_from", "office_until"))
_ONE_DAY = timedelta(days=1)


@making_many()
def roster_people(
    rows: Sequence[RosterRow], *, as_of: date, damaged: Sequence[RosterRow] = ()
) -> tuple[tuple[RosterPerson, ...], tuple[Refusal, ...]]:
    """The persons of a roster in the order of the file, and the refused rows; ``damaged`` are rows refused before.

    Rows of one person are found by 人员编号, else by 公民身份号码. Where 转入日期 is empty the affiliation holds since ever, where
    转出日期 is empty until further notice; a gap between two affiliations is bridged (regulations art. 25: until accepted, the old
    organisation answers). A secretary without 任职日期 is one since the affiliation began.
    """
    refused = list(_impossible(rows, as_of))
    mistaken = {(refusal.place.file, refusal.place.sheet, refusal.place.row) for refusal in refused}
    sound = [row for row in rows if (row.sheet.file, row.sheet.sheet, row.row) not in mistaken] if mistaken else rows
    groups = _by_person(sound, refused)
    people = tuple(
        _person(number, same if len(same) == 1 else _agreeing(same, refused)) for number, same in groups.items()
    )
    return _with_gaps(people, rows, damaged, refused), tuple(sorted(refused, key=lambda refusal: refusal.place))


def _with_gaps(
    people: tuple[RosterPerson, ...],
    rows: Sequence[RosterRow],
    damaged: Sequence[RosterRow],
    refused: Sequence[Refusal],
) -> tuple[RosterPerson, ...]:
    """The persons, those marked of whom the file has rows that were refused."""
    places = {replace(refusal.place, column="") for refusal in refused}
    lost = [*damaged, *(row for row in rows if row.place in places)] if places else damaged
    named = {name for row in lost for name in (row.number, row.citizen_id) if name}
    if not named:
        return people
    return tuple(
        one if named.isdisjoint((one.number, one.citizen_id)) else one._replace(complete=False) for one in people
    )


def local_number(identity: str) -> str:
    """The person number of someone who has none, derived from the identity number; the same person has the same one in every file.

    It is a pseudonym, not a protection: whoever may try all identity numbers can reverse it.
    """
    return "X" + hashlib.sha256(b"xueshi person " + identity.encode()).hexdigest()[:15]


def _impossible(rows: Sequence[RosterRow], as_of: date) -> Iterator[Refusal]:
    """Refusals of rows that contradict themselves or the assessment date."""
    for pair in _ORDERED:
        for offset in _disordered(_column(rows, pair.first), _column(rows, pair.last), pair.strict):
            yield _refusal(
                rows[offset], END_BEFORE_START, pair.last, first=_heading(pair.first), last=_heading(pair.last)
            )
    for field in _PAST:
        days = _column(rows, field)
        late = {day for day in set(days) if day and day > as_of}
        for offset in _places(days, late):
            yield _refusal(rows[offset], IN_FUTURE, field, heading=_heading(field), day=days[offset], as_of=as_of)
    for state, first, last in _STATES:
        triples = list(zip(_column(rows, state), _column(rows, first), _column(rows, last), strict=True))
        bare = {triple for triple in set(triples) if triple[0] is None and (triple[1] or triple[2])}
        for offset in _places(triples, bare):
            yield _refusal(
                rows[offset],
                DATES_WITHOUT_STATE,
                state,
                state=_heading(state),
                first=_heading(first),
                last=_heading(last),
            )


def _disordered(firsts: Sequence[Any], lasts: Sequence[Any], strict: bool) -> Iterable[int]:
    if not any(lasts) or not any(firsts):
        return ()
    pairs = list(zip(firsts, lasts, strict=True))
    wrong = {
        (first, last) for first, last in set(pairs) if first and last and (last < first or (strict and last == first))
    }
    return _places(pairs, wrong)


def _places(values: Sequence[Any], wrong: Collection[Any]) -> Iterable[int]:
    return [offset for offset, value in enumerate(values) if value in wrong] if wrong else ()


def _column(rows: Sequence[RosterRow], field: str) -> list[Any]:
    return list(map(itemgetter(RosterRow._fields.index(field)), rows))


def _heading(field: str) -> str:
    return ROSTER.columns[field].heading


def _refusal(
    row: RosterRow, problem: Problem, field: str, winner: RosterRow | None = None, **values: object
) -> Refusal:
    place = replace(row.place, column=_heading(field))
    return Refusal(XueshiError(problem, place=place, **values), winner.place if winner else None)


def _by_person(rows: Sequence[RosterRow], refused: list[Refusal]) -> dict[str, list[RosterRow]]:
    """Rows by person number; a row that names two persons at once is refused."""
    by_id: dict[str, RosterRow] = {}
    by_number: dict[str, RosterRow] = {}
    for row in rows:
        if row.number and row.citizen_id:
            by_id.setdefault(row.citizen_id, row)
            by_number.setdefault(row.number, row)
    groups: dict[str, list[RosterRow]] = {}
    for row in rows:
        number, identity = row.number, row.citizen_id
        if identity is None:
            groups.setdefault(number or "", []).append(row)
            continue
        holder = by_id.get(identity)
        if number is None:
            number = (holder.number if holder else None) or local_number(identity)
        elif holder is not None and holder.number != number:
            refused.append(_refusal(row, OTHER_NUMBER, "citizen_id", holder))
            continue
        elif by_number[number].citizen_id != identity:
            refused.append(_refusal(row, OTHER_ID, "citizen_id", by_number[number]))
            continue
        groups.setdefault(number, []).append(row)
    return groups


def _agreeing(rows: Sequence[RosterRow], refused: list[Refusal]) -> list[RosterRow]:
    """The rows of one person without those that contradict an earlier one; the first row always stands."""
    kept: list[RosterRow] = []
    for row in rows:
        contradiction = next((refusal for earlier in kept if (refusal := _contradiction(row, earlier))), None)
        if contradiction:
            refused.append(contradiction)
        else:
            kept.append(row)
    return kept


def _contradiction(row: RosterRow, earlier: RosterRow) -> Refusal | None:
    if row.name != earlier.name:
        return _refusal(row, OTHER_NAME, "name", earlier)
    for field in ("admitted_on", "full_on"):
        here, there = getattr(row, field), getattr(earlier, field)
        if here and there and here != there:
            return _refusal(row, OTHER_DATE, field, earlier, heading=_heading(field))
    if row.org != earlier.org and row.affiliation.overlaps(earlier.affiliation):
        return _refusal(row, OVERLAP, "moved_in", earlier)
    return None


@lru_cache(maxsize=65_536)
def _always(org: OrgPath) -> tuple[Affiliation, ...]:
    return (Affiliation(org, Span()),)


def _is_plain(row: RosterRow) -> bool:
    """True for most rows: a member without dates of affiliation, office of secretary or special standing."""
    dated = row.moved_in or row.moved_out or row.substitute_from or row.substitute_to
    return not (dated or row.is_cadre or row.exemption or row.office is Office.SECRETARY)


def _person(number: str, rows: Sequence[RosterRow]) -> RosterPerson:
    first = rows[0]
    if len(rows) == 1 and _is_plain(first):
        plain = Person(number, _always(first.org), first.admitted_on, first.full_on)
        return RosterPerson(number, first.citizen_id, first.name, plain, (first,))
    dated = _bridged(rows) if len(rows) > 1 else ((first, first.affiliation),)
    offices = [_office(row, span) for row, span in dated if row.office is Office.SECRETARY]
    cadre = [span for row, span in dated if row.is_cadre]
    exempt = [inclusive(row.exempt_from, row.exempt_to) for row in rows if row.exemption]
    approved = [
        inclusive(row.substitute_from, row.substitute_to) for row in rows if row.substitute_from or row.substitute_to
    ]
    admitted_on, full_on, identity = first.admitted_on, first.full_on, first.citizen_id
    for row in rows[1:]:
        admitted_on = admitted_on or row.admitted_on
        full_on = full_on or row.full_on
        identity = identity or row.citizen_id
    person = Person(
        number,
        _affiliations(dated),
        admitted_on,
        full_on,
        united(offices) if offices else (),
        united(cadre) if cadre else (),
        united(exempt) if exempt else (),
        united(approved) if approved else (),
    )
    return RosterPerson(number, identity, first.name, person, tuple(rows))


def _bridged(rows: Sequence[RosterRow]) -> list[tuple[RosterRow, Span]]:
    """The rows in the order of their affiliation, each lasting until the next one begins where there would be a gap."""
    ordered = sorted(rows, key=lambda row: row.affiliation)
    starts = [row.affiliation.first for row in ordered]
    spans = [row.affiliation for row in ordered]
    return [
        (row, Span(span.first, min((start for start in starts if start >= span.until), default=span.until)))
        for row, span in zip(ordered, spans, strict=True)
    ]


def _affiliations(dated: Sequence[tuple[RosterRow, Span]]) -> tuple[Affiliation, ...]:
    merged: list[Affiliation] = []
    for row, span in dated:
        if merged and merged[-1].org == row.org:
            last = merged.pop().span
            span = Span(last.first, max(last.until, span.until))
        merged.append(Affiliation(row.org, span))
    return tuple(merged)


def secretary_terms(rows: Sequence[RosterRow]) -> tuple[tuple[OrgPath, Span], ...]:
    """The terms of one person as secretary, organisation by organisation; terms that touch are one within an organisation only."""
    dated = _bridged(rows) if len(rows) > 1 else [(row, row.affiliation) for row in rows]
    terms: dict[OrgPath, list[Span]] = {}
    for row, span in dated:
        if row.office is Office.SECRETARY:
            terms.setdefault(row.org, []).append(_office(row, span))
    return tuple((org, span) for org, spans in terms.items() for span in united(spans))


def _office(row: RosterRow, span: Span) -> Span:
    """The term of office by its own dates; it ends at the latest with the affiliation to the organisation that it belongs to."""
    until = min(row.office_until or span.until, span.until)
    since = row.office_from or (span.first if span.first < until else BEGINNING)
    return Span(since, until)


def inclusive(first: date | None, last: date | None) -> Span:
    """The days from one to another, both inclusive; since ever, or until further notice, where one is missing."""
    return Span(first or BEGINNING, last + _ONE_DAY if last else FOREVER)


def united(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans in order, overlapping and touching ones made one."""
    if len(spans) < 2:
        return tuple(spans)
    united: list[Span] = []
    for span in sorted(spans):
        if united and span.first <= united[-1].until:
            united[-1] = Span(united[-1].first, max(united[-1].until, span.until))
        else:
            united.append(span)
    return tuple(united)
