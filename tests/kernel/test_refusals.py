"""A refused row says why, where, and which row counts instead."""

from __future__ import annotations

import pytest

from xueshi.kernel.errors import Lang, Place, Problem, XueshiError
from xueshi.kernel.refusals import Refusal

PLAIN = Problem("TEST-003", zh="重复", en="twice")
WINNER = Place("register.xlsx", "台账", 4)


@pytest.mark.parametrize(("lang", "text"), [("zh", "重复"), ("en", "twice")])
def test_without_a_winner_only_the_mistake_is_told(lang: Lang, text: str) -> None:
    assert Refusal(XueshiError(PLAIN)).message(lang) == text


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "重复；已计入：register.xlsx:台账:4"),
        ("en", "twice; counted instead: register.xlsx:台账:4"),
    ],
)
def test_the_row_that_counts_is_named_in_both_languages(lang: Lang, text: str) -> None:
    assert Refusal(XueshiError(PLAIN), WINNER).message(lang) == text


def test_chinese_is_spoken_unless_asked_otherwise() -> None:
    assert Refusal(XueshiError(PLAIN)).message() == "重复"


def test_a_mistake_without_a_place_has_an_empty_one() -> None:
    assert Refusal(XueshiError(PLAIN)).place == Place()
