"""A row that was not taken: where it stands, why, and what is allowed; the rest of the file goes on."""

from __future__ import annotations

from dataclasses import dataclass

from xueshi.kernel.errors import Lang, Place, XueshiError


@dataclass(frozen=True, slots=True)
class Refusal:
    """One refused row of an input file: the error, and the place of the row that counts instead, if there is one."""

    error: XueshiError
    winner: Place | None = None

    @property
    def place(self) -> Place:
        """File, sheet, row and column of the refused row."""
        return self.error.place

    @property
    def code(self) -> str:
        """The code of the mistake."""
        return self.error.code

    def message(self, lang: Lang = "zh") -> str:
        """What is wrong, what is allowed and which row counts instead, for the reason column."""
        text = self.error.message(lang)
        if self.winner is None:
            return text
        return f"{text}; counted instead: {self.winner}" if lang == "en" else f"{text}；已计入：{self.winner}"
