"""What a roster states about many people, compared with what is known and recorded where it differs.

A statement replaces a person's dated states as a whole: what it repeats stays untouched, what it leaves out or says otherwise is
superseded. Running the same roster twice changes nothing. Of a known person whose rows were refused in part, nothing is changed:
what those rows would say is not known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from xueshi.kernel.actors import Actor, Right, audit, may, require
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.paths import OrgPath
from xueshi.kernel.refusals import Refusal
from xueshi.kernel.windows import BEGINNING, FOREVER, Span
from xueshi.organisations.models import Organisation
from xueshi.people import roster_rows
from xueshi.people.actions import derive_organisations, standing_on
from xueshi.people.exemptions import reason_in
from xueshi.people.identities import tokens_kept
from xueshi.people.models import (
    Affiliation,
    CadreStanding,
    Exemption,
    Floating,
    Identity,
    Membership,
    Office,
    OfficeKind,
    Person,
    PersonDated,
    SubstituteApproval,
)
from xueshi.people.ranks import grade_in, level_in
from xueshi.people.record_problems import ELSEWHERE
from xueshi.people.roster import RosterPerson, secretary_terms
from xueshi.people.vault.tokens import blind_index

VALUES: Mapping[type[PersonDated], tuple[str, ...]] = {
    Membership: ("standing", "admitted_on", "full_on"),
    Affiliation: ("organisation_id",),
    Office: ("organisation_id", "kind"),
    CadreStanding: ("rank", "level", "grade"),
    Exemption: ("reason",),
    SubstituteApproval: (),
    Floating: (),
}
"""What a roster says in each kind of dated state, beside its days."""

IDENTITY = ("local_number", "gender", "ethnicity", "born_on", "education")
SEALED = (
    "master_key",
    "person_key",
    "sealed_name",
    "name_index",
    "citizen_id",
    "citizen_id_index",
    "phone",
    "phone_index",
)
GENDERS = {"男": "male", "女": "female"}
OFFICES = {roster_rows.Office.DEPUTY: OfficeKind.DEPUTY, roster_rows.Office.COMMITTEE: OfficeKind.MEMBER}

Orgs = Mapping[OrgPath, Organisation]
State = tuple[date, date, tuple[Any, ...]]
Known = Mapping[type[PersonDated], Mapping[State, int]]
"""The rows known of one person: each state, and the row that says so."""


@dataclass(slots=True)
class Refreshed:
    """What a roster came to: who was taken, how many were new, changed or the same, and who was refused."""

    people: dict[str, int] = field(default_factory=dict)
    """The key of each person by the roster's number; 0 for those who would be new."""
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)


@transaction.atomic
def people_refreshed(roster: Sequence[RosterPerson], orgs: Orgs, *, by: Actor, dry: bool) -> Refreshed:
    """Record what a roster states; with ``dry`` only count what would happen. People outside the actor's scope are refused.

    Raises ACCESS-002 when an organisation of the roster lies outside the scope.
    """
    for organisation in {orgs[at.org] for one in roster for at in one.person.affiliations if orgs[at.org].pk}:
        require(by, Right.CHANGE_PEOPLE, organisation.path)
    done = Refreshed()
    known = _matched(roster, by)
    taken = []
    for one in roster:
        found = known.get(one.number)
        if found is not None and not _within(by, found):
            done.refused.append(Refusal(XueshiError(ELSEWHERE, place=one.rows[0].place)))
        else:
            taken.append(one)
    states = _states([found.pk for found in known.values()])
    fresh = [one for one in taken if one.number not in known]
    stale = [
        one
        for one in taken
        if one.complete and one.number in known and _differs(one, known[one.number], states, orgs, by)
    ]
    done.new, done.changed = len(fresh), len(stale)
    done.unchanged = len(taken) - done.new - done.changed
    done.people = {one.number: known[one.number].pk if one.number in known else 0 for one in taken}
    if dry:
        return done
    people = {one.number: known[one.number] for one in taken if one.number in known} | _entered(fresh)
    _identify(stale, people)
    _restate([*fresh, *stale], people, states, orgs, by)
    derive_organisations([people[one.number] for one in (*fresh, *stale)], on=by.on)
    done.people = {number: person.pk for number, person in people.items()}
    if fresh or stale:
        numbers = [people[one.number].number for one in stale]
        audit(by, "people.refreshed", "people", "", new=done.new, changed=numbers, unchanged=done.unchanged)
    return done


def _matched(roster: Sequence[RosterPerson], by: Actor) -> dict[str, Person]:
    """The known person for each number of the roster: by identity number, else by local number within the actor's scope."""
    rows = Identity.objects.select_related("person__organisation")
    indexes = {blind_index("citizen_id", one.citizen_id): one.number for one in roster if one.citizen_id}
    found = {indexes[row.citizen_id_index or ""]: row.person for row in rows.filter(citizen_id_index__in=list(indexes))}
    rest = {one.number: one for one in roster if one.number not in found}
    for row in rows.filter(local_number__in=list(rest)):
        stated = rest[row.local_number].citizen_id
        if _within(by, row.person) and (row.citizen_id_index is None or not stated):
            found[row.local_number] = row.person
    return found


def _within(by: Actor, person: Person) -> bool:
    return may(by, Right.CHANGE_PEOPLE, person.organisation.path if person.organisation else "")


def _states(people: Sequence[int]) -> dict[int, dict[type[PersonDated], dict[State, int]]]:
    """The known rows of people: for each kind of state its days and values, and the row that says so."""
    found: dict[int, dict[type[PersonDated], dict[State, int]]] = defaultdict(lambda: defaultdict(dict))
    for model, values in VALUES.items():
        rows = model.objects.known().filter(person__in=people)
        for pk, person, first, until, *rest in rows.values_list("pk", "person_id", "valid_from", "valid_to", *values):
            found[person][model][(first, until, tuple(rest))] = pk
    return found


def _stated(one: RosterPerson, orgs: Orgs, known: Known, today: date) -> dict[type[PersonDated], set[State]]:
    """What the roster says about one person, in the same shape."""
    facts, rows = one.person, one.rows
    rank = next((row.rank for row in rows if row.rank), None) or ""
    reason = next((row.exemption for row in rows if row.exemption), None) or ""
    member = (standing_on(facts.full_on, today).value, facts.admitted_on, facts.full_on)
    others = {
        (row.office_from or BEGINNING, row.office_until or FOREVER, (orgs[row.org].pk, OFFICES[row.office].value))
        for row in rows
        if row.office in OFFICES
    }
    secretary = {
        (span.first, span.until, (orgs[org].pk, OfficeKind.SECRETARY.value)) for org, span in secretary_terms(rows)
    }
    return {
        Membership: _life(known.get(Membership, {}), member, today),
        Affiliation: {(at.span.first, at.span.until, (orgs[at.org].pk,)) for at in facts.affiliations},
        Office: others | secretary,
        CadreStanding: {(span.first, span.until, (rank, level_in(rank), grade_in(rank))) for span in facts.cadre},
        Exemption: {(span.first, span.until, (reason_in(reason).value,)) for span in facts.exempt},
        SubstituteApproval: {(span.first, span.until, ()) for span in facts.substitute},
        Floating: _stays(known.get(Floating, {}), [row.affiliation for row in rows if row.is_floating], today),
    }


def _life(known: Mapping[State, int], stated: tuple[Any, ...], today: date) -> set[State]:
    """The stages of a membership that are known, with what the roster says of today."""
    now = next((state for state in known if state[0] <= today < state[1]), (BEGINNING, FOREVER, ()))
    return {state for state in known if state != now} | {(now[0], now[1], stated)}


def _stays(known: Mapping[State, int], stated: Sequence[Span], today: date) -> set[State]:
    """Where somebody is away: the roster knows no days of its own, so a stay that is known holds good, as do those gone by."""
    over = {state for state in known if state[1] <= today}
    if stated and len(over) < len(known):
        return set(known)
    return over | {(span.first, span.until, ()) for span in stated}


def _identity_of(one: RosterPerson) -> dict[str, Any]:
    """What a roster says in clear; a number made up for want of one is not kept."""
    return {
        "local_number": _first(one, "number") or "",
        "gender": GENDERS.get(_first(one, "sex") or "", ""),
        "ethnicity": _first(one, "ethnicity") or "",
        "born_on": _first(one, "born_on"),
        "education": _first(one, "education") or "",
    }


def _sealed_of(one: RosterPerson, identity: Identity) -> dict[str, str]:
    """What the roster says otherwise of that which is sealed; an identity number once known stays, and nothing is emptied."""
    said = {"name": one.name, "phone": _first(one, "phone")}
    found = {name: text for name, text in said.items() if text and text != _known(identity, name)}
    if one.citizen_id and identity.citizen_id_index is None:
        found["citizen_id"] = one.citizen_id
    return found


def _known(identity: Identity, name: str) -> str:
    if name == "name":
        return identity.name if identity.sealed_name else ""
    return identity.opened("phone")


def _first(one: RosterPerson, column: str) -> Any:
    return next((value for row in one.rows if (value := getattr(row, column))), None)


def _differs(
    one: RosterPerson,
    person: Person,
    states: Mapping[int, Mapping[type[PersonDated], Mapping[State, int]]],
    orgs: Orgs,
    by: Actor,
) -> bool:
    known = states.get(person.pk, {})
    if any(set(known.get(model, ())) != wanted for model, wanted in _stated(one, orgs, known, by.on).items()):
        return True
    identity = person.identity
    if _sealed_of(one, identity):
        return True
    return any(getattr(identity, name) != value for name, value in _identity_of(one).items())


def _entered(fresh: Sequence[RosterPerson]) -> dict[str, Person]:
    people = Person.objects.bulk_create([Person() for _ in fresh], batch_size=500)
    entered = {one.number: person for one, person in zip(fresh, people, strict=True)}
    identities = []
    for one in fresh:
        identity = Identity(person=entered[one.number], **_identity_of(one))
        identity.keep(**_sealed_of(one, identity))
        identities.append(identity)
    Identity.objects.bulk_create(identities, batch_size=500)
    tokens_kept(identities)
    return entered


def _identify(stale: Iterable[RosterPerson], people: Mapping[str, Person]) -> None:
    changed, renamed = [], []
    for one in stale:
        identity = people[one.number].identity
        for name, value in _identity_of(one).items():
            setattr(identity, name, value)
        sealed = _sealed_of(one, identity)
        identity.keep(**sealed)
        changed.append(identity)
        if "name" in sealed:
            renamed.append(identity)
    Identity.objects.bulk_update(changed, [*IDENTITY, *SEALED], batch_size=200)
    tokens_kept(renamed, known=[identity.person_id for identity in renamed])


def _restate(
    stated: Sequence[RosterPerson],
    people: Mapping[str, Person],
    states: Mapping[int, Mapping[type[PersonDated], Mapping[State, int]]],
    orgs: Orgs,
    by: Actor,
) -> None:
    now = timezone.now()
    gone: dict[type[PersonDated], list[int]] = defaultdict(list)
    come: dict[type[PersonDated], list[PersonDated]] = defaultdict(list)
    for one in stated:
        person = people[one.number]
        known = states.get(person.pk, {})
        for model, wanted in _stated(one, orgs, known, by.on).items():
            rows = known.get(model, {})
            gone[model] += [pk for state, pk in rows.items() if state not in wanted]
            come[model] += [_row(model, person, state, now, by) for state in sorted(wanted - set(rows), key=repr)]
    for model in VALUES:
        for start in range(0, len(gone[model]), 500):
            model.objects.filter(pk__in=gone[model][start : start + 500]).update(superseded_at=now)
        model.objects.bulk_create(come[model], batch_size=1000)


def _row(model: type[PersonDated], person: Person, state: State, now: Any, by: Actor) -> PersonDated:
    first, until, values = state
    named = dict(zip(VALUES[model], values, strict=True))
    return model(person=person, valid_from=first, valid_to=until, recorded_at=now, recorded_by=by.account, **named)
