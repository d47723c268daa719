"""Two sample workbooks of one synthetic township, to try the command line with: ``python -m xueshi.site.demo.files DIR``."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import xlsxwriter

from xueshi.site.demo import names
from xueshi.site.demo.county import SEED, County, county
from xueshi.site.demo.sheets import (
    REGISTER_HEADINGS,
    ROSTER_HEADINGS,
    Row,
    Value,
    register_rows,
    roster_rows,
    slips,
    township,
)
from xueshi.site.demo.tree import FULL_SIZE


def write_samples(folder: Path, made: County) -> tuple[Path, Path]:
    """Write ``roster.xlsx`` and ``register.xlsx`` of a township of about 300 members; the register ends with four slips."""
    folder.mkdir(parents=True, exist_ok=True)
    top = township(made)
    register = list(register_rows(made, top))
    roster_path, register_path = folder / "roster.xlsx", folder / "register.xlsx"
    write_sheet(roster_path, f"党员名册（{names.LABEL}）", ROSTER_HEADINGS, roster_rows(made, top))
    rows = [*register, *slips(register)]
    write_sheet(register_path, f"学时登记表（{names.LABEL}）", REGISTER_HEADINGS, rows)
    return roster_path, register_path


def write_sheet(path: Path, title: str, headings: tuple[str, ...], rows: Iterable[Row]) -> None:
    """One sheet with its headings in the first row; numbers of persons as text, days and times as dates."""
    created = {"created": datetime(2026, 6, 30)}  # noqa: DTZ001
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_urls": False}) as book:
        book.set_properties({"title": title, **created})
        sheet = book.add_worksheet(title)
        formats = (book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
        sheet.write_row(0, 0, headings, book.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                _write(sheet, formats, number, column, value)


def _write(
    sheet: xlsxwriter.worksheet.Worksheet,
    formats: tuple[xlsxwriter.format.Format, xlsxwriter.format.Format],
    row: int,
    column: int,
    value: Value,
) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value)
    elif value is not None:
        sheet.write_datetime(row, column, value, formats[isinstance(value, datetime)])


def main(folder: str) -> None:
    """Write both workbooks and say how to use them."""
    roster, register = write_samples(Path(folder), county(FULL_SIZE, SEED))
    print(f"xueshi judge --plan M24 --roster {roster} --register {register} --as-of 2026-06-30")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "var/demo")
