"""What can be imported into the ledger: records of earlier years, marked as migrated.

They are credited by the same rules as a register and stand in the same ledger, so an hour that counts already is refused. Nothing is
ever deleted: undoing writes counter-entries, and a record that was undone may be brought again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from xueshi.kernel.actors import Actor, Right
from xueshi.kernel.columns import readable
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.imports import Fate, ImportKind, Taken, Terms
from xueshi.kernel.paths import OrgPath
from xueshi.kernel.refusals import Refusal
from xueshi.ledger.actions import append, compared, reverse
from xueshi.ledger.crediting import Rules, credit
from xueshi.ledger.entering import items_of
from xueshi.ledger.models import Participation, Posting
from xueshi.ledger.record_problems import REVERSED_ALREADY
from xueshi.ledger.register import FORMS, REGISTER, RegisterRow
from xueshi.ledger.statements import Item
from xueshi.organisations.models import Organisation
from xueshi.people.facts import facts_of
from xueshi.people.models import Affiliation, Identity, Person
from xueshi.people.roster import RosterPerson, local_number
from xueshi.people.vault.tokens import blind_index
from xueshi.rules.loader import load, names

NAMES = ("number", "citizen_id")
MIGRATED = "migrated"
"""The evidence of a migrated record."""
UNDONE = "import undone"
"""Why a counter-entry was written."""


def key(cells: tuple[Any, ...]) -> tuple[str | None, str | None, str | None]:
    """The two numbers that a row may name a person by."""
    number, identity = (readable(REGISTER, name, cell) for name, cell in zip(NAMES, cells, strict=True))
    return f"n:{number}" if number else None, f"i:{identity}" if identity else None, None


def take(rows: Sequence[RegisterRow], damaged: Sequence[RegisterRow], terms: Terms, *, by: Actor) -> Taken:
    """Credit rows and append them, or say what the ledger would answer."""
    pack = load(names()[0])
    people = _people(rows, terms.unit)
    credited = credit(rows, [one for one, _ in people], as_of=by.on, settings=pack.settings)
    keys = {one.number: found for one, found in people}
    rows_of: dict[str, RegisterRow] = {}
    items = _again(items_of(credited.taken, keys, pack, by, rows_of, evidence=MIGRATED), rows_of)
    cap = Rules.of(pack.settings).cap
    answer = compared(items, cap) if terms.dry else append(items, batch=terms.batch, by=by, cap=cap)
    refused = [*credited.refused, *(_refusal(rows_of[fact.record], error) for fact, error in answer.refused)]
    new = {_place(rows_of[fact.record]) for fact, _, _ in answer.new}
    lost = {(refusal.place.sheet, refusal.place.row) for refusal in refused}
    fates = [
        Fate.REFUSED if _place(row) in lost else Fate.NEW if _place(row) in new else Fate.UNCHANGED for row in rows
    ]
    return Taken(fates=fates, refused=refused, known=sorted(keys.values()), trace={"new": len(new)})


def _place(row: RegisterRow) -> tuple[str, int]:
    return row.sheet.sheet, row.row


def _refusal(row: RegisterRow, error: XueshiError) -> Refusal:
    place = replace(row.place, column=REGISTER.columns["record"].heading)
    return Refusal(XueshiError(error.problem, place=place, **error.values))


def _people(rows: Sequence[RegisterRow], unit: str) -> list[tuple[RosterPerson, int]]:
    """The people of a unit whom rows name, with their standing; those for whom nobody ever answered are left out."""
    indexes = {blind_index("citizen_id", row.citizen_id): row.citizen_id for row in rows if row.citizen_id}
    numbers = {row.number for row in rows if row.number}
    within = Identity.objects.filter(person__organisation__path__under=unit, person__merged_into=None)
    found = {row.pk: row for row in _among(within, "citizen_id_index", indexes)}
    found |= {row.pk: row for row in _among(within, "local_number", numbers)}
    people = Person.objects.filter(pk__in=list(found)).order_by("pk")
    orgs = Organisation.objects.filter(affiliations__in=Affiliation.objects.filter(person__in=list(found)))
    paths = {pk: OrgPath(name) for pk, name in orgs.distinct().values_list("pk", "full_name")}
    made = []
    for person, facts in zip(people, facts_of(people, paths), strict=True):
        identity = found[person.pk]
        citizen_id = indexes.get(identity.citizen_id_index or "")
        number = identity.local_number or local_number(citizen_id or person.number)
        if facts.affiliations:
            made.append((RosterPerson(number, citizen_id, identity.name, facts, ()), person.pk))
    return made


def _among(rows: Any, column: str, values: Iterable[str]) -> Iterable[Identity]:
    keys = sorted(values)
    for start in range(0, len(keys), 500):
        yield from rows.filter(**{f"{column}__in": keys[start : start + 500]}).select_related("person")


def _again(items: Sequence[Item], rows_of: dict[str, RegisterRow]) -> list[Item]:
    """Items whose record was undone under another number, so that it can be brought once more."""
    given = list(items)
    waiting = list(range(len(given)))
    while waiting:
        asked = {given[at][0].record: at for at in waiting}
        sources = {given[at][0].source for at in waiting}
        undone: set[str] = set()
        for start in range(0, len(listed := sorted(asked)), 500):
            rows = Participation.objects.filter(source__in=sources, record__in=listed[start : start + 500])
            undone |= set(rows.filter(postings__reversed_by__reason=UNDONE).values_list("record", flat=True))
        waiting = [asked[record] for record in sorted(undone)]
        for at in waiting:
            fact, lines = given[at]
            later = fact._replace(record=f"{fact.record}~")
            rows_of[later.record] = rows_of[fact.record]
            given[at] = (later, lines)
    return given


def undo(trace: Mapping[str, Any], terms: Terms, *, by: Actor) -> None:
    """Write a counter-entry to everything that an import posted, unless somebody has corrected some of it.

    Raises LEDGER-002.
    """
    posted = Posting.objects.filter(batch=terms.batch, reverses=None)
    if posted.filter(reversed_by__isnull=False).exclude(reversed_by__reason=UNDONE).exists():
        raise XueshiError(REVERSED_ALREADY)
    for posting in list(posted.filter(reversed_by=None).select_related("person__organisation").order_by("pk")):
        reverse(posting, reason=UNDONE, by=by, right=Right.IMPORT)


HISTORY = ImportKind(
    name="history",
    columns="xueshi.ledger.register:REGISTER",
    row=RegisterRow._make,
    names=NAMES,
    key=key,
    take=take,
    undo=undo,
    rights=(),
    samples=(
        {
            "number": "A0001",
            "name": "示例一",
            "title": "党员集中轮训班",
            "form": "脱产培训",
            "starts": "2021-05-10",
            "ends": "2021-05-14",
            "credit": "40",
            "half_days": "5",
            "record": "2021-0001",
        },
    ),
    words={"form": tuple(list(FORMS)[:18])},
    permanent=True,
)
