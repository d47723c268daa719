"""What can be imported about organisations: the tree, by whole paths or by numbers, superiors first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol

from django.db import transaction

from xueshi.kernel.actors import Actor, Right, audit
from xueshi.kernel.columns import readable
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.ids import random_number
from xueshi.kernel.imports import Fate, ImportKind, Protected, Taken, Terms, Thing
from xueshi.kernel.paths import SEPARATOR, OrgPath, own_name
from xueshi.kernel.refusals import Refusal
from xueshi.kernel.windows import BEGINNING
from xueshi.organisations.actions import (
    Draft,
    When,
    found_now,
    organisation_dissolve,
    organisation_move,
    organisation_rename,
    require_name,
)
from xueshi.organisations.dated import Writing
from xueshi.organisations.models import Kind, Organisation, Reorganisation, ReorganisationKind
from xueshi.organisations.naming import kind_of, level_of
from xueshi.organisations.problems import CODE_TAKEN, OUTSIDE_SCOPE, UNPLACED
from xueshi.organisations.record import reorganisation_keep, reorganisation_undo
from xueshi.organisations.sectors import sector_of
from xueshi.organisations.tree_rows import ORGANISATIONS, OrganisationRow

NAMES = ("path", "code", "parent")
AT_ONCE = 5_000
TOGETHER = 200
"""Founded in one step, which is tried again one by one where one of them cannot be."""
WORDS = {
    "支部": Kind.BRANCH,
    "党支部": Kind.BRANCH,
    "党总支": Kind.GENERAL_BRANCH,
    "总支": Kind.GENERAL_BRANCH,
    "基层党委": Kind.GRASSROOTS_COMMITTEE,
    "党委": Kind.GRASSROOTS_COMMITTEE,
    "地方党委": Kind.LOCAL_COMMITTEE,
    "党工委": Kind.WORKING_COMMITTEE,
    "党组": Kind.PARTY_GROUP,
    "党小组": Kind.SMALL_GROUP,
    "流动党员党组织": Kind.FLOATING,
    "培训机构": Kind.INSTITUTION,
    "学习平台": Kind.PLATFORM,
    "其他": Kind.OTHER,
}
"""What sources write for a kind; other words leave it to the name."""

BY_IMPORT = "import "
"""What the reason of a change begins with that an import made, before the number of the import."""


def key(cells: tuple[Any, ...]) -> tuple[str | None, str | None, str | None]:
    """The path and the number that name an organisation, and the one above it."""
    path, code, parent = (readable(ORGANISATIONS, name, cell) for name, cell in zip(NAMES, cells, strict=True))
    above = str(path).rpartition(SEPARATOR)[0] if path else ""
    if path:
        return f"p:{path}", f"c:{code}" if code else None, f"p:{above}" if above else None
    return None, f"c:{code}" if code else None, f"c:{parent}" if parent else None


class Act(Protocol):
    """A change of one organisation, made with the number of the import and the number that it is to have."""

    def __call__(self, batch: str, number: str) -> object:
        """Make it."""


@dataclass(slots=True)
class Known:
    """What is known of the organisations that some rows name, kept up while rows are taken."""

    unit: Organisation
    by_name: dict[str, Organisation] = field(default_factory=dict)
    by_code: dict[str, Organisation] = field(default_factory=dict)
    coming: set[str] = field(default_factory=set)
    """Whole names that rows of this portion found."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a row says an organisation is to be."""

    row: OrganisationRow
    full_name: OrgPath
    one: Organisation | None


@dataclass(slots=True)
class Changes:
    """What a portion does: organisations to be founded, and what changes in known ones."""

    found: list[tuple[OrganisationRow, date, Draft]] = field(default_factory=list)
    acts: list[tuple[OrganisationRow, Act]] = field(default_factory=list)
    facts: list[tuple[Organisation, dict[str, Any]]] = field(default_factory=list)


def take(rows: Sequence[OrganisationRow], damaged: Sequence[OrganisationRow], terms: Terms, *, by: Actor) -> Taken:
    """Found what is new, and move, rename, describe or dissolve what is known, or say so in a dry run."""
    unit = Organisation.objects.get(path=terms.unit)
    known = _known(rows, unit)
    taken, changes, fates = Taken(), Changes(), dict[int, Fate]()
    for at, row in enumerate(rows):
        try:
            wanted = _wanted(row, known, terms)
            fates[at] = _fate(wanted, changes, known, terms, taken, by)
            if row.code:
                terms.notes.write_note(f"code {row.code}", wanted.full_name)
        except XueshiError as error:
            taken.refused.append(_refusal(row, error))
            fates[at] = Fate.REFUSED
    if not terms.dry:
        taken.trace = _write(changes, unit, terms, taken, by)
    refused = {(one.place.sheet, one.place.row) for one in taken.refused}
    taken.fates = [Fate.REFUSED if (row.sheet.sheet, row.row) in refused else fates[at] for at, row in enumerate(rows)]
    return taken


def _known(rows: Sequence[OrganisationRow], unit: Organisation) -> Known:
    paths = {name for row in rows if row.path for name in (row.path, row.path.rpartition(SEPARATOR)[0])}
    codes = {code for row in rows for code in (row.code, row.parent) if code}
    known = Known(unit)
    inside = Organisation.objects.filter(path__under=unit.path, dissolved_on=None)
    names = sorted({_full(OrgPath(path), unit) for path in paths if path})
    for start in range(0, len(names), 500):
        for one in inside.filter(full_name__in=names[start : start + 500]):
            known.by_name[one.full_name] = one
    listed = sorted(codes)
    for start in range(0, len(listed), 500):
        for one in inside.filter(code__in=listed[start : start + 500]).order_by("-pk"):
            known.by_code[one.code] = one
            known.by_name[one.full_name] = one
    known.by_name[unit.full_name] = unit
    return known


def _full(path: OrgPath, unit: Organisation) -> OrgPath:
    """The path from the very top; a file may begin at its own unit."""
    if path.split(SEPARATOR, 1)[0] == unit.name and not path.startswith(unit.full_name):
        return OrgPath(unit.full_name + path[len(unit.name) :])
    return path


def _wanted(row: OrganisationRow, known: Known, terms: Terms) -> Wanted:
    if row.path:
        full = _full(row.path, known.unit)
        if not f"{full}{SEPARATOR}".startswith(f"{known.unit.full_name}{SEPARATOR}"):
            raise XueshiError(OUTSIDE_SCOPE, path=full)
        return Wanted(row, full, known.by_code.get(row.code or "") or known.by_name.get(full))
    one = known.by_code.get(row.code or "")
    name = row.name or (one.name if one else "")
    require_name(name)
    if one is not None and one.pk == known.unit.pk:
        return Wanted(row, OrgPath(one.full_name), one)
    above = _above(row, known, terms)
    return Wanted(row, OrgPath(f"{above}{SEPARATOR}{name}"), one)


def _above(row: OrganisationRow, known: Known, terms: Terms) -> str:
    """The whole name of the organisation above; without a number for it the unit that the file is for."""
    if not row.parent:
        return known.unit.full_name
    one = known.by_code.get(row.parent)
    above = terms.notes.note(f"code {row.parent}") or (one.full_name if one else None)
    if above is None:
        raise XueshiError(UNPLACED, name=row.name or "", parent=row.parent)
    return above


def _fate(wanted: Wanted, changes: Changes, known: Known, terms: Terms, taken: Taken, by: Actor) -> Fate:
    if wanted.full_name in known.coming:
        raise XueshiError(CODE_TAKEN, code=wanted.row.code or wanted.full_name)
    if wanted.one is not None:
        taken.known = [*taken.known, wanted.one.pk]
        return _change(wanted, wanted.one, changes, known, terms, taken, by)
    above = wanted.full_name.rpartition(SEPARATOR)[0]
    if above not in known.by_name and above not in known.coming and not terms.notes.note(f"name {above}"):
        raise XueshiError(UNPLACED, name=own_name(wanted.full_name), parent=above)
    require_name(own_name(wanted.full_name))
    known.coming.add(wanted.full_name)
    terms.notes.write_note(f"name {wanted.full_name}", "1")
    row = wanted.row
    kind = WORDS.get(row.kind or "") or kind_of(wanted.full_name)
    draft = Draft(wanted.full_name, kind, row.field or "", level_of(wanted.full_name), code=row.code or "")
    changes.found.append((row, row.founded or BEGINNING, draft))
    return Fate.NEW


def _change(
    wanted: Wanted, one: Organisation, changes: Changes, known: Known, terms: Terms, taken: Taken, by: Actor
) -> Fate:
    """What becomes of a known organisation; a move or rename that somebody made by hand is kept unless that is chosen."""
    row, before = wanted.row, (len(changes.acts), len(changes.facts))
    above = wanted.full_name.rpartition(SEPARATOR)[0]
    moves = one.pk != known.unit.pk and above != one.full_name.rpartition(SEPARATOR)[0]
    renames = own_name(wanted.full_name) != one.name
    for name, differs, kind in (
        ("parent", moves, ReorganisationKind.MOVE),
        ("name", renames, ReorganisationKind.RENAME),
    ):
        if differs and name not in terms.overwrite and _by_hand(one, kind):
            taken.protected.append(Protected(one.number, one.name, name, one.full_name, wanted.full_name))
        elif differs and name == "parent":
            taken.moved += 1
            changes.acts.append((row, _moving(one, above, by)))
        elif differs:
            changes.acts.append((row, _renaming(one, own_name(wanted.full_name), by)))
    if row.dissolved and row.dissolved <= by.on:
        changes.acts.append((row, _dissolving(one, row.dissolved, by)))
    facts = {name: value for name, value in _facts(row).items() if getattr(one, name) != value}
    if facts:
        changes.facts.append((one, facts))
    return Fate.CHANGED if before != (len(changes.acts), len(changes.facts)) else Fate.UNCHANGED


def _facts(row: OrganisationRow) -> dict[str, Any]:
    """What a row says of an organisation itself; an empty cell says nothing."""
    said: dict[str, Any] = {}
    if row.kind in WORDS:
        said["kind"] = WORDS[row.kind].value
    if row.field:
        said |= {"field": row.field, "sector": sector_of(row.field)}
    if row.code:
        said["code"] = row.code
    return said


def _by_hand(one: Organisation, kind: ReorganisationKind) -> bool:
    made = Reorganisation.objects.filter(organisation=one, kind=kind, undone_at=None)
    return made.exclude(reason__startswith=BY_IMPORT).exists()


def _moving(one: Organisation, above: str, by: Actor) -> Act:
    def act(batch: str, number: str) -> object:
        parent = Organisation.objects.get(full_name=above, dissolved_on=None)
        fresh = Organisation.objects.get(pk=one.pk)
        return organisation_move(fresh, parent, on=by.on, by=by, reason=BY_IMPORT + batch, number=number)

    return act


def _renaming(one: Organisation, name: str, by: Actor) -> Act:
    def act(batch: str, number: str) -> object:
        fresh = Organisation.objects.get(pk=one.pk)
        return organisation_rename(fresh, name, on=by.on, by=by, reason=BY_IMPORT + batch, number=number)

    return act


def _dissolving(one: Organisation, on: date, by: Actor) -> Act:
    def act(batch: str, number: str) -> object:
        fresh = Organisation.objects.get(pk=one.pk)
        return organisation_dissolve(fresh, on=on, by=by, reason=BY_IMPORT + batch, number=number)

    return act


def _write(changes: Changes, unit: Organisation, terms: Terms, taken: Taken, by: Actor) -> dict[str, Any]:
    numbers: list[str] = []
    for on in sorted({on for _, on, _ in changes.found}):
        rows = [(row, draft) for row, day, draft in changes.found if day == on]
        for start in range(0, len(rows), TOGETHER):
            numbers += _found(rows[start : start + TOGETHER], on, unit, terms, taken, by)
    for row, act in changes.acts:
        number = random_number()
        try:
            with transaction.atomic():
                act(terms.batch, number)
            numbers.append(number)
        except XueshiError as error:
            taken.refused.append(_refusal(row, error))
    before = []
    for one, facts in changes.facts:
        before.append([one.pk, {name: getattr(one, name) for name in facts}])
        Organisation.objects.filter(pk=one.pk).update(**facts)
        audit(by, "organisation.described", "organisation", one.number, before=before[-1][1], after=facts)
    return {"changes": numbers, "facts": before}


def _found(
    rows: Sequence[tuple[OrganisationRow, Draft]], on: date, unit: Organisation, terms: Terms, taken: Taken, by: Actor
) -> list[str]:
    """Found organisations together; where one of them cannot be, each on its own, and those that cannot are refused."""
    try:
        with transaction.atomic():
            return [_found_together([draft for _, draft in rows], on, unit, terms, by)]
    except XueshiError as error:
        if len(rows) == 1:
            taken.refused.append(_refusal(rows[0][0], error))
            return []
    return [number for row in rows for number in _found([row], on, unit, terms, taken, by)]


def _found_together(drafts: Sequence[Draft], on: date, unit: Organisation, terms: Terms, by: Actor) -> str:
    writing = Writing(by.account)
    founded = found_now(drafts, on, writing, by)
    record = When(on, BY_IMPORT + terms.batch).record(ReorganisationKind.FOUND, unit)
    reorganisation_keep(record, writing, founded=founded)
    return record.number


def _refusal(row: OrganisationRow, error: XueshiError) -> Refusal:
    column = ORGANISATIONS.columns["path" if row.path else "code"].heading
    return Refusal(XueshiError(error.problem, place=replace(row.place, column=column), **error.values))


def present(unit: str) -> Iterator[Sequence[int]]:
    """The organisations of a unit."""
    rows = Organisation.objects.filter(path__under=unit, dissolved_on=None).order_by("pk")
    last = 0
    while keys := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:AT_ONCE]):
        last = keys[-1]
        yield keys


def described(keys: Sequence[int]) -> list[Thing]:
    """Number and names of organisations."""
    rows = Organisation.objects.filter(pk__in=keys).order_by("pk")
    return [Thing(one.pk, one.number, one.name, one.full_name) for one in rows]


def undo(trace: Mapping[str, Any], terms: Terms, *, by: Actor) -> None:
    """Take a portion back, the last change first.

    Raises ORG-011, ORG-012.
    """
    for key, facts in trace.get("facts", ()):
        Organisation.objects.filter(pk=key).update(**facts)
    for number in reversed(trace.get("changes", ())):
        reorganisation_undo(Reorganisation.objects.get(number=number), by=by)


TREE = ImportKind(
    name="organisations",
    columns="xueshi.organisations.tree_rows:ORGANISATIONS",
    row=OrganisationRow._make,
    names=NAMES,
    key=key,
    take=take,
    undo=undo,
    rights=(Right.CHANGE_ORGANISATIONS,),
    by_level=True,
    samples=(
        {"path": "某县委/某镇党委", "code": "3201", "kind": "基层党委", "field": "农村"},
        {
            "path": "某县委/某镇党委/某村党支部",
            "code": "320101",
            "parent": "3201",
            "kind": "党支部",
            "founded": "1998-07-01",
        },
    ),
    words={"kind": tuple(WORDS)},
    present=present,
    described=described,
    protected=("parent", "name"),
)
