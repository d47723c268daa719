"""How many people belong to each organisation: today from tallies kept along the ancestors, on any other day from the dated rows.

A person is counted where an affiliation holds. Today that is the affiliation without an end, so that the figure does not
depend on the hour at which the day turns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import CharField, Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Substr

from xueshi.kernel.windows import FOREVER
from xueshi.organisations import tree
from xueshi.organisations.bulk import in_one_transaction, update
from xueshi.organisations.counting import Heads
from xueshi.organisations.models import Tally
from xueshi.organisations.tallies import tallied, tallies_rebuilt
from xueshi.organisations.tree import AsOf
from xueshi.people.models import Affiliation, Person

FEW = 20_000
"""So many organisations are few enough to count those who belonged to them while somebody waits."""


def headcounts_moved(people: Sequence[Person]) -> None:
    """Count people where they belong now; called in the transaction that changed their affiliations."""
    changes: Counter[int] = Counter()
    moved = []
    for start in range(0, len(people), 500):
        chunk = [one.pk for one in people[start : start + 500]]
        now = dict(_open().filter(person__in=chunk).values_list("person_id", "organisation_id"))
        for person, before in Person.objects.filter(pk__in=chunk).values_list("pk", "counted_in_id"):
            after = now.get(person)
            if after != before:
                moved.append((person, after))
                changes.update({after: 1} if after else {})
                changes.subtract({before: 1} if before else {})
    update(Person, "counted_in_id", moved)
    tallied(changes)


def headcounts_rebuilt() -> None:
    """Count everybody anew, after imports that wrote affiliations in bulk."""
    with in_one_transaction():
        current = _open().filter(person=OuterRef("pk")).order_by("-pk").values("organisation")[:1]
        Person.objects.update(counted_in=Subquery(current))
        counted = Person.objects.exclude(counted_in=None).order_by("counted_in__path").values_list("counted_in__path")
        tallies_rebuilt(counted.annotate(Count("pk")).iterator(10_000))


def _open() -> QuerySet[Affiliation]:
    rows: QuerySet[Affiliation] = Affiliation.objects.known().filter(valid_to=FOREVER)
    return rows


def heads(organisation: int, at: AsOf, *, today: date) -> Heads:
    """The head counts of one organisation."""
    return heads_of([organisation], at, today=today).get(organisation, Heads())


def heads_of(organisations: Iterable[int], at: AsOf, *, today: date) -> Mapping[int, Heads]:
    """The head counts of some organisations; those without anybody are left out.

    On other days than today what lies below more than ``FEW`` organisations is not counted: their full count is None.
    """
    keys = list(organisations)
    if at.known is None and at.day >= today:
        rows = Tally.objects.filter(organisation__in=keys).values_list("organisation_id", "direct", "below")
        return {key: Heads(direct, below) for key, direct, below in rows}
    paths = dict(tree.places(at).filter(organisation__in=keys).values_list("organisation_id", "path"))
    holding = Affiliation.objects.known(at.known).on(at.day).order_by()
    direct = dict(holding.filter(organisation__in=keys).values_list("organisation").annotate(Count("pk")))
    below = _below(set(paths.values()), at)
    found = {key: Heads(direct.get(key, 0), below[path]) for key, path in paths.items()}
    return {key: one for key, one in found.items() if one.direct or one.below != 0}


def heads_below(organisation: int, at: AsOf, *, today: date) -> Mapping[int, Heads]:
    """The head counts of those that belong directly to an organisation."""
    children = tree.children_of(organisation, at).order_by()
    return heads_of(children.values_list("pk", flat=True), at, today=today)


def _below(paths: Set[str], at: AsOf) -> dict[str, int | None]:
    """How many belonged to the subtrees at these paths; None for those of a level that hold very many organisations."""
    counts: dict[str, int | None] = dict.fromkeys(paths, 0)
    for length in {len(path) for path in paths}:
        level = [path for path in paths if len(path) == length]
        there = tree.places(at).filter(reduce(or_, (Q(path__under=path) for path in level)))
        if there[: FEW + 1].count() > FEW:
            counts |= dict.fromkeys(level)
            continue
        front = Substr("organisation__places__path", 1, length, output_field=CharField())
        rows = Affiliation.objects.known(at.known).on(at.day).filter(organisation__places__in=there)
        counts |= dict(rows.order_by().values_list(front).annotate(Count("pk")))
    return counts
