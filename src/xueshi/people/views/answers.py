"""What the pages of this room have in common: an act that is refused becomes a sentence in its form."""

from __future__ import annotations

from collections.abc import Callable

from django.forms import BaseForm

from xueshi.kernel.actors import Actor, NotAllowedError, NotFoundError, Right, may
from xueshi.kernel.errors import XueshiError
from xueshi.people.speech import lang

REFUSED = 422
"""The status of a form that comes back with what has to be mended."""


def done(form: BaseForm, act: Callable[[], object]) -> bool:
    """Whether a valid form could be acted on; why not stands in the form."""
    if not form.is_valid():
        return False
    try:
        act()
    except (NotAllowedError, NotFoundError):
        raise
    except XueshiError as refused:
        form.add_error(None, refused.message(lang()))
        return False
    return True


def named(form: BaseForm, field: str, act: Callable[[], object]) -> bool:
    """The same for a form in which a number is typed: one that is not found is said beside the field."""
    try:
        return done(form, act)
    except NotFoundError as missing:
        form.add_error(field, missing.message(lang()))
        return False


def anywhere(by: Actor, right: Right) -> None:
    """Refuse who holds a right nowhere.

    Raises ACCESS-002.
    """
    if not by.scopes(right):
        raise NotAllowedError(right)


def at_one_of(by: Actor, right: Right, *paths: str | None) -> None:
    """Refuse who holds a right over none of the places; None is a place outside the system.

    Raises ACCESS-002.
    """
    if not any(path is not None and may(by, right, path) for path in paths):
        raise NotAllowedError(right)
