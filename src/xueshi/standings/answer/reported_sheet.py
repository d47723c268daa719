"""The sheet of reported figures (填报数字): its columns, its rows, and what judging them comes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from xueshi.intake.sheets import open_workbook
from xueshi.intake.tables import Reading, read_rows
from xueshi.kernel import cells
from xueshi.kernel.columns import Cell, Column, SheetKind
from xueshi.kernel.errors import Place, Problem, XueshiError
from xueshi.kernel.refusals import Refusal
from xueshi.rules.model import Indicator, Kind, Pack, State
from xueshi.rules.reported import Report, ReportedVerdict, judge_reported
from xueshi.standings.answer.reported_problems import NO_FIGURE, NOT_CONFIRMED, NOT_REPORTED, WHICH_FIGURE


def figure(cell: Cell) -> Fraction | None:
    """A number, a percentage or a part of a whole: ``2000``, ``92.5%``, ``37/40``.

    >>> figure("92.5%"), figure("37/40")
    (Fraction(37, 40), Fraction(37, 40))
    """
    words = cells.plain_text(cell).replace(",", "").replace(" ", "")
    if not words:
        return None
    percent = words.endswith("%")
    try:
        found = Fraction(words.rstrip("%")) / (100 if percent else 1)
    except (ValueError, ZeroDivisionError):
        raise XueshiError(NO_FIGURE, text=words) from None
    if found < 0:
        raise XueshiError(NO_FIGURE, text=words)
    return found


REPORTED = SheetKind(
    "reported",
    "填报数字",
    "reported figures",
    {
        "subject": Column("填报单位", ("单位", "单位名称", "填报单位名称"), cells.text, required=True),
        "clause": Column("条款", ("条款编号", "指标", "指标编号"), cells.text, required=True),
        "ask": Column("项", ("分项", "项目"), cells.text),
        "figure": Column("数值", ("数字", "填报数", "完成数"), figure, required=True, spreads=False),
        "on": Column("截止日期", ("截至日期", "统计日期", "日期"), cells.day, required=True),
        "source": Column("来源", ("来源文件", "依据", "依据文件"), cells.text, required=True),
        "reporter": Column("填报人", ("报送人", "经办人"), cells.name),
        "confirmer": Column("确认人", ("审核人", "复核人"), cells.name),
    },
)


class ReportedRow(NamedTuple):
    """One reported figure as the sheet has it."""

    sheet: Place
    row: int
    subject: str
    clause: str
    ask: str | None
    figure: Fraction
    on: date
    source: str
    reporter: str | None
    confirmer: str | None

    @property
    def place(self) -> Place:
        """File, sheet and row."""
        return replace(self.sheet, row=self.row)


@dataclass(frozen=True, slots=True)
class ReportedAnswer:
    """What reported figures come to: verdicts, and the rows that were refused."""

    pack: Pack
    as_of: date
    verdicts: tuple[ReportedVerdict, ...]
    refused: tuple[Refusal, ...]
    reading: Reading[ReportedRow]


def judge_sheet(pack: Pack, path: Path, *, as_of: date) -> ReportedAnswer:
    """Judge the reported clauses of a pack on the figures of a sheet.

    Raises what reading the sheet raises; single rows are refused in the answer.
    """
    reading = read_rows(open_workbook(path), REPORTED, ReportedRow._make)
    refused: list[Refusal] = []
    reports = list(_reports(reading.rows, _asked(pack), refused))
    return ReportedAnswer(pack, as_of, judge_reported(pack, reports, as_of), (*reading.refused, *refused), reading)


def _asked(pack: Pack) -> Mapping[str, Indicator]:
    return {one.id: one for one in pack.indicators if one.state is State.JUDGED and one.kind is Kind.REPORTED}


def _reports(rows: Iterable[ReportedRow], asked: Mapping[str, Indicator], refused: list[Refusal]) -> Iterator[Report]:
    for row in rows:
        error = _wrong(row, asked)
        if error is None:
            yield Report(row.subject, row.clause, row.ask or "", row.on, row.figure, row.source)
        else:
            refused.append(Refusal(error))


def _wrong(row: ReportedRow, asked: Mapping[str, Indicator]) -> XueshiError | None:
    indicator = asked.get(row.clause)
    if indicator is None:
        return _error(NOT_REPORTED, row, "clause", clause=row.clause)
    asks = [ask.id for ask in indicator.asks]
    if (row.ask or "") not in asks:
        return _error(WHICH_FIGURE, row, "ask", clause=row.clause, allowed="、".join(asks))
    if row.confirmer is None or row.confirmer == row.reporter:
        return _error(NOT_CONFIRMED, row, "confirmer")
    return None


def _error(problem: Problem, row: ReportedRow, field: str, **values: object) -> XueshiError:
    place = replace(row.place, column=REPORTED.columns[field].heading)
    return XueshiError(problem, place=place, **values)
