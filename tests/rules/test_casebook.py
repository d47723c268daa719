"""The cases beside the clauses are run, and a clause without cases around its thresholds is found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xueshi.rules.casebook import check, judge_case
from xueshi.rules.loader import load
from xueshi.rules.model import Given, Indicator, Pack
from xueshi.rules.verdicts import Status

M24 = load("M24")
CASES = [(indicator, given) for indicator in M24.indicators for given in indicator.cases]


@pytest.mark.parametrize(
    ("indicator", "given"), CASES, ids=lambda value: getattr(value, "id", getattr(value, "status", ""))
)
def test_each_case_is_judged_as_written(indicator: Indicator, given: Given) -> None:
    assert judge_case(M24, indicator, given) == given.status


def with_cases(indicator: Indicator, *cases: Given) -> Pack:
    return replace(M24, indicators=(replace(indicator, cases=cases),))


def test_a_case_that_is_judged_otherwise_is_found() -> None:
    clause = M24.indicator("M24-I02")
    wrong = replace(clause.cases[0], status=Status.MET)

    problems = list(check(with_cases(clause, *clause.cases, wrong)))

    assert [problem.code for problem in problems] == ["PACK-013"]
    assert problems[0].what("en") == "M24-I02, case 18: should be met, is judged unmet"


def test_a_threshold_without_a_case_just_below_is_found() -> None:
    clause = M24.indicator("M24-I02")

    problems = list(check(with_cases(clause, *clause.cases[1:])))

    assert [problem.code for problem in problems] == ["PACK-016"]
    assert problems[0].what("en").endswith("missing: just below 40, just below 16000")


def test_the_shipped_packs_hold_no_failing_case() -> None:
    assert list(check(M24)) == []
