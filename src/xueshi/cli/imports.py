"""``xueshi import``: a file through the same pipeline as in the browser, as the account that is named."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from rich.console import Console
from rich.text import Text

from xueshi.cli import words
from xueshi.cli.office import actor, connect
from xueshi.cli.problems import ARGUMENTS, NOT_A_MAPPING
from xueshi.kernel.errors import XueshiError
from xueshi.rules.model import Words
from xueshi.standings.answer.terminal import console, table

if TYPE_CHECKING:
    from xueshi.intake.models import Import
    from xueshi.kernel.actors import Actor

REFUSED = 1
"""The exit status where rows were refused or the guard stopped the import."""
WAIT = 1
"""Seconds between two looks at work that somebody else does."""


def run(options: argparse.Namespace) -> int:
    """Write a template, check a file, record it where that is confirmed, or undo an import."""
    connect()
    to = console(sys.stdout)
    if options.template:
        return _template(options, to)
    by = actor(options.account)
    if options.undo:
        return _undo(options, by, to)
    if options.import_file is None:
        raise XueshiError(ARGUMENTS, message="FILE", command="xueshi import")
    one = _checked(options, by)
    _show(one.found, options, to)
    if options.rejects:
        _keep_refused(one, options.rejects)
    if options.dry_run:
        from xueshi.intake.imports import import_drop

        import_drop(one, by=by)
    elif options.confirm:
        return _record(one, options, by, to)
    else:
        _say(to, words.IMPORT_CHECKED, options, number=one.number)
    return REFUSED if one.found["refused"] or one.found["guard"] else 0


def _template(options: argparse.Namespace, to: Console) -> int:
    from xueshi.intake.blank import blank_sheet
    from xueshi.intake.kinds import kind_of

    options.template.write_bytes(blank_sheet(kind_of(options.kind), lang=options.lang))
    _say(to, words.WRITTEN, options, path=options.template)
    return 0


def _checked(options: argparse.Namespace, by: Actor) -> Import:
    from xueshi.intake.import_gates import unit_named
    from xueshi.intake.imports import import_begin, import_map

    path: Path = options.import_file
    with path.open("rb") as file:
        chunks = iter(lambda: file.read(1 << 20), b"")
        one = import_begin(options.kind, unit_named(by, options.unit or ""), path.name, chunks, by=by)
    one = _worked(one)
    mapping = _mapping(options, one)
    return _worked(import_map(one, mapping, complete=options.complete or options.end_missing, by=by))


def _mapping(options: argparse.Namespace, one: Import) -> Mapping[str, str]:
    """The guessed matching with what a file says otherwise; it names columns as the template does, or by their short names."""
    from xueshi.intake.kinds import kind_of

    if options.map is None:
        return dict(one.mapping)
    try:
        said = yaml.safe_load(options.map.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise XueshiError(NOT_A_MAPPING, path=options.map) from error
    fields = {column.heading: name for name, column in kind_of(one.kind).sheet.columns.items()}
    if not isinstance(said, dict) or not all(isinstance(heading, str) for heading in said.values()):
        raise XueshiError(NOT_A_MAPPING, path=options.map)
    chosen = {fields.get(name, str(name)): heading for name, heading in said.items()}
    kept = {name: heading for name, heading in one.mapping.items() if heading not in chosen.values()}
    return {**kept, **chosen}


def _worked(one: Import) -> Import:
    """Do what the import waits for; where a worker of the installation has taken it already, wait for that."""
    from xueshi.intake.jobs import work
    from xueshi.intake.models import Import, Job, JobState

    work.func(one.job)
    job = Job.objects.get(number=one.job)
    while not job.over:
        time.sleep(WAIT)
        job.refresh_from_db()
    if job.state != JobState.DONE:
        raise _FailedError(job.error_code, job.error_text)
    return Import.objects.select_related("unit", "upload").get(pk=one.pk)


class _FailedError(XueshiError):
    """What stopped the work, in the words in which it was kept."""

    def __init__(self, code: str, text: str) -> None:
        from xueshi.kernel.errors import Problem

        plain = text.replace("{", "{{").replace("}", "}}")
        super().__init__(Problem(code or "JOB-002", zh=plain, en=plain))


def _record(one: Import, options: argparse.Namespace, by: Actor, to: Console) -> int:
    from xueshi.intake.imports import import_confirm
    from xueshi.intake.models import ImportState

    one = import_confirm(one, end_missing=options.end_missing, reason=options.reason or "", by=by)
    if one.state == ImportState.WAITING:
        _say(to, words.IMPORT_WAITS, options, number=one.number)
        return REFUSED
    one = _worked(one)
    _show(one.counts, options, to)
    _say(to, words.IMPORT_DONE, options, number=one.number)
    return REFUSED if one.counts["refused"] else 0


def _undo(options: argparse.Namespace, by: Actor, to: Console) -> int:
    from xueshi.intake.import_gates import import_for
    from xueshi.intake.imports import import_undo

    one = _worked(import_undo(import_for(by, options.undo), reason=options.reason or "", by=by))
    _say(to, words.IMPORT_UNDONE, options, number=one.number)
    return 0


def _show(counts: Mapping[str, Any], options: argparse.Namespace, to: Console) -> None:
    rows = table((words.IMPORT_ROWS.say(options.lang), words.COUNT_OF_ROWS.say(options.lang)), (1,))
    for name, said in words.IMPORT_COUNTS.items():
        if name in counts:
            rows.add_row(said.say(options.lang), str(counts[name]))
    for code, count in counts.get("codes", {}).items():
        rows.add_row(f"  {code}", str(count))
    to.print(rows)
    if counts.get("unknown"):
        _say(to, words.IMPORT_UNKNOWN, options, names="、".join(counts["unknown"]))


def _keep_refused(one: Import, target: Path) -> None:
    from xueshi.intake.models import Job
    from xueshi.intake.uploads import result_path

    name = Job.objects.get(number=one.job).result_file
    if name:
        target.write_bytes(result_path(name).read_bytes())


def _say(to: Console, said: Words, options: argparse.Namespace, **values: object) -> None:
    to.print(Text(said.say(options.lang).format_map(values)), soft_wrap=True)
