"""The citizen identity number (公民身份号码, GB 11643): 17 digits and a check digit modulo 11-2."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from operator import mul

from xueshi.kernel.cells import FIRST_YEAR, LAST_YEAR, plain_text
from xueshi.kernel.columns import Cell
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.problems import ID_BIRTH, ID_CHECK_DIGIT, ID_FORM, ID_LOST, ID_OLD

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_FORM = re.compile(r"[1-9][0-9]{16}[0-9X]")
_SCIENTIFIC = re.compile(r"[\d.]+E\+?\d+", re.IGNORECASE)


def citizen_id(cell: Cell) -> str | None:
    """The identity number in canonical form; the error texts never repeat it.

    A spreadsheet keeps 15 digits of a number, so a number typed as a number has lost its end and is refused.
    """
    if not isinstance(cell, str):
        raise XueshiError(ID_LOST)
    digits = cell
    if not _FORM.fullmatch(digits):
        digits = plain_text(cell).replace(" ", "").strip("'`‘’").upper()
        if not digits:
            return None
        _refuse_malformed(digits)
    if not _is_birth_date(digits[6:14]):
        raise XueshiError(ID_BIRTH)
    if check_digit(digits) != digits[17]:
        raise XueshiError(ID_CHECK_DIGIT)
    return digits


def check_digit(digits: str) -> str:
    """The check digit that belongs to the first 17 digits.

    >>> check_digit("11010519491231002")
    'X'
    """
    return _CHECKS[(_weighed(digits[:6], 0) + _weighed(digits[6:14], 6) + _weighed(digits[14:17], 14)) % 11]


@lru_cache(maxsize=65_536)
def _weighed(digits: str, at: int) -> int:
    """The weighted sum of digits that begin at a place; division, birth date and sequence come again and again."""
    return sum(map(mul, map(int, digits), _WEIGHTS[at:]))


def _refuse_malformed(digits: str) -> None:
    if _SCIENTIFIC.fullmatch(digits):
        raise XueshiError(ID_LOST)
    if len(digits) == 15 and digits.isdecimal():
        raise XueshiError(ID_OLD)
    if not _FORM.fullmatch(digits):
        raise XueshiError(ID_FORM, length=len(digits))


@lru_cache(maxsize=65_536)
def _is_birth_date(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return FIRST_YEAR <= born.year <= LAST_YEAR
