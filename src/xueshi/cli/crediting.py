"""``xueshi crediting``: which crediting rules ship, and whether the cases of a rule set hold."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

from xueshi.cli import words
from xueshi.rules.crediting.casebook import check
from xueshi.rules.crediting.loader import load, names
from xueshi.rules.crediting.words import BOOK_WORDS
from xueshi.standings.answer.terminal import console, safe, table

FAILS = 1
"""The exit status of a rule set with a case that fails."""


def run(options: argparse.Namespace) -> int:
    """List the rule sets that ship, or check some."""
    to = console(sys.stdout)
    return _list(options, to) if options.action == "list" else _check(options, to)


def _list(options: argparse.Namespace, to: Console) -> int:
    headings = (words.RULE_SET, words.VERSION, words.TITLE, words.BOOK, words.FORCE, words.RULES)
    rows = table((heading.say(options.lang) for heading in headings), (5,))
    for one in map(load, names()):
        book, title = BOOK_WORDS[one.book].say(options.lang), one.title.say(options.lang)
        rows.add_row(one.id, one.version, title, book, str(one.force.first), str(len(one.rules)))
    to.print(rows)
    return 0


def _check(options: argparse.Namespace, to: Console) -> int:
    failed = 0
    for name in options.rule_set or names():
        rules = load(Path(name) if name.endswith((".yaml", ".yml")) else name)
        problems = list(check(rules))
        for problem in problems:
            to.print(Text(safe(problem.line(options.lang)), "red"), soft_wrap=True)
        counts = {"cases": len(rules.cases), "problems": len(problems)}
        said = words.CHECKED.say(options.lang).format(rules=rules.id, version=rules.version, **counts)
        to.print(Text(safe(said)), soft_wrap=True)
        failed += len(problems)
    return FAILS if failed else 0
