"""Care for memory where very many small objects are made at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def making_many() -> Iterator[None]:
    """Pause the search for cycles while rows are made: they hold none, and searching again and again doubles the time.

    What was made counts as old afterwards (``freeze`` and ``unfreeze`` only join lists), so that the pause is not paid for at its end.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()
            gc.enable()
