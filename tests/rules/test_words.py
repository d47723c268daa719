"""Everything that is shown has a word in both languages."""

from __future__ import annotations

import pytest

from xueshi.rules.cases import CaseKind
from xueshi.rules.facts import Form, OrganiserLevel
from xueshi.rules.loader import load, names
from xueshi.rules.model import State, Strength, Words
from xueshi.rules.verdicts import Status
from xueshi.rules.words import (
    CASE_WORDS,
    FORM_WORDS,
    LEVEL_WORDS,
    STATE_WORDS,
    STATUS_WORDS,
    STRENGTH_WORDS,
    TASK_WORDS,
)

TABLES = [
    (Status, STATUS_WORDS),
    (Form, FORM_WORDS),
    (OrganiserLevel, LEVEL_WORDS),
    (State, STATE_WORDS),
    (Strength, STRENGTH_WORDS),
    (CaseKind, CASE_WORDS),
]


@pytest.mark.parametrize(("kind", "words"), TABLES, ids=lambda value: getattr(value, "__name__", ""))
def test_each_value_has_a_word_of_its_own(kind: type, words: dict[object, Words]) -> None:
    assert set(words) == set(kind)  # type: ignore[call-overload]
    assert len({word.zh for word in words.values()}) == len(words)
    assert len({word.en for word in words.values()}) == len(words)


def test_the_seven_basic_tasks_stand_in_the_order_of_the_plan() -> None:
    assert [task.zh for task in TASK_WORDS] == [
        "政治理论教育",
        "政治教育和政治训练",
        "党章党规党纪教育",
        "党的宗旨教育",
        "革命传统教育",
        "形势政策教育",
        "知识技能教育",
    ]


def test_words_speak_the_language_asked_for() -> None:
    assert (Words("达标", "met").say("zh"), Words("达标", "met").say("en")) == ("达标", "met")


@pytest.mark.parametrize("name", names())
def test_everything_in_a_pack_speaks_both_languages(name: str) -> None:
    pack = load(name)

    words = [
        pack.title,
        *pack.documents.values(),
        *(item.title for item in pack.indicators),
        *(item.reason for item in pack.indicators if item.reason),
        *(choice.question for choice in pack.choices),
        *(option for choice in pack.choices for option in choice.options.values()),
    ]
    assert all(word.zh and word.en and word.zh != word.en for word in words)
    assert all(word.en.isascii() for word in words)
