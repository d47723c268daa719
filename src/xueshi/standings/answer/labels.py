"""How office documents write shares, averages, requirements and windows."""

from __future__ import annotations

from datetime import date

from xueshi.kernel.errors import Lang
from xueshi.kernel.units import Credit, credit_text
from xueshi.kernel.windows import Window
from xueshi.rules.explain import amounts
from xueshi.rules.model import Indicator, Words
from xueshi.rules.verdicts import Amounts, Status

BASIS_POINTS = 10_000
"""Hundredths of a percent in a whole."""

COUNTED = tuple(status for status in Status if status is not Status.NOT_APPLICABLE)
"""The statuses of those to whom a clause applies, in the order in which every document lists them."""


def basis_points(part: int, whole: int) -> int | None:
    """The share in hundredths of a percent, rounded half up; only all is 100 % and only none is 0 %.

    >>> basis_points(1, 3), basis_points(99_999, 100_000), basis_points(1, 100_000), basis_points(0, 0)
    (3333, 9999, 1, None)
    """
    if whole == 0:
        return None
    if part in (0, whole):
        return BASIS_POINTS if part else 0
    rounded = (2 * part * BASIS_POINTS + whole) // (2 * whole)
    return max(1, min(BASIS_POINTS - 1, rounded))


def percent(part: int, whole: int) -> str:
    """The share as documents print it, a dash where there is nobody to assess.

    >>> percent(1, 3), percent(0, 0)
    ('33.33%', '—')
    """
    points = basis_points(part, whole)
    return "—" if points is None else f"{credit_text(points)}%"


def per_head(total: Credit, heads: int) -> str:
    """Credit hours per head with two decimals, rounded half up; a dash where there is nobody.

    >>> per_head(Credit(10000), 3), per_head(Credit(0), 0)
    ('33.33', '—')
    """
    return credit_text((2 * total + heads) // (2 * heads)) if heads else "—"


def day(on: date, lang: Lang) -> str:
    """The day in running text.

    >>> day(date(2026, 6, 30), "zh"), day(date(2026, 6, 30), "en")
    ('2026年6月30日', '30 June 2026')
    """
    return f"{on.day} {on:%B} {on.year}" if lang == "en" else f"{on.year}年{on.month}月{on.day}日"


def period(window: Window, lang: Lang) -> str:
    """The window in running text: a year, or years.

    >>> period(Window(date(2024, 1, 1), date(2028, 12, 31)), "zh"), period(Window(date(2025, 1, 1), date(2025, 12, 31)), "en")
    ('2024—2028年', '2025')
    """
    first, last = window.first.year, window.last.year
    years = f"{first}" if first == last else f"{first}{'–' if lang == 'en' else '—'}{last}"
    return years if lang == "en" else f"{years}年"


def requirement(indicator: Indicator, needs: tuple[Amounts, ...]) -> Words:
    """What the clause asks of a person: its alternatives, or its share."""
    if indicator.share is not None:
        share = indicator.share
        return Words(f"党的创新理论学时占 {share} 以上", f"at least {share} of the credit on innovative theory")
    told = [amounts(need) for need in needs]
    return Words("，或 ".join(words.zh for words in told), ", or ".join(words.en for words in told))
