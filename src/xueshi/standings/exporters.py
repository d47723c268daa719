"""What of this room can be exported: people behind a figure, organisations below one, the roll of members, the reports of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from xueshi.access.exports import Draft, mark_of
from xueshi.access.models import ExportRecord
from xueshi.access.speech import lang
from xueshi.kernel.actors import Actor, NotFoundError, Right
from xueshi.kernel.errors import Lang
from xueshi.kernel.listing import order
from xueshi.kernel.paths import OrgPath
from xueshi.kernel.units import HALVES, HUNDREDTHS
from xueshi.kernel.work import Progress
from xueshi.organisations.gates import organisation_for
from xueshi.people.gates import identities_of
from xueshi.people.models import Person
from xueshi.people.rolls import ORDERS, RollRow, roll, roll_rows
from xueshi.rules.verdicts import Status
from xueshi.rules.words import STATUS_WORDS
from xueshi.standings import reads
from xueshi.standings.answer import to_docx, to_json, to_xlsx
from xueshi.standings.answer.model import Answer
from xueshi.standings.asked import asked_by, chosen
from xueshi.standings.below import units_below
from xueshi.standings.exports import Cell, Line, Sheet, about, exact, write_book
from xueshi.standings.lists import day_asked, people_asked, roll_asked, roll_pills
from xueshi.standings.rows import COUNTED, PersonRow, UnitRow, person_rows
from xueshi.standings.stored import answer_of

CHUNK = 500
WRITING = "Writing the file"

Given = Mapping[str, str]
Row = tuple[Cell, ...]
T = TypeVar("T", bound=Model)


def _query(params: Given) -> QueryDict:
    """The parameters as an address carries them."""
    return QueryDict(urlencode(params))


def _run(params: Given, by: Actor) -> reads.Run:
    run = reads.latest_run(at=day_asked(params, by=by), by=by)
    if run is None:
        raise NotFoundError("run")
    return run


def _portions(found: QuerySet[T], progress: Progress, total: int) -> Iterator[list[T]]:
    """The hits in portions, each a sign of life."""
    for first in range(0, total, CHUNK):
        progress(5 + 90 * first // max(1, total), WRITING)
        yield list(found[first : first + CHUNK])


def _clear_headings(record: ExportRecord) -> list[Line]:
    meaning = _("In clear; every export of it is recorded")
    return [(_("Identity number"), meaning), (_("Phone"), meaning)] if record.full else []


def _clear(people: Sequence[Person], record: ExportRecord, by: Actor) -> Mapping[int, Row]:
    """Identity numbers and phones of people, for a full export only."""
    return identities_of(people, export=record.number, by=by) if record.full else {}


class People:
    """Everybody to whom a clause applies."""

    right = Right.EXPORT

    def draft(self, params: Given, *, by: Actor) -> Draft:
        """The hits of the list of people."""
        run = _run(params, by)
        asked, wanted, sort = people_asked(_query(params), run, by=by)
        filters = {
            _("Organisation"): wanted.unit.full_name if wanted.unit else "",
            _("Name"): wanted.name,
            _("Status"): _status(wanted.status),
        }
        count = reads.people(run, asked, wanted, sort, by=by).count()
        path = wanted.unit.path if wanted.unit else reads.scope_of(by, Right.EXPORT)
        return Draft(f"{_('People')}-{asked.key}", count, path, filters, may_be_full=True)

    def write(self, record: ExportRecord, path: Path, progress: Progress, *, by: Actor) -> int:
        """The list as a workbook."""
        run = _run(record.params, by)
        asked, wanted, sort = people_asked(_query(record.params), run, by=by)
        hits = reads.people(run, asked, wanted, sort, by=by)

        def cells() -> Iterator[Row]:
            for portion in _portions(hits, progress, hits.count()):
                clear = _clear([row.person for row in portion], record, by)
                yield from (
                    _person(row) + clear.get(row.stored.person_id, ()) for row in person_rows(portion, asked.question)
                )

        headings = [*_person_headings(), *_clear_headings(record)]
        return write_book(path, Sheet(_("People"), headings, cells()), about(run, asked), record)


def _status(status: str) -> str:
    if status == reads.SHORT:
        return _("everybody who is short")
    return STATUS_WORDS[Status(status)].say(lang()) if status else ""


def _person_headings() -> list[Line]:
    return [
        (_("Number"), _("Random number of the person in this system")),
        (_("Name"), _("Name as the roster has it")),
        (_("Organisation"), _("The organisation that answered on the reference day, with those above it")),
        (_("Status"), _("Where the person stands against the clause")),
        (_("Credit hours"), _("Credit hours that count for the clause; never converted from days")),
        (_("Days"), _("Days that count for the clause; never converted from credit hours")),
        (_("Theory"), _("Credit hours on the Party's innovative theory, where the clause asks for them")),
        (_("Missing"), _("What would close the gap, alternative by alternative, and by when")),
        (_("Reference day"), _("The day on which roster, office and exemption were read")),
    ]


def _person(item: PersonRow) -> Row:
    row = item.stored
    return (
        row.person.number,
        row.person.identity.name,
        row.organisation.full_name if row.organisation else "",
        STATUS_WORDS[Status(row.status)].say(lang()),
        exact(row.credit, HUNDREDTHS),
        exact(row.half_days, HALVES),
        exact(row.theory, HUNDREDTHS),
        item.gap.say(lang()) if item.gap else "",
        row.reference,
    )


class Units:
    """The organisations directly below one."""

    right = Right.EXPORT

    def draft(self, params: Given, *, by: Actor) -> Draft:
        """The hits of the list below an organisation."""
        run, unit = _run(params, by), organisation_for(by, params.get("unit", ""))
        asked = chosen(asked_by(run), params.get("clause", ""))
        hits, _sort = units_below(params, reads.children(run, unit, asked, by=by))
        filters = {_("Organisation"): unit.full_name, _("Name"): params.get("name", "")}
        return Draft(f"{unit.name}-{asked.key}", len(hits), unit.path, filters)

    def write(self, record: ExportRecord, path: Path, progress: Progress, *, by: Actor) -> int:
        """The list as a workbook."""
        run, unit = _run(record.params, by), organisation_for(by, record.params["unit"])
        asked = chosen(asked_by(run), record.params.get("clause", ""))
        hits, _sort = units_below(record.params, reads.children(run, unit, asked, by=by))
        sheet = Sheet(_("Organisations"), _unit_headings(), map(_unit, hits))
        return write_book(path, sheet, about(run, asked), record)


def _unit_headings() -> list[Line]:
    return [
        (_("Organisation"), _("Name of the organisation")),
        (_("Kind"), _("Kind of the organisation")),
        (_("Population"), _("Everyone to whom the clause applies, exempt and delegated persons included")),
        (_("Assessable"), _("Without exempt and delegated persons and those who cannot be assessed yet")),
        *((STATUS_WORDS[status].say(lang()), _("Members with this status")) for status in COUNTED),
        (_("Status of the organisation"), _("Where the clause obliges organisations")),
    ]


def _unit(row: UnitRow) -> Row:
    return (
        row.unit.name,
        row.unit.get_kind_display(),
        row.standing.population,
        row.standing.assessable,
        *(row.counts[status] for status in COUNTED),
        STATUS_WORDS[row.status].say(lang()) if row.status else "",
    )


class Roll:
    """The roll of members."""

    right = Right.EXPORT

    def draft(self, params: Given, *, by: Actor) -> Draft:
        """The hits of the roll."""
        wanted, as_of = roll_asked(_query(params), by=by)
        sort = order(params.get("sort", ""), ORDERS)
        filters = {_("Organisation"): wanted.unit.full_name if wanted.unit else ""}
        filters |= {_("Filter"): "、".join(pill.text for pill in roll_pills(wanted) if pill.name != "unit")}
        filters |= {_("As of"): as_of.day.isoformat()}
        path = wanted.unit.path if wanted.unit else reads.scope_of(by, Right.EXPORT)
        count = roll(wanted, as_of, sort, by=by).count()
        return Draft(_("Roll of members"), count, path, filters, may_be_full=True)

    def write(self, record: ExportRecord, path: Path, progress: Progress, *, by: Actor) -> int:
        """The roll as a workbook."""
        wanted, as_of = roll_asked(_query(record.params), by=by)
        sort = order(record.params.get("sort", ""), ORDERS)
        hits = roll(wanted, as_of, sort, by=by)

        def cells() -> Iterator[Row]:
            for portion in _portions(hits, progress, hits.count()):
                clear = _clear(portion, record, by)
                rows = roll_rows(portion, as_of, by=by)
                yield from (_enrolled(row) + clear.get(row.person.pk, ()) for row in rows)

        headings = [*_roll_headings(), *_clear_headings(record)]
        return write_book(path, Sheet(_("Roll of members"), headings, cells()), (), record)


def _roll_headings() -> list[Line]:
    return [
        (_("Number"), _("Random number of the person in this system")),
        (_("Name"), _("Name as the roster has it")),
        (_("Organisation"), _("The organisation that answered on the day")),
        (_("Membership"), _("What the membership was on the day")),
        (_("Offices"), _("Party offices held on the day")),
        (_("Marks"), _("Cadre, exemption, online substitute, floating")),
        (_("Tags"), _("Tags that held on the day")),
    ]


def _enrolled(row: RollRow) -> Row:
    unit = row.unit.full_name if row.unit else ""
    words = ("、".join(said) for said in (row.office_words, row.mark_words, row.tag_words))
    return (row.person.number, row.person.identity.name, unit, row.standing_word, *words)


class Report:
    """The workbook, the circular or the data file of a stored run, for what its owner may see."""

    right = Right.EXPORT

    def draft(self, params: Given, *, by: Actor) -> Draft:
        """The persons of the run."""
        run = reads.run_for(params.get("run", ""), by=by)
        ending = params.get("report", "")
        if ending not in WRITERS:
            raise NotFoundError("report")
        path = reads.scope_of(by, Right.EXPORT)
        return Draft(f"{run}.{ending}", run.persons, path, {_("Run"): str(run)}, ending=ending)

    def write(self, record: ExportRecord, path: Path, progress: Progress, *, by: Actor) -> int:
        """The file, with the mark of the export in it."""
        run = reads.run_for(record.params["run"], by=by)
        top = reads.top_organisation(by=by)
        answer = replace(answer_of(run, by=by), mark=mark_of(record))
        WRITERS[record.params["report"]](answer, path, lang(), OrgPath(top.full_name) if top else None)
        return record.rows


WRITERS: Mapping[str, Callable[[Answer, Path, Lang, OrgPath | None], None]] = {
    "xlsx": lambda answer, path, language, _top: to_xlsx.write(answer, path, language),
    "docx": lambda answer, path, language, top: to_docx.write(answer, path, language, org=top),
    "json": lambda answer, path, language, _top: to_json.write(answer, path, language),
}
"""What a run can be written as, by the ending of the file."""

PEOPLE, UNITS, ROLL, REPORT = People(), Units(), Roll(), Report()
