"""How the rows of a register become ledger entries: who, whether it can be true, nothing twice, and how much counts in which year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from xueshi.kernel.errors import Place, Problem, XueshiError
from xueshi.kernel.memory import making_many
from xueshi.kernel.refusals import Refusal
from xueshi.kernel.units import HUNDREDTHS, Credit, credit_text, days_text, plain
from xueshi.kernel.units import credit as credit_of
from xueshi.kernel.windows import BEGINNING, FOREVER, Span
from xueshi.ledger.clock import HALF_DAYS_A_DAY, Claim, Clash, Slot, settle, slot_of
from xueshi.ledger.problems import (
    ABOVE_CAP,
    AFTER_AS_OF,
    DAY_FULL,
    DOUBLE_TIME,
    ENDS_BEFORE_START,
    LONGER_THAN_LASTS,
    MORE_DAYS,
    NEGATIVE,
    NO_AMOUNT,
    OTHER_PERSON_NAME,
    OTHER_RECORD,
    OUTSIDE_MEMBERSHIP,
    SAME_RECORD,
    TWO_PERSONS,
    UNKNOWN_PERSON,
    WRONG_SETTING,
)
from xueshi.ledger.register import REGISTER, RegisterRow
from xueshi.people.roster import RosterPerson
from xueshi.rules.facts import Entry, Form, OrganiserLevel, Person
from xueshi.rules.model import Words
from xueshi.rules.years import YearShare, years

_DEPENDS = frozenset({Form.F1, Form.F6})
"""Forms of which the row alone does not decide whether they stay."""

HALF_DAY_MINUTES = 240
HALF_DAY_CREDIT = Credit(400)
"""AM-19: half a day is four hours or four credit hours."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The local choices that decide what a row may hold and what it makes."""

    cap: Credit = Credit(800)
    """LC-01: most credit of one person on one day."""
    minutes: int = 45
    """LC-02: minutes of a credit hour, only to refuse more credit than time."""
    branch_cap: Credit | None = None
    """AM-03: most credit of one study discussion of form F3."""
    short_is_lecture: bool = True
    """AM-19: off-job training under half a day counts as lecture."""

    @classmethod
    def of(cls, settings: Mapping[str, str]) -> Rules:
        """The rules that the settings of a pack choose; choices that are absent keep their recommended default."""
        branch = settings.get("AM-03", "none")
        return cls(
            cap=_positive("LC-01", settings.get("LC-01", "8")),
            minutes=_positive("LC-02", settings.get("LC-02", "45")) // HUNDREDTHS,
            branch_cap=None if branch == "none" else _positive("AM-03", branch),
            short_is_lecture=_one_of("AM-19", settings.get("AM-19", "half_day"), ("half_day", "none")) == "half_day",
        )


@dataclass(frozen=True, slots=True)
class Note:
    """Something worth knowing about a row that counts."""

    row: RegisterRow
    words: Words


class Taken(NamedTuple):
    """A row that counts: the person and the entries that it makes, one for each calendar year."""

    number: str
    row: RegisterRow
    slot: Slot
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Credited:
    """What a register gave: each row is taken or refused, never both."""

    taken: tuple[Taken, ...]
    refused: tuple[Refusal, ...]
    notes: tuple[Note, ...]
    clashed: tuple[Taken, ...] = ()
    """Off-job trainings refused because their time is taken: they count for nothing, but a person was sent twice (M24-I17)."""

    def by_person(self) -> dict[str, list[Entry]]:
        """The entries by person number, in order of time."""
        entries: dict[str, list[Entry]] = {}
        for taken in self.taken:
            entries.setdefault(taken.number, []).extend(taken.entries)
        return entries


class _Member(NamedTuple):
    """A person of the roster and the days of the membership: from ``first`` to before ``until``."""

    number: str
    who: RosterPerson
    first: date
    until: date


_Shares = dict[tuple[date, date, int, int, int], list[YearShare]]
"""What was worked out already, by the arguments of :func:`years`."""


class _Known(NamedTuple):
    """A row whose person was found and which holds nothing impossible."""

    row: RegisterRow
    slot: Slot
    member: _Member


@making_many()
def credit(
    rows: Sequence[RegisterRow], people: Iterable[RosterPerson], *, as_of: date, settings: Mapping[str, str]
) -> Credited:
    """Credit the rows of a register to the people of a roster as the local choices say."""
    rules = Rules.of(settings)
    refused: list[Refusal] = []
    known: dict[str, list[_Known]] = {}
    for one in _without_repeats(_checked(rows, _Directory(people), as_of, rules, refused), refused):
        known.setdefault(one.member.number, []).append(one)
    taken: list[Taken] = []
    notes: list[Note] = []
    shares: _Shares = {}
    twice: list[_Known] = []
    for number, own in known.items():
        for row, slot, member in _settled(own, rules, refused, twice) if len(own) > 1 else own:
            taken.append(Taken(number, row, slot, _entries(row, slot, member.who.person, rules, notes, shares)))
    clashed = (
        Taken(member.number, row, slot, _entries(row, slot, member.who.person, rules, [], shares))
        for row, slot, member in twice
    )
    return Credited(
        tuple(taken), tuple(sorted(refused, key=lambda refusal: refusal.place)), tuple(notes), tuple(clashed)
    )


def _settled(own: Iterable[_Known], rules: Rules, refused: list[Refusal], twice: list[_Known]) -> list[_Known]:
    """Those rows of one person that count beside each other, in order of time; ``twice`` gets the off-job ones that do not."""
    claims = [Claim(one.slot, _position(one.row), one.row.credit or 0, one.row.half_days or 0, one) for one in own]
    counted, clashes = settle(claims, cap=rules.cap)
    refused += (_refused_clash(clash, rules) for clash in clashes)
    twice += (clash.claim.item for clash in clashes if clash.claim.item.row.form is Form.F1)
    return [claim.item for claim in counted]


def _position(row: RegisterRow) -> tuple[str, str, int]:
    return (row.sheet.file, row.sheet.sheet, row.row)


def _positive(choice: str, value: str) -> Credit:
    try:
        amount = credit_of(value)
    except XueshiError:
        amount = Credit(0)
    if amount <= 0:
        raise XueshiError(WRONG_SETTING, choice=choice, value=value, allowed="> 0")
    return amount


def _one_of(choice: str, value: str, allowed: Sequence[str]) -> str:
    if value not in allowed:
        raise XueshiError(WRONG_SETTING, choice=choice, value=value, allowed="、".join(allowed))
    return value


class _Directory:
    """Finds the person whom a row means."""

    def __init__(self, people: Iterable[RosterPerson]) -> None:
        self.by_number = {person.number: _member(person) for person in people}
        self.by_id = {one.who.citizen_id: one for one in self.by_number.values() if one.who.citizen_id}

    def find(self, row: RegisterRow) -> _Member | tuple[Problem, str]:
        """The person, or the problem and the field that shows it."""
        number, identity, name = row.number, row.citizen_id, row.name
        member = self.by_number.get(number) if number else None
        if member is None:
            member = self.by_id.get(identity) if identity else None
            if member is None:
                return UNKNOWN_PERSON, "number" if number else "citizen_id"
            if number and any(one.number for one in member.who.rows):
                return TWO_PERSONS, "citizen_id"
        elif identity and member.who.citizen_id != identity and (member.who.citizen_id or identity in self.by_id):
            return TWO_PERSONS, "citizen_id"
        if name and name != member.who.name:
            return OTHER_PERSON_NAME, "name"
        return member


def _member(who: RosterPerson) -> _Member:
    return _Member(who.number, who, who.person.admitted_on or BEGINNING, who.person.affiliations[-1].span.until)


def _checked(
    rows: Sequence[RegisterRow], directory: _Directory, as_of: date, rules: Rules, refused: list[Refusal]
) -> Iterator[_Known]:
    """The rows whose person is found and whose dates and amounts can be true; equal dates and amounts are examined once."""
    examined: dict[tuple[object, ...], tuple[Slot | None, tuple[XueshiError, ...]]] = {}
    for row in rows:
        key = (row.starts, row.ends, row.credit, row.half_days)
        slot, errors = examined.get(key) or examined.setdefault(key, _examine(row, as_of, rules))
        member = directory.find(row)
        if isinstance(member, _Member):
            if slot is not None and not (member.first <= slot.first and slot.last < member.until):
                errors = (*errors, _outside(member))
            elif slot is not None and not errors:
                yield _Known(row, slot, member)
                continue
        else:
            errors = (_error(*member), *errors)
        refused += (Refusal(_placed(error, row)) for error in errors)


def _examine(row: RegisterRow, as_of: date, rules: Rules) -> tuple[Slot | None, tuple[XueshiError, ...]]:
    """The slot of a row and everything impossible about its dates and amounts."""
    errors = [
        _error(NEGATIVE, field, heading=REGISTER.columns[field].heading)
        for field in ("credit", "half_days")
        if _below_zero(row, field)
    ]
    if not (row.credit or row.half_days):
        errors.append(_error(NO_AMOUNT, "credit"))
    slot = slot_of(row.starts, row.ends)
    if slot is None:
        return None, (*errors, _error(ENDS_BEFORE_START, "ends"))
    if slot.last > as_of:
        errors.append(_error(AFTER_AS_OF, "ends" if row.ends else "starts", as_of=as_of))
    return slot, (*errors, *_too_much(row.credit or 0, row.half_days or 0, slot, rules))


def _below_zero(row: RegisterRow, field: str) -> bool:
    amount = row.credit if field == "credit" else row.half_days
    return amount is not None and amount < 0


def _too_much(amount: int, half_days: int, slot: Slot, rules: Rules) -> Iterator[XueshiError]:
    if amount > rules.cap * slot.days:
        most = plain(rules.cap * slot.days)
        yield _error(ABOVE_CAP, "credit", credit=plain(amount), days=slot.days, cap=plain(rules.cap), most=most)
    elif slot.minutes is not None and amount * rules.minutes > slot.minutes * HUNDREDTHS:
        most = plain(slot.minutes * HUNDREDTHS // rules.minutes)
        yield _error(
            LONGER_THAN_LASTS, "credit", credit=plain(amount), minutes=slot.minutes, unit=rules.minutes, most=most
        )
    short = slot.minutes_a_day is not None and slot.minutes_a_day < HALF_DAY_MINUTES
    possible = slot.days * (1 if short else HALF_DAYS_A_DAY)
    if half_days > possible:
        yield _error(MORE_DAYS, "half_days", half_days=days_text(half_days), most=days_text(possible))


def _outside(member: _Member) -> XueshiError:
    first = "—" if member.first == BEGINNING else member.first
    until = "—" if member.until == FOREVER else member.until
    return _error(OUTSIDE_MEMBERSHIP, "starts", first=first, until=until)


def _error(problem: Problem, field: str, **values: object) -> XueshiError:
    return XueshiError(problem, place=Place(column=REGISTER.columns[field].heading), **values)


def _placed(error: XueshiError, row: RegisterRow) -> XueshiError:
    return XueshiError(error.problem, place=replace(row.place, column=error.place.column), **error.values)


def _without_repeats(known: Iterable[_Known], refused: list[Refusal]) -> list[_Known]:
    """The rows without those whose record number an earlier row already has, earlier in the stated order of time and place."""
    rows = list(known)
    numbers = [one.row.record for one in rows]
    if len(set(numbers)) >= len(numbers) - (numbers.count(None) - 1 if None in numbers else 0):
        return rows
    first: dict[str, _Known] = {}
    kept: set[int] = set()
    for at in sorted(range(len(rows)), key=lambda at: _order(rows[at])):
        record = rows[at].row.record
        winner = first.setdefault(record, rows[at]) if record else rows[at]
        if winner is rows[at]:
            kept.add(at)
        else:
            refused.append(_refused_repeat(rows[at].row, winner.row))
    return [one for at, one in enumerate(rows) if at in kept]


def _order(one: _Known) -> tuple[datetime, datetime, tuple[str, str, int]]:
    return (one.slot.start, one.slot.end, _position(one.row))


def _refused_repeat(row: RegisterRow, winner: RegisterRow) -> Refusal:
    if row.content == winner.content:
        return Refusal(_placed(_error(SAME_RECORD, "record"), row), winner.place)
    differing = [
        column.heading
        for column, here, there in zip(REGISTER.columns.values(), row.content, winner.content, strict=True)
        if here != there
    ]
    return Refusal(_placed(_error(OTHER_RECORD, "record", headings="、".join(differing)), row), winner.place)


def _refused_clash(clash: Clash[_Known], rules: Rules) -> Refusal:
    row, winner = clash.claim.item.row, clash.winner.item.row
    error = _error(DOUBLE_TIME, "starts") if clash.same_time else _error(DAY_FULL, "credit", cap=plain(rules.cap))
    return Refusal(_placed(error, row), winner.place)


def _entries(
    row: RegisterRow, slot: Slot, person: Person, rules: Rules, notes: list[Note], seen: _Shares
) -> tuple[Entry, ...]:
    """The entries of a row: its form and credit as the local choices have them, split by calendar year by days (AM-29)."""
    form = row.form
    if form in _DEPENDS:
        form = _form(row, slot, person, rules)
    amount = row.credit or 0
    if form is not row.form and row.form is Form.F1:
        notes.append(Note(row, _SHORT))
    if rules.branch_cap is not None and amount > rules.branch_cap and form is Form.F3:
        notes.append(Note(row, _capped(amount, rules.branch_cap)))
        amount = rules.branch_cap
    id = row.record or f"{row.sheet.file}:{row.sheet.sheet}:{row.row}"
    key = (slot.first, slot.last, amount, row.half_days or 0, row.theory or 0)
    shares = seen.get(key) or seen.setdefault(key, years(*key))
    level = row.level or OrganiserLevel.GRASSROOTS
    if len(shares) == 1:
        return (_entry(id, shares[0], form, level, row),)
    return tuple(_entry(f"{id}#{share.first.year}", share, form, level, row) for share in shares)


def _entry(id: str, share: YearShare, form: Form, level: OrganiserLevel, row: RegisterRow) -> Entry:
    return Entry(
        id,
        share.first,
        share.last,
        form,
        level,
        share.credit,
        share.half_days,
        share.theory,
        row.title,
        row.organiser or "",
    )


def _form(row: RegisterRow, slot: Slot, person: Person, rules: Rules) -> Form:
    if row.form is Form.F6 and any(_contains(span, slot) for span in person.substitute):
        return Form.F6S
    if row.form is Form.F1 and rules.short_is_lecture and _under_half_a_day(row, slot):
        return Form.F4
    return row.form


def _contains(span: Span, slot: Slot) -> bool:
    return span.covers(slot.first) and span.covers(slot.last)


def _under_half_a_day(row: RegisterRow, slot: Slot) -> bool:
    short = slot.days == 1 and (slot.minutes is None or slot.minutes < HALF_DAY_MINUTES)
    return short and not row.half_days and (row.credit or 0) < HALF_DAY_CREDIT


_SHORT = Words(
    "脱产培训不足半天且不足4学时，按专题讲座（F4）计（AM-19）",
    "off-job training under half a day and 4 credit hours: counted as lecture (AM-19)",
)


def _capped(amount: int, cap: Credit) -> Words:
    over = credit_text(amount - cap)
    return Words(
        f"一次学习研讨至多计{plain(cap)}学时，另{over}学时未计（AM-03）",
        f"one branch study counts at most {plain(cap)} credit hours; {over} not counted (AM-03)",
    )
