"""``xueshi vault``: the master keys of the identity vault, changing and destroying them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from xueshi.cli import words
from xueshi.cli.office import connect
from xueshi.standings.answer.terminal import console, table

if TYPE_CHECKING:
    from xueshi.kernel.actors import Actor


@dataclass
class _Task:
    """What a job would be given."""

    number: str
    params: Mapping[str, Any]
    result_file: str = ""


def run(options: argparse.Namespace) -> int:
    """List, rotate or drop master keys, as the security administrator who has the machine."""
    connect()
    ACTIONS[options.action](options, console(sys.stdout), _keeper())
    return 0


def status(options: argparse.Namespace, to: Console, by: Actor) -> None:
    """Print every master key with how many people's keys it wraps."""
    from xueshi.people.rotation import master_keys

    headings = (words.MASTER_KEY, words.IN_USE, words.PEOPLE)
    rows = table(tuple(heading.say(options.lang) for heading in headings))
    for key in master_keys(by=by):
        rows.add_row(str(key.number), words.YES.say(options.lang) if key.is_current else "", str(key.people))
    to.print(rows)


def rotate(options: argparse.Namespace, to: Console, by: Actor) -> None:
    """Rotate to a new master key, or finish the rotation that was broken off."""
    from xueshi.people.rotation import rotation_begin, vault_rotate

    rotation_begin(by=by)
    done = vault_rotate(_Task("", {}), lambda _percent, _message: None, by)
    to.print(Text(words.ROTATED.say(options.lang).format_map(done)), soft_wrap=True)


def drop(options: argparse.Namespace, to: Console, by: Actor) -> None:
    """Destroy a master key that wraps nobody's key any more."""
    from xueshi.people.rotation import master_key_drop

    master_key_drop(options.number, by=by)
    to.print(Text(words.DROPPED.say(options.lang).format(number=options.number)), soft_wrap=True)


def _keeper() -> Actor:
    from django.utils import timezone

    from xueshi.access.actors import witness
    from xueshi.kernel.actors import Actor, Grant, Role

    return Actor(0, timezone.localdate(), (Grant(Role.SECURITY_ADMINISTRATOR, ""),), witness())


ACTIONS: Mapping[str, Callable[[argparse.Namespace, Console, Actor], None]] = {
    "status": status,
    "rotate": rotate,
    "drop": drop,
}
