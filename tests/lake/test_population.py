"""The oracle and the engine must agree, and an organisation must be the sum of what lies below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from random import Random

import pytest

from tests.lake.ledgers import ORGS, Ledger, assessment_date, ledger
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.paths import OrgPath, within
from xueshi.kernel.units import Credit
from xueshi.lake.duck import Duck
from xueshi.lake.population import Population, judge_population
from xueshi.lake.tables import entry_rows, member_rows, span_rows
from xueshi.rules.facts import Form
from xueshi.rules.judge import judge
from xueshi.rules.loader import load
from xueshi.rules.verdicts import Status

OPTIONS = {
    "AM-01": ["substitute", "never", "always"],
    "AM-14": ["12", "6", "0"],
    "AM-15": ["admission", "full"],
    "LC-03": ["no", "yes"],
}


@pytest.fixture(scope="module")
def engine() -> Iterator[Duck]:
    with Duck() as duck:
        yield duck


def population(engine: Duck, members: list[Ledger], as_of: date, options: dict[str, str]) -> Population:
    numbers = {org: number for number, org in enumerate(ORGS)}
    people = [person for person, _ in members]
    engine.load("members", member_rows(people))
    engine.load("spans", span_rows(people, numbers))
    engine.load("entries", entry_rows(entries for _, entries in members))
    return judge_population(engine, load("M24", options), as_of, ORGS)


@pytest.mark.parametrize("seed", range(20))
def test_the_engine_agrees_with_the_oracle_on_ten_thousand_ledgers(engine: Duck, seed: int) -> None:
    random = Random(seed)
    members = [ledger(random) for _ in range(500)]
    options = {name: random.choice(choices) for name, choices in OPTIONS.items()}

    judged = population(engine, members, assessment_date(random), options)

    for answer, (person, entries) in zip(judged.judged(), members, strict=True):
        for question, verdict, org in zip(judged.questions, answer.verdicts, answer.orgs, strict=True):
            assert verdict == judge(question, person, entries)
            assert (None if org is None else ORGS[org]) == person.org_on(question.reference)


def test_children_add_up_to_their_parent(engine: Duck) -> None:
    random = Random(7)
    members = [ledger(random) for _ in range(300)]

    standings = list(population(engine, members, date(2026, 6, 30), {}).standings())

    assert {standing.org for standing in standings} == {"县委", "县委/甲镇", "县委/乙镇", *ORGS}
    by_org = {(standing.org, standing.clause, standing.window): standing for standing in standings}
    for (org, clause, window), parent in by_org.items():
        children = [by_org[child, clause, window] for child in ORGS if within(child, OrgPath(org))]
        summed = sum((Counter(child.counts) for child in children), Counter[Status]())
        assert summed == +Counter(parent.counts)
        assert sum(child.share[0] for child in children) == parent.share[0]
        assert sum(child.share[1] for child in children) == parent.share[1]


def test_the_fingerprint_follows_the_facts(engine: Duck) -> None:
    random = Random(11)
    members = [ledger(random) for _ in range(50)]
    numbers = [f"p{number}" for number in range(50)]
    member, entry = next((place, entries[0]) for place, (_, entries) in enumerate(members) if entries)
    more = entry._replace(day=date(2024, 5, 1), form=Form.F1, credit=Credit(entry.credit + 1))

    first = population(engine, members, date(2026, 6, 30), {}).fingerprint(numbers)
    again = population(engine, members, date(2026, 6, 30), {}).fingerprint(numbers)
    members[member] = (members[member][0], [*members[member][1], more])
    changed = population(engine, members, date(2026, 6, 30), {}).fingerprint(numbers)

    assert first == again
    assert first != changed


def test_a_date_before_the_plan_is_refused(engine: Duck) -> None:
    with pytest.raises(XueshiError) as refused:
        population(engine, [], date(2023, 12, 31), {})

    assert refused.value.code == "PACK-018"
    assert refused.value.allowed("en") == "2024-01-01 or later"
