"""Proves that the sealed ledger is what was sealed, and names the first entry of every block that is not.

What it cannot see, it says: entries that are not sealed yet, and, without a checkpoint kept elsewhere, a whole ledger that was set
back to an earlier state.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from multiprocessing import get_context
from typing import NamedTuple

import django
from cryptography.exceptions import InvalidSignature
from django.utils import timezone

from xueshi.kernel.digests import Algorithm
from xueshi.kernel.errors import Problem, XueshiError
from xueshi.ledger.headers import BEGINNING, BLOCK, SEAL, hash_of
from xueshi.ledger.models import Block, Participation, Posting, Seal
from xueshi.ledger.seal_problems import (
    BLOCK_MISSING,
    BLOCK_WRONG,
    ENTRY_ALTERED,
    ENTRY_INSERTED,
    ENTRY_MISSING,
    SEAL_MISSING,
    SEAL_WRONG,
)
from xueshi.ledger.sealing import (
    MARK,
    Leaves,
    gathered,
    last_blocks,
    marks_of,
    root_of,
    said,
    said_of_block,
    signing_key,
)
from xueshi.ledger.spelling import COLUMNS, FACT

Told = Callable[[int, int], None]
"""Is told how many rounds of how many have been looked at."""


@dataclass
class Report:
    """What a verification found: what was proved, what is wrong, and what no seal covers yet."""

    entries: int = 0
    blocks: int = 0
    seals: int = 0
    unsealed: int = 0
    faults: list[XueshiError] = field(default_factory=list)


class Round(NamedTuple):
    """One round to prove: its number and the ranges of its facts and postings."""

    number: int
    facts: tuple[int, int]
    postings: tuple[int, int]
    algorithm: str


def verify(*, since: date | None = None, jobs: int = 1, told: Told = lambda done, of: None) -> Report:
    """Prove every round of sealing, or those from a day on, with so many processes."""
    report = Report()
    rounds = list(_sealed(since, report))
    for done, (entries, blocks, faults) in enumerate(_proved(rounds, jobs), start=1):
        report.entries += entries
        report.blocks += blocks
        report.faults += faults
        told(done, len(rounds))
    report.faults += _nowhere()
    last = Seal.objects.order_by("-number").first()
    facts, postings = (last.facts_to, last.postings_to) if last else (0, 0)
    report.unsealed = (
        Participation.objects.filter(pk__gt=facts).count() + Posting.objects.filter(pk__gt=postings).count()
    )
    return report


def _nowhere() -> Iterator[XueshiError]:
    """Entries before the first number, which no seal can hold and nobody writes."""
    for kind, (model, _) in COLUMNS.items():
        for key in model._base_manager.filter(pk__lte=0).order_by("pk").values_list("pk", flat=True):
            yield _entry(ENTRY_INSERTED, kind, key)


def _sealed(since: date | None, report: Report) -> Iterator[Round]:
    """The rounds to prove; seals that are missing or not as signed are named on the way."""
    before = _before(since)
    for last, seal in pairwise(
        [before, *Seal.objects.filter(number__gt=before.number if before else 0).order_by("number")]
    ):
        if seal is None:
            continue
        report.seals += 1
        expected = last.number + 1 if last else 1
        report.faults += [XueshiError(SEAL_MISSING, seal=number) for number in range(expected, seal.number)]
        previous = last.hash if last else BEGINNING
        if not sound(seal) or (seal.number == expected and seal.previous != previous):
            report.faults.append(XueshiError(SEAL_WRONG, seal=seal.number))
            continue
        facts, postings = (last.facts_to, last.postings_to) if last else (0, 0)
        yield Round(seal.number, (facts, seal.facts_to), (postings, seal.postings_to), seal.algorithm)


def _before(since: date | None) -> Seal | None:
    """The last seal made before a day."""
    if since is None:
        return None
    start = timezone.make_aware(datetime(since.year, since.month, since.day))  # noqa: DTZ001
    return Seal.objects.filter(at__lt=start).order_by("-number").first()


def sound(seal: Seal) -> bool:
    """Whether a seal is what this installation signed."""
    if seal.algorithm not in set(Algorithm) or hash_of(said(seal), SEAL, seal.algorithm) != seal.hash:
        return False
    try:
        signing_key().public_key().verify(bytes.fromhex(seal.signature), bytes.fromhex(seal.hash))
    except (InvalidSignature, ValueError):
        return False
    return True


Proved = tuple[int, int, list[XueshiError]]


def _proved(rounds: list[Round], jobs: int) -> Iterator[Proved]:
    if jobs <= 1 or len(rounds) <= 1:
        yield from map(_prove, rounds)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=django.setup) as pool:
        yield from pool.map(_prove, rounds)


def _prove(one: Round) -> Proved:
    """Entries and blocks of one round, and what is wrong with them."""
    found = gathered(one.facts, one.postings, one.algorithm)
    blocks = list(Block.objects.filter(seal=one.number).order_by("shard"))
    faults = list(_unlike(one, found, blocks))
    if not faults and root_of([bytes.fromhex(block.hash) for block in blocks], one.algorithm) != _root(one.number):
        faults.append(XueshiError(SEAL_WRONG, seal=one.number))
    return sum(len(leaves.hashes) for leaves in found.values()), len(blocks), faults


def _root(seal: int) -> str:
    return str(Seal.objects.values_list("root", flat=True).get(number=seal))


def _unlike(one: Round, found: dict[int, Leaves], blocks: list[Block]) -> Iterator[XueshiError]:
    before = last_blocks({block.shard for block in blocks}, before=one.number)
    by_shard = {block.shard: block for block in blocks}
    for shard, leaves in found.items():
        if shard not in by_shard:
            yield XueshiError(BLOCK_MISSING, seal=one.number, shard=shard)
            yield _entry(ENTRY_INSERTED, *leaves.names[0])
    for shard, block in by_shard.items():
        last = before.get(shard)
        header = said_of_block(block)
        tied = (block.number, block.previous) == ((last.number + 1, last.hash) if last else (1, BEGINNING))
        if not tied or hash_of(header, BLOCK, one.algorithm) != block.hash:
            yield XueshiError(BLOCK_WRONG, block=block.number, shard=shard)
        yield from _look_inside(block, found.get(shard, Leaves()), one.algorithm)


def _look_inside(block: Block, leaves: Leaves, algorithm: str) -> Iterator[XueshiError]:
    """The first entry that does not fit; the block itself when every mark fits and the root does not."""
    if root_of(leaves.hashes, algorithm) == block.root:
        return
    marks, kept = marks_of(leaves.hashes), bytes(block.marks)
    at = next(
        (at for at in range(0, min(len(marks), len(kept)), MARK) if marks[at : at + MARK] != kept[at : at + MARK]), None
    )
    if at is None:
        at = min(len(marks), len(kept))
    names, place = leaves.names, at // MARK
    missing = (block.facts + block.postings) - len(names)
    if missing > 0:
        entry = _named(*names[place]) if place < len(names) else "—"
        yield XueshiError(ENTRY_MISSING, block=block.number, shard=block.shard, count=missing, entry=entry)
    elif place < len(names):
        yield _entry(ENTRY_INSERTED if missing < 0 else ENTRY_ALTERED, *names[place])
    else:
        yield XueshiError(BLOCK_WRONG, block=block.number, shard=block.shard)


def _entry(problem: Problem, kind: str, key: int) -> XueshiError:
    return XueshiError(problem, entry=_named(kind, key))


def _named(kind: str, key: int) -> str:
    """How people name an entry: F for a fact, P for a posting."""
    return f"{'F' if kind == FACT else 'P'}{key}"
