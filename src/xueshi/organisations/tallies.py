"""How many things are counted at each organisation and below it, today, kept by differences along the ancestors.

What is counted an upper room decides; this room knows only how counts add up when the tree changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from django.db import connection

from xueshi.organisations.bulk import in_one_transaction, insert
from xueshi.organisations.models import Organisation, Tally
from xueshi.organisations.paths import ancestors, numbers

ADD = """
INSERT INTO organisations_tally (organisation_id, direct, below) VALUES (%s, %s, %s)
ON CONFLICT (organisation_id) DO UPDATE
SET direct = organisations_tally.direct + excluded.direct, below = organisations_tally.below + excluded.below
"""


def tallied(changes: Mapping[int, int]) -> None:
    """Count so many more (or fewer) directly at organisations, given by their keys."""
    paths = Organisation.objects.in_bulk([key for key, change in changes.items() if change])
    _add({one.pk: changes[one.pk] for one in paths.values()}, [(one.path, changes[one.pk]) for one in paths.values()])


def tally_shifted(organisation: Organisation, before: str, after: str) -> None:
    """Let what is counted in a subtree count at other ancestors from now on."""
    tally = Tally.objects.filter(organisation=organisation).first()
    if tally is not None and tally.below:
        _add({}, [(before, -tally.below), (after, tally.below)], besides=organisation.pk)


def _add(direct: Mapping[int, int], along: Iterable[tuple[str, int]], besides: int = 0) -> None:
    below: dict[int, int] = defaultdict(int)
    for path, change in along:
        for key in numbers(path):
            below[key] += change
    changed = sorted(key for key in below if key != besides and (below[key] or direct.get(key)))
    with connection.cursor() as cursor:
        cursor.executemany(ADD, [(key, direct.get(key, 0), below[key]) for key in changed])


def tallies_rebuilt(direct: Iterable[tuple[str, int]]) -> None:
    """Count everything anew from what is counted directly at paths, given in the order of the paths."""
    with in_one_transaction():
        Tally.objects.all().delete()
        rows = _rolled_up(direct)
        while chunk := list(islice(rows, 50_000)):
            insert(Tally, ("organisation_id", "direct", "below"), chunk)


def _rolled_up(direct: Iterable[tuple[str, int]]) -> Iterator[tuple[int, int, int]]:
    """Keys with direct and full counts; one is given out as soon as the paths have left its subtree."""
    open_: list[tuple[str, int, int]] = []
    for path, count in direct:
        while open_ and not path.startswith(open_[-1][0]):
            yield _closed(open_)
        open_ += [(above, 0, 0) for above in ancestors(path)[len(open_) : -1]]
        open_.append((path, count, count))
    while open_:
        yield _closed(open_)


def _closed(open_: list[tuple[str, int, int]]) -> tuple[int, int, int]:
    path, direct, below = open_.pop()
    if open_:
        above, own, sum_ = open_[-1]
        open_[-1] = (above, own, sum_ + below)
    return numbers(path)[-1], direct, below
