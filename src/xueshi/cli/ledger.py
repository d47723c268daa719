"""``xueshi ledger``: seals and proves the ledger, and proves one entry to those who have no database."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping

from rich.console import Console
from rich.text import Text

from xueshi.cli import words
from xueshi.cli.office import connect
from xueshi.rules.model import Words
from xueshi.standings.answer.terminal import console, safe

FAULTY = 1
"""The exit status of a ledger that is not what was sealed."""


def run(options: argparse.Namespace) -> int:
    """Seal, verify, keep a checkpoint, prove or check."""
    return ACTIONS[options.action](options, console(sys.stdout))


def seal_now(options: argparse.Namespace, to: Console) -> int:
    """Seal every entry there is."""
    connect()
    from xueshi.ledger.sealing import seal

    _say(to, options, words.SEALED, rounds=seal())
    return 0


def verify_ledger(options: argparse.Namespace, to: Console) -> int:
    """Name every fault, count what was proved, and say what cannot be seen."""
    connect()
    from xueshi.ledger.proofs import cut
    from xueshi.ledger.verifying import verify

    lost = cut(options.checkpoint) if options.checkpoint else None
    report = verify(since=options.since, jobs=options.jobs)
    faults = [*report.faults, *([lost] if lost else [])]
    for fault in faults:
        to.print(Text(safe(fault.line(options.lang)), "red"), soft_wrap=True)
    counts = {"entries": report.entries, "blocks": report.blocks, "seals": report.seals, "faults": len(faults)}
    _say(to, options, words.LEDGER_FAULTY if faults else words.LEDGER_WHOLE, **counts)
    _say(to, options, words.NOT_SEEN, unsealed=report.unsealed)
    return FAULTY if faults else 0


def keep_checkpoint(options: argparse.Namespace, to: Console) -> int:
    """Write the newest seal to a file."""
    connect()
    from xueshi.ledger.proofs import write_checkpoint

    number = write_checkpoint(options.file)
    _say(to, options, words.KEPT_SEAL if number else words.NO_SEAL, number=number, path=options.file)
    return 0


def prove_entry(options: argparse.Namespace, to: Console) -> int:
    """Write the proof of an entry."""
    connect()
    from xueshi.ledger.proofs import Entry, prove

    proof = prove(Entry.named(options.entry))
    options.file.write_text(json.dumps(proof, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    _say(to, options, words.WRITTEN, path=options.file)
    return 0


def check_proof(options: argparse.Namespace, to: Console) -> int:
    """Check a proof; no database is asked."""
    from xueshi.ledger.offline import check

    found = check(options.file, key=options.key)
    _say(to, options, words.PROVED, entry=found.entry, seal=found.seal, at=found.at, key=found.key)
    to.print(Text(safe(found.text)), soft_wrap=True)
    return 0


def _say(to: Console, options: argparse.Namespace, what: Words, **values: object) -> None:
    to.print(Text(safe(what.say(options.lang).format_map(values))), soft_wrap=True)


ACTIONS: Mapping[str, Callable[[argparse.Namespace, Console], int]] = {
    "seal_now": seal_now,
    "verify_ledger": verify_ledger,
    "keep_checkpoint": keep_checkpoint,
    "prove_entry": prove_entry,
    "check_proof": check_proof,
}
