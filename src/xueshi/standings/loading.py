"""A roster and a credited register into the database: organisations, people, facts and postings, in steps that may be repeated.

Each step stands on its own and finds what an earlier try has done, so loading that broke off is simply done again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings

from xueshi.kernel.actors import Actor, Right, may
from xueshi.kernel.errors import Place, Problem, XueshiError
from xueshi.kernel.memory import making_many
from xueshi.kernel.paths import SEPARATOR, OrgPath, lineage
from xueshi.kernel.refusals import Refusal
from xueshi.kernel.work import Progress
from xueshi.ledger.actions import Appended, append, compared
from xueshi.ledger.crediting import Rules, Taken
from xueshi.ledger.entering import items_of
from xueshi.ledger.problems import DAY_FULL
from xueshi.ledger.record_problems import TIME_TAKEN
from xueshi.ledger.register import REGISTER, RegisterRow
from xueshi.organisations.actions import Draft, organisations_found
from xueshi.organisations.models import Organisation
from xueshi.organisations.naming import kind_of, level_of
from xueshi.organisations.problems import OUTSIDE_SCOPE
from xueshi.people.record_problems import ELSEWHERE
from xueshi.people.refresh import Refreshed, people_refreshed
from xueshi.people.roster import RosterPerson
from xueshi.people.roster_rows import ROSTER
from xueshi.rules.model import Pack

PEOPLE_AT_ONCE = 2_000
FACTS_AT_ONCE = 20_000
LOADING_PEOPLE, LOADING_ENTRIES = "Loading people", "Loading entries"
"""Message ids that a job shows while it loads."""

T = TypeVar("T")
LOCAL = ZoneInfo(settings.TIME_ZONE)


@dataclass(slots=True)
class Organised:
    """Where the people of a roster belong: the organisations that are known, those to be founded, and who was refused."""

    names: dict[OrgPath, OrgPath]
    """The full name of each path of the roster."""
    known: dict[OrgPath, Organisation]
    drafts: list[Draft]
    people: list[RosterPerson]
    refused: list[Refusal] = field(default_factory=list)


def organised(roster: Sequence[RosterPerson], *, by: Actor) -> Organised:
    """Find the organisations that a roster names; a person with one that may not be used or founded is refused."""
    tops = _tops(by)
    stated = {affiliation.org for one in roster for affiliation in one.person.affiliations}
    stated |= {row.org for one in roster for row in one.rows}
    full = {path: _full(path, tops) for path in stated}
    steps = {step for name in full.values() for step in lineage(name)}
    known = {OrgPath(found.full_name): found for found in _by_names(steps)}
    wrong = {path for path, name in full.items() if not _usable(name, known, by)}
    kept = [one for one in roster if not _names_of(one) & wrong]
    names = {path: full[path] for one in kept for path in _names_of(one)}
    fields = {full[row.org]: row.field or "" for one in kept for row in one.rows}
    missing = sorted({step for name in names.values() for step in lineage(name)} - set(known))
    drafts = [Draft(name, kind_of(name), fields.get(name, ""), level_of(name)) for name in missing]
    result = Organised(names, {path: known[name] for path, name in names.items() if name in known}, drafts, kept)
    refused = (one for one in roster if _names_of(one) & wrong)
    result.refused = [_refused(one, sorted(_names_of(one) & wrong)[0]) for one in refused]
    return result


def _tops(by: Actor) -> list[Organisation]:
    return list(Organisation.objects.filter(path__in=by.scopes(Right.CHANGE_PEOPLE)))


def _full(path: OrgPath, tops: Iterable[Organisation]) -> OrgPath:
    """The path from the very top; offices may begin at their own top organisation."""
    for top in tops:
        above, separator, name = top.full_name.rpartition(SEPARATOR)
        if separator and path.split(SEPARATOR, 1)[0] == name:
            return OrgPath(f"{above}{SEPARATOR}{path}")
    return path


def _by_names(names: Iterable[OrgPath]) -> Iterator[Organisation]:
    for chunk in chunks(names, 500):
        yield from Organisation.objects.filter(full_name__in=chunk).select_related("parent")


def _usable(name: OrgPath, known: Mapping[OrgPath, Organisation], by: Actor) -> bool:
    nearest = next((known[step] for step in reversed(list(lineage(name))) if step in known), None)
    right = Right.CHANGE_PEOPLE if name in known else Right.CHANGE_ORGANISATIONS
    return may(by, right, nearest.path if nearest else "")


def _names_of(one: RosterPerson) -> set[OrgPath]:
    return {affiliation.org for affiliation in one.person.affiliations} | {row.org for row in one.rows}


def _refused(one: RosterPerson, path: OrgPath) -> Refusal:
    row = next((row for row in one.rows if row.org == path), one.rows[0])
    return Refusal(XueshiError(OUTSIDE_SCOPE, place=_at(row.place, ROSTER.columns["org"].heading), path=path))


def _at(place: Place, column: str) -> Place:
    return Place(place.file, place.sheet, place.row, column)


def load_people(found: Organised, *, by: Actor, progress: Progress) -> Refreshed:
    """Found the missing organisations and record what the roster states about people."""
    created = organisations_found(found.drafts, by=by) if found.drafts else []
    new = {OrgPath(one.full_name): one for one in created}
    orgs = {path: found.known.get(path) or new[name] for path, name in found.names.items()}
    return _refreshed(found.people, orgs, by, progress, dry=False)


def compare_people(found: Organised, *, by: Actor, progress: Progress) -> Refreshed:
    """What :func:`load_people` would do."""
    unfounded = Organisation()
    orgs = {path: found.known.get(path, unfounded) for path in found.names}
    return _refreshed(found.people, orgs, by, progress, dry=True)


def _refreshed(
    people: Sequence[RosterPerson], orgs: Mapping[OrgPath, Organisation], by: Actor, progress: Progress, dry: bool
) -> Refreshed:
    done = Refreshed()
    for chunk in chunks(people, PEOPLE_AT_ONCE):
        part = people_refreshed(chunk, orgs, by=by, dry=dry)
        done.people.update(part.people)
        done.fates.update(part.fates)
        done.refused += part.refused
        progress(20 + 20 * len(done.people) // max(1, len(people)), LOADING_PEOPLE)
    return done


COLUMNS: Mapping[Problem, str] = {TIME_TAKEN: "starts", DAY_FULL: "credit"}
"""The column that shows why the ledger refuses a row, where that is not the record number."""


@dataclass(slots=True)
class Entered:
    """How many rows of a register are new to the ledger, how many stand there already, and which it refuses."""

    new: int = 0
    repeated: int = 0
    refused: list[Refusal] = field(default_factory=list)

    def add(self, answer: Appended, rows: Mapping[str, RegisterRow]) -> None:
        """Take in the ledger's answer to some of the rows."""
        self.new += len(answer.new)
        self.repeated += answer.repeated
        for fact, error in answer.refused:
            column = REGISTER.columns[COLUMNS.get(error.problem, "record")].heading
            self.refused.append(
                Refusal(XueshiError(error.problem, place=_at(rows[fact.record].place, column), **error.values))
            )


@making_many()
def load_register(
    taken: Sequence[Taken], people: Mapping[str, int], pack: Pack, *, batch: str, by: Actor, progress: Progress
) -> Entered:
    """Append the rows that count, with their postings, to the ledger; one person's rows are appended together."""
    done, rows_of = _split(taken, people)
    rows = [one for one in taken if one.number in people]
    cap = Rules.of(pack.settings).cap
    for start, end in _by_person(rows):
        answer = append(items_of(rows[start:end], people, pack, by, rows_of), batch=batch, by=by, cap=cap)
        done.add(answer, rows_of)
        progress(40 + 40 * end // len(rows), LOADING_ENTRIES)
    return done


@making_many()
def compare_register(taken: Sequence[Taken], people: Mapping[str, int], pack: Pack, *, by: Actor) -> Entered:
    """What :func:`load_register` would do."""
    done, rows_of = _split(taken, people)
    rows = [one for one in taken if one.number in people]
    done.add(compared(items_of(rows, people, pack, by, rows_of), Rules.of(pack.settings).cap), rows_of)
    return done


def _split(taken: Sequence[Taken], people: Mapping[str, int]) -> tuple[Entered, dict[str, RegisterRow]]:
    """The answer so far, with the rows of people who were refused, and an empty list of rows to be filled."""
    heading = REGISTER.columns["number"].heading
    refused = [
        Refusal(XueshiError(ELSEWHERE, place=_at(one.row.place, heading))) for one in taken if one.number not in people
    ]
    return Entered(refused=refused), {}


def _by_person(rows: Sequence[Taken]) -> Iterator[tuple[int, int]]:
    """Stretches of about so many rows that do not divide a person; the rows of a person stand together."""
    start = 0
    while start < len(rows):
        end = min(start + FACTS_AT_ONCE, len(rows))
        while end < len(rows) and rows[end].number == rows[end - 1].number:
            end += 1
        yield start, end
        start = end


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of so many."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk
