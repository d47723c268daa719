"""What a roster states about many people, compared with what is known and recorded where it differs.

A statement replaces those of a person's dated states of which the file speaks: what it repeats stays untouched, what it leaves out
or says otherwise is superseded. Running the same roster twice changes nothing. Of a known person whose rows were refused in part,
nothing is changed: what those rows would say is not known. A kind of state that somebody recorded by hand since the last import is
left alone unless the statement may overwrite it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xueshi.kernel.actors import Actor, Right, audit, may, require
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.imports import Fate, Protected
from xueshi.kernel.refusals import Refusal
from xueshi.organisations.bulk import in_one_transaction
from xueshi.people.actions import derive_organisations
from xueshi.people.models import Affiliation, Identity, Person, PersonDated
from xueshi.people.protected import hold
from xueshi.people.record_problems import ELSEWHERE, NAMED_OTHERWISE, NAMED_TWICE, OUTSIDE_UNIT, UNKNOWN_PERSON
from xueshi.people.restating import Entries, Plan, clear_of, entered, identified, noted, restated, sealed_of
from xueshi.people.roster import RosterPerson
from xueshi.people.stated import VALUES, WHOLE, Known, Orgs, State, Statement, stated
from xueshi.people.vault.tokens import blind_index


@dataclass(slots=True)
class Refreshed:
    """What a roster came to: what becomes of each person, and who was refused."""

    people: dict[str, int] = field(default_factory=dict)
    """The key of each person by the roster's number; 0 for those who would be new."""
    fates: dict[str, Fate] = field(default_factory=dict)
    """What becomes of each person, by the roster's number."""
    refused: list[Refusal] = field(default_factory=list)
    moved: int = 0
    """Known people for whom another organisation answers than before."""
    protected: list[Protected] = field(default_factory=list)
    trace: Mapping[str, Any] = field(default_factory=dict)
    """What undoing needs."""

    @property
    def new(self) -> int:
        """How many are entered."""
        return Counter(self.fates.values())[Fate.NEW]

    @property
    def changed(self) -> int:
        """How many are known, and something is said of them otherwise."""
        return Counter(self.fates.values())[Fate.CHANGED]

    @property
    def unchanged(self) -> int:
        """How many are known in the same words."""
        return Counter(self.fates.values())[Fate.UNCHANGED]


def people_refreshed(
    roster: Sequence[RosterPerson], orgs: Orgs, *, by: Actor, dry: bool, statement: Statement = WHOLE
) -> Refreshed:
    """Record what a roster states; with ``dry`` only count what would happen. People outside the actor's scope are refused.

    Raises ACCESS-002 when an organisation of the roster lies outside the scope.
    """
    for organisation in {orgs[at.org] for one in roster for at in one.person.affiliations if orgs[at.org].pk}:
        require(by, Right.CHANGE_PEOPLE, organisation.path)
    with in_one_transaction():
        return _refreshed(roster, orgs, by, dry, statement)


def _refreshed(roster: Sequence[RosterPerson], orgs: Orgs, by: Actor, dry: bool, statement: Statement) -> Refreshed:
    done = Refreshed()
    known = _matched(roster, by)
    taken = []
    named: set[int] = set()
    for one in roster:
        found = known.get(one.number)
        error = _unusable(one, found, statement, by)
        if error is None and found is not None and found.pk in named:
            error = XueshiError(NAMED_TWICE)
        if error is not None:
            done.refused.append(Refusal(XueshiError(error.problem, place=one.rows[0].place, **error.values)))
        else:
            taken.append(one)
            named.update([found.pk] if found is not None else [])
    plans = _plans(taken, known, orgs, by, statement)
    done.protected = hold(plans, statement)
    done.people = {one.number: known[one.number].pk if one.number in known else 0 for one in taken}
    for plan in plans:
        changes = Fate.CHANGED if plan.changes else Fate.UNCHANGED
        done.fates[plan.one.number] = changes if plan.person else Fate.NEW
    done.moved = sum(_moves(plan, by) for plan in plans)
    if not dry:
        for plan in plans:
            if not plan.person:
                plan.wanted = stated(plan.one, orgs, {}, by.on, statement)
        _write(done, [plan for plan in plans if plan.changes or not plan.person], by, statement)
    return done


def _unusable(one: RosterPerson, found: Person | None, statement: Statement, by: Actor) -> XueshiError | None:
    """Why nothing can be recorded of a person."""
    if found is not None and not _within(by, found):
        return XueshiError(ELSEWHERE)
    if statement.only_known is None:
        return None
    if found is None:
        return XueshiError(UNKNOWN_PERSON)
    if one.name and one.name != found.identity.name:
        return XueshiError(NAMED_OTHERWISE)
    path = found.organisation.path if found.organisation else ""
    if not path.startswith(statement.only_known):
        return XueshiError(OUTSIDE_UNIT, path=found.organisation.full_name if found.organisation else "")
    return None


def _plans(
    taken: Sequence[RosterPerson], known: Mapping[str, Person], orgs: Orgs, by: Actor, statement: Statement
) -> list[Plan]:
    states = states_of([known[one.number].pk for one in taken if one.number in known])
    return [_plan(one, known.get(one.number), states, orgs, by, statement) for one in taken]


def _plan(
    one: RosterPerson,
    person: Person | None,
    states: Mapping[int, Known],
    orgs: Orgs,
    by: Actor,
    statement: Statement,
) -> Plan:
    if person is None:
        return Plan(one, None, {}, {})
    own = states.get(person.pk, {})
    if not one.complete:
        return Plan(one, person, own, {})
    wanted = stated(one, orgs, own, by.on, statement)
    differing = {model: said for model, said in wanted.items() if set(own.get(model, ())) != said}
    identity = person.identity
    clear = clear_of(one, statement)
    says = any(getattr(identity, name) != value for name, value in clear.items()) or sealed_of(one, identity, statement)
    return Plan(one, person, own, differing, bool(says))


def _moves(plan: Plan, by: Actor) -> bool:
    """Whether another organisation answers today than did for somebody who is known."""
    if plan.person is None or Affiliation not in plan.wanted:
        return False
    now = [values[0] for first, until, values in plan.wanted[Affiliation] if first <= by.on < until]
    return bool(now) and plan.person.organisation_id not in now


def _write(done: Refreshed, plans: Sequence[Plan], by: Actor, statement: Statement) -> None:
    if not plans:
        return
    people = {plan.one.number: plan.person for plan in plans if plan.person}
    people |= entered([plan.one for plan in plans if not plan.person], statement)
    entries = Entries(by)
    identified([plan for plan in plans if plan.person and plan.says], entries, statement)
    restated(plans, people, entries)
    noted(plans, people, entries, statement)
    derive_organisations(list(people.values()), on=by.on)
    done.people |= {number: person.pk for number, person in people.items()}
    done.trace = entries.trace([people[plan.one.number].pk for plan in plans if not plan.person])
    numbers = [plan.person.number for plan in plans if plan.person]
    counts = {"new": done.new, "unchanged": done.unchanged}
    audit(by, "people.refreshed", "people", "", batch=statement.batch, changed=numbers, counts=counts)


def _matched(roster: Sequence[RosterPerson], by: Actor) -> dict[str, Person]:
    """The known person for each number of the roster: by identity number, else by local number within the actor's scope."""
    rows = Identity.objects.select_related("person__organisation", "person__merged_into__organisation")
    indexes = {blind_index("citizen_id", one.citizen_id): one.number for one in roster if one.citizen_id}
    found = {indexes[row.citizen_id_index or ""]: _meant(row) for row in _among(rows, "citizen_id_index", indexes)}
    rest = {one.number: one for one in roster if one.number not in found}
    for row in _among(rows, "local_number", rest):
        stated_id = rest[row.local_number].citizen_id
        if _within(by, _meant(row)) and (row.citizen_id_index is None or not stated_id):
            found[row.local_number] = _meant(row)
    return found


def _meant(identity: Identity) -> Person:
    """The person of an identity, or into whom the number was merged."""
    return identity.person.merged_into or identity.person


def _among(rows: Any, column: str, values: Iterable[str]) -> Iterable[Identity]:
    keys = list(values)
    for start in range(0, len(keys), 1000):
        yield from rows.filter(**{f"{column}__in": keys[start : start + 1000]})


def _within(by: Actor, person: Person) -> bool:
    return may(by, Right.CHANGE_PEOPLE, person.organisation.path if person.organisation else "")


def states_of(people: Sequence[int]) -> dict[int, dict[type[PersonDated], dict[State, int]]]:
    """The known rows of people: for each kind of state its days and values, and the row that says so."""
    found: dict[int, dict[type[PersonDated], dict[State, int]]] = {key: {} for key in people}
    for start in range(0, len(people), 1000):
        chunk = people[start : start + 1000]
        for model, values in VALUES.items():
            rows = model.objects.known().filter(person__in=chunk)
            for pk, person, first, until, *rest in rows.values_list(
                "pk", "person_id", "valid_from", "valid_to", *values
            ):
                found[person].setdefault(model, {})[(first, until, tuple(rest))] = pk
    return found
