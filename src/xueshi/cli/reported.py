"""``xueshi reported``: clauses about things that the ledger does not know, judged on the figures of a sheet."""

from __future__ import annotations

import argparse
import sys

from rich.console import Console
from rich.text import Text

from xueshi.cli import words
from xueshi.cli.judge import WITH_REFUSED, plan
from xueshi.kernel.errors import Lang
from xueshi.rules.loader import load
from xueshi.rules.reported import ReportedVerdict
from xueshi.rules.verdicts import Status
from xueshi.rules.words import STATUS_WORDS, figure_text, wanted_words
from xueshi.standings.answer.reported_sheet import judge_sheet
from xueshi.standings.answer.terminal import console, safe, table


def run(options: argparse.Namespace) -> int:
    """Judge the sheet and show every verdict, then every refused row."""
    answer = judge_sheet(load(plan(options.plan)), options.figures, as_of=options.as_of)
    to, lang = console(sys.stdout), options.lang
    headings = (words.SUBJECT, words.CLAUSE, words.TITLE, words.WINDOW, words.FIGURE, words.WANTED, words.STATUS)
    rows = table((heading.say(lang) for heading in headings), (4,))
    for verdict in answer.verdicts:
        if verdict.status is not Status.NOT_ASSESSABLE:
            rows.add_row(*map(safe, _row(verdict, lang)))
    to.print(rows)
    _count(answer.verdicts, to, lang)
    for refusal in answer.refused:
        to.print(Text(safe(refusal.error.line(lang)), "red"), soft_wrap=True)
    return WITH_REFUSED if answer.refused else 0


def _row(verdict: ReportedVerdict, lang: Lang) -> tuple[str, ...]:
    indicator = verdict.indicator
    pairs = zip(indicator.asks, verdict.figures, strict=True)
    return (
        verdict.subject,
        indicator.id,
        indicator.title.say(lang),
        f"{verdict.window.first}–{verdict.window.last}",
        " / ".join(figure_text(report.figure, ask) for ask, report in pairs if report),
        " / ".join(wanted_words(ask).say(lang) for ask in indicator.asks),
        STATUS_WORDS[verdict.status].say(lang),
    )


def _count(verdicts: tuple[ReportedVerdict, ...], to: Console, lang: Lang) -> None:
    silent = sum(verdict.status is Status.NOT_ASSESSABLE for verdict in verdicts)
    to.print(Text(words.NOT_REPORTED.say(lang).format(count=silent)), soft_wrap=True)
