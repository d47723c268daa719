"""Proof that a pack says what its documents say: anchors stand in the sources, numbers stand in the anchors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from xueshi.kernel.errors import XueshiError
from xueshi.kernel.units import days_text, plain
from xueshi.rules.model import Indicator, Pack, State
from xueshi.rules.problems import ANCHOR_ABSENT, FIGURE_ABSENT, NO_SOURCES, NUMBER_UNEXPLAINED

COUNTED = 10
"""Up to here a text may enumerate what it wants instead of writing a number."""

SUFFIXES = (".txt", ".md")


@dataclass(frozen=True, slots=True)
class Found:
    """Where an anchor stands: a file and a line counted from 1; a problem when it stands nowhere."""

    indicator: Indicator
    file: str = ""
    line: int = 0
    problem: XueshiError | None = None


def verify(pack: Pack, sources: Path) -> Iterator[Found]:
    """For every indicator the place of its anchor in the files that hold its document, or why it fails.

    A file holds a document when the document's title stands in it.
    Raises PACK-019 when the folder holds no text file.
    """
    texts = {path.name: path.read_text("utf-8", errors="replace").splitlines() for path in _files(sources)}
    if not texts:
        raise XueshiError(NO_SOURCES, folder=str(sources))
    for indicator in pack.indicators:
        problem = next(numbers_unproved(indicator), None)
        if problem is not None:
            yield Found(indicator, problem=problem)
            continue
        yield _locate(pack, indicator, texts)


def numbers_unproved(indicator: Indicator) -> Iterator[XueshiError]:
    """Figures that do not stand in the anchor, and numbers of a judged rule that are none of its figures."""
    for figure in indicator.figures:
        if figure not in indicator.cite.anchor:
            yield XueshiError(FIGURE_ABSENT, id=indicator.id, figure=figure, allowed=indicator.cite.anchor)
    if indicator.state is not State.JUDGED:
        return
    for number in _numbers(indicator):
        if number not in indicator.figures:
            allowed = ", ".join(indicator.figures)
            yield XueshiError(NUMBER_UNEXPLAINED, id=indicator.id, number=number, allowed=allowed)


def _numbers(indicator: Indicator) -> Iterator[str]:
    for need in indicator.any_of:
        if need.credit:
            yield f"{plain(need.credit)}学时"
        if need.half_days:
            yield f"{days_text(need.half_days)}天"
    for ask in indicator.asks:
        if ask.figure > COUNTED:
            yield next((text for text in _spellings(ask.figure) if text in indicator.figures), str(ask.figure))
    if indicator.share is not None:
        percent = Fraction(indicator.share) * 100
        yield f"{percent}%"


def _spellings(figure: Fraction) -> tuple[str, ...]:
    """How a text writes a whole number."""
    return str(figure), f"{figure / 10_000}万"


def _locate(pack: Pack, indicator: Indicator, texts: dict[str, list[str]]) -> Found:
    cite = indicator.cite
    title = pack.documents[cite.document].zh
    for file, lines in sorted(texts.items()):
        if not any(title in line for line in lines):
            continue
        for number, line in enumerate(lines, start=1):
            if cite.anchor in line:
                return Found(indicator, file, number)
    return Found(indicator, problem=XueshiError(ANCHOR_ABSENT, id=indicator.id, document=title, anchor=cite.anchor))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES and path.is_file())
