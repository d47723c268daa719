"""Clauses beyond the ledger are judged on confirmed figures, and say so where there are none."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from xueshi.kernel.errors import XueshiError
from xueshi.rules.casebook import check
from xueshi.rules.loader import load, names, read
from xueshi.rules.model import State
from xueshi.rules.reported import Report, judge_reported
from xueshi.rules.verdicts import Status
from xueshi.rules.words import figure_text, wanted_words

PACK = """
pack: T
version: "1"
title: {{zh: 试, en: trial}}
period: {{first: 2024-01-01, last: 2025-12-31}}
documents: {{T: {{zh: 文, en: text}}}}
indicators:
  - id: T-1
    title: {{zh: 办班, en: classes}}
    cite: {{document: T, clause: 一, anchor: 每年举办40期}}
    state: judged
    kind: reported
    figures: ["40"]
    {more}
    asks: [{asks}]
    reports: [{{on: 2024-12-31, figures: ["40"], status: met}}]
"""


def pack(asks: str = 'unit: {zh: 期, en: classes}, at_least: "40"', more: str = "every: calendar_year"):
    return read(PACK.format(asks=f"{{{asks}}}", more=more), "t.yaml", {}, "")


def report(figure: str, on: str = "2024-06-30", **more: Any) -> Report:
    return Report("某省", "T-1", more.pop("ask", ""), date.fromisoformat(on), Fraction(figure), "年报", **more)


def status(found, reports, as_of: str) -> list[Status]:
    return [one.status for one in judge_reported(found, reports, date.fromisoformat(as_of))]


@pytest.mark.parametrize(
    ("figure", "as_of", "wanted"),
    [
        ("39", "2024-12-31", Status.UNMET),
        ("40", "2024-12-31", Status.MET),
        ("41", "2024-12-31", Status.MET),
        ("40", "2024-06-30", Status.MET),
        ("20", "2024-06-30", Status.ON_PACE),
        ("19", "2024-06-30", Status.BEHIND),
    ],
)
def test_a_figure_is_met_unmet_or_on_its_way(figure, as_of, wanted):
    assert status(pack(), [report(figure)], as_of) == [wanted]


@pytest.mark.parametrize("strength", ["about", "generally", "aimed", "mainly", "regularly"])
def test_a_miss_of_what_is_asked_softly_is_below_the_general_requirement(strength):
    soft = pack(more=f"every: calendar_year\n    strength: {strength}")

    assert status(soft, [report("39")], "2024-12-31") == [Status.BELOW_GENERAL]


@pytest.mark.parametrize(
    ("asks", "figure", "during", "after"),
    [
        ('unit: {zh: 起, en: cases}, at_most: "0"', "0", Status.ON_PACE, Status.MET),
        ('unit: {zh: 起, en: cases}, at_most: "0"', "1", Status.UNMET, Status.UNMET),
        ("unit: {zh: 比例, en: share}, more_than: '1/2', share: true", "1/2", Status.ON_PACE, Status.UNMET),
        ("unit: {zh: 比例, en: share}, more_than: '1/2', share: true", "51/100", Status.MET, Status.MET),
        ('unit: {zh: 批, en: batch}, exactly: "4"', "3", Status.BEHIND, Status.UNMET),
        ('unit: {zh: 批, en: batch}, exactly: "4"', "4", Status.MET, Status.MET),
        ('unit: {zh: 批, en: batch}, exactly: "4"', "5", Status.BEHIND, Status.UNMET),
    ],
)
def test_limits_shares_and_exact_figures(asks, figure, during, after):
    found = pack(asks)

    assert status(found, [report(figure)], "2024-07-01") == [during]
    assert status(found, [report(figure)], "2024-12-31") == [after]


def test_the_latest_figure_of_the_window_counts_and_no_later_one():
    reports = [report("10", "2024-03-31"), report("45", "2024-12-31"), report("99", "2025-01-01")]

    assert status(pack(), reports, "2024-12-31") == [Status.MET]
    assert status(pack(), reports, "2024-09-30") == [Status.BEHIND]
    assert status(pack(), reports, "2025-01-01") == [Status.MET, Status.MET]


def test_what_nobody_confirmed_or_reported_is_not_judged():
    assert status(pack(), [report("45", confirmed=False)], "2024-12-31") == [Status.NOT_ASSESSABLE]
    assert status(pack(), [], "2024-12-31") == []


def test_all_figures_of_a_clause_must_be_there():
    text = PACK.format(
        asks='{id: a, unit: {zh: 春训, en: spring}, at_least: "1"}, {id: b, unit: {zh: 冬训, en: winter}, at_least: "1"}',
        more="",
    )
    both = read(text.replace('figures: ["40"], status', 'figures: ["1", "1"], status'), "t.yaml", {}, "")

    assert status(both, [report("1", ask="a")], "2025-12-31") == [Status.NOT_ASSESSABLE]
    assert status(both, [report("1", ask="a"), report("0", ask="b")], "2025-12-31") == [Status.UNMET]
    assert status(both, [report("1", ask="a"), report("2", ask="b")], "2025-12-31") == [Status.MET]


def test_a_deadline_is_one_window_up_to_its_last_day():
    found = pack(more="by: 2024-10-01")

    (early,) = judge_reported(found, [report("39")], date(2024, 9, 30))
    (late,) = judge_reported(found, [report("39")], date(2024, 10, 1))

    assert (early.status, late.status) == (Status.ON_PACE if 39 * 275 >= 40 * 274 else Status.BEHIND, Status.UNMET)
    assert late.window.last == date(2024, 10, 1)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('at_least: "40"', 'at_least: "40", at_most: "50"', "PACK-007"),
        (', at_least: "40"', "", "PACK-007"),
        ('at_least: "40"', 'at_least: "forty"', "PACK-005"),
        ('reports: [{on: 2024-12-31, figures: ["40"], status: met}]', "", "PACK-009"),
        ('asks: [{unit: {zh: 期, en: classes}, at_least: "40"}]', "", "PACK-009"),
    ],
)
def test_a_reported_clause_that_says_too_little_is_refused(old, new, code):
    text = PACK.format(asks='{unit: {zh: 期, en: classes}, at_least: "40"}', more="")

    with pytest.raises(XueshiError) as refused:
        read(text.replace(old, new), "t.yaml", {}, "")

    assert refused.value.code == code


def test_cases_below_on_and_above_are_asked_for():
    missing = [error.values["missing"] for error in check(pack()) if error.code == "PACK-016"]

    assert missing == ["below 40, above 40"]


@pytest.mark.parametrize("name", names())
def test_every_pack_that_ships_proves_its_cases(name):
    assert [str(error) for error in check(load(name))] == []


def test_every_clause_of_the_eight_documents_has_a_state_and_a_reason_unless_judged():
    indicators = [one for name in names() for one in load(name).indicators]

    assert len(indicators) == 267
    assert [one.id for one in indicators if one.state is not State.JUDGED and one.reason is None] == []


def test_figures_are_written_as_people_write_them():
    share = pack("unit: {zh: 比例, en: share}, at_least: '1/3', share: true").indicators[0].asks[0]
    count = pack().indicators[0].asks[0]

    assert [figure_text(Fraction(one), share) for one in ("1/3", "1/2", "1")] == ["≈33.33%", "50%", "100%"]
    assert figure_text(Fraction(2000), count) == "2000"
    assert (wanted_words(share).zh, wanted_words(count).zh) == ("不少于 ≈33.33%", "不少于 40 期")
