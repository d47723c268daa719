"""The kinds of import that rooms describe; ``settings.XUESHI_IMPORTS`` says where."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils.module_loading import import_string

from xueshi.kernel.actors import Actor, NotFoundError, Right
from xueshi.kernel.imports import ImportKind


def kind_of(name: str) -> ImportKind:
    """The kind of that name; any other is not found."""
    if name not in settings.XUESHI_IMPORTS:
        raise NotFoundError("import kind")
    found = import_string(settings.XUESHI_IMPORTS[name])
    if not isinstance(found, ImportKind):
        raise TypeError(name)
    return found


def kinds_for(by: Actor) -> Iterator[ImportKind]:
    """The kinds whose rights the actor holds somewhere."""
    for name in settings.XUESHI_IMPORTS:
        kind = kind_of(name)
        if all(by.scopes(right) for right in (Right.IMPORT, *kind.rights)):
            yield kind
