"""Writing what a roster says of people: new identities, superseded and added states, and a trace of all of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from xueshi.kernel.actors import Actor
from xueshi.people.identities import tokens_kept
from xueshi.people.models import Brought, Identity, Person, PersonDated
from xueshi.people.roster import RosterPerson
from xueshi.people.stated import FIELDS, SAID_BY, VALUES, Known, State, Statement

CLEAR = {
    "local_number": "number",
    "gender": "sex",
    "ethnicity": "ethnicity",
    "born_on": "born_on",
    "education": "education",
}
"""The fields of an identity that are not sealed, each with the column that says it."""

GENDERS = {"男": "male", "女": "female"}
TOKENS = ("sealed_name", "citizen_id", "phone")
INDEXES = ("name_index", "citizen_id_index", "phone_index")


@dataclass(slots=True)
class Plan:
    """What is to become of one person: the kinds of state that are to change, and whether the identity says otherwise."""

    one: RosterPerson
    person: Person | None
    known: Known
    wanted: dict[type[PersonDated], set[State]]
    says: bool = False
    held: dict[str, str] = field(default_factory=dict)
    """Kinds of state left alone, each with the time since which it counts as recorded by hand."""

    @property
    def changes(self) -> bool:
        """Whether anything is to be recorded of a known person."""
        return self.says or bool(self.wanted)


class Entries:
    """What one portion records, all at one moment, and what stood there before."""

    def __init__(self, by: Actor) -> None:
        self.by = by
        self.at: datetime = timezone.now()
        self.identities: dict[int, dict[str, Any]] = {}
        self.brought: dict[int, list[Any] | None] = {}

    def trace(self, new: Sequence[int]) -> dict[str, Any]:
        """By what the portion can be undone."""
        return {
            "at": self.at.isoformat(),
            "new": list(new),
            "changed": sorted(set(self.brought) - set(new)),
            "identities": {str(key): before for key, before in self.identities.items()},
            "brought": {str(key): before for key, before in self.brought.items()},
        }


def clear_of(one: RosterPerson, statement: Statement) -> dict[str, Any]:
    """What a roster says in clear, as far as the file has columns for it; a number made up for want of one is not kept."""
    said = {name: _first(one, column) for name, column in CLEAR.items() if column in statement.columns}
    if "gender" in said:
        said["gender"] = GENDERS.get(said["gender"] or "", "")
    return {name: value or (None if name == "born_on" else "") for name, value in said.items()}


def sealed_of(one: RosterPerson, identity: Identity, statement: Statement) -> dict[str, str]:
    """What the roster says otherwise of that which is sealed; an identity number once known stays, and nothing is emptied."""
    said = {"name": one.name, "phone": _first(one, "phone")}
    found = {
        name: text
        for name, text in said.items()
        if text and name in statement.columns and text != _known(identity, name)
    }
    if one.citizen_id and "citizen_id" in statement.columns and identity.citizen_id_index is None:
        found["citizen_id"] = one.citizen_id
    return found


def _known(identity: Identity, name: str) -> str:
    if name == "name":
        return identity.name if identity.sealed_name else ""
    return identity.opened("phone")


def _first(one: RosterPerson, column: str) -> Any:
    return next((value for row in one.rows if (value := getattr(row, column))), None)


def entered(fresh: Sequence[RosterPerson], statement: Statement) -> dict[str, Person]:
    """Enter people who are not known, by their number in the roster."""
    people = Person.objects.bulk_create([Person() for _ in fresh], batch_size=500)
    made = {one.number: person for one, person in zip(fresh, people, strict=True)}
    identities = []
    for one in fresh:
        identity = Identity(person=made[one.number], **clear_of(one, statement))
        identity.keep(**sealed_of(one, identity, statement))
        identities.append(identity)
    Identity.objects.bulk_create(identities, batch_size=500)
    tokens_kept(identities)
    return made


def identified(plans: Iterable[Plan], entries: Entries, statement: Statement) -> None:
    """Let identities say what the roster says."""
    changed, renamed = [], []
    for plan in plans:
        identity = plan.person.identity  # type: ignore[union-attr]
        entries.identities[identity.pk] = before(identity)
        for name, value in clear_of(plan.one, statement).items():
            setattr(identity, name, value)
        sealed = sealed_of(plan.one, identity, statement)
        identity.keep(**sealed)
        changed.append(identity)
        if "name" in sealed:
            renamed.append(identity)
    Identity.objects.bulk_update(changed, [*CLEAR, *TOKENS, *INDEXES], batch_size=200)
    tokens_kept(renamed, known=[identity.person_id for identity in renamed])


def before(identity: Identity) -> dict[str, Any]:
    """What an identity says, as JSON; what is sealed stays so."""
    said = {name: getattr(identity, name) for name in (*CLEAR, *INDEXES)}
    said["born_on"] = identity.born_on.isoformat() if identity.born_on else None
    return {**said, **{name: bytes(getattr(identity, name)).hex() for name in TOKENS}}


def restated(plans: Sequence[Plan], people: Mapping[str, Person], entries: Entries) -> None:
    """Supersede and add states as planned."""
    gone: dict[type[PersonDated], list[int]] = defaultdict(list)
    come: dict[type[PersonDated], list[PersonDated]] = defaultdict(list)
    for plan in plans:
        person = people[plan.one.number]
        for model, wanted in plan.wanted.items():
            rows = plan.known.get(model, {})
            gone[model] += [pk for state, pk in rows.items() if state not in wanted]
            come[model] += [_row(model, person, state, entries) for state in sorted(wanted - set(rows), key=repr)]
    for model in VALUES:
        supersede(model, gone[model], entries.at)
        model.objects.bulk_create(come[model], batch_size=1000)


def supersede(model: type[PersonDated], rows: Sequence[int], at: datetime) -> int:
    """Supersede rows that are known, and return how many there were."""
    starts = range(0, len(rows), 500)
    known = model.objects.known()
    return sum(known.filter(pk__in=rows[start : start + 500]).update(superseded_at=at) for start in starts)


def _row(model: type[PersonDated], person: Person, state: State, entries: Entries) -> PersonDated:
    first, until, values = state
    named = dict(zip(VALUES[model], values, strict=True))
    return model(
        person=person,
        valid_from=first,
        valid_to=until,
        recorded_at=entries.at,
        recorded_by=entries.by.account,
        **named,
    )


def noted(plans: Sequence[Plan], people: Mapping[str, Person], entries: Entries, statement: Statement) -> None:
    """Note for each person that this import spoke of him or her last; of what it says nothing, the import before still counts."""
    silent = [name for model, name in FIELDS.items() if statement.columns.isdisjoint(SAID_BY[model])]
    keys = [person.pk for person in people.values()]
    for start in range(0, len(keys), 1000):
        for row in Brought.objects.filter(pk__in=keys[start : start + 1000]):
            entries.brought[row.pk] = [row.at.isoformat(), row.batch, row.held]
    rows = []
    for plan in plans:
        key = people[plan.one.number].pk
        earlier = entries.brought.setdefault(key, None) or ["", "", {}]
        held = {name: earlier[2].get(name, earlier[0]) for name in silent} | plan.held
        rows.append(Brought(person_id=key, at=entries.at, batch=statement.batch, held=held))
    Brought.objects.bulk_create(
        rows,
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=["at", "batch", "held"],
    )
