"""A list as a workbook: the rows, what the columns mean, and the query and run behind them (design D12)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import quote

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from xueshi.access.speech import lang
from xueshi.kernel.actors import Actor, audit
from xueshi.standings.asked import Asked
from xueshi.standings.models import JudgingRun

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | int | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows with their headings, each heading with the meaning of its column."""

    title: str
    headings: Sequence[tuple[str, str]]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class About:
    """Where the rows come from: the run, the question, and the filters in words."""

    run: JudgingRun
    asked: Asked
    query: Mapping[str, str]

    def lines(self, rows: int) -> Iterable[tuple[str, str]]:
        """What the third sheet says."""
        yield _("Run"), str(self.run)
        yield _("Digest"), self.run.digest
        yield _("As of"), self.run.as_of.isoformat()
        yield _("Clause"), f"{self.asked.key} {self.asked.title.say(lang())}"
        yield _("Window"), f"{self.asked.question.window.first} – {self.asked.question.window.last}"
        yield from ((name, text) for name, text in self.query.items() if text)
        yield _("Rows"), str(rows)
        yield _("Exported at"), timezone.localtime().strftime("%Y-%m-%d %H:%M")


def exact(amount: int, scale: int) -> Decimal:
    """An amount in its unit, exact: ``scale`` parts make one."""
    return Decimal(amount) / scale


def workbook(sheet: Sheet, about: About, *, name: str, by: Actor) -> HttpResponse:
    """The answer that downloads the list; who exported what is written to the audit trail."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#EEF1F4", "border": 1})
        dated = book.add_format({"num_format": "yyyy-mm-dd"})
        _fill(
            book.add_worksheet(sheet.title[:31]),
            [heading for heading, _text in sheet.headings],
            sheet.rows,
            bold,
            dated,
        )
        _fill(book.add_worksheet(_("Fields")), [_("Field"), _("Meaning")], sheet.headings, bold, dated)
        _fill(book.add_worksheet(_("Source")), [_("Item"), _("Value")], list(about.lines(len(sheet.rows))), bold, dated)
    audit(by, "list.exported", "run", about.run.number, list=name, rows=len(sheet.rows))
    response = HttpResponse(buffer.getvalue(), content_type=TYPE)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    return response


def _fill(
    sheet: xlsxwriter.worksheet.Worksheet,
    headings: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    bold: xlsxwriter.format.Format,
    dated: xlsxwriter.format.Format,
) -> None:
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, bold)
        sheet.set_column(column, column, max(10, min(40, 2 * len(heading) + 2)))
    for place, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(place, column, cell, dated)
            elif isinstance(cell, int | Decimal):
                sheet.write_number(place, column, cell)
            elif cell:
                sheet.write_string(place, column, cell)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(rows)), len(headings) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
