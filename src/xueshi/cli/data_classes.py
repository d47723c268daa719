"""``xueshi data-classes``: every kept field with its class, grade, keeping time and readers."""

from __future__ import annotations

import argparse
import sys

from xueshi.cli import words
from xueshi.cli.office import connect
from xueshi.standings.answer.terminal import console, table

HEADINGS = (words.ROOM, words.MODEL, words.FIELD, words.DATA_CLASS, words.GRADE, words.KEPT_FOR, words.SEEN_BY)


def run(options: argparse.Namespace) -> int:
    """Print the catalogue, room by room."""
    connect()
    from xueshi.access.data_classes import CLASS_WORDS, KEPT_WORDS, SEEN_WORDS, catalogue

    lang = options.lang
    rows = table(tuple(heading.say(lang) for heading in HEADINGS))
    for entry in catalogue():
        label = entry.label
        said = CLASS_WORDS[label.data], KEPT_WORDS[label.kept], SEEN_WORDS[label.seen]
        data, kept, seen = (word.say(lang) for word in said)
        rows.add_row(entry.room, entry.model, entry.field, data, label.grade.value, kept, seen)
    console(sys.stdout).print(rows)
    return 0
