"""The template of a kind of import: typed columns, words to choose from, sample rows, an explanation, and its version."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from xueshi.intake.sheets import column_letters
from xueshi.kernel.columns import Column, SheetKind
from xueshi.kernel.errors import Lang
from xueshi.kernel.imports import ImportKind

VERSION = "1"
ROWS = 1_000
"""So many rows are prepared."""

_SAMPLE = {"zh": "示例（导入前删除）", "en": "example (delete before importing)"}
_EXPLAINED = {
    "zh": ("列名", "必填", "也认得的列名", "可选的填法"),
    "en": ("column", "required", "other names that are understood", "words to choose from"),
}
_YES = {"zh": "是", "en": "yes"}
_GUIDE = {"zh": "填写说明", "en": "how to fill in"}


def blank_sheet(kind: ImportKind, *, lang: Lang = "zh") -> bytes:
    """An .xlsx with nothing but headings and, on a sheet of their own, sample rows and explanations; every cell is text."""
    made = io.BytesIO()
    sheet = kind.sheet
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False}) as book:
        text = book.add_format({"num_format": "@"})
        bold = book.add_format({"bold": True, "text_wrap": True, "num_format": "@", "bg_color": "#EAF2FA"})
        _rows(book, sheet, kind, text, bold)
        _guide(book, sheet, kind, bold, lang)
        hidden = book.add_worksheet("xueshi")
        hidden.write_string(0, 0, f"{kind.name} {VERSION}")
        hidden.very_hidden()
    return made.getvalue()


def _rows(book: Any, sheet: SheetKind, kind: ImportKind, text: Any, bold: Any) -> None:
    page = book.add_worksheet(sheet.title_zh[:31])
    page.freeze_panes(1, 0)
    for at, (name, column) in enumerate(sheet.columns.items()):
        page.set_column(at, at, max(12, 2 * len(column.heading) + 4), text)
        page.write_string(0, at, column.heading, bold)
        words = kind.words.get(name, ())
        if words and len(",".join(words)) <= 255:
            page.data_validation(1, at, ROWS, at, {"validate": "list", "source": list(words), "error_type": "warning"})


def _guide(book: Any, sheet: SheetKind, kind: ImportKind, bold: Any, lang: Lang) -> None:
    page = book.add_worksheet(_GUIDE[lang])
    page.set_column(0, 3, 28)
    for at, heading in enumerate(_EXPLAINED[lang]):
        page.write_string(0, at, heading, bold)
    row = 1
    for name, column in sheet.columns.items():
        for at, words in enumerate(_explained(sheet, kind, name, column, lang)):
            page.write_string(row, at, words)
        row += 1
    row += 1
    page.write_string(row, 0, _SAMPLE[lang], bold)
    for at, column in enumerate(sheet.columns.values()):
        page.write_string(row + 1, at, f"{column_letters(at)} {column.heading}", bold)
    for offset, sample in enumerate(kind.samples, row + 2):
        for at, name in enumerate(sheet.columns):
            page.write_string(offset, at, sample.get(name, ""))


def _explained(sheet: SheetKind, kind: ImportKind, name: str, column: Column, lang: Lang) -> tuple[str, str, str, str]:
    group = next((group for group in sheet.one_of if name in group), ())
    others = "/".join(sheet.columns[other].heading for other in group)
    needed = _YES[lang] if column.required else others
    return column.heading, needed, "、".join(column.aliases), "、".join(kind.words.get(name, ()))
