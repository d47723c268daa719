"""Two files and a date in, a judged population out; nothing is stored."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from xueshi.intake.apart import reading_apart
from xueshi.intake.sheets import open_workbook
from xueshi.intake.tables import Reading, read_rows
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.memory import making_many
from xueshi.kernel.paths import OrgPath, within
from xueshi.kernel.refusals import Refusal
from xueshi.lake.duck import Duck
from xueshi.lake.population import Population, judge_population
from xueshi.lake.tables import entry_rows, member_rows, span_rows
from xueshi.ledger.crediting import Credited, credit
from xueshi.ledger.register import REGISTER, RegisterRow
from xueshi.people.roster import ROSTER, RosterPerson, RosterRow, roster_people
from xueshi.rules.cases import CASES_CLAUSE, Case, cases
from xueshi.rules.explain import Explanation, explain
from xueshi.rules.facts import Entry
from xueshi.rules.loader import load
from xueshi.rules.model import Pack
from xueshi.standings.answer.model import Answer, InputFile, PersonAnswer, Run
from xueshi.standings.answer.problems import NO_SUCH_ORG, NO_SUCH_PERSON

Progress = Callable[[str, int], None]
"""Told the stage (``roster``, ``register``, ``credit``, ``judge``) and how much of the whole is done, in percent."""


@dataclass(frozen=True, slots=True)
class Given:
    """Two files as read and credited: the people of the roster, their entries, and the rows that were refused."""

    roster: Reading[RosterRow]
    register: Reading[RegisterRow]
    people: tuple[RosterPerson, ...]
    credited: Credited
    entries: Mapping[str, Sequence[Entry]]
    """Credited entries by person number."""
    refused_people: tuple[Refusal, ...]
    """Refused rows of the roster."""
    refused_records: tuple[Refusal, ...]
    """Refused rows of the register."""

    def entries_of(self, person: RosterPerson) -> Sequence[Entry]:
        """The credited entries of a person."""
        return self.entries.get(person.number, ())

    def refused_of(self, person: RosterPerson) -> tuple[Refusal, ...]:
        """The refused rows of the register that name the person by number or identity number."""
        places = {row.place for row in self.register.rows if _names(row, person)}
        return tuple(item for item in self.credited.refused if replace(item.place, column="") in places)


@making_many()
def judge_files(
    plan: str | Path,
    roster: Path,
    register: Path,
    *,
    as_of: date,
    settings: Mapping[str, str],
    org: OrgPath | None = None,
    progress: Progress = lambda stage, percent: None,
) -> Answer:
    """Judge everyone on the roster, or everyone who belonged to an organisation or what lies below it.

    Raises :class:`XueshiError` when plan, settings, date or a whole file cannot be used; single rows are refused in the answer.
    """
    pack = load(plan, settings)
    given = read_files(pack, roster, register, as_of=as_of, progress=progress)
    return judge_given(pack, given, as_of=as_of, org=org, progress=progress)


@making_many()
def judge_given(
    pack: Pack,
    given: Given,
    *,
    as_of: date,
    org: OrgPath | None = None,
    progress: Progress = lambda stage, percent: None,
) -> Answer:
    """Judge files that were read before under the same pack and date.

    Raises ANSWER-002 when nobody on the roster ever belonged to the organisation.
    """
    people = _ordered(given.people, as_of, org)
    progress("judge", 80)
    population = _judged(pack, given, people, as_of)
    found = tuple(_cases(pack, given, people))
    progress("judge", 100)
    return Answer(
        run=_run(pack, given, people, population, found, as_of),
        pack=pack,
        standings=tuple(item for item in population.standings() if org is None or within(OrgPath(item.org), org)),
        cases=found,
        refused=(*given.refused_people, *given.refused_records),
        people=lambda: _answers(people, population, as_of),
    )


def explain_person(
    plan: str | Path, roster: Path, register: Path, *, as_of: date, settings: Mapping[str, str], who: str
) -> tuple[RosterPerson, tuple[Explanation, ...], tuple[Refusal, ...]]:
    """The person of that number or unique name, every clause explained, and the person's refused rows."""
    pack = load(plan, settings)
    return explain_given(pack, read_files(pack, roster, register, as_of=as_of), as_of=as_of, who=who)


def explain_given(
    pack: Pack, given: Given, *, as_of: date, who: str
) -> tuple[RosterPerson, tuple[Explanation, ...], tuple[Refusal, ...]]:
    """The same from files that were read before under the same pack and date."""
    person = _named(given.people, who)
    explained = explain(pack, person.person, given.entries_of(person), as_of)
    return person, explained, given.refused_of(person)


@making_many()
def read_files(
    pack: Pack, roster: Path, register: Path, *, as_of: date, progress: Progress = lambda stage, percent: None
) -> Given:
    """Read, check and credit the two files under the pack's choices."""
    progress("roster", 0)
    names = _told_apart(roster, register)
    with reading_apart(register, "xueshi.ledger.register:REGISTER", RegisterRow._make, name=names[1]) as register_read:
        roster_book = replace(open_workbook(roster), name=names[0])
        roster_reading = read_rows(roster_book, ROSTER, RosterRow._make)
        people, refused_people = roster_people(roster_reading.rows, as_of=as_of, damaged=roster_reading.damaged)
        progress("register", 30)
        register_reading = register_read()
    progress("credit", 65)
    credited = credit(register_reading.rows, people, as_of=as_of, settings=pack.settings)
    return Given(
        roster=roster_reading,
        register=register_reading,
        people=people,
        credited=credited,
        entries=credited.by_person(),
        refused_people=(*roster_reading.refused, *refused_people),
        refused_records=(*register_reading.refused, *credited.refused),
    )


def _told_apart(roster: Path, register: Path) -> tuple[str, str]:
    """The names of the files, led by what they are where both have one name: a place must mean one row."""
    if roster.name != register.name:
        return roster.name, register.name
    return f"{ROSTER.title_zh}/{roster.name}", f"{REGISTER.title_zh}/{register.name}"


def _names(row: RegisterRow, person: RosterPerson) -> bool:
    return row.number == person.number or (row.citizen_id is not None and row.citizen_id == person.citizen_id)


def _ordered(people: Sequence[RosterPerson], as_of: date, org: OrgPath | None) -> tuple[RosterPerson, ...]:
    kept = [person for person in people if org is None or _belonged(person, org)]
    if org is not None and not kept:
        raise XueshiError(NO_SUCH_ORG, org=org)
    return tuple(sorted(kept, key=lambda person: (person.person.org_on(as_of) or "", person.number)))


def _belonged(person: RosterPerson, org: OrgPath) -> bool:
    return any(within(affiliation.org, org) for affiliation in person.person.affiliations)


def _judged(pack: Pack, given: Given, people: Sequence[RosterPerson], as_of: date) -> Population:
    orgs = sorted({affiliation.org for person in people for affiliation in person.person.affiliations})
    numbers = {org: number for number, org in enumerate(orgs)}
    engine = Duck()
    engine.load("members", member_rows(person.person for person in people))
    engine.load("spans", span_rows((person.person for person in people), numbers))
    engine.load("entries", entry_rows(given.entries_of(person) for person in people))
    return judge_population(engine, pack, as_of, orgs)


def _cases(pack: Pack, given: Given, people: Sequence[RosterPerson]) -> Iterator[Case]:
    if not any(indicator.id == CASES_CLAUSE for indicator in pack.indicators):
        return
    months = int(pack.settings["AM-25"])
    twice: dict[str, list[Entry]] = {}
    for taken in given.credited.clashed:
        twice.setdefault(taken.number, []).extend(taken.entries)
    for person in people:
        own = (*given.entries_of(person), *twice.get(person.number, ()))
        yield from cases(person.number, own, months=months)


def _run(
    pack: Pack,
    given: Given,
    people: Sequence[RosterPerson],
    population: Population,
    found: Sequence[Case],
    as_of: date,
) -> Run:
    digest = hashlib.sha256()
    for part in (pack.sha256, as_of, sorted(pack.settings.items()), population.fingerprint([p.number for p in people])):
        digest.update(f"{part}\n".encode())
    for kind, refused in (("roster", given.refused_people), ("register", given.refused_records)):
        for refusal in refused:
            place = refusal.place
            digest.update(f"{kind}|{place.sheet}|{place.row}|{place.column}|{refusal.code}\n".encode())
    for case in found:
        trainings = (name.removeprefix(f"{given.register.file}:") for name in (case.first, case.second))
        digest.update("|".join((case.person, case.kind, *trainings, "\n")).encode())
    return Run(
        plan=pack.id,
        pack_version=pack.version,
        pack_sha256=pack.sha256,
        as_of=as_of,
        engine=population.engine.name,
        settings=pack.settings,
        inputs=(
            input_file(given.roster, given.refused_people),
            input_file(given.register, given.refused_records),
        ),
        persons=len(people),
        entries=sum(len(given.entries_of(person)) for person in people),
        digest=digest.hexdigest(),
    )


def input_file(reading: Reading[RosterRow] | Reading[RegisterRow], refused: Sequence[Refusal]) -> InputFile:
    """A file with its rows, as a run names it and a page shows it; ``refused`` are all refusals of its rows."""
    rows = {(item.place.sheet, item.place.row) for item in refused}
    data_rows = len(reading.rows) + reading.refused_rows
    return InputFile(
        reading.file,
        reading.sha256,
        data_rows,
        len(rows),
        reading.unknown_columns,
        reading.skipped_sheets,
        reading.skipped_places,
    )


def _answers(people: Sequence[RosterPerson], population: Population, as_of: date) -> Iterator[PersonAnswer]:
    for judged in population.judged():
        person = people[judged.member]
        yield PersonAnswer(person.number, person.name, person.person.org_on(as_of) or OrgPath(""), judged.verdicts)


def _named(people: Sequence[RosterPerson], who: str) -> RosterPerson:
    found = [person for person in people if person.number == who] or [person for person in people if person.name == who]
    if len(found) != 1:
        raise XueshiError(NO_SUCH_PERSON, who=who, found=len(found))
    return found[0]
