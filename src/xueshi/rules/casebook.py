"""The cases beside a clause, made into a person and an entry and judged: a pack with a failing case is not released."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xueshi.kernel.errors import XueshiError
from xueshi.kernel.paths import OrgPath
from xueshi.kernel.windows import Span, months_before
from xueshi.rules.facts import Affiliation, Entry, Person
from xueshi.rules.judge import judge
from xueshi.rules.model import Given, Indicator, Kind, Pack, State
from xueshi.rules.problems import CASE_FAILS, NO_THRESHOLD_CASE
from xueshi.rules.questions import questions
from xueshi.rules.verdicts import Amounts

LONG_AGO = date(2010, 1, 1)


def check(pack: Pack) -> Iterator[XueshiError]:
    """Every case judged otherwise than written, and every threshold without a case just below, on or above it."""
    for indicator in pack.indicators:
        if indicator.state is not State.JUDGED:
            continue
        for number, given in enumerate(indicator.cases, start=1):
            got = judge_case(pack, indicator, given)
            if got != given.status:
                yield XueshiError(CASE_FAILS, id=indicator.id, number=number, wanted=given.status, got=got)
        missing = ", ".join(_missing(indicator))
        if missing:
            yield XueshiError(NO_THRESHOLD_CASE, id=indicator.id, missing=missing)


def judge_case(pack: Pack, indicator: Indicator, given: Given) -> str:
    """The status that the judge gives to the facts of the case."""
    question = next(q for q in questions(pack, given.on) if q.indicator.id == indicator.id and q.reference == given.on)
    return judge(question, person_of(given), [entry_of(given)] if _studied(given) else []).status


def person_of(given: Given) -> Person:
    """A person as the tags of the case describe."""
    always = (Span(),)
    until = given.on if "left" in given.tags else date.max
    admitted = months_before(given.on, 3) if "newcomer" in given.tags else LONG_AGO
    return Person(
        number="case",
        affiliations=(Affiliation(OrgPath("case"), Span(until=until)),),
        admitted_on=admitted,
        full_on=None if "newcomer" in given.tags else LONG_AGO,
        secretary=always if "secretary" in given.tags else (),
        cadre=always if "cadre" in given.tags else (),
        exempt=always if "exempt" in given.tags else (),
    )


def entry_of(given: Given) -> Entry:
    """The one ledger entry of the case, on the day of the case or the day before it."""
    day = given.on - timedelta(days=1)
    return Entry("case", day, day, given.form, given.level, given.credit, given.half_days, given.theory)


def _studied(given: Given) -> bool:
    return bool(given.credit or given.half_days)


def _missing(indicator: Indicator) -> Iterator[str]:
    if indicator.kind is not Kind.FLOOR:
        return
    for need in indicator.any_of:
        there = {_amount(need, given) for given in indicator.cases}
        threshold = need.credit or need.half_days
        for offset, name in ((-1, "just below"), (0, "on")):
            if threshold + offset not in there:
                yield f"{name} {threshold}"
        if not any(amount > threshold for amount in there):
            yield f"above {threshold}"


def _amount(need: Amounts, given: Given) -> int:
    return given.credit if need.credit else given.half_days
