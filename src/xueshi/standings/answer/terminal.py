"""Pieces that every terminal text uses: a console, safe texts, tables and bars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

PLAIN_WIDTH = 110
"""Columns of a file or pipe, which has no width of its own."""

REPLACED = "\N{REPLACEMENT CHARACTER}"


def console(file: TextIO) -> Console:
    """A console that prints texts as they are; colours appear on a terminal only."""
    width = None if file.isatty() else PLAIN_WIDTH
    return _Console(file=file, width=width, markup=False, highlight=False, emoji=False)


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to the program what happens when nobody reads on."""
        raise BrokenPipeError


def safe(text: str) -> str:
    """The text without control characters, so that no file can steer the terminal that shows it.

    >>> safe("甲\\x1b[2J")
    '甲�[2J'
    """
    return "".join(character if character.isprintable() else REPLACED for character in text)


def table(headings: Iterable[str], numbers: Iterable[int] = ()) -> Table:
    """A table with a line under its headings; columns whose places are given hold numbers, one without heading a bar."""
    right = set(numbers)
    made = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for place, heading in enumerate(headings):
        number = place in right
        made.add_column(heading, justify="right" if number else "left", no_wrap=number or not heading, overflow="fold")
    return made


def bar(parts: Sequence[tuple[int, str, str]], width: int) -> Text:
    """A bar of parts (count, character, colour), in whole cells; empty when nothing is counted.

    >>> bar([(1, "#", ""), (1, "-", "")], 4).plain, bar([(0, "#", "")], 4).plain
    ('##--', '')
    """
    total = sum(count for count, _, _ in parts)
    drawn = Text()
    done = 0
    for count, character, colour in parts if total else ():
        cells = (done + count) * width // total - done * width // total
        drawn.append(character * cells, colour)
        done += count
    return drawn
