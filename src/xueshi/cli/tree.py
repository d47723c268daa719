"""``xueshi tree load``: a whole organisation tree in one go."""

from __future__ import annotations

import argparse
import sys

from rich.text import Text

from xueshi.cli import words
from xueshi.cli.office import actor, connect
from xueshi.standings.answer.terminal import console

REFUSED = 1
"""The exit status where rows were refused."""


def run(options: argparse.Namespace) -> int:
    """Load a list of organisations below the unit, or at the top of the tree."""
    connect()
    from xueshi.intake.import_gates import unit_named
    from xueshi.organisations.load import organisations_loaded
    from xueshi.organisations.load_file import refused_kept, rows_of

    by = actor(options.account)
    below = unit_named(by, options.unit) if options.unit else None
    load = organisations_loaded(rows_of(options.list), by=by, below=below)
    if options.rejects and load.refused:
        refused_kept(options.list, load, options.rejects, options.lang)
    said = words.TREE_LOADED.say(options.lang).format(count=load.count, refused=len(load.refused))
    console(sys.stdout).print(Text(said), soft_wrap=True)
    return REFUSED if load.refused else 0
