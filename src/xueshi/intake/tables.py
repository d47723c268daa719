"""Reads the sheets of a workbook as typed rows of one kind; each bad cell refuses its row with code, place and what is allowed.

Columns are read one after the other and each distinct cell once, so a file costs little more than opening it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import repeat
from typing import Any, Generic, TypeVar

from xueshi.intake.headers import Header, find_header, missing, no_table, refuse_missing
from xueshi.intake.problems import EMPTY_CELL, EMPTY_GROUP, FORMULA, NO_ROWS
from xueshi.intake.sheets import Sheet, Workbook
from xueshi.kernel.cells import plain_text, squeezed
from xueshi.kernel.columns import Cell, Column, SheetKind
from xueshi.kernel.errors import Place, XueshiError
from xueshi.kernel.memory import making_many
from xueshi.kernel.problems import TOO_LONG
from xueshi.kernel.refusals import Refusal

R = TypeVar("R", bound=tuple[Any, ...])

Mistakes = dict[int, list[XueshiError]]
"""Errors by the offset of the row."""

_NOTE_LINES = 3
_TOTAL = re.compile(r"(合计|总计|小计|共计|本页小计|本页合计|累计|total|subtotal)[(:（：]?.*")
_NOTE = re.compile(
    r"(填写?说明|填报说明|说明|注|备注|注意|示例|例|样例|填表|填报|制表|审核|负责人|经办人|联系人|单位盖章|盖章)[0-9一二三人]?([:：).、,，（(]|$).*"
)
_HINT = re.compile(r".*(必填|选填|格式|示例|填写|例如|如[:：]|下拉).*")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one sheet as the file has them, for handing refused ones back in the same layout."""

    at: Place
    headings: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    numbers: Sequence[int]


@dataclass(frozen=True, slots=True)
class Reading(Generic[R]):
    """What a workbook gave: typed rows, refused rows, and everything that was left out, so that nothing is ignored silently."""

    file: str
    sha256: str
    kind: SheetKind
    rows: list[R]
    refused: tuple[Refusal, ...]
    tables: Callable[[], tuple[Table, ...]]
    """The rows as the file has them; a file that was read apart is opened again for them."""
    unknown_columns: tuple[str, ...] = ()
    skipped_sheets: tuple[str, ...] = ()
    damaged: tuple[R, ...] = ()
    """The refused rows as far as they could be read; what could not is None."""
    skipped_rows: tuple[Place, ...] = ()
    """Titles repeated inside, totals, notes and example rows."""

    @property
    def skipped_places(self) -> tuple[str, ...]:
        """The rows that were left out, as sheet and row; a text file has no sheets."""
        return tuple(f"{place.sheet}:{place.row}" if place.sheet else f"{place.row}" for place in self.skipped_rows)

    @property
    def refused_rows(self) -> int:
        """How many rows were refused; one row may be refused for several mistakes."""
        return len({(refusal.place.sheet, refusal.place.row) for refusal in self.refused})


@making_many()
def read_rows(workbook: Workbook, kind: SheetKind, row: Callable[[Iterable[object]], R]) -> Reading[R]:
    """The rows of every visible sheet that has a header of this kind.

    ``row`` makes a row from an iterable of the place of its sheet, its number and its values in the order of ``kind.columns``.
    """
    found = [(sheet, header) for sheet in workbook.sheets if (header := _header(sheet, kind, workbook.name))]
    complete = [(sheet, header) for sheet, header in found if not missing(header, kind)]
    if not found:
        raise no_table(workbook.sheets, kind, workbook.name)
    if not complete:
        sheet, header = max(found, key=lambda pair: len(pair[1].fields))
        refuse_missing(header, kind, Place(workbook.name, sheet.name))
    read = {sheet.name for sheet, _ in complete}
    parts = [_read_sheet(sheet, header, kind, row, Place(workbook.name, sheet.name)) for sheet, header in complete]
    if not any(part.rows or part.refused or part.skipped_rows for part in parts):
        raise XueshiError(NO_ROWS, place=Place(workbook.name, complete[0][0].name))
    return Reading(
        workbook.name,
        workbook.sha256,
        kind,
        [one for part in parts for one in part.rows] if len(parts) > 1 else parts[0].rows,
        tuple(refusal for part in parts for refusal in part.refused),
        lambda: tuple(table for part in parts for table in part.tables()),
        tuple(dict.fromkeys(heading for part in parts for heading in part.unknown_columns)),
        (*(sheet.name for sheet in workbook.sheets if sheet.name not in read), *workbook.hidden),
        tuple(one for part in parts for one in part.damaged),
        tuple(place for part in parts for place in part.skipped_rows),
    )


def _header(sheet: Sheet, kind: SheetKind, file: str) -> Header | None:
    try:
        return find_header(sheet, kind)
    except XueshiError as error:
        raise XueshiError(error.problem, place=Place(file, sheet.name), **error.values) from error


def _read_sheet(
    sheet: Sheet, header: Header, kind: SheetKind, row: Callable[[Iterable[object]], R], at: Place
) -> Reading[R]:
    if sheet.formula:
        raise XueshiError(FORMULA, place=at, cell=sheet.formula)
    body = spread(sheet, header, kind)
    offsets = [offset for offset, cells in enumerate(body) if any(cells)]
    if len(offsets) < len(body):
        body = [body[offset] for offset in offsets]
    first = sheet.first_row + header.body
    return read_body(body, [first + offset for offset in offsets], header, kind, row, at)


def read_body(
    body: Sequence[Sequence[Cell]],
    numbers: Sequence[int],
    header: Header,
    kind: SheetKind,
    row: Callable[[Iterable[object]], R],
    at: Place,
) -> Reading[R]:
    """Rows below a header, none of them empty, each with its number as the file shows it; all are as wide as the header."""
    values, bad = _columns(body, header, kind)
    mistakes = _mistakes(bad, header)
    _refuse_empty(values, bad, header, kind, mistakes)
    left_out = _left_out(body, header, values, mistakes)
    rows: list[R] = list(
        map(row, zip(repeat(at), numbers, *(values.get(field, repeat(None)) for field in kind.columns)))
    )
    wrong = sorted(mistakes.keys() - left_out.keys())
    kept = rows
    if mistakes or left_out:
        kept = [one for offset, one in enumerate(rows) if offset not in mistakes and offset not in left_out]
    return Reading(
        at.file,
        "",
        kind,
        kept,
        tuple(
            Refusal(_placed(error, replace(at, row=numbers[offset]))) for offset in wrong for error in mistakes[offset]
        ),
        lambda: (Table(at, header.headings, body, numbers),),
        header.unknown,
        damaged=tuple(rows[offset] for offset in wrong),
        skipped_rows=tuple(replace(at, row=numbers[offset]) for offset, why in sorted(left_out.items()) if why),
    )


def spread(sheet: Sheet, header: Header, kind: SheetKind) -> list[Sequence[Cell]]:
    """The body with each vertically merged cell repeated in the rows that it covers, except amounts."""
    body = list(sheet.rows[header.body :])
    filled = {at for field, at in header.fields.items() if kind.columns[field].spreads}
    for merge in sheet.merged:
        top, bottom = merge.top - header.body, min(merge.bottom - header.body, len(body) - 1)
        if top < 0 or bottom <= top or merge.left not in filled:
            continue
        for offset in range(top + 1, bottom + 1):
            cells = list(body[offset])
            cells[merge.left] = body[top][merge.left]
            body[offset] = cells
    return body


class _Memo(dict[Cell, object]):
    """Values by cell; a cell is read when it is first met, and what it is refused for is kept."""

    def __init__(self, column: Column) -> None:
        super().__init__({"": None, None: None})
        self.column = column
        self.bad: dict[Cell, XueshiError] = {}

    def __missing__(self, cell: Cell) -> object:
        try:
            value = self.column.read(cell)
            if isinstance(value, str) and len(value) > self.column.longest:
                raise XueshiError(TOO_LONG, length=len(value), longest=self.column.longest)
        except XueshiError as error:
            self.bad[cell] = error
            value = None
        self[cell] = value
        return value


def _columns(
    body: Sequence[Sequence[Cell]], header: Header, kind: SheetKind
) -> tuple[dict[str, Sequence[object]], dict[str, Mapping[int, XueshiError]]]:
    """Values by field, and by field the errors of its cells by offset."""
    values: dict[str, Sequence[object]] = {}
    bad: dict[str, Mapping[int, XueshiError]] = {}
    cells = list(zip(*body, strict=True)) or [()] * len(header.headings)
    for field, at in header.fields.items():
        values[field], bad[field] = _read_column(cells[at], kind.columns[field])
    return values, bad


def _mistakes(bad: Mapping[str, Mapping[int, XueshiError]], header: Header) -> Mistakes:
    mistakes: Mistakes = {}
    for field, errors in bad.items():
        place = Place(column=header.headings[header.fields[field]])
        for offset, error in errors.items():
            mistakes.setdefault(offset, []).append(XueshiError(error.problem, place=place, **error.values))
    return mistakes


def _read_column(cells: Sequence[Cell], column: Column) -> tuple[list[object], dict[int, XueshiError]]:
    """The values of a column and its errors by offset; a dictionary cannot tell truth values from 1 and 0, so those are read apart."""
    memo = _Memo(column)
    values = list(map(memo.__getitem__, cells))
    if (1 in memo or 0 in memo) and bool in set(map(type, cells)):
        return _read_apart(cells, column)
    return values, {offset: memo.bad[cell] for offset, cell in enumerate(cells) if cell in memo.bad} if memo.bad else {}


def _read_apart(cells: Sequence[Cell], column: Column) -> tuple[list[object], dict[int, XueshiError]]:
    memos = {True: _Memo(column), False: _Memo(column)}
    chosen = [memos[isinstance(cell, bool)] for cell in cells]
    values = [memo[cell] for memo, cell in zip(chosen, cells, strict=True)]
    pairs = enumerate(zip(chosen, cells, strict=True))
    return values, {offset: memo.bad[cell] for offset, (memo, cell) in pairs if cell in memo.bad}


def _refuse_empty(
    values: Mapping[str, Sequence[object]],
    bad: Mapping[str, Mapping[int, XueshiError]],
    header: Header,
    kind: SheetKind,
    mistakes: Mistakes,
) -> None:
    """Refuse rows in which a required cell, or every cell of a group, is empty; a cell refused for what it holds is not empty."""
    groups = [(field,) for field, column in kind.columns.items() if column.required]
    for group in (*groups, *kind.one_of):
        present = [field for field in group if field in values]
        empty = {offset for offset, value in enumerate(values[present[0]]) if value is None}
        for field in present:
            empty = {offset for offset in empty if values[field][offset] is None and offset not in bad[field]}
        if not empty:
            continue
        headings = [header.headings[header.fields[field]] for field in present]
        problem = EMPTY_CELL if len(group) == 1 else EMPTY_GROUP
        error = XueshiError(problem, place=Place(column="/".join(headings)), heading="、".join(headings))
        for offset in empty:
            mistakes.setdefault(offset, []).append(error)


def _left_out(
    body: Sequence[Sequence[Cell]], header: Header, values: Mapping[str, Sequence[object]], mistakes: Mistakes
) -> dict[int, bool]:
    """Rows that are no data: True for totals, notes, examples and repeated headers, False for rows of blanks or a bare serial number."""
    count = len(body)
    suspects = {*range(min(_NOTE_LINES, count)), *range(max(0, count - _NOTE_LINES), count), *mistakes}
    left_out: dict[int, bool] = {}
    for offset in suspects:
        if (
            offset in mistakes
            and all(column[offset] is None for column in values.values())
            and not _bad_cells(mistakes[offset])
        ):
            left_out[offset] = _is_note(body[offset], header)
        elif _is_note(body[offset], header):
            left_out[offset] = True
    return left_out


def _bad_cells(errors: Sequence[XueshiError]) -> bool:
    return any(error.problem not in (EMPTY_CELL, EMPTY_GROUP) for error in errors)


def _is_note(cells: Sequence[Cell], header: Header) -> bool:
    words = [word for cell in cells if (word := plain_text(cell).replace(" ", "").lower())]
    if not words:
        return False
    if _TOTAL.fullmatch(words[0]) or _NOTE.fullmatch(words[0]):
        return True
    headings = {squeezed(heading) for heading in header.headings}
    alike = sum(squeezed(word) in headings or _HINT.fullmatch(word) is not None for word in words)
    return 2 * alike > len(words)


def _placed(error: XueshiError, place: Place) -> XueshiError:
    return XueshiError(error.problem, place=replace(place, column=error.place.column), **error.values)
