"""Credit and days as exact integers: two independent measures, never converted (M24 一 ¶3: "20天或160学时")."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NewType

from xueshi.kernel.errors import Problem, XueshiError
from xueshi.kernel.problems import NOT_CREDIT, NOT_DAYS

Credit = NewType("Credit", int)
"""Hundredths of a credit hour (学时)."""

HalfDays = NewType("HalfDays", int)
"""Half-days (半天); two make one day (天)."""

NO_CREDIT = Credit(0)
NO_HALF_DAYS = HalfDays(0)

HUNDREDTHS = 100
HALVES = 2

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)


def credit(text: str) -> Credit:
    """The credit written as a decimal number of credit hours with at most two decimals.

    >>> credit("37.5")
    3750
    """
    return Credit(_scaled(text, HUNDREDTHS, NOT_CREDIT))


def half_days(text: str) -> HalfDays:
    """The half-days written as a number of days in steps of half a day.

    >>> half_days("12.5")
    25
    """
    return HalfDays(_scaled(text, HALVES, NOT_DAYS))


def credit_text(amount: int) -> str:
    """Credit hours with two decimals, as every output prints them.

    >>> credit_text(Credit(12350))
    '123.50'
    """
    sign = "-" if amount < 0 else ""
    whole, rest = divmod(abs(amount), HUNDREDTHS)
    return f"{sign}{whole}.{rest:02d}"


def days_text(amount: int) -> str:
    """Days with one decimal only where a half-day stands.

    >>> days_text(HalfDays(25)), days_text(HalfDays(40))
    ('12.5', '20')
    """
    sign = "-" if amount < 0 else ""
    whole, rest = divmod(abs(amount), HALVES)
    return f"{sign}{whole}.5" if rest else f"{sign}{whole}"


def plain(amount: int) -> str:
    """Credit hours without needless zeros, for running text.

    >>> plain(Credit(16000)), plain(Credit(3750))
    ('160', '37.5')
    """
    text = credit_text(amount)
    return text.rstrip("0").rstrip(".")


def _scaled(text: str, scale: int, problem: Problem) -> int:
    if not _NUMBER.fullmatch(text):
        raise XueshiError(problem, text=text)
    scaled = Decimal(text) * scale
    if scaled != scaled.to_integral_value():
        raise XueshiError(problem, text=text)
    return int(scaled)
