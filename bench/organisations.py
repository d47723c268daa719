"""The organisation tree at national size: one import, opening any node, and moving a province, on SQLite and on PostgreSQL.

Each database is filled by a process of its own. What is opened is drawn from every level alike; the bare lookup beside it reads
one row by its primary key through the same connection.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from bench.offices import on_both
from bench.result import Result

LEVELS = {
    "tiny": (1, 2, 2, 2, 2, 2, 4),
    "small": (1, 3, 8, 20, 60, 300, 1_200),
    "full": (1, 34, 400, 3_200, 40_000, 560_000, 4_572_365),
}
"""How many organisations a level has: the nation, provinces, prefectures, counties, committees, general branches, branches."""

PROMISE = 50
"""Milliseconds in which any node opens in 95 of 100 cases."""

DRAWN = 400
TODAY = date(2026, 6, 30)
BEFORE = date(2020, 6, 30)
KINDS = ("local_committee",) * 4 + ("grassroots_committee", "general_branch", "branch")
ENDINGS = ("委", "省委", "市委", "县委", "党委", "党总支", "党支部")
SYLLABLES = "石桥河湾柳林红星东山西坪南岭北沟新庄清泉青龙白马双井长岗安平永丰和顺福泰兴隆"


def results(size: str) -> Iterator[Result]:
    """Import, lookups and a move on both databases."""
    for name, answer in on_both("organisations", size):
        yield from figures(name, answer, size)


def figures(name: str, answer: dict[str, float], size: str) -> Iterator[Result]:
    """The figures of one database."""
    data = f"{name}, {sum(LEVELS[size]):,} organisations"
    yield Result("organisations: import", answer["import"], "s", None, data)
    yield Result("organisations: import, peak memory", answer["megabytes"], "MB", None, data)
    for what in ("open", "children", "path", "path on a day", "head counts", "all four", "search"):
        yield Result(f"organisations: {what}, p95", answer[what], "ms", answer["bare"], data)
    yield Result("organisations: all four, p95 beside the promise", answer["all four"], "ms", PROMISE, data)
    moved = f"{name}, {round(answer['moved']):,} organisations"
    yield Result("organisations: move a province", answer["move"], "s", None, moved)
    yield Result("organisations: undo the move", answer["undo"], "s", None, moved)


def rows(sizes: Sequence[int]) -> Iterator[Any]:
    """The tree as a load reads it, from the top level down."""
    from xueshi.organisations.load import Loaded
    from xueshi.organisations.models import Kind, Level

    for level, size in enumerate(sizes):
        kind, rank = Kind(KINDS[level]), Level(max(1, 6 - level - (level == 0)) if level else 6)
        above = sizes[level - 1] if level else 0
        for place in range(size):
            parent = f"{level - 1}-{place * above // size}" if level else ""
            yield Loaded(f"{level}-{place}", parent, name_of(level, place), kind, rank, "农村")


def name_of(level: int, place: int) -> str:
    """A name that is its own below every parent and shares its parts with many others."""
    count = len(SYLLABLES)
    word = "".join(SYLLABLES[place // count**digit % count] for digit in range(3))
    return f"{word}{place // count**3 or ''}{ENDINGS[level]}"


def head_counts(path_and_place: Iterator[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """About twenty people in every branch."""
    return ((path, 5 + place % 31) for path, place in path_and_place)


def p95(act: Callable[[Any], object], drawn: Sequence[Any]) -> float:
    """Milliseconds that one act takes in 95 of 100 cases."""
    taken = []
    for one in drawn:
        before = time.perf_counter()
        act(one)
        taken.append((time.perf_counter() - before) * 1000)
    return sorted(taken)[len(taken) * 95 // 100]


def drawn_from(sizes: Sequence[int]) -> list[str]:
    """Codes of nodes, as many from each level."""
    chance = random.Random(20260630)
    each = max(1, DRAWN // len(sizes))
    codes = [f"{level}-{chance.randrange(size)}" for level, size in enumerate(sizes) for _ in range(each)]
    chance.shuffle(codes)
    return codes


def main(size: str) -> None:
    """Fill the database of the environment and measure it; the figures are printed as JSON."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    sizes = LEVELS[size]
    answer = {**filled(sizes), **looked_up(sizes), **moved(sizes)}
    print(json.dumps(answer))


def filled(sizes: Sequence[int]) -> dict[str, float]:
    """Load the tree, and put people into the branches."""
    from xueshi.organisations.load import organisations_loaded
    from xueshi.organisations.models import Organisation
    from xueshi.organisations.tallies import tallies_rebuilt

    before = time.perf_counter()
    load = organisations_loaded(rows(sizes), by=actor())
    seconds = time.perf_counter() - before
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if load.count != sum(sizes):
        raise RuntimeError(f"{load.count} of {sum(sizes)} organisations were loaded: {load.refused[:3]}")
    branches = Organisation.objects.filter(kind="branch").order_by("path").values_list("path", "pk")
    tallies_rebuilt(head_counts(branches.iterator(10_000)))
    return {"import": seconds, "megabytes": megabytes}


def actor() -> Any:
    """Whoever may do everything."""
    from xueshi.access.actors import witness
    from xueshi.kernel.actors import Actor, Grant, Role

    return Actor(0, TODAY, (Grant(Role.DEPARTMENT_OFFICER, ""),), witness())


def looked_up(sizes: Sequence[int]) -> dict[str, float]:
    """Open nodes of every level in the ways of the pages."""
    from django.db import connection

    from xueshi.organisations import tree
    from xueshi.organisations.gates import organisation_for
    from xueshi.organisations.models import Organisation
    from xueshi.organisations.reads import found_by_name, opened_unit
    from xueshi.organisations.tree import AsOf
    from xueshi.people.headcounts import heads

    by = actor()
    now, then = AsOf(TODAY), AsOf(BEFORE)
    numbers = dict(Organisation.objects.filter(code__in=drawn_from(sizes)).values_list("code", "number"))
    keys = dict(Organisation.objects.filter(code__in=drawn_from(sizes)).values_list("code", "pk"))

    def bare(code: str) -> object:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM organisations_organisation WHERE id = %s", [keys[code]])
            return cursor.fetchone()

    acts: dict[str, Callable[[str], object]] = {
        "open": lambda code: organisation_for(by, numbers[code]),
        "children": lambda code: opened_unit(keys[code], now, "", by=by),
        "path": lambda code: tree.lineage_of(keys[code], now),
        "path on a day": lambda code: tree.lineage_of(keys[code], then),
        "head counts": lambda code: heads(keys[code], now, today=by.on),
    }
    four = [acts[name] for name in ("open", "children", "path", "head counts")]
    codes = drawn_from(sizes)
    for code in codes[:50]:
        bare(code)
    timed = {"bare": p95(bare, codes)} | {name: p95(act, codes) for name, act in acts.items()}
    timed["all four"] = p95(lambda code: [act(code) for act in four], codes)
    timed["search"] = p95(lambda code: found_by_name(name_of(int(code[0]), int(code[2:]))[:3], by=by), codes)
    return timed


def moved(sizes: Sequence[int]) -> dict[str, float]:
    """Let the second province belong to the first, and take that back."""
    from xueshi.organisations.actions import organisation_move
    from xueshi.organisations.models import Organisation, Reorganisation
    from xueshi.organisations.record import reorganisation_undo

    by = actor()
    first, second = (Organisation.objects.get(code=f"1-{place}") for place in range(2))
    count = Organisation.objects.filter(path__under=second.path).count()
    before = time.perf_counter()
    organisation_move(second, first, on=TODAY - timedelta(days=30), by=by)
    between = time.perf_counter()
    reorganisation_undo(Reorganisation.objects.get(), by=by)
    return {"moved": count, "move": between - before, "undo": time.perf_counter() - between}


if __name__ == "__main__":
    main(*sys.argv[1:])
