"""Two sample workbooks of one synthetic township, to try the command line with: ``python -m xueshi.site.demo.files DIR``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from xueshi.kernel.errors import Place
from xueshi.kernel.units import credit_text, days_text
from xueshi.ledger.register import REGISTER, RegisterRow, Topics
from xueshi.people.roster_rows import ROSTER, Office, RosterRow
from xueshi.rules.words import FORM_WORDS, LEVEL_WORDS, TASK_WORDS
from xueshi.site.demo import names
from xueshi.site.demo.county import SEED, County, county
from xueshi.site.demo.sheets import REGISTER_PLACE, ROSTER_PLACE, register_rows, roster_rows, township
from xueshi.site.demo.tree import FULL_SIZE

Value = str | date | datetime | None
Row = tuple[Value, ...]

ROSTER_HEADINGS = tuple(column.heading for column in ROSTER.columns.values())
REGISTER_HEADINGS = tuple(column.heading for column in REGISTER.columns.values())


def write_samples(folder: Path, made: County) -> tuple[Path, Path]:
    """Write ``roster.xlsx`` and ``register.xlsx`` of a township of about 300 members; the register ends with four slips."""
    folder.mkdir(parents=True, exist_ok=True)
    top = township(made)
    roster = [cells(row) for row in roster_rows(made, top)]
    register = [cells(row) for row in register_rows(made, top)]
    return (
        write_sheet(folder, ROSTER_PLACE, ROSTER_HEADINGS, roster),
        write_sheet(folder, REGISTER_PLACE, REGISTER_HEADINGS, [*register, *slips(register)]),
    )


def cells(row: RosterRow | RegisterRow) -> Row:
    """A row as it stands in a workbook."""
    named: Iterable[tuple[str, Any]] = zip(row._fields[2:], row[2:], strict=True)
    return tuple(_WRITTEN[name](value) if value is not None and name in _WRITTEN else value for name, value in named)


def slips(rows: Sequence[Row]) -> Iterator[Row]:
    """Four mistakes that offices make, each in a copy of the last good row; every one of them is to be refused."""
    good = dict(zip(REGISTER_HEADINGS, rows[-1], strict=True))
    wrong: tuple[dict[str, Value], ...] = (
        {"活动名称": "同一时间的另一场报告会"},
        {"人员编号": "AL0000000000", "公民身份号码": None, "姓名": "查无此人"},
        {"培训形式": "聚餐"},
        {"学时": "80"},
    )
    for number, changes in enumerate(wrong, start=1):
        noted = {"记录编号": f"演示差错-{number}", "备注": f"{names.LABEL}：有意写错"}
        yield tuple({**good, **noted, **changes}.values())


def write_sheet(folder: Path, place: Place, headings: Sequence[str], rows: Iterable[Row]) -> Path:
    """A workbook of one sheet, headings in its first row; numbers of persons as text, days and times as dates."""
    path = folder / place.file
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_urls": False}) as book:
        book.set_properties({"title": place.sheet, "created": datetime(2026, 6, 30)})  # noqa: DTZ001
        sheet = book.add_worksheet(place.sheet)
        formats = (book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
        sheet.write_row(0, 0, headings, book.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(number, column, value)
                elif value is not None:
                    sheet.write_datetime(number, column, value, formats[isinstance(value, datetime)])
    return path


def _tasks(weights: Topics) -> str:
    if len(weights) == 1:
        return TASK_WORDS[weights[0][0] - 1].zh
    return ";".join(f"{TASK_WORDS[task - 1].zh}:{weight}" for task, weight in weights)


def _yes(value: bool) -> str:
    return "是" if value else "否"


_WRITTEN: Mapping[str, Callable[[Any], str]] = {
    "office": {Office.SECRETARY: "书记", Office.DEPUTY: "副书记", Office.COMMITTEE: "委员"}.__getitem__,
    "is_cadre": _yes,
    "is_floating": _yes,
    "form": lambda form: FORM_WORDS[form].zh,
    "topics": _tasks,
    "theory": lambda basis_points: f"{basis_points // 100}%",
    "credit": credit_text,
    "half_days": days_text,
    "level": lambda level: LEVEL_WORDS[level].zh,
}


def main(folder: str) -> None:
    """Write both workbooks and say how to use them."""
    roster, register = write_samples(Path(folder), county(FULL_SIZE, SEED))
    print(f"xueshi judge --plan M24 --roster {roster} --register {register} --as-of 2026-06-30")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "var/demo")
