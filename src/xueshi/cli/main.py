"""``xueshi``: understands the arguments, runs one command and turns every mistake into one line."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from xueshi.cli.options import language, parser
from xueshi.cli.problems import NO_FILE
from xueshi.kernel.errors import Lang, XueshiError

UNUSABLE = 2
INTERRUPTED = 130
BROKEN_PIPE = 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 done but something was refused or fails, 2 it could not be run."""
    given = sys.argv[1:] if arguments is None else arguments
    lang = language(given)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        status = _run(given, lang)
        sys.stdout.flush()
        return status
    except XueshiError as error:
        return _refuse(error, lang)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except OSError as error:
        return _refuse(XueshiError(NO_FILE, path=error.filename or "", reason=error.strerror or str(error)), lang)
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(arguments: Sequence[str], lang: Lang) -> int:
    top = parser(lang)
    options = top.parse_args(arguments)
    if options.module is None:
        top.print_help()
        return 0
    return int(import_module(f"xueshi.cli.{options.module}").run(options))


def _refuse(error: XueshiError, lang: Lang) -> int:
    from xueshi.standings.answer.terminal import safe

    print(safe(error.line(lang)), file=sys.stderr)
    return UNUSABLE
