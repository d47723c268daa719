"""Which chain of blocks an entry belongs to: that of the county above the person's organisation when it was recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import connection

from xueshi.organisations.models import Level, Organisation
from xueshi.organisations.paths import ancestors
from xueshi.people.models import Person

NOBODY = 0
"""The shard of people for whom no organisation answers."""

WRITING = 7302
"""The advisory lock that writers share on PostgreSQL; who holds it alone knows that nobody is writing."""

MANY = 10_000


def shards_of(people: Iterable[int]) -> dict[int, int]:
    """The shard of each person: the organisation of county level above, else the topmost one."""
    counties = dict(Organisation.objects.filter(level=Level.COUNTY).values_list("path", "pk"))
    found: dict[int, int] = {}
    tops: dict[str, int] = {}
    for keys in _portions(people):
        for person, path in Person.objects.filter(pk__in=keys).values_list("pk", "organisation__path"):
            found[person] = _shard(path, counties, tops) if path else NOBODY
    return found


def writing() -> None:
    """Say that this transaction writes entries; who asks for :data:`WRITING` alone waits for its end."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [WRITING])


def _shard(path: str, counties: dict[str, int], tops: dict[str, int]) -> int:
    above = ancestors(path)
    county = next((counties[step] for step in reversed(above) if step in counties), None)
    if county is not None:
        return county
    if above[0] not in tops:
        tops[above[0]] = Organisation.objects.values_list("pk", flat=True).get(path=above[0])
    return tops[above[0]]


def _portions(keys: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(keys)
    while portion := list(islice(rest, MANY)):
        yield portion
