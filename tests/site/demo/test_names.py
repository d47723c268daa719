"""Names are invented, labelled and repeatable."""

from __future__ import annotations

from random import Random

from xueshi.site.demo.names import LABEL, TOP, person_name, villages


def test_the_top_organisation_carries_the_label() -> None:
    assert TOP == "安澜县委（合成数据）"
    assert LABEL in TOP


def test_villages_are_distinct_and_enough_for_all_townships() -> None:
    names = villages()

    assert len(names) == len(set(names))
    assert len(names) >= 12 * 8


def test_a_name_has_two_or_three_characters_and_repeats_with_the_seed() -> None:
    first = [person_name(random, woman=woman) for random in [Random(7)] for woman in (True, False) * 50]
    again = [person_name(random, woman=woman) for random in [Random(7)] for woman in (True, False) * 50]

    assert first == again
    assert {len(name) for name in first} == {2, 3}
