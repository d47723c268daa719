"""``xueshi audit``: proves the audit trail, and writes the checkpoint by which a cut end is found."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping

from rich.console import Console
from rich.text import Text

from xueshi.cli import words
from xueshi.cli.office import connect
from xueshi.standings.answer.terminal import console, safe

FAULTY = 1
"""The exit status of a trail that is not whole."""


def run(options: argparse.Namespace) -> int:
    """Prove the trail or write a checkpoint."""
    connect()
    return ACTIONS[options.action](options, console(sys.stdout))


def verify_trail(options: argparse.Namespace, to: Console) -> int:
    """Name every fault and count what was proved."""
    from xueshi.access.verify import verify

    report = verify(since=options.since, checkpoint=options.checkpoint)
    for fault in report.faults:
        to.print(Text(safe(fault.line(options.lang)), "red"), soft_wrap=True)
    said = words.TRAIL_FAULTY if report.faults else words.TRAIL_WHOLE
    counts = {"records": report.records, "blocks": report.blocks, "faults": len(report.faults)}
    to.print(Text(said.say(options.lang).format_map(counts)), soft_wrap=True)
    return FAULTY if report.faults else 0


def keep_checkpoint(options: argparse.Namespace, to: Console) -> int:
    """Write the newest block to a file."""
    from xueshi.access.verify import write_checkpoint

    number = write_checkpoint(options.file)
    said = words.KEPT if number else words.NOTHING_KEPT
    to.print(Text(safe(said.say(options.lang).format(number=number, path=options.file))), soft_wrap=True)
    return 0


ACTIONS: Mapping[str, Callable[[argparse.Namespace, Console], int]] = {
    "verify_trail": verify_trail,
    "keep_checkpoint": keep_checkpoint,
}
