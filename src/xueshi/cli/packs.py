"""``xueshi packs``: which plans ship, what their clauses say, whether they are true to the documents and complete."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console
from rich.text import Text

from xueshi.cli import words
from xueshi.cli.judge import plan
from xueshi.cli.problems import NO_INDICATORS
from xueshi.kernel.errors import Lang, XueshiError
from xueshi.rules.casebook import check
from xueshi.rules.coverage import coverage, uncovered
from xueshi.rules.loader import load, names
from xueshi.rules.model import Choice, Pack, State, Words
from xueshi.rules.verify import verify
from xueshi.rules.words import STATE_WORDS, STRENGTH_WORDS
from xueshi.standings.answer.terminal import console, safe, table

FAILS = 1
"""The exit status of a pack that is wrong or incomplete."""


def run(options: argparse.Namespace) -> int:
    """List, show, verify or cover packs."""
    return ACTIONS[options.action](options, console(sys.stdout))


def show_all(options: argparse.Namespace, to: Console) -> int:
    """List the packs that ship."""
    rows = table(_said(options.lang, words.PACK, words.VERSION, words.TITLE, words.PERIOD, words.CLAUSES), (4,))
    for pack in map(load, names()):
        period = f"{pack.period.first} – {pack.period.last}"
        rows.add_row(pack.id, pack.version, pack.title.say(options.lang), period, str(len(pack.indicators)))
    to.print(rows)
    return 0


def show_one(options: argparse.Namespace, to: Console) -> int:
    """Show the clauses of a pack and its local choices, with the options in force."""
    lang: Lang = options.lang
    pack = load(plan(options.plan), dict(options.set))
    to.print(Text(f"{pack.title.say(lang)} · {pack.id} {pack.version}", "bold"))
    to.print()
    clauses = table(_said(lang, words.CLAUSE, words.TITLE, words.STATE, words.STRENGTH, words.CITED))
    for indicator in pack.indicators:
        state, strength = STATE_WORDS[indicator.state].say(lang), STRENGTH_WORDS[indicator.strength].say(lang)
        cited = f"{indicator.cite.document} {indicator.cite.clause}"
        clauses.add_row(indicator.id, indicator.title.say(lang), state, strength, cited)
    to.print(clauses)
    to.print()
    choices = table(_said(lang, words.CHOICE, words.QUESTION, words.IN_FORCE, words.OPTIONS_OF_CHOICE))
    for choice in pack.choices:
        chosen = pack.settings[choice.id]
        in_force = f"{chosen}: {choice.options[chosen].say(lang)}"
        choices.add_row(choice.id, choice.question.say(lang), in_force, _others(choice, chosen))
    to.print(choices)
    return 0


def verify_all(options: argparse.Namespace, to: Console) -> int:
    """Prove every anchor and number against the documents, and judge every case."""
    failed = 0
    for pack in _packs(options.pack):
        problems = list(check(pack))
        anchored = 0
        for found in verify(pack, options.sources):
            if found.problem is None:
                anchored += 1
                _say(to, words.FOUND_AT, options.lang, id=found.indicator.id, file=found.file, line=found.line)
            else:
                problems.append(found.problem)
        for problem in problems:
            to.print(Text(safe(problem.line(options.lang)), "red"), soft_wrap=True)
        counts = {"found": anchored, "problems": len(problems)}
        _say(to, words.VERIFIED, options.lang, pack=pack.id, version=pack.version, **counts)
        failed += len(problems)
    return FAILS if failed else 0


def cover_all(options: argparse.Namespace, to: Console) -> int:
    """Say how many clauses stand in which state and why, and which of a list have no state."""
    packs = list(_packs(options.pack))
    wanted = _ids(options.indicators) if options.indicators else frozenset()
    missing = 0
    for pack in packs:
        _states(pack, to, options.lang)
        missing += _missing(pack, wanted, to, options.lang)
    documents = {document for pack in packs for document in pack.documents}
    others = Counter(map(_document, wanted))
    for document in sorted(others.keys() - documents):
        ids = " ".join(sorted(name for name in wanted if _document(name) == document))
        _say(to, words.OTHER_DOCUMENT, options.lang, document=document, count=others[document], ids=ids)
    return FAILS if missing else 0


def _states(pack: Pack, to: Console, lang: Lang) -> None:
    covered = coverage(pack)
    to.print(Text(f"{pack.title.say(lang)} · {pack.id} {pack.version}", "bold"))
    states = table(_said(lang, words.STATE, words.COUNT), (1,))
    for state, count in covered.by_state.items():
        states.add_row(STATE_WORDS[state].say(lang), str(count))
    to.print(states)
    to.print()
    reasons = table(_said(lang, words.CLAUSE, words.TITLE, words.STATE, words.REASON))
    for indicator in covered.indicators:
        if indicator.state is not State.JUDGED:
            reason = indicator.reason.say(lang) if indicator.reason else ""
            reasons.add_row(indicator.id, indicator.title.say(lang), STATE_WORDS[indicator.state].say(lang), reason)
    to.print(reasons)


def _missing(pack: Pack, wanted: frozenset[str], to: Console, lang: Lang) -> int:
    """How many clauses of the pack's own documents have no state."""
    own = frozenset(name for name in wanted if _document(name) in pack.documents)
    if not own:
        return 0
    missing = uncovered(pack, own)
    to.print()
    if missing:
        _say(to, words.WITHOUT_STATE, lang, count=len(missing), ids=" ".join(missing))
    else:
        _say(to, words.ALL_COVERED, lang, count=len(own))
    return len(missing)


def _document(name: str) -> str:
    return name.partition("-")[0]


def _ids(path: Path) -> frozenset[str]:
    """The ids in a list of indicators."""
    try:
        listed: Any = yaml.safe_load(path.read_text("utf-8"))
        return frozenset(str(item["id"]) for item in listed["indicators"])
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError):
        raise XueshiError(NO_INDICATORS, path=path) from None


def _packs(asked: Sequence[str]) -> Iterator[Pack]:
    return (load(plan(name)) for name in asked or names())


def _others(choice: Choice, chosen: str) -> str:
    return ", ".join(option for option in choice.options if option != chosen)


def _said(lang: Lang, *headings: Words) -> Iterator[str]:
    return (heading.say(lang) for heading in headings)


def _say(to: Console, what: Words, lang: Lang, **values: object) -> None:
    to.print(Text(safe(what.say(lang).format_map(values))), soft_wrap=True)


ACTIONS: Mapping[str, Callable[[argparse.Namespace, Console], int]] = {
    "show_all": show_all,
    "show_one": show_one,
    "verify_all": verify_all,
    "cover_all": cover_all,
}
