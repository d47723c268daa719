"""A pack file is read strictly: each mistake has a code, a line and what is allowed."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from xueshi.kernel.errors import XueshiError
from xueshi.kernel.units import credit, half_days
from xueshi.rules.facts import Form, OrganiserLevel
from xueshi.rules.loader import load, names, read
from xueshi.rules.model import Every, Kind, State, Strength, Who
from xueshi.rules.verdicts import Amounts

SMALL = """\
pack: T
version: "1"
title: {zh: 测试, en: test}
period: {first: 2024-01-01, last: 2028-12-31}
documents:
  T: {zh: 测试, en: test}
choices:
  - id: AM-01
    question: {zh: 问, en: ask}
    cite: T 1
    options: {a: {zh: 甲, en: a}, b: {zh: 乙, en: b}}
    default: a
    decided_on: 2026-11-21
indicators:
  - id: T-I01
    title: {zh: 学时, en: credit}
    cite: {document: T, clause: 一, anchor: 不少于160学时}
    state: judged
    kind: floor
    counts: {forms: [F1]}
    any_of: [{credit: 160}]
    cases:
      - {on: 2028-12-31, credit: 160, status: met}
"""


def loaded(text: str) -> XueshiError:
    with pytest.raises(XueshiError) as refused:
        read(text, "T.yaml", {}, "0" * 64)
    return refused.value


def test_the_plan_of_2024_holds_every_clause() -> None:
    pack = load("M24")

    assert [indicator.id for indicator in pack.indicators] == [
        *(f"M24-I{number:02d}" for number in range(1, 27)),
        *(f"QA24-I{number:02d}" for number in range(1, 6)),
    ]
    assert {state: sum(item.state is state for item in pack.indicators) for state in State} == {
        State.JUDGED: 12,
        State.NEEDS_PARAMETER: 6,
        State.NOT_MACHINE_CHECKABLE: 12,
        State.PROVISIONAL: 0,
        State.UNRESOLVED: 1,
    }


def test_the_yearly_clause_of_secretaries_reads_as_written() -> None:
    clause = load("M24").indicator("M24-I04")

    assert clause.kind is Kind.FLOOR
    assert clause.strength is Strength.GENERALLY
    assert clause.who is Who.SECRETARY
    assert clause.every is Every.CALENDAR_YEAR
    assert clause.any_of == (Amounts(half_days=half_days("5")), Amounts(credit=credit("40")))
    assert clause.counts is not None
    assert clause.counts.forms == {Form.F1}
    assert clause.counts.level is OrganiserLevel.COUNTY


def test_a_share_is_an_exact_fraction() -> None:
    assert load("M24").indicator("M24-I05").share == Fraction(1, 2)


@pytest.mark.parametrize(
    ("option", "counted"),
    [("substitute", {Form.F6S}), ("never", set()), ("always", {Form.F6, Form.F6S})],
)
def test_the_choice_on_individual_online_study_decides_what_counts(option: str, counted: set[Form]) -> None:
    counts = load("M24", {"AM-01": option}).indicator("M24-I02").counts

    assert counts is not None
    assert counts.forms == {Form.F1, Form.F2, Form.F3, Form.F4, Form.F5} | counted


def test_every_choice_in_force_is_named() -> None:
    pack = load("M24", {"AM-14": "6"})

    assert pack.settings["AM-14"] == "6"
    assert pack.settings["AM-01"] == "substitute"
    assert set(pack.settings) == {choice.id for choice in pack.choices}


@pytest.mark.parametrize(
    ("before", "after", "code", "line", "allowed"),
    [
        ("kind: floor", "kind: flour", "PACK-007", 19, "floor, coverage, share, cases, rule, duty"),
        ("kind: floor", "kind: floor\n    knid: x", "PACK-003", 20, "any_of"),
        ("    state: judged\n", "", "PACK-004", 15, ""),
        ("any_of: [{credit: 160}]", "any_of: [{credit: 160.5}]", "PACK-006", 21, "'37.5'"),
        ("any_of: [{credit: 160}]", "any_of: 160", "PACK-005", 21, "[...]"),
        ("any_of: [{credit: 160}]", "any_of: [{weeks: 3}]", "PACK-003", 21, "credit, days, times"),
        ("any_of: [{credit: 160}]", "any_of: [{times: many}]", "PACK-005", 21, "0, 1, 2"),
        ("    counts: {forms: [F1]}\n", "", "PACK-009", 15, ""),
        ("state: judged", "state: unresolved", "PACK-010", 15, ""),
        ("forms: [F1]", "forms: [F9]", "PACK-007", 20, "F1, F2"),
        ('version: "1"', 'version: "1"\nversion: "2"', "PACK-002", 3, ""),
        ("first: 2024-01-01", "first: 2024-13-01", "PACK-005", 4, "YYYY-MM-DD"),
        ("title: {zh: 测试, en: test}\nperiod", "title: {zh: 测试\nperiod", "PACK-001", 4, ""),
        ("default: a", "default: c", "PACK-007", 12, "a, b"),
        ("kind: floor", "kind: floor\n    newcomer_months: AM-99", "PACK-011", 20, "AM-01"),
    ],
)
def test_a_mistake_names_its_line_and_what_is_allowed(
    before: str, after: str, code: str, line: int, allowed: str
) -> None:
    assert SMALL.count(before) == 1

    error = loaded(SMALL.replace(before, after))

    assert error.code == code
    assert error.place.row == line
    assert error.place.file == "T.yaml"
    assert allowed in error.allowed("en")


def test_an_id_used_twice_is_refused() -> None:
    clause = SMALL[SMALL.index("  - id: T-I01") :]

    error = loaded(SMALL + clause)

    assert (error.code, error.what("en")) == ("PACK-008", "the id 'T-I01' is used twice")


@pytest.mark.parametrize(
    ("settings", "code", "allowed"),
    [({"AM-99": "x"}, "PACK-011", "AM-01"), ({"AM-14": "13"}, "PACK-012", "12, 6, 0")],
)
def test_an_unknown_setting_is_refused(settings: dict[str, str], code: str, allowed: str) -> None:
    with pytest.raises(XueshiError) as refused:
        load("M24", settings)

    assert refused.value.code == code
    assert allowed in refused.value.allowed()


def test_an_unknown_pack_is_refused_with_the_known_ones() -> None:
    with pytest.raises(XueshiError) as refused:
        load("M99")

    assert refused.value.code == "PACK-017"
    assert refused.value.allowed() == ", ".join(names())


def test_a_pack_is_read_from_a_file_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(SMALL, "utf-8")

    pack = load(path)

    assert pack.id == "T"
    assert pack.indicator("T-I01").any_of == (Amounts(credit=credit("160")),)
    assert len(pack.sha256) == 64
