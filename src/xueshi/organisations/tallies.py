"""How many things are counted at each organisation and below it, today, kept by differences along the ancestors.

What is counted an upper room decides; this room knows only how counts add up when the tree changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from django.db import connection

from xueshi.organisations.bulk import in_one_transaction, insert
from xueshi.organisations.models import Organisation, Tally
from xueshi.organisations.paths import numbers

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


def tallies_rebuilt(direct: Mapping[int, int]) -> None:
    """Count everything anew from what is counted directly at each organisation."""
    with in_one_transaction():
        Tally.objects.all().delete()
        insert(Tally, ("organisation_id", "direct", "below"), _rolled_up(direct))


def _rolled_up(direct: Mapping[int, int]) -> Iterator[tuple[int, int, int]]:
    below: dict[int, int] = defaultdict(int)
    for start in range(0, len(keys := sorted(direct)), 500):
        chunk = Organisation.objects.filter(pk__in=keys[start : start + 500]).values_list("pk", "path")
        for key, path in chunk:
            for above in numbers(path):
                below[above] += direct[key]
    for key in sorted(below):
        yield key, direct.get(key, 0), below[key]
