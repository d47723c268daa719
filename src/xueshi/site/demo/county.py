"""The synthetic county as a whole: the same seed and size give the same county on every computer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from xueshi.site.demo.classes import off_job
from xueshi.site.demo.diary import Activity, Diary
from xueshi.site.demo.life import branch_life, committee_life, own_study
from xueshi.site.demo.members import Member, members
from xueshi.site.demo.tree import FULL_SIZE, Unit, units

SEED = 2024


@dataclass(frozen=True, slots=True)
class County:
    """Organisations, members, what was held, and who attended what (activity number, position of the member)."""

    seed: int
    units: Sequence[Unit]
    members: Sequence[Member]
    activities: Sequence[Activity]
    attended: Sequence[tuple[int, int]]


def county(size: int = FULL_SIZE, seed: int = SEED) -> County:
    """A county of so many members with two and a half years of records."""
    random = Random(seed)
    tree = units(size)
    people = members(random, size, tree)
    diary = Diary(random, tree, people)
    branch_life(diary)
    committee_life(diary)
    own_study(diary)
    off_job(diary)
    return County(seed, tree, people, diary.activities, diary.attended)
