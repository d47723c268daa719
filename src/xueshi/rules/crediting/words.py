"""The words for what crediting rules know, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

from xueshi.rules.crediting.grant import Outcome
from xueshi.rules.crediting.model import Book
from xueshi.rules.model import Words

BOOK_WORDS: Mapping[Book, Words] = {
    Book.MEMBER: Words("党员教育培训", "members' training"),
    Book.CADRE: Words("干部教育培训", "cadres' training"),
    Book.CONTINUING: Words("继续教育", "continuing education"),
}

OUTCOME_WORDS: Mapping[Outcome, Words] = {
    Outcome.CREDITED: Words("计入", "credited"),
    Outcome.NOTHING: Words("不计", "does not count"),
    Outcome.MANUAL: Words("待认定", "a person decides"),
    Outcome.DECIDED: Words("已认定", "decided by a person"),
}
