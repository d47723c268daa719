"""What can be imported about people: the roster of members."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from xueshi.kernel.actors import Actor, Right
from xueshi.kernel.columns import readable
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.imports import Fate, ImportKind, Taken, Terms, Thing
from xueshi.kernel.paths import OrgPath
from xueshi.kernel.refusals import Refusal
from xueshi.organisations.models import Organisation
from xueshi.people.finding import organisations_named
from xueshi.people.models import Identity, Person
from xueshi.people.record_problems import NO_SUCH_ORGANISATION, OUTSIDE_UNIT
from xueshi.people.refresh import people_refreshed
from xueshi.people.roster import RosterPerson, roster_people
from xueshi.people.roster_rows import OFFICES, ROSTER, RosterRow
from xueshi.people.stated import FIELDS, Statement
from xueshi.people.undoing import people_left, people_undone

AT_ONCE = 5_000
NAMES = ("number", "citizen_id")


def key(cells: tuple[Any, ...]) -> tuple[str | None, str | None, str | None]:
    """The two numbers that a row may name a person by."""
    number, identity = (readable(ROSTER, name, cell) for name, cell in zip(NAMES, cells, strict=True))
    return f"n:{number}" if number else None, f"i:{identity}" if identity else None, None


def take(rows: Sequence[RosterRow], damaged: Sequence[RosterRow], terms: Terms, *, by: Actor) -> Taken:
    """Record, or in a dry run compare, what rows of a roster say."""
    people, refused = roster_people(rows, as_of=by.on, damaged=damaged)
    orgs = organisations_named({path for one in people for path in paths_of(one)}, by=by)
    sound, lost = _placed(people, orgs, terms, by)
    statement = Statement(terms.batch, terms.fields, terms.overwrite)
    done = people_refreshed(sound, orgs, by=by, dry=terms.dry, statement=statement)
    refusals = [*refused, *lost, *done.refused]
    return Taken(
        fates=_fates(rows, people, done.fates, refusals),
        refused=_on_every_row(people, refusals),
        known=[key for key in done.people.values() if key],
        moved=done.moved,
        protected=done.protected,
        trace=done.trace,
    )


def paths_of(one: RosterPerson) -> set[OrgPath]:
    """The organisations that the rows of a person name."""
    return {affiliation.org for affiliation in one.person.affiliations} | {row.org for row in one.rows}


def _placed(
    people: Sequence[RosterPerson], orgs: Mapping[OrgPath, Organisation], terms: Terms, by: Actor
) -> tuple[list[RosterPerson], list[Refusal]]:
    """The people whose organisations are known, the one that answers today being one of the unit's."""
    sound: list[RosterPerson] = []
    lost: list[Refusal] = []
    for one in people:
        unknown = next((row for row in one.rows if row.org not in orgs), None)
        if unknown is not None:
            error = XueshiError(NO_SUCH_ORGANISATION, path=unknown.org)
            lost.append(_refusal(unknown, error))
            continue
        answers = one.person.org_on(by.on) or one.rows[-1].org
        if orgs[answers].path.startswith(terms.unit):
            sound.append(one)
        else:
            row = next((row for row in one.rows if row.org == answers), one.rows[0])
            lost.append(_refusal(row, XueshiError(OUTSIDE_UNIT, path=answers)))
    return sound, lost


def _refusal(row: RosterRow, error: XueshiError) -> Refusal:
    place = replace(row.place, column=ROSTER.columns["org"].heading)
    return Refusal(XueshiError(error.problem, place=place, **error.values))


def _on_every_row(people: Sequence[RosterPerson], refusals: Sequence[Refusal]) -> list[Refusal]:
    """A person who is refused is refused on all of his or her rows, so that no row goes unexplained."""
    rows_of = {_place(row): one.rows for one in people for row in one.rows}
    said: dict[tuple[str, int], list[Refusal]] = {}
    for refusal in refusals:
        said.setdefault((refusal.place.sheet, refusal.place.row), []).append(refusal)
    spread = list(refusals)
    for place, own in list(said.items()):
        for row in rows_of.get(place, ()):
            if _place(row) not in said:
                error = own[0].error
                at = replace(row.place, column=error.place.column)
                spread.append(Refusal(XueshiError(error.problem, place=at, **error.values)))
                said[_place(row)] = own
    return spread


def _place(row: RosterRow) -> tuple[str, int]:
    return row.sheet.sheet, row.row


def _fates(
    rows: Sequence[RosterRow],
    people: Sequence[RosterPerson],
    fates: Mapping[str, Fate],
    refusals: Sequence[Refusal],
) -> list[Fate]:
    numbers = {_place(row): one.number for one in people for row in one.rows}
    refused = {(refusal.place.sheet, refusal.place.row) for refusal in refusals}
    lost = {numbers[place] for place in refused if place in numbers and numbers[place] not in fates}
    return [
        Fate.REFUSED
        if _place(row) in refused or numbers.get(_place(row)) in lost
        else fates.get(numbers[_place(row)], Fate.REFUSED)
        for row in rows
    ]


def present(unit: str) -> Iterator[Sequence[int]]:
    """The people who belong to a unit."""
    people = Person.objects.filter(counted_in__path__under=unit, merged_into=None).order_by("pk")
    last = 0
    while keys := list(people.filter(pk__gt=last).values_list("pk", flat=True)[:AT_ONCE]):
        last = keys[-1]
        yield keys


def described(keys: Sequence[int]) -> list[Thing]:
    """Number, name and organisation of people."""
    rows = Identity.objects.filter(person__in=keys).select_related("person__organisation").order_by("person_id")
    return [
        Thing(row.pk, row.person.number, row.name, row.person.organisation.full_name if row.person.organisation else "")
        for row in rows
    ]


def leave(keys: Sequence[int], terms: Terms, *, by: Actor) -> Mapping[str, Any]:
    """Let no organisation of the system answer from today on for people whom a complete roster no longer names."""
    return people_left(keys, terms.batch, by=by)


def undo(trace: Mapping[str, Any], terms: Terms, *, by: Actor) -> None:
    """Take a portion of a roster back.

    Raises PERSON-012.
    """
    people_undone(trace, by=by)


PEOPLE = ImportKind(
    name="people",
    columns="xueshi.people.roster_rows:ROSTER",
    row=RosterRow._make,
    names=NAMES,
    key=key,
    take=take,
    undo=undo,
    rights=(Right.CHANGE_PEOPLE,),
    samples=(
        {
            "number": "A0001",
            "name": "示例一",
            "citizen_id": "11010519491231002X",
            "sex": "女",
            "org": "某县委/某镇党委/某村党支部",
            "admitted_on": "2001-07-01",
            "full_on": "2002-07-01",
            "office": "书记",
            "office_from": "2021-03-01",
        },
        {
            "number": "A0002",
            "name": "示例二",
            "sex": "男",
            "org": "某县委/某镇党委/某村党支部",
            "exemption": "年老体弱",
        },
    ),
    words={
        "sex": ("男", "女"),
        "office": tuple(word for word, office in OFFICES.items() if office)[:24],
        "is_cadre": ("是", "否"),
        "is_floating": ("是", "否"),
        "exemption": ("年老体弱", "行动不便", "其他"),
    },
    present=present,
    described=described,
    leave=leave,
    protected=tuple(FIELDS.values()),
)
