"""Hands refused rows back in the layout of the input, with the reason beside each, for correction and a second try."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import xlsxwriter

from xueshi.intake.tables import Table
from xueshi.kernel.cells import shown
from xueshi.kernel.columns import Cell
from xueshi.kernel.errors import Lang
from xueshi.kernel.refusals import Refusal

ADDED: dict[Lang, tuple[str, str, str, str]] = {
    "zh": ("原行号", "原因代码", "原因", "允许的取值"),
    "en": ("row in the input", "reason code", "reason", "what is allowed"),
}
"""Headings of the added columns, right of the input's own."""

_LONGEST_NAME = 31


def write_returned(path: Path, tables: Sequence[Table], refused: Sequence[Refusal], *, lang: Lang = "zh") -> int:
    """Write the refused rows as an .xlsx, a sheet for each sheet of the input, and say how many rows it holds.

    Every cell is text, so nothing is calculated when the file is opened and no digit is lost.
    """
    reasons: dict[tuple[str, str, int], list[Refusal]] = {}
    for refusal in refused:
        reasons.setdefault((refusal.place.file, refusal.place.sheet, refusal.place.row), []).append(refusal)
    written = 0
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        bold = book.add_format({"bold": True, "text_wrap": True})
        for at, table in enumerate(tables, 1):
            sheet = book.add_worksheet(_sheet_name(table, at, len(tables), book.sheetnames))
            sheet.freeze_panes(1, 0)
            _write(sheet, 0, (*table.headings, *ADDED[lang]), bold)
            for row, number in zip(table.rows, table.numbers, strict=True):
                why = reasons.get((table.at.file, table.at.sheet, number))
                if why:
                    written += 1
                    _write(sheet, sheet.dim_rowmax + 1, (*map(_text, row), *_reason(why, number, lang)))
    return written


def write_refused(
    path: Path,
    sheets: Sequence[tuple[str, Sequence[str]]],
    rows: Iterable[tuple[int, int, Sequence[Cell], Sequence[Mapping[str, str]]]],
    *,
    lang: Lang = "zh",
) -> None:
    """Write refused rows that are too many to be held at once, in the same layout as :func:`write_returned`.

    ``rows`` come sheet by sheet: the place of the sheet in ``sheets``, the row's number and cells, and what is wrong with it.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        bold = book.add_format({"bold": True, "text_wrap": True})
        for at, same in groupby(rows, key=lambda row: row[0]):
            name, headings = sheets[at]
            sheet = book.add_worksheet(_named(name, at + 1, len(sheets), book.sheetnames))
            sheet.freeze_panes(1, 0)
            _write(sheet, 0, (*headings, *ADDED[lang]), bold)
            for place, (_, number, cells, why) in enumerate(same, 1):
                _write(sheet, place, (*map(_text, cells), *_reasons(number, why, lang)))


def _reasons(number: int, why: Sequence[Mapping[str, str]], lang: Lang) -> tuple[str, str, str, str]:
    colon = "：" if lang == "zh" else ": "
    return (
        str(number),
        "\n".join(one["code"] for one in why),
        "\n".join(f"{one['column']}{colon}{one[lang]}" if one["column"] else one[lang] for one in why),
        "\n".join(one[f"allowed_{lang}"] for one in why),
    )


def _write(sheet: Any, at: int, cells: Sequence[str], cell_format: Any = None) -> None:
    for column, cell in enumerate(cells):
        if cell:
            sheet.write_string(at, column, cell, cell_format)


def _reason(refusals: Sequence[Refusal], number: int, lang: Lang) -> tuple[str, str, str, str]:
    """All mistakes of a row, one line each."""
    return (
        str(number),
        "\n".join(refusal.code for refusal in refusals),
        "\n".join(_sentence(refusal, lang) for refusal in refusals),
        "\n".join(refusal.error.allowed(lang) for refusal in refusals),
    )


def _sentence(refusal: Refusal, lang: Lang) -> str:
    column = refusal.place.column
    said = f"{column}：{refusal.error.what(lang)}" if lang == "zh" else f"{column}: {refusal.error.what(lang)}"
    if refusal.winner is None:
        return said
    return f"{said}（已计入：{refusal.winner}）" if lang == "zh" else f"{said} (counted instead: {refusal.winner})"


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else shown(cell)


def _sheet_name(table: Table, at: int, count: int, taken: Collection[str]) -> str:
    """The sheet's own name, followed by its place in the workbook where another sheet has that name."""
    return _named(table.at.sheet, at, count, taken)


def _named(own: str, at: int, count: int, taken: Collection[str]) -> str:
    name = "".join(character for character in own if character not in "[]:*?/\\").strip("'")[:_LONGEST_NAME]
    if not name:
        return f"{at}" if count > 1 else "refused"
    if name.casefold() in map(str.casefold, taken):
        return f"{name[: _LONGEST_NAME - 4]} {at}"
    return name
