"""Overlapping or repeated dispatches, as a list for a human to decide (M24-I17, 五(十四): 防止多头调训、重复培训)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CaseKind(StrEnum):
    """Why two dispatches of one person cannot stand unexamined."""

    OVERLAP = "overlap"
    """多头调训: their days overlap."""
    REPEAT = "repeat"
    """重复培训: the same class within the months of choice AM-25."""


@dataclass(frozen=True, slots=True, order=True)
class Case:
    """Two off-job trainings of one person that overlap or repeat; a warning, never a verdict."""

    person: str
    kind: CaseKind
    first: str
    second: str
    """Entry ids; the earlier training stands first."""
