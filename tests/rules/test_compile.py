"""The compiled form uses only what every engine understands alike."""

from __future__ import annotations

from datetime import date

import pytest
from sqlglot import exp, parse_one

from xueshi.rules.compile import FORM_CODES, STATUS_CODES, compiled
from xueshi.rules.facts import Form
from xueshi.rules.loader import load
from xueshi.rules.questions import questions
from xueshi.rules.verdicts import Status

M24 = load("M24")
MID = questions(M24, date(2026, 6, 30))
DIALECTS = ["duckdb", "postgres", "spark", "clickhouse", "sqlite"]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_text_of_each_dialect_reads_back_with_the_same_columns(dialect: str) -> None:
    query = compiled(MID)

    again = parse_one(query.sql(dialect), dialect=dialect)

    assert isinstance(again, exp.Select)
    assert [name.lower() for name in again.named_selects] == query.query.named_selects


@pytest.mark.parametrize("dialect", DIALECTS)
def test_no_division_float_or_date_function_is_used(dialect: str) -> None:
    tree = parse_one(compiled(MID).sql(dialect), dialect=dialect)

    forbidden = (exp.Div, exp.Mod, exp.Round, exp.CurrentDate, exp.DateAdd, exp.DateDiff, exp.Avg)
    assert [node for node in tree.walk() if isinstance(node, forbidden)] == []
    assert all(literal.is_int for literal in tree.find_all(exp.Literal))


def test_clauses_with_the_same_counting_rule_are_summed_once() -> None:
    sums = compiled(MID).query.named_selects

    assert len([name for name in sums if name.startswith("credit_")]) == 4
    assert len([name for name in sums if name.startswith("theory_")]) == 1
    assert len([name for name in sums if name.startswith("count_")]) == 1


def test_each_question_names_its_own_columns() -> None:
    query = compiled(MID)

    assert [columns.question for columns in query.columns] == list(MID)
    assert len({columns.status for columns in query.columns}) == len(MID)
    assert {columns.org for columns in query.columns} == {
        "affiliation_20241231",
        "affiliation_20251231",
        "affiliation_20260630",
    }


def test_codes_are_stable_because_stored_columns_hold_them() -> None:
    assert [STATUS_CODES[status] for status in Status] == list(range(9))
    assert [FORM_CODES[form] for form in Form] == list(range(9))
