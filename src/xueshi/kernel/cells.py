"""Readers that turn one filled cell of a spreadsheet into an exact value, or refuse it; an empty cell is None.

Every reader is a pure function of the cell. Numbers that a spreadsheet keeps in binary are read as the decimal number it shows
(15 significant digits); no binary fraction survives.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TypeVar

from xueshi.kernel.columns import Cell
from xueshi.kernel.errors import Problem, XueshiError
from xueshi.kernel.paths import OrgPath, org_path
from xueshi.kernel.problems import (
    AMBIGUOUS_MONTH,
    CELL_NOT_TEXT,
    DIGITS_LOST,
    NOT_CREDIT,
    NOT_DATE,
    NOT_DAYS,
    NOT_SHARE,
    NOT_YES_NO,
)
from xueshi.kernel.units import Credit, HalfDays, credit, half_days

T = TypeVar("T")

BASIS_POINTS = 10_000
"""The whole of a share: shares are kept as integers of one hundredth of one percent."""

FIRST_YEAR, LAST_YEAR = 1900, 2100
LONGEST_SHOWN = 40
LONGEST_AMOUNT = 20
DIGITS_KEPT = 15
"""A spreadsheet keeps so many digits of a number; later ones become zeros."""

_EPOCH = date(1899, 12, 30)
_SERIALS = range(3654, 73_416)
_NOTHING = frozenset({"", "-", "--", "—", "——", "/", "\\", "无", "至今", "长期", "空"})
_YES = frozenset({"是", "√", "✓", "✔", "有", "对", "y", "yes", "1", "true", "t"})
NO_WORDS = frozenset({"否", "×", "✗", "✘", "x", "无", "不是", "n", "no", "0", "false", "f", "-", "—"})
"""What says no, in lower case and half-width."""

_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffe\uffff]+")
"""Blanks of every width, and what cannot be seen: control characters, marks of direction."""

_BRACKETS = str.maketrans("()", "（）")

_DATE = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})(?:\s*月|(?=\D|$))(?:\s*[-/.]?\s*(?P<day>\d{1,2})\s*[日号]?)?"
    r"(?:[T\s]*(?P<hour>\d{1,2})\s*[:时点]\s*(?P<minute>\d{1,2})?\s*(?:[:分]\s*(?P<second>\d{1,2}(?:\.0+)?)?\s*秒?)?)?"
)
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})?(?:\s+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?)?"
)
_SERIAL = re.compile(r"\d{4,5}(?:\.\d+)?")


def plain_text(cell: Cell) -> str:
    """The characters of any cell with full-width forms made half-width and outer blanks removed, for comparing and parsing."""
    if isinstance(cell, str):
        return _BLANKS.sub(" ", unicodedata.normalize("NFKC", cell)).strip()
    return shown(cell)


def shown(cell: Cell) -> str:
    """A cell as the spreadsheet shows it, for messages and for handing a row back."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return format(Decimal(format(cell, ".15g")), "f")
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds") if cell.second else cell.isoformat(" ", "minutes")
    return str(cell)


def text(cell: Cell) -> str | None:
    """Running text: full-width letters and figures become half-width, runs of blanks one blank; Chinese punctuation stays."""
    if isinstance(cell, str):
        if cell.isalnum() and cell.isascii():
            return cell
        return _BLANKS.sub(" ", cell.translate(_WIDE)).strip() or None
    if isinstance(cell, bool):
        raise _refusal(CELL_NOT_TEXT, shown(cell))
    return shown(cell) or None


def name(cell: Cell) -> str | None:
    """A person's name: blanks between Chinese characters ("王  芳") are removed, those between letters stay."""
    words = text(cell)
    if words is None or " " not in words or words.isascii():
        return words
    return words.replace(" ", "")


def number(cell: Cell) -> str | None:
    """A number that names something (人员编号, 记录编号), as text; a numeric cell longer than a spreadsheet keeps is refused."""
    if isinstance(cell, str):
        return cell if cell.isalnum() and cell.isascii() else plain_text(cell).replace(" ", "") or None
    digits = shown(cell)
    if not digits.isdecimal() or len(digits) > DIGITS_KEPT:
        raise XueshiError(DIGITS_LOST)
    return digits


def organisation(cell: Cell) -> OrgPath | None:
    """A path of organisation names from the top down; brackets in names become full-width so that spellings agree."""
    words = text(cell)
    return (org_path(words.replace(" ", "").translate(_BRACKETS)) or None) if words else None


def day(cell: Cell) -> date | None:
    """A calendar day; where only year and month stand, the first of the month; a time of day is left out."""
    when = moment(cell)
    return when.date() if isinstance(when, datetime) else when


def moment(cell: Cell) -> date | datetime | None:
    """A day, or a day with its clock time; midnight in a date-formatted cell is no clock time."""
    if isinstance(cell, datetime):
        when = (cell + timedelta(milliseconds=500)).replace(microsecond=0)
        return _plausible(when if when.time() != time() else when.date(), cell)
    if isinstance(cell, date):
        return _plausible(cell, cell)
    if isinstance(cell, str):
        words = plain_text(cell)
        return None if words in _NOTHING else _moment_in(words)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _moment_of_number(shown(cell))
    raise _refusal(NOT_DATE, shown(cell))


def yes_no(cell: Cell) -> bool | None:
    """是/否 in the usual spellings and ticks."""
    words = plain_text(cell).lower()
    if words in _YES:
        return True
    if words in NO_WORDS:
        return False
    if not words:
        return None
    raise _refusal(NOT_YES_NO, words)


def share(cell: Cell) -> int | None:
    """A share in basis points: 是 is the whole, 否 nothing, ``60%`` and ``60`` and a percent-formatted 0.6 are 6,000.

    >>> share("60%"), share("是"), share("62.5")
    (6000, 10000, 6250)
    """
    words = plain_text(cell).lower()
    if words in _YES or words in NO_WORDS:
        return BASIS_POINTS if words in _YES else 0
    if not words:
        return None
    if not re.fullmatch(r"\d+(\.\d+)?\s*%?", words):
        raise _refusal(NOT_SHARE, words)
    amount = Decimal(words.rstrip("% "))
    scaled = amount * (100 if words.endswith("%") or amount > 1 else BASIS_POINTS)
    if scaled != scaled.to_integral_value() or scaled > BASIS_POINTS:
        raise _refusal(NOT_SHARE, words)
    return int(scaled)


def credit_hours(cell: Cell) -> Credit | None:
    """Credit hours such as 37.5 or ``8学时``."""
    words = _amount(cell, NOT_CREDIT)
    return credit(re.sub(r"\s*个?学时$", "", words)) if words else None


def training_days(cell: Cell) -> HalfDays | None:
    """Days in steps of half a day such as 2.5, ``3天``, ``2天半`` or ``半天``."""
    words = _amount(cell, NOT_DAYS)
    if not words:
        return None
    if words == "半天":
        return HalfDays(1)
    return half_days(re.sub(r"\s*[天日]半$", ".5", words) if words.endswith("半") else re.sub(r"\s*[天日]$", "", words))


def one_of(words: Mapping[str, T], problem: Problem) -> Callable[[Cell], T | None]:
    """A reader of one of the given words; blanks, brackets and width do not matter."""
    known = {squeezed(word): meaning for word, meaning in words.items()}

    def read(cell: Cell) -> T | None:
        key = squeezed(plain_text(cell))
        if not key:
            return None
        if key not in known:
            raise _refusal(problem, plain_text(cell))
        return known[key]

    return read


def squeezed(words: str) -> str:
    """Words without blanks, quotation marks, stars and colons, for recognising headings and terms."""
    return re.sub(r"[\s*:“”\"'《》、,，]", "", unicodedata.normalize("NFKC", words)).lower()


def _refusal(problem: Problem, words: str) -> XueshiError:
    """The error with at most the beginning of what the cell holds."""
    return XueshiError(problem, text=words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN]}…")


def _amount(cell: Cell, problem: Problem) -> str:
    if isinstance(cell, bool | date | time | timedelta):
        raise _refusal(problem, shown(cell))
    words = plain_text(cell)
    if len(words) > LONGEST_AMOUNT:
        raise _refusal(problem, words)
    return words


def _moment_in(words: str) -> date | datetime:
    found = _COMPACT.fullmatch(words) or _DATE.fullmatch(words)
    if found is None and _SERIAL.fullmatch(words):
        return _moment_of_number(words)
    if found is None:
        raise _refusal(NOT_DATE, words)
    part = found.groupdict()
    try:
        when = date(int(part["year"]), int(part["month"]), int(part["day"] or 1))
        clock = (
            time(int(part["hour"]), int(part["minute"] or 0), int((part["second"] or "0")[:2]))
            if part["hour"]
            else None
        )
    except ValueError:
        raise _refusal(NOT_DATE, words) from None
    return _plausible(datetime.combine(when, clock) if clock else when, words)


def _moment_of_number(digits: str) -> date | datetime:
    """A number is a year with month (2017.06), yyyymm, yyyymmdd or the serial number of a day."""
    whole, _, rest = digits.partition(".")
    if len(whole) == 4 and FIRST_YEAR <= int(whole) <= LAST_YEAR and rest:
        if rest == "1":
            raise _refusal(AMBIGUOUS_MONTH, digits)
        return _moment_in(f"{whole}-{rest}")
    if len(whole) in (6, 8) and not rest:
        return _moment_in(whole)
    if len(whole) not in (4, 5) or int(whole) not in _SERIALS:
        raise _refusal(NOT_DATE, digits)
    when = _EPOCH + timedelta(days=int(whole))
    seconds = int((Decimal(f"0.{rest or 0}") * 86_400).to_integral_value())
    return datetime.combine(when, time()) + timedelta(seconds=seconds) if seconds else when


def _plausible(when: date | datetime, cell: Cell) -> date | datetime:
    if not FIRST_YEAR <= when.year <= LAST_YEAR:
        raise _refusal(NOT_DATE, shown(cell))
    return when
