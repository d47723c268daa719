"""Organisation paths as offices write them: names from the top down, joined by a slash."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NewType

OrgPath = NewType("OrgPath", str)
"""Names from the top organisation down, joined by ``/``; no leading or trailing slash."""

SEPARATOR = "/"


def org_path(text: str) -> OrgPath:
    """The path in canonical form: both slashes understood, blanks around names removed, empty steps dropped.

    >>> org_path(" 清河县委／ 城关镇党委/第一支部 ")
    '清河县委/城关镇党委/第一支部'
    """
    steps = (step.strip() for step in text.replace("／", SEPARATOR).split(SEPARATOR))
    return OrgPath(SEPARATOR.join(step for step in steps if step))


def lineage(path: OrgPath) -> Iterator[OrgPath]:
    """The organisation itself and every organisation above it, from the top down.

    >>> list(lineage(OrgPath("a/b/c")))
    ['a', 'a/b', 'a/b/c']
    """
    steps = path.split(SEPARATOR)
    for depth in range(1, len(steps) + 1):
        yield OrgPath(SEPARATOR.join(steps[:depth]))


def within(path: OrgPath, top: OrgPath) -> bool:
    """True when ``path`` is ``top`` or lies below it."""
    return path == top or path.startswith(top + SEPARATOR)


def own_name(path: OrgPath) -> str:
    """The last name of the path."""
    return path.rsplit(SEPARATOR, 1)[-1]
