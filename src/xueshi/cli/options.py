"""What may be written on the command line; each command names the module that runs it, imported only then."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

from xueshi.cli import words
from xueshi.cli.problems import ARGUMENTS, NOT_A_DAY, NOT_A_SETTING, NOT_WHOLE
from xueshi.kernel.errors import Lang, XueshiError
from xueshi.rules.model import Words

LANGUAGES: tuple[Lang, ...] = ("zh", "en")
MIN_HEADCOUNT = 10


def language(arguments: Sequence[str]) -> Lang:
    """The language that the arguments ask for, known before they are understood; Chinese otherwise.

    >>> language(["judge", "--lang", "en"]), language(["--lang=en"]), language(["judge"])
    ('en', 'en', 'zh')
    """
    asked = "--lang=en" in arguments or ("--lang", "en") in pairwise(arguments)
    return "en" if asked else "zh"


def parser(lang: Lang) -> Parser:
    """All commands with their options."""
    top = Parser("xueshi", lang)
    top.set_defaults(module=None)
    commands = top.commands(required=False)
    _judge(commands.add("judge", "judge"))
    packs = commands.add("packs", "packs").commands(required=True)
    packs.add("list", "packs list", module="packs", action="show_all")
    show = packs.add("show", "packs show", module="packs", action="show_one")
    show.argument("plan", metavar="PLAN")
    _settings(show)
    verify = packs.add("verify", "packs verify", module="packs", action="verify_all")
    _pack(verify)
    verify.option("--sources", type=Path, required=True, metavar="DIR")
    coverage = packs.add("coverage", "packs coverage", module="packs", action="cover_all")
    _pack(coverage)
    coverage.option("--indicators", type=Path, metavar="FILE")
    reported = commands.add("reported", "reported", module="reported")
    reported.option("--plan", required=True, metavar="PLAN")
    reported.option("--figures", required=True, type=Path, metavar="FILE")
    reported.option("--as-of", required=True, type=partial(_day, "--as-of"), metavar="DATE")
    _import(commands.add("import", "import"))
    _tree(commands.add("tree", "tree").commands(required=True))
    _crediting(commands.add("crediting", "crediting"))
    _audit(commands.add("audit", "audit").commands(required=True))
    _ledger(commands.add("ledger", "ledger").commands(required=True))
    _vault(commands.add("vault", "vault").commands(required=True))
    commands.add("data-classes", "data-classes", module="data_classes")
    commands.add("version", "version", module="version")
    return top


def _judge(judge: Parser) -> None:
    judge.set_defaults(module="judge")
    judge.option("--plan", required=True, metavar="PLAN")
    judge.option("--roster", required=True, type=Path, metavar="FILE")
    judge.option("--register", required=True, type=Path, metavar="FILE")
    judge.option("--as-of", required=True, type=partial(_day, "--as-of"), metavar="DATE")
    judge.option("--org", metavar="PATH")
    _settings(judge)
    judge.option("--json", type=Path, metavar="FILE")
    judge.option("--xlsx", type=Path, metavar="FILE")
    judge.option("--docx", type=Path, metavar="FILE")
    judge.option("--refused", type=Path, metavar="FILE")
    judge.option("--explain", metavar="PERSON")
    judge.option("--min-headcount", type=_whole, default=MIN_HEADCOUNT, metavar="N")


def _import(command: Parser) -> None:
    command.set_defaults(module="imports")
    command.argument("kind", metavar="KIND")
    command.argument("import_file", nargs="?", type=Path, metavar="FILE")
    command.option("--as", dest="account", metavar="ACCOUNT")
    command.option("--unit", metavar="PATH")
    command.option("--map", type=Path, metavar="FILE")
    command.option("--complete", action="store_true")
    command.option("--dry-run", action="store_true")
    command.option("--confirm", action="store_true")
    command.option("--end-missing", action="store_true")
    command.option("--reason", metavar="TEXT")
    command.option("--undo", metavar="NUMBER")
    command.option("--template", type=Path, metavar="FILE")
    command.option("--rejects", type=Path, metavar="FILE")


def _tree(tree: Commands) -> None:
    load = tree.add("load", "tree load", module="tree", action="load")
    load.argument("list", type=Path, metavar="FILE")
    load.option("--as", dest="account", required=True, metavar="ACCOUNT")
    load.option("--unit", metavar="PATH")
    load.option("--rejects", type=Path, metavar="FILE")


def _crediting(crediting: Parser) -> None:
    actions = crediting.commands(required=True)
    actions.add("list", "crediting list", module="crediting", action="list")
    check = actions.add("check", "crediting check", module="crediting", action="check")
    check.argument("rule_set", nargs="*", metavar="RULES")


def _audit(audit: Commands) -> None:
    verify = audit.add("verify", "audit verify", module="audit", action="verify_trail")
    verify.option("--since", type=partial(_day, "--since"), metavar="DATE")
    verify.option("--checkpoint", type=Path, metavar="FILE")
    keep = audit.add("checkpoint", "audit checkpoint", module="audit", action="keep_checkpoint")
    keep.argument("file", type=Path, metavar="FILE")


def _ledger(ledger: Commands) -> None:
    ledger.add("seal", "ledger seal", module="ledger", action="seal_now")
    verify = ledger.add("verify", "ledger verify", module="ledger", action="verify_ledger")
    verify.option("--since", type=partial(_day, "--since"), metavar="DATE")
    verify.option("--checkpoint", type=Path, metavar="FILE")
    verify.option("--jobs", type=_whole, default=os.cpu_count() or 1, metavar="N")
    keep = ledger.add("checkpoint", "ledger checkpoint", module="ledger", action="keep_checkpoint")
    keep.argument("file", type=Path, metavar="FILE")
    prove = ledger.add("prove", "ledger prove", module="ledger", action="prove_entry")
    prove.argument("entry", metavar="ENTRY")
    prove.argument("file", type=Path, metavar="FILE")
    check = ledger.add("check", "ledger check", module="ledger", action="check_proof")
    check.argument("file", type=Path, metavar="FILE")
    check.option("--key", default="", metavar="KEY")


def _vault(vault: Commands) -> None:
    vault.add("status", "vault status", module="vault", action="status")
    vault.add("rotate", "vault rotate", module="vault", action="rotate")
    drop = vault.add("drop", "vault drop", module="vault", action="drop")
    drop.argument("number", type=_whole, metavar="N")


def _settings(command: Parser) -> None:
    command.option("--set", action="append", type=_setting, default=[], metavar="ID=VALUE")


def _pack(command: Parser) -> None:
    command.argument("pack", nargs="*", metavar="PLAN")


def _day(option: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise XueshiError(NOT_A_DAY, option=option, text=text) from None


def _setting(text: str) -> tuple[str, str]:
    name, equals, option = text.partition("=")
    if not (name and equals and option):
        raise XueshiError(NOT_A_SETTING, text=text)
    return name, option


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise XueshiError(NOT_WHOLE, text=text)
    return int(text)


class Parser(argparse.ArgumentParser):
    """A parser that speaks one language and answers a mistake with one line."""

    def __init__(self, prog: str, lang: Lang, help_key: str = "xueshi") -> None:
        super().__init__(
            prog=prog,
            description=words.HELP[help_key].say(lang),
            formatter_class=lambda prog: _Formatter(prog, lang),
            add_help=False,
            allow_abbrev=False,
        )
        self.lang: Lang = lang
        self._arguments = self.add_argument_group(words.WHAT.say(lang))
        self._options = self.add_argument_group(words.OPTIONS.say(lang))
        self._options.add_argument("-h", "--help", action="help", help=words.HELP["help"].say(lang))
        self.option("--lang", choices=LANGUAGES, default=lang)

    def error(self, message: str) -> NoReturn:
        """Refuse the arguments."""
        raise XueshiError(ARGUMENTS, message=_said(message, self.lang), command=self.prog)

    def option(self, name: str, **details: Any) -> None:
        """Add an option, explained in the language of the parser."""
        self._options.add_argument(name, help=self._help(name.removeprefix("--")), **details)

    def argument(self, name: str, **details: Any) -> None:
        """Add an argument that has no dashes."""
        self._arguments.add_argument(name, help=self._help(name), **details)

    def commands(self, *, required: bool) -> Commands:
        """Let the parser have commands of its own."""
        return Commands(self, required)

    def _help(self, name: str) -> str:
        return words.HELP[name.replace("-", "_")].say(self.lang)


class Commands:
    """The commands below a parser."""

    def __init__(self, above: Parser, required: bool) -> None:
        self._above = above
        title = words.COMMANDS.say(above.lang)
        self._added = above.add_subparsers(title=title, metavar="COMMAND", required=required, parser_class=Parser)

    def add(self, name: str, help_key: str, **defaults: str) -> Parser:
        """Add one command; the defaults say what runs it."""
        lang = self._above.lang
        prog = f"{self._above.prog} {name}"
        made = self._added.add_parser(
            name, help=words.HELP[help_key].say(lang), prog=prog, lang=lang, help_key=help_key
        )
        made.set_defaults(**defaults)
        return made


class _Formatter(argparse.HelpFormatter):
    def __init__(self, prog: str, lang: Lang) -> None:
        super().__init__(prog, max_help_position=30)
        self._usage: Words = words.USAGE
        self._lang: Lang = lang

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, self._usage.say(self._lang) if prefix is None else prefix)


def _said(message: str, lang: Lang) -> str:
    if lang == "zh":
        for english, chinese in words.ARGPARSE.items():
            message = message.replace(english, chinese)
    return message
