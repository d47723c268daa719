"""A rule set that says too little, too much or two things at once is refused with its line."""

import pytest

from xueshi.kernel.errors import XueshiError
from xueshi.rules.crediting.casebook import check
from xueshi.rules.crediting.loader import in_force, load, read

GOOD = """crediting: T
version: "1"
title: {zh: 试, en: trial}
source: {zh: 文, en: text}
book: member
from: 2024-01-01
rules:
  - id: only
    title: {zh: 学, en: study}
    clause: 一
    when: {kinds: [study]}
    gives: {measure: minutes, steps: [{in: "(0, 15]", credit: "1"}, {in: "(15, ...)", credit: "2"}]}
caps:
  - {id: top, clause: 二, per: year, credit: "9"}
cases:
  - {given: [{kind: study, minutes: 15}], credit: "1"}
"""


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("book: member", "book: members", "PACK-007", 5),
        ("book: member", "book: member\nfoo: 1", "PACK-003", 6),
        ('credit: "9"', "credit: 9.5", "PACK-006", 14),
        ("id: top", "id: only", "PACK-008", 0),
        ("per: year", "per: cycle", "CREDIT-005", 14),
        ("per: year,", 'per: day, carry: "1",', "CREDIT-006", 14),
        ('"(0, 15]"', '"0-15"', "CREDIT-002", 12),
        ('"(0, 15]"', '"(15, 15]"', "CREDIT-002", 12),
        ('"(0, 15]"', '"(20, 15]"', "CREDIT-002", 12),
        ('"(15, ...)"', '"[15, ...)"', "CREDIT-003", 12),
        ("measure: minutes, steps", 'flat: "1", measure: minutes, steps', "CREDIT-004", 12),
        ("measure: minutes, steps: [", "measure: minutes, stages: [", "CREDIT-004", 12),
        ("measure: minutes", "measure: miles", "PACK-007", 12),
        ("minutes: 15", "minutes: fifteen", "PACK-005", 16),
    ],
)
def test_a_broken_set_is_refused_with_code_and_line(old, new, code, line):
    with pytest.raises(XueshiError) as refused:
        read(GOOD.replace(old, new, 1), "t.yaml", "")

    assert (refused.value.code, refused.value.place.row) == (code, line)


def test_intervals_that_touch_with_one_open_end_do_not_overlap():
    assert len(read(GOOD, "t.yaml", "").rules) == 1


def test_a_set_that_is_not_there_names_those_that_are():
    with pytest.raises(XueshiError) as refused:
        load("L99")

    assert refused.value.code == "CREDIT-001"
    assert "L1, L10, L12" in refused.value.allowed()


def test_a_case_that_comes_out_otherwise_and_a_rule_without_a_case_are_named():
    wrong = GOOD.replace('minutes: 15}], credit: "1"', 'minutes: 16}], credit: "1"')
    unused = GOOD.replace('kind: study, minutes: 15}], credit: "1"', "kind: other}], outcome: manual")

    assert [str(error) for error in check(read(wrong, "t.yaml", ""))] == [
        "CREDIT-008  case 1: should be credited 1 (+0), comes to credited 2 (+0)  (docs/errors.md#credit-008)"
    ]
    assert [error.code for error in check(read(unused, "t.yaml", ""))] == ["CREDIT-007"]


def test_the_version_in_force_is_that_of_the_day():
    old = read(GOOD.replace("from: 2024-01-01", "from: 2024-01-01\nuntil: 2025-01-01"), "t.yaml", "")
    new = read(GOOD.replace("from: 2024-01-01", "from: 2025-01-01").replace('"1"', '"2"', 1), "t.yaml", "")
    days = [old.force.first, old.force.until, new.force.first]

    found = [in_force([old, new], "T", day) for day in days]

    assert [one and one.version for one in found] == ["1", "2", "2"]
    assert in_force([new], "T", old.force.first) is None
    assert in_force([new], "U", new.force.first) is None
