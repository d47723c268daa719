"""Invented persons, one for each cell that the published marginals ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from xueshi.kernel.citizen_id import check_digit
from xueshi.site.demo import marginals, names
from xueshi.site.demo.marginals import BEFORE_1949, BEFORE_1979, BEFORE_2012, COLLEGE, FEMALE, SINCE_2012, STUDENT, Kind

FIRST_DAY = date(2024, 1, 1)
LAST_DAY = date(2026, 6, 30)
"""Records run from the first to the last of these days; the roster and ages are those of the last."""

_PERIODS = {
    BEFORE_1949: (date(1946, 7, 1), date(1949, 9, 30)),
    BEFORE_1979: (date(1949, 10, 1), date(1978, 11, 30)),
    BEFORE_2012: (date(1979, 1, 1), date(2012, 10, 31)),
    SINCE_2012: (date(2012, 12, 1), date(2026, 5, 31)),
}


@dataclass(frozen=True, slots=True)
class Who:
    """What does not change about a person; ``occupation`` is an index of :mod:`marginals`."""

    number: str
    name: str
    citizen_id: str
    sex: str
    ethnicity: str
    born: date
    education: str
    occupation: int
    admitted_on: date
    full_on: date | None

    def age(self, on: date = LAST_DAY) -> int:
        """Completed years."""
        return on.year - self.born.year - ((on.month, on.day) < (self.born.month, self.born.day))


def persons(random: Random, members: int) -> list[Who]:
    """So many persons in random order."""
    cells = list(marginals.kinds(members))
    random.shuffle(cells)
    sequences: dict[tuple[date, int], int] = {}
    numbers = random.sample(range(10**9, 10**10), members)
    return [_person(random, kind, f"AL{number}", sequences) for kind, number in zip(cells, numbers, strict=True)]


def citizen_id(born: date, sequence: int) -> str:
    """A citizen number of the unassigned division with a right check digit; odd sequences are men.

    >>> citizen_id(date(1980, 1, 1), 1)
    '990123198001010012'
    """
    body = f"{names.DIVISION}{born:%Y%m%d}{sequence:03d}"
    return body + check_digit(body)


def lower(random: Random, bound: int) -> int:
    """A number below the bound, small ones more likely."""
    return min(random.randrange(bound), random.randrange(bound))


def _person(random: Random, kind: Kind, number: str, sequences: dict[tuple[date, int], int]) -> Who:
    born = _born(random, kind)
    key = (born, kind.sex)
    sequences[key] = sequences.get(key, 0) + 1
    admitted_on = _admitted(random, kind, born)
    probation_over = _a_year_later(admitted_on)
    woman = kind.sex == FEMALE
    minority = random.randrange(1000) < marginals.MINORITY_PER_MILLE
    return Who(
        number=number,
        name=names.person_name(random, woman=woman),
        citizen_id=citizen_id(born, 2 * sequences[key] - (0 if woman else 1)),
        sex="女" if woman else "男",
        ethnicity=random.choice(names.MINORITIES) if minority else "汉族",
        born=born,
        education=_education(random, kind),
        occupation=kind.occupation,
        admitted_on=admitted_on,
        full_on=probation_over if probation_over <= LAST_DAY else None,
    )


def _education(random: Random, kind: Kind) -> str:
    if kind.education == COLLEGE:
        highest = "大学本科" if kind.age == 0 else "硕士研究生"
        return random.choice(("大学专科", "大学本科", highest))
    return random.choice(("小学", "初中", "初中") if kind.joined == BEFORE_1979 else ("初中", "高中", "中专"))


def _born(random: Random, kind: Kind) -> date:
    years = _AGE_RULES.get(kind.joined, _any_age)(random, kind)
    birthday = LAST_DAY - timedelta(days=random.randrange(1, 365))
    return birthday.replace(year=birthday.year - years, day=min(birthday.day, 28))


def _any_age(random: Random, kind: Kind) -> int:
    lowest, highest = marginals.AGES[kind.age]
    if kind.occupation == STUDENT:
        return random.randrange(lowest, 25)
    if highest == marginals.AGES[-1][1]:
        return lowest + lower(random, 25)
    return random.randrange(max(lowest, 21), highest + 1)


_AGE_RULES: dict[int, Callable[[Random, Kind], int]] = {
    BEFORE_1949: lambda random, _: 97 + random.randrange(2),
    BEFORE_1979: lambda random, _: 66 + lower(random, 29),
}


def _admitted(random: Random, kind: Kind, born: date) -> date:
    """A day of the period at 18 or later, early in life more likely than late."""
    first, last = _PERIODS[kind.joined]
    of_age = born.replace(year=born.year + 18) + timedelta(days=1)
    earliest = max(first, of_age)
    if kind.joined == SINCE_2012 and kind.education == COLLEGE and kind.age < 2:
        return earliest + timedelta(days=random.randrange((last - earliest).days + 1))
    latest = max(min(last, earliest + timedelta(days=22 * 365)), earliest)
    return earliest + timedelta(days=lower(random, (latest - earliest).days + 1))


def _a_year_later(day: date) -> date:
    leap = (day.month, day.day) == (2, 29)
    return (day - timedelta(days=1) if leap else day).replace(year=day.year + 1)
