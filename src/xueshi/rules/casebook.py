"""The cases beside a clause, made into a person and an entry and judged: a pack with a failing case is not released."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xueshi.kernel.errors import XueshiError
from xueshi.kernel.paths import OrgPath
from xueshi.kernel.windows import Span, months_before
from xueshi.rules.facts import Affiliation, Entry, Person
from xueshi.rules.judge import judge
from xueshi.rules.model import Compare, Given, Indicator, Kind, Pack, ReportedCase, State
from xueshi.rules.problems import CASE_FAILS, NO_THRESHOLD_CASE
from xueshi.rules.questions import questions
from xueshi.rules.reported import Report, question_on, reported_status
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
        for number, reported in enumerate(indicator.reports, start=1):
            status = judge_case_reported(pack, indicator, reported)
            if status != reported.status:
                yield XueshiError(CASE_FAILS, id=indicator.id, number=number, wanted=reported.status, got=status)
        missing = ", ".join(_missing(indicator))
        if missing:
            yield XueshiError(NO_THRESHOLD_CASE, id=indicator.id, missing=missing)


def judge_case(pack: Pack, indicator: Indicator, given: Given) -> str:
    """The status that the judge gives to the facts of the case."""
    question = next(q for q in questions(pack, given.on) if q.indicator.id == indicator.id and q.reference == given.on)
    return judge(question, person_of(given), [entry_of(given)] if _studied(given) else []).status


def judge_case_reported(pack: Pack, indicator: Indicator, case: ReportedCase) -> str:
    """The status to which the reported figures of a case lead."""
    given = zip(indicator.asks, case.figures, strict=True)
    reports = [Report("case", indicator.id, ask.id, case.on, figure, "case") for ask, figure in given]
    return reported_status(question_on(indicator, pack.period, case.on), reports)


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
    yield from _missing_reports(indicator)
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


def _missing_reports(indicator: Indicator) -> Iterator[str]:
    for at, ask in enumerate(indicator.asks):
        there = {case.figures[at] for case in indicator.reports}
        sides = {
            f"below {ask.figure}": ask.figure == 0 or any(figure < ask.figure for figure in there),
            f"on {ask.figure}": ask.figure in there,
            f"above {ask.figure}": (ask.share and ask.figure == 1) or any(figure > ask.figure for figure in there),
        }
        one = ask.figure == 1 and ask.compare is Compare.AT_LEAST
        yield from (side for side, held in sides.items() if not held and not (one and side.startswith("above")))


def _amount(need: Amounts, given: Given) -> int:
    return given.credit if need.credit else given.half_days
