"""Generated people and ledgers: movers, joiners, leavers, office changes, no records, amounts around thresholds."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from random import Random

from xueshi.kernel.paths import OrgPath
from xueshi.kernel.units import Credit, HalfDays
from xueshi.kernel.windows import BEGINNING, FOREVER, Span
from xueshi.rules.facts import Affiliation, Entry, Form, OrganiserLevel, Person

ORGS = [OrgPath(path) for path in ("县委/甲镇/一支部", "县委/甲镇/二支部", "县委/乙镇/三支部")]
EDGES = [
    date(2023, 12, 31),
    date(2024, 1, 1),
    date(2024, 12, 31),
    date(2025, 1, 1),
    date(2026, 6, 29),
    date(2026, 6, 30),
    date(2026, 7, 1),
]
CREDITS = [0, 1, 1983, 1984, 3999, 4000, 4001, 7986, 7987, 13977, 13978, 15999, 16000, 16001, 27999, 28000, 28001]
HALVES = [0, 1, 9, 10, 11, 19, 20, 34, 35, 39, 40, 41, 69, 70, 71]
DATES = [
    date(2024, 1, 1),
    date(2024, 12, 31),
    date(2026, 6, 30),
    date(2028, 12, 30),
    date(2028, 12, 31),
    date(2029, 6, 30),
]

Ledger = tuple[Person, list[Entry]]


def ledger(random: Random) -> Ledger:
    """One member and everything recorded of him or her."""
    return _person(random), [_entry(random) for _ in range(random.choice([0, 1, 1, 2, 3, 6]))]


def assessment_date(random: Random) -> date:
    """A date inside or after the plan period, its edges included."""
    return random.choice([*DATES, date(2024, 1, 1) + timedelta(days=random.randrange(2100))])


def _day(random: Random) -> date:
    return random.choice([random.choice(EDGES), date(2023, 6, 1) + timedelta(days=random.randrange(2200))])


def _span(random: Random) -> Span:
    first = random.choice([BEGINNING, _day(random)])
    return Span(first, random.choice([FOREVER, _day(random) + timedelta(days=random.randrange(1, 900))]))


def _spans(random: Random, likely: int) -> tuple[Span, ...]:
    return tuple(_span(random) for _ in range(random.choice([0, 0, 1, 2]))) if random.randrange(4) < likely else ()


def _affiliations(random: Random) -> tuple[Affiliation, ...]:
    edges = sorted({_day(random) for _ in range(random.choice([0, 0, 1, 2, 3]))})
    bounds = [BEGINNING, *edges, FOREVER]
    pieces = pairwise(bounds)
    return tuple(Affiliation(random.choice(ORGS), Span(first, until)) for first, until in pieces if random.randrange(5))


def _person(random: Random) -> Person:
    return Person(
        number="p",
        affiliations=_affiliations(random),
        admitted_on=random.choice([None, date(2010, 1, 1), _day(random)]),
        full_on=random.choice([None, date(2011, 1, 1), _day(random)]),
        secretary=_spans(random, 3),
        cadre=_spans(random, 1),
        exempt=_spans(random, 1),
    )


def _entry(random: Random) -> Entry:
    day = _day(random)
    credit = random.choice([random.choice(CREDITS), random.randrange(30_000)])
    return Entry(
        id="e",
        day=day,
        last_day=day,
        form=random.choice(list(Form)),
        level=random.choice(list(OrganiserLevel)),
        credit=Credit(credit),
        half_days=HalfDays(random.choice(HALVES)),
        theory=Credit(random.choice([credit // 2, (credit + 1) // 2, random.randrange(credit + 1)])),
    )
