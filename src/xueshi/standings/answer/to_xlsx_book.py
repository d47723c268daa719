"""A workbook that is written row by row: typed cells, no formula, text that stays text, a header that stays in sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, auto
from typing import Any

from xueshi.kernel.errors import Lang
from xueshi.kernel.units import HALVES, HUNDREDTHS
from xueshi.rules.model import Words
from xueshi.rules.verdicts import Status
from xueshi.rules.words import STATUS_WORDS
from xueshi.standings.answer.labels import BASIS_POINTS, basis_points

ROWS = 1_048_576
"""Rows that a sheet can hold; what is left goes on a further sheet."""

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

TONES = {
    Status.MET: "#1B7A43",
    Status.BEHIND: "#9A4B00",
    Status.UNMET: "#B3261E",
    Status.BELOW_GENERAL: "#B3261E",
}


class Kind(Enum):
    """What a cell holds, and with that its type and look."""

    TEXT = auto()
    COUNT = auto()
    CREDIT = auto()
    """Hundredths of a credit hour, written as credit hours with two decimals."""
    DAYS = auto()
    """Half-days, written as days with one decimal."""
    DATE = auto()
    SHARE = auto()
    """Numerator and denominator, written as a percentage with a bar."""
    STATUS = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """A heading with its meaning, for the reader of the sheet and for the field dictionary."""

    heading: Words
    meaning: Words
    kind: Kind = Kind.TEXT
    width: int = 12


@dataclass(frozen=True, slots=True)
class Plan:
    """A sheet before it has rows."""

    title: Words
    columns: tuple[Column, ...]


Cell = str | int | date | tuple[int, int] | Status | None
"""What a row holds for a column, in the column's own unit; None leaves the cell empty."""


class Book:
    """What all sheets of one workbook share: formats, language, and the name of the run at the foot of every page."""

    def __init__(self, workbook: Any, lang: Lang, *, name: str, rows: int = ROWS) -> None:
        self.workbook = workbook
        self.name = name
        self.lang = lang
        self.rows = rows
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def look(self, **properties: object) -> Any:
        """The one format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format({"valign": "top", **properties})
        return self._formats[key]

    def heading(self) -> Any:
        """The look of a heading."""
        return self.look(bold=True, text_wrap=True, bg_color="#E8EDF3", border=1, border_color="#B8C2CC")


class Sheet:
    """One table of a workbook; rows are added in order and cannot be changed."""

    def __init__(self, book: Book, plan: Plan, *, top: Sequence[str] = ()) -> None:
        self.plan = plan
        self._book = book
        self._lines = top
        self._number = 0
        self._writers = [self._writer(column) for column in plan.columns]
        self._open()

    def add(self, *cells: Cell, depth: int = 0) -> None:
        """Add a row; the first cell is indented by so many steps."""
        if self._next == self._book.rows:
            self._close()
            self._open()
        first = self._writers[0] if depth == 0 else self._text(min(depth, 15))
        for column, (writer, cell) in enumerate(zip((first, *self._writers[1:]), cells, strict=True)):
            if cell is not None and cell != "":
                writer(column, cell)
        self._next += 1

    def finish(self) -> None:
        """Set filter, bars and printing, which need to know the last row."""
        self._close()

    def _open(self) -> None:
        self._number += 1
        title = self.plan.title.say(self._book.lang)
        self._sheet = self._book.workbook.add_worksheet(title if self._number == 1 else f"{title} {self._number}")
        lines = self._lines if self._number == 1 else ()
        for row, line in enumerate(lines):
            self._sheet.set_row(row, 24 if row == 0 else 18)
            self._sheet.write_string(row, 0, line, self._book.look(bold=row == 0, font_size=14 if row == 0 else 11))
        self._header = len(lines) + bool(lines)
        self._sheet.set_row(self._header, _HEADER_HEIGHT[self._book.lang])
        for at, column in enumerate(self.plan.columns):
            self._sheet.set_column(at, at, column.width * (5 if self._book.lang == "en" else 4) // 4)
            self._sheet.write_string(self._header, at, column.heading.say(self._book.lang), self._book.heading())
        self._next = self._header + 1

    def _close(self) -> None:
        last = max(self._next - 1, self._header + 1)
        sheet = self._sheet
        sheet.freeze_panes(self._header + 1, 0)
        sheet.autofilter(self._header, 0, last, len(self.plan.columns) - 1)
        sheet.repeat_rows(self._header)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer(f"&L{self._book.name}&C&P / &N")
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
        for at, column in enumerate(self.plan.columns):
            if column.kind is Kind.SHARE:
                sheet.conditional_format(self._header + 1, at, last, at, _BAR)

    def _writer(self, column: Column) -> Callable[[int, Any], None]:
        match column.kind:
            case Kind.TEXT:
                return self._text(0, wrap=column.width >= 30)
            case Kind.COUNT:
                return self._number_of(1, "0")
            case Kind.CREDIT:
                return self._number_of(HUNDREDTHS, "0.00")
            case Kind.DAYS:
                return self._number_of(HALVES, "0.0")
            case Kind.SHARE:
                return self._share
            case Kind.DATE:
                return self._date
            case Kind.STATUS:
                return self._status

    def _text(self, depth: int, *, wrap: bool = False) -> Callable[[int, Any], None]:
        look = self._book.look(num_format="@", align="left", indent=depth, text_wrap=wrap)
        return lambda column, text: self._sheet.write_string(self._next, column, text, look)

    def _number_of(self, parts: int, pattern: str) -> Callable[[int, Any], None]:
        look = self._book.look(num_format=pattern)
        return lambda column, amount: self._sheet.write_number(self._next, column, Decimal(amount) / parts, look)

    def _share(self, column: int, share: tuple[int, int]) -> None:
        points = basis_points(*share)
        if points is not None:
            look = self._book.look(num_format="0.00%")
            self._sheet.write_number(self._next, column, Decimal(points) / BASIS_POINTS, look)

    def _date(self, column: int, day: date) -> None:
        self._sheet.write_datetime(self._next, column, day, self._book.look(num_format="yyyy-mm-dd", align="left"))

    def _status(self, column: int, status: Status) -> None:
        look = self._book.look(num_format="@", font_color=TONES.get(status, "#1F2933"))
        self._sheet.write_string(self._next, column, STATUS_WORDS[status].say(self._book.lang), look)


_HEADER_HEIGHT: dict[Lang, int] = {"zh": 34, "en": 64}

_BAR = {
    "type": "data_bar",
    "data_bar_2010": True,
    "bar_solid": True,
    "bar_color": "#9CC2E5",
    "min_type": "num",
    "min_value": 0,
    "max_type": "num",
    "max_value": 1,
}
