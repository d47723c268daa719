"""Which clauses are asked in which windows on an assessment date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xueshi.kernel.windows import Window, year_window
from xueshi.rules.model import Every, Indicator, Kind, Pack, State

JUDGED_FOR_PERSONS = (Kind.FLOOR, Kind.COVERAGE, Kind.SHARE)


@dataclass(frozen=True, slots=True)
class Question:
    """One judged clause in one window, as it stands on the assessment date."""

    indicator: Indicator
    window: Window
    as_of: date

    @property
    def reference(self) -> date:
        """The day on which roster, office and exemption are read (AM-14): never today's headcount for a past year."""
        return self.window.reference(self.as_of)

    @property
    def closed(self) -> bool:
        """True when the window is over at the close of the assessment date."""
        return self.window.closed(self.as_of)

    @property
    def counted_days(self) -> Window:
        """The days whose entries count: from the beginning of the window to the reference day."""
        return Window(self.window.first, self.reference)


def questions(pack: Pack, as_of: date) -> tuple[Question, ...]:
    """Every judged clause in every window that has begun by the assessment date, in the order of the pack."""
    return tuple(
        Question(indicator, window, as_of)
        for indicator in pack.indicators
        if indicator.state is State.JUDGED and indicator.kind in JUDGED_FOR_PERSONS
        for window in windows(indicator, pack.period)
        if window.first <= as_of
    )


def windows(indicator: Indicator, period: Window) -> tuple[Window, ...]:
    """The windows of a clause within the plan period; a deadline has one, up to its last day."""
    if indicator.by is not None:
        return (Window(min(period.first, indicator.by), indicator.by),)
    if indicator.every is Every.PLAN_PERIOD:
        return (period,)
    return tuple(year_window(year) for year in range(period.first.year, period.last.year + 1))
