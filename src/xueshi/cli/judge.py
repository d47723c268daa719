"""``xueshi judge``: two files in; summary, explanation, documents and refused rows out."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from xlsxwriter.exceptions import XlsxWriterException

from xueshi.cli import words
from xueshi.cli.problems import CANNOT_WRITE, OVERWRITES
from xueshi.intake.returned import write_returned
from xueshi.kernel.errors import Lang, XueshiError
from xueshi.kernel.paths import OrgPath, org_path
from xueshi.rules.loader import load
from xueshi.rules.model import Pack
from xueshi.standings.answer import person_to_terminal, to_json, to_terminal
from xueshi.standings.answer.judge_files import Given, explain_given, judge_given, read_files
from xueshi.standings.answer.model import Answer
from xueshi.standings.answer.terminal import console, safe

OUTPUTS = ("json", "xlsx", "docx")
WITH_REFUSED = 1
"""The exit status of a judgement that left rows out."""

Progressing = Callable[[str, int], None]


def run(options: argparse.Namespace) -> int:
    """Judge, write what was asked for, and show the summary or one person."""
    started = time.monotonic()
    lang: Lang = options.lang
    outputs = {name: path for name in OUTPUTS if (path := getattr(options, name)) is not None}
    returned = options.refused or options.register.with_name(f"{options.register.stem}.refused.xlsx")
    _check(outputs, returned, options)
    pack = load(plan(options.plan), dict(options.set))
    org = org_path(options.org) if options.org else None
    with _progress(lang) as progress:
        given = read_files(pack, options.roster, options.register, as_of=options.as_of, progress=progress)
        answer = None
        if outputs or options.explain is None:
            answer = judge_given(pack, given, as_of=options.as_of, org=org, progress=progress)
            _write_all(answer, outputs, options, org, progress)
    if options.explain is not None:
        _explain(pack, given, options)
    elif answer is not None:
        seconds = f"{time.monotonic() - started:.1f}"
        to_terminal.show(answer, console(sys.stdout), lang, seconds=seconds, min_headcount=options.min_headcount)
    for path in outputs.values():
        _say(words.WRITTEN.say(lang).format(path=path))
    return _hand_back(given, returned, lang)


def plan(text: str) -> str | Path:
    """The pack's name, or the path of its file."""
    return Path(text) if text.endswith((".yaml", ".yml")) else text


def _check(outputs: Mapping[str, Path], returned: Path, options: argparse.Namespace) -> None:
    """Refuse before the work what could not be written after it."""
    taken = {options.roster.resolve(), options.register.resolve()}
    asked = outputs if options.refused is None else {**outputs, "refused": returned}
    for name, path in asked.items():
        if path.resolve() in taken:
            raise XueshiError(OVERWRITES, option=f"--{name}", path=path)
        taken.add(path.resolve())
        if path.is_dir() or not os.access(path.parent, os.W_OK):
            raise XueshiError(CANNOT_WRITE, path=path, reason=f"{path.parent}")


def _write_all(
    answer: Answer,
    outputs: Mapping[str, Path],
    options: argparse.Namespace,
    org: OrgPath | None,
    progress: Progressing,
) -> None:
    for name, path in outputs.items():
        progress(name, 100)
        with _replacing(path) as part:
            _write(name, answer, part, options, org)


def _write(name: str, answer: Answer, path: Path, options: argparse.Namespace, org: OrgPath | None) -> None:
    if name == "json":
        to_json.write(answer, path, options.lang)
    elif name == "xlsx":
        from xueshi.standings.answer import to_xlsx

        to_xlsx.write(answer, path, options.lang)
    else:
        from xueshi.standings.answer import to_docx

        to_docx.write(answer, path, options.lang, org=org, min_headcount=options.min_headcount)


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """A file beside the wanted one that takes its place when it is whole; a failure leaves the old one untouched."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(path)
    except (OSError, XlsxWriterException) as error:
        raise XueshiError(CANNOT_WRITE, path=path, reason=str(error)) from error
    finally:
        part.unlink(missing_ok=True)


def _explain(pack: Pack, given: Given, options: argparse.Namespace) -> None:
    found = explain_given(pack, given, as_of=options.as_of, who=options.explain)
    explained = person_to_terminal.Explained(pack, options.as_of, *found)
    person_to_terminal.show(explained, console(sys.stdout), options.lang)


def _hand_back(given: Given, path: Path, lang: Lang) -> int:
    refused = (*given.refused_people, *given.refused_records)
    if not refused:
        return 0
    sheets = {(refusal.place.file, refusal.place.sheet) for refusal in refused}
    tables = (*given.roster.tables(), *given.register.tables())
    with _replacing(path) as part:
        marked = [table for table in tables if (table.at.file, table.at.sheet) in sheets]
        rows = write_returned(part, marked, refused, lang=lang)
    _say(words.RETURNED.say(lang).format(rows=rows, path=path))
    return WITH_REFUSED


@contextmanager
def _progress(lang: Lang) -> Iterator[Progressing]:
    """A bar on the error stream while the work goes on; nothing where that is no terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    to = console(sys.stderr)
    with Progress(*columns, console=to, transient=True, disable=not to.is_terminal) as shown:
        task = shown.add_task("", total=100)
        yield lambda stage, percent: shown.update(
            task, description=words.STAGES[stage].say(lang), completed=percent, refresh=True
        )


def _say(text: str) -> None:
    print(safe(text))
