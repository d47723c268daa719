"""What one activity gives: exact, with its reasons, and left to a person where the rules are silent."""

from datetime import date
from typing import Any

import pytest

from xueshi.kernel.errors import XueshiError
from xueshi.kernel.units import Credit
from xueshi.rules.crediting.facts import Activity, Decision, Quantity
from xueshi.rules.crediting.grant import DECISION, Outcome, worth
from xueshi.rules.crediting.loader import load, read
from xueshi.rules.facts import OrganiserLevel

DAY = date(2024, 5, 1)
SET = """
crediting: T
version: "1"
title: {{zh: 试, en: trial}}
source: {{zh: 文, en: text}}
book: member
from: 2024-01-01
until: 2025-01-01
rules:
  - id: only
    title: {{zh: 学, en: study}}
    clause: 一
    when: {{kinds: [study]{when}}}
    needs: {{{needs}}}
    gives: {{{gives}}}
"""


def rules(gives: str = 'flat: "1"', *, when: str = "", needs: str = ""):
    return read(SET.format(gives=gives, when=when, needs=needs), "t.yaml", "")


def study(**more: Any) -> Activity:
    return Activity("a", "study", DAY, DAY, **more)


def given(found) -> int:
    return sum(line.credit for line in found.lines)


@pytest.mark.parametrize(
    ("rounding", "minutes", "wanted"),
    [
        ("down", 44, 50),
        ("down", 45, 50),
        ("down", 60, 100),
        ("half_up", 44, 50),
        ("half_up", 45, 100),
        ("half_up", 14, 0),
        ("half_up", 15, 50),
        ("up", 30, 50),
        ("up", 31, 100),
        ("up", 1, 50),
    ],
)
def test_a_share_of_an_hour_is_rounded_to_the_quantum_as_stated(rounding, minutes, wanted):
    by_share = f'measure: minutes, every: 60, credit: "1", proportional: true, to: "0.5", rounding: {rounding}'

    found = worth(rules(by_share), study(quantities={Quantity.MINUTES: minutes}))

    assert given(found) == wanted


def test_a_teaching_hour_gives_its_factor():
    doubled = rules('measure: teaching_hours, every: 1, credit: "2"')

    found = worth(doubled, study(quantities={Quantity.TEACHING_HOURS: 3}))

    assert given(found) == Credit(600)


@pytest.mark.parametrize(
    ("needs", "more", "reason"),
    [
        ("completed: true", {"completed": False}, "未完成"),
        ("recognised: true", {"recognised": False}, "未经认定"),
        ("mark: 60", {"mark": 59}, "测试成绩 59，须 60 以上"),
        ("mark: 60", {}, "测试成绩 —，须 60 以上"),
        ("evidence: [sheet, photo]", {"evidence": frozenset({"photo"})}, "缺少证明材料：sheet"),
        ("at_least: {minutes: 30}", {"quantities": {Quantity.MINUTES: 29}}, "minutes 29，不足 30"),
    ],
)
def test_what_an_activity_lacks_is_said_and_it_gives_nothing(needs, more, reason):
    found = worth(rules(needs=needs), study(**more))

    assert (found.outcome, found.lines) == (Outcome.NOTHING, ())
    assert [why.zh for why in found.why] == [reason]


@pytest.mark.parametrize(
    ("needs", "more"),
    [
        ("mark: 60", {"mark": 60}),
        ("evidence: [sheet]", {"evidence": frozenset({"sheet", "photo"})}),
        ("at_least: {hours: 1}", {"quantities": {Quantity.MINUTES: 60}}),
        ("recognised: true", {"recognised": True}),
    ],
)
def test_an_activity_that_has_what_it_needs_counts(needs, more):
    assert worth(rules(needs=needs), study(**more)).outcome is Outcome.CREDITED


@pytest.mark.parametrize(
    ("when", "more"),
    [
        (", level: COUNTY", {"level": OrganiserLevel.TOWNSHIP}),
        (", organised: true", {"organised": False}),
        (", categories: [a]", {"category": "b"}),
        (", stated: [half_days]", {"quantities": {Quantity.MINUTES: 60}}),
    ],
)
def test_a_rule_that_does_not_speak_of_an_activity_leaves_it_to_a_person(when, more):
    found = worth(rules(when=when), study(**more))

    assert (found.outcome, found.lines) == (Outcome.MANUAL, ())


def test_an_activity_that_does_not_state_what_is_measured_is_left_to_a_person():
    assert worth(load("L4"), Activity("a", "lecture", DAY, DAY, {Quantity.MINUTES: 120})).outcome is Outcome.MANUAL


def test_a_decision_stands_where_the_rules_are_silent():
    decided = Activity("a", "other", DAY, DAY, decision=Decision(Credit(50), "从宽", "教务处"))

    found = worth(rules(), decided)

    assert found.outcome is Outcome.DECIDED
    assert [(line.rule, line.credit) for line in found.lines] == [(DECISION, Credit(50))]
    assert found.why[0].zh == "教务处认定 0.5：从宽"


@pytest.mark.parametrize(
    ("activity", "code"),
    [
        (study(decision=Decision(Credit(50), "从宽", "教务处")), "CREDIT-009"),
        (Activity("a", "other", DAY, DAY, decision=Decision(Credit(50), "", "教务处")), "CREDIT-010"),
        (Activity("a", "other", DAY, DAY, decision=Decision(Credit(50), "从宽", "")), "CREDIT-010"),
        (Activity("a", "study", date(2023, 12, 31), date(2023, 12, 31)), "CREDIT-011"),
        (Activity("a", "study", date(2025, 1, 1), date(2025, 1, 1)), "CREDIT-011"),
    ],
)
def test_a_decision_out_of_place_and_a_day_out_of_force_are_refused(activity, code):
    with pytest.raises(XueshiError) as refused:
        worth(rules(), activity)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("years", "wanted"), [("by_days", {2024: 50, 2025: 50}), ("first", {2024: 100}), ("last", {2025: 100})]
)
def test_the_turn_of_the_year_is_split_as_the_rule_says(years, wanted):
    text = SET.format(gives='flat: "1"', when="", needs="").replace("until: 2025-01-01", "until: 2026-01-01")
    across = Activity("a", "study", date(2024, 12, 31), date(2025, 1, 1))

    found = worth(read(f"{text}    years: {years}\n", "t.yaml", ""), across)

    assert {line.year: line.credit for line in found.lines} == wanted


def test_half_days_are_counted_beside_the_credit_and_never_made_of_it():
    (line,) = worth(load("L4"), Activity("a", "off_job", DAY, DAY, {Quantity.HALF_DAYS: 2})).lines

    assert (line.credit, line.half_days) == (Credit(800), 2)
