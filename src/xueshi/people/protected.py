"""What somebody recorded by hand since the last import is not overwritten by a file unless that is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Max

from xueshi.kernel.imports import Protected
from xueshi.kernel.windows import BEGINNING, FOREVER
from xueshi.organisations.models import Organisation
from xueshi.people.models import Brought, Person, PersonDated
from xueshi.people.restating import Plan
from xueshi.people.stated import FIELDS, VALUES, State, Statement


def hold(plans: Sequence[Plan], statement: Statement) -> list[Protected]:
    """Take out of plans what would overwrite states recorded by hand, and name it."""
    held: list[tuple[Plan, type[PersonDated], set[State]]] = []
    for model, name in FIELDS.items():
        if name in statement.overwrite:
            continue
        touching = [plan for plan in plans if plan.person and model in plan.wanted]
        since = _since([plan.person for plan in touching if plan.person])
        latest = _latest(model, [plan.person.pk for plan in touching if plan.person])
        for plan in touching:
            if plan.person is None or plan.person.pk not in latest:
                continue
            before = since.get(plan.person.pk, {}).get(name, since.get(plan.person.pk, {}).get("", None))
            if before is None or latest[plan.person.pk] > before:
                held.append((plan, model, plan.wanted.pop(model)))
                plan.held[name] = before.isoformat() if before else ""
    return _named(held)


def _since(people: Sequence[Person]) -> dict[int, Mapping[str, datetime | None]]:
    """For each person the time of the last import, under the empty name, and of kinds of state that were held then an earlier one."""
    found: dict[int, Mapping[str, datetime | None]] = {}
    keys = [person.pk for person in people]
    for start in range(0, len(keys), 1000):
        for row in Brought.objects.filter(pk__in=keys[start : start + 1000]):
            held = {name: datetime.fromisoformat(at) if at else None for name, at in row.held.items()}
            found[row.pk] = {"": row.at, **held}
    return found


def _latest(model: type[PersonDated], people: Sequence[int]) -> dict[int, datetime]:
    """When states of that kind were last recorded or withdrawn."""
    found: dict[int, datetime] = {}
    for start in range(0, len(people), 1000):
        rows = model.objects.filter(person__in=people[start : start + 1000]).order_by().values_list("person_id")
        for person, recorded, withdrawn in rows.annotate(Max("recorded_at"), Max("superseded_at")):
            found[person] = max(recorded, withdrawn or recorded)
    return found


def _named(held: Sequence[tuple[Plan, type[PersonDated], set[State]]]) -> list[Protected]:
    keys = {key for plan, model, said in held for key in _organisations(model, [*plan.known.get(model, ()), *said])}
    names = dict(Organisation.objects.filter(pk__in=keys).values_list("pk", "full_name"))
    return [
        Protected(
            plan.person.number if plan.person else "",
            plan.one.name,
            FIELDS[model],
            _words(model, plan.known.get(model, ()), names),
            _words(model, said, names),
        )
        for plan, model, said in held
    ]


def _organisations(model: type[PersonDated], states: Iterable[State]) -> list[int]:
    if "organisation_id" not in VALUES[model]:
        return []
    return [values[VALUES[model].index("organisation_id")] for _, _, values in states]


def _words(model: type[PersonDated], states: Iterable[State], names: Mapping[int, str]) -> str:
    """States in short words: what holds, and from when to when."""
    parts = []
    for first, until, values in sorted(states, key=repr):
        named = dict(zip(VALUES[model], values, strict=True))
        shown = [
            names.get(value, "") if name == "organisation_id" else str(value or "") for name, value in named.items()
        ]
        days = f"{'' if first == BEGINNING else first}–{'' if until == FOREVER else until}"
        parts.append(" ".join(filter(None, [*shown, days if days != "–" else ""])))
    return "；".join(parts) or "—"
