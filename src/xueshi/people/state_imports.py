"""Offices and exemptions as files of their own: for each person named, the list says all there is of that kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from xueshi.kernel.actors import Actor, Right
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.imports import Fate, ImportKind, Taken, Terms
from xueshi.kernel.refusals import Refusal
from xueshi.people.finding import organisations_named
from xueshi.people.imports import NAMES, PEOPLE, key, undo
from xueshi.people.record_problems import NO_SUCH_ORGANISATION
from xueshi.people.refresh import people_refreshed
from xueshi.people.roster import RosterPerson, inclusive, local_number, united
from xueshi.people.roster_rows import ROSTER, RosterRow
from xueshi.people.state_rows import exemption_row, office_row
from xueshi.people.stated import Statement
from xueshi.rules.facts import Person


def _taken(
    columns: frozenset[str], rows: Sequence[RosterRow], damaged: Sequence[RosterRow], terms: Terms, by: Actor
) -> Taken:
    """Record, or compare, one kind of state of people who are known."""
    orgs = organisations_named({row.org for row in rows if row.org}, by=by)
    refused = [_no_organisation(row) for row in rows if row.org and row.org not in orgs]
    people = [one for one in _people(rows, damaged) if all(not row.org or row.org in orgs for row in one.rows)]
    statement = Statement(terms.batch, columns & terms.fields, terms.overwrite, only_known=terms.unit)
    done = people_refreshed(people, orgs, by=by, dry=terms.dry, statement=statement)
    fates = {_place(row): done.fates.get(one.number, Fate.REFUSED) for one in people for row in one.rows}
    refusals = _spread([*refused, *done.refused], rows)
    return Taken(
        fates=[fates.get(_place(row), Fate.REFUSED) for row in rows],
        refused=refusals,
        known=[found for found in done.people.values() if found],
        protected=done.protected,
        trace=done.trace,
    )


def _people(rows: Sequence[RosterRow], damaged: Sequence[RosterRow]) -> list[RosterPerson]:
    """The people that rows name; of whom a row could not be read nothing is changed."""
    numbers = {row.citizen_id: row.number for row in rows if row.citizen_id and row.number}

    def named(row: RosterRow) -> str:
        return row.number or numbers.get(row.citizen_id or "") or local_number(row.citizen_id or "")

    lost = {named(row) for row in damaged if row.number or row.citizen_id}
    made = []
    for number, same in groupby(sorted(rows, key=named), key=named):
        own = tuple(same)
        identity = next((row.citizen_id for row in own if row.citizen_id), None)
        name = next((row.name for row in own if row.name), "")
        made.append(RosterPerson(number, identity, name, _facts(number, own), own, number not in lost))
    return made


def _facts(number: str, rows: Sequence[RosterRow]) -> Person:
    exempt = [inclusive(row.exempt_from, row.exempt_to) for row in rows if row.exemption]
    return Person(number, (), None, None, exempt=united(exempt))


def _place(row: RosterRow) -> tuple[str, int]:
    return row.sheet.sheet, row.row


def _no_organisation(row: RosterRow) -> Refusal:
    place = replace(row.place, column=ROSTER.columns["org"].heading)
    return Refusal(XueshiError(NO_SUCH_ORGANISATION, place=place, path=row.org))


def _spread(refusals: Sequence[Refusal], rows: Sequence[RosterRow]) -> list[Refusal]:
    """Refusals on every row of the people they are about."""
    said = {(refusal.place.sheet, refusal.place.row): refusal for refusal in refusals}
    about = {
        name: said[_place(row)] for row in rows if _place(row) in said for name in (row.number, row.citizen_id) if name
    }
    spread = list(refusals)
    for row in rows:
        first = about.get(row.number or "") or about.get(row.citizen_id or "")
        if first is not None and _place(row) not in said:
            spread.append(Refusal(XueshiError(first.error.problem, place=row.place, **first.error.values)))
    return spread


def take_offices(rows: Sequence[RosterRow], damaged: Sequence[RosterRow], terms: Terms, *, by: Actor) -> Taken:
    """Take a list of offices."""
    return _taken(frozenset({"office", "office_from", "office_until"}), rows, damaged, terms, by)


def take_exemptions(rows: Sequence[RosterRow], damaged: Sequence[RosterRow], terms: Terms, *, by: Actor) -> Taken:
    """Take a list of exemptions."""
    return _taken(frozenset({"exemption", "exempt_from", "exempt_to"}), rows, damaged, terms, by)


OFFICES = ImportKind(
    name="offices",
    columns="xueshi.people.state_rows:OFFICES",
    row=office_row,
    names=NAMES,
    key=key,
    take=take_offices,
    undo=undo,
    rights=(Right.CHANGE_PEOPLE,),
    samples=(
        {
            "number": "A0001",
            "name": "示例一",
            "org": "某县委/某镇党委/某村党支部",
            "office": "书记",
            "office_from": "2021-03-01",
        },
    ),
    words={"office": PEOPLE.words["office"]},
    protected=("office",),
)
EXEMPTIONS = ImportKind(
    name="exemptions",
    columns="xueshi.people.state_rows:EXEMPTIONS",
    row=exemption_row,
    names=NAMES,
    key=key,
    take=take_exemptions,
    undo=undo,
    rights=(Right.CHANGE_PEOPLE,),
    samples=({"number": "A0002", "name": "示例二", "exemption": "年老体弱", "exempt_from": "2025-01-01"},),
    words={"exemption": PEOPLE.words["exemption"]},
    protected=("exemption",),
)
