"""A list as a workbook: the rows, what the columns mean, and the query behind them (design D12); it bears the mark of its export."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from xueshi.access.exports import mark_of
from xueshi.access.models import ExportRecord
from xueshi.access.speech import lang
from xueshi.standings.asked import Asked
from xueshi.standings.models import JudgingRun

Cell = str | int | Decimal | date | None
Line = tuple[str, str]

OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
ROWS = 1_000_000
"""More rows go on in a further sheet."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows with their headings, each heading with the meaning of its column."""

    title: str
    headings: Sequence[Line]
    rows: Iterable[Sequence[Cell]]


def about(run: JudgingRun, asked: Asked) -> list[Line]:
    """The run and the question behind a list."""
    window = asked.question.window
    return [
        (_("Run"), str(run)),
        (_("Digest"), run.digest),
        (_("As of"), run.as_of.isoformat()),
        (_("Clause"), f"{asked.key} {asked.title.say(lang())}"),
        (_("Window"), f"{window.first} – {window.last}"),
    ]


def exact(amount: int, scale: int) -> Decimal:
    """An amount in its unit, exact: ``scale`` parts make one."""
    return Decimal(amount) / scale


def write_book(path: Path, sheet: Sheet, source: Iterable[Line], record: ExportRecord) -> int:
    """Write the list, and say how many rows it has."""
    with xlsxwriter.Workbook(str(path), OPTIONS) as book:
        mark = mark_of(record)
        book.set_properties({"title": record.title, "comments": mark, "keywords": record.number})
        book.set_custom_property("xueshi.export", record.number)
        looks = _Looks(book, mark)
        count = _fill(book, sheet.title, [heading for heading, _text in sheet.headings], sheet.rows, looks)
        _fill(book, _("Fields"), [_("Field"), _("Meaning")], sheet.headings, looks)
        lines = [*source, *_said(record, count)]
        _fill(book, _("Source"), [_("Item"), _("Value")], lines, looks)
    return count


def _said(record: ExportRecord, count: int) -> Iterable[Line]:
    """What the gate knows of the file."""
    filters: Mapping[str, str] = record.filters
    yield from ((name, text) for name, text in filters.items() if text)
    yield _("Rows"), str(count)
    yield _("Exported at"), timezone.localtime().strftime("%Y-%m-%d %H:%M")
    yield _("Exported by"), str(record.asked_by)
    yield _("Export number"), record.number
    yield _("Purpose"), f"{record.get_purpose_display()} {record.note}".strip()


class _Looks:
    """The formats and the foot that all sheets of a workbook share."""

    def __init__(self, book: Any, mark: str) -> None:
        self.bold = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#EEF1F4", "border": 1}
        )
        self.dated = book.add_format({"num_format": "yyyy-mm-dd"})
        self.foot = f"&L&8{mark.replace('&', '&&')}&R&8&P / &N"


def _fill(book: Any, title: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]], looks: _Looks) -> int:
    count = 0
    page = _begin(book, title, headings, looks)
    for row in rows:
        if count and count % ROWS == 0:
            _end(page, ROWS, headings)
            page = _begin(book, f"{title[:28]} {count // ROWS + 1}", headings, looks)
        _write(page, count % ROWS + 1, row, looks)
        count += 1
    _end(page, count % ROWS or min(count, ROWS), headings)
    return count


def _begin(book: Any, title: str, headings: Sequence[str], looks: _Looks) -> Any:
    page = book.add_worksheet(title[:31])
    page.freeze_panes(1, 1)
    page.repeat_rows(0)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_footer(looks.foot)
    for column, heading in enumerate(headings):
        page.set_column(column, column, max(10, min(40, 2 * len(heading) + 2)))
    for column, heading in enumerate(headings):
        page.write_string(0, column, heading, looks.bold)
    return page


def _end(page: Any, count: int, headings: Sequence[str]) -> None:
    page.autofilter(0, 0, max(1, count), len(headings) - 1)


def _write(page: Any, place: int, row: Sequence[Cell], looks: _Looks) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, date):
            page.write_datetime(place, column, cell, looks.dated)
        elif isinstance(cell, int | Decimal):
            page.write_number(place, column, cell)
        elif cell:
            page.write_string(place, column, cell)
