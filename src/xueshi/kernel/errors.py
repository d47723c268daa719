"""The error every room raises: a code, a place, what is wrong and what is allowed, in Chinese and English.

Each room lists its problems in its ``problems.py``; each code has a section in docs/errors.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

Lang = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Problem:
    """A kind of mistake; the texts may hold ``{names}`` that the error fills in."""

    code: str
    zh: str
    en: str
    allowed_zh: str = ""
    allowed_en: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something is wrong: file, sheet, column heading, and row (or line) counted from 1 as the file shows it."""

    file: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        parts = [self.file, self.sheet, f"{self.row}" if self.row else "", self.column]
        return ":".join(part for part in parts if part)


class XueshiError(Exception):
    """Something a person can mend."""

    def __init__(self, problem: Problem, *, place: Place | None = None, **values: object) -> None:
        super().__init__(problem.code)
        self.problem = problem
        self.place = place or Place()
        self.values: Mapping[str, object] = values

    def __reduce__(self) -> tuple[Callable[..., XueshiError], tuple[Problem, Place, Mapping[str, object]]]:
        """How an error reaches another process: as the plain error with the same texts."""
        return _restored, (self.problem, self.place, self.values)

    @property
    def code(self) -> str:
        """The code under which docs/errors.md explains the mistake."""
        return self.problem.code

    def what(self, lang: Lang = "zh") -> str:
        """What is wrong."""
        return (self.problem.en if lang == "en" else self.problem.zh).format_map(self.values)

    def allowed(self, lang: Lang = "zh") -> str:
        """What is allowed instead; empty when the text would add nothing."""
        return (self.problem.allowed_en if lang == "en" else self.problem.allowed_zh).format_map(self.values)

    def message(self, lang: Lang = "zh") -> str:
        """What is wrong and what is allowed, in one sentence."""
        allowed = self.allowed(lang)
        if not allowed:
            return self.what(lang)
        return f"{self.what(lang)}; allowed: {allowed}" if lang == "en" else f"{self.what(lang)}；允许：{allowed}"

    def line(self, lang: Lang = "zh") -> str:
        """One line for a terminal: code, place, what is wrong, what is allowed, where it is explained."""
        place = f"{self.place}  " if str(self.place) else ""
        return f"{self.code}  {place}{self.message(lang)}  (docs/errors.md#{self.code.lower()})"

    def __str__(self) -> str:
        return self.line("en")


def _restored(problem: Problem, place: Place, values: Mapping[str, object]) -> XueshiError:
    return XueshiError(problem, place=place, **values)
