"""The cases of a rule set, computed: a set with a failing case, or with a rule that no case uses, is not released."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from xueshi.kernel.errors import XueshiError
from xueshi.kernel.units import NO_CREDIT, Credit, plain
from xueshi.rules.crediting.caps import grant
from xueshi.rules.crediting.grant import Granted, Outcome
from xueshi.rules.crediting.model import CreditCase, RuleSet
from xueshi.rules.crediting.problems import CASE_DIFFERS, NEVER_USED


def check(rules: RuleSet) -> Iterator[XueshiError]:
    """Every case that comes out otherwise than written, and every rule that no case uses."""
    used: set[str] = set()
    for number, case in enumerate(rules.cases, start=1):
        granted = grant(rules, case.activities)
        used |= {rule.id for one in granted for rule in rules.rules if rule.when.speaks_of(one.activity)}
        wanted, got = _wanted(case), _got(case, granted)
        if wanted != got:
            yield XueshiError(CASE_DIFFERS, number=number, wanted=wanted, got=got)
    for rule in rules.rules:
        if rule.id not in used:
            yield XueshiError(NEVER_USED, id=rule.id)


def total(granted: Sequence[Granted]) -> Credit:
    """The credit of some activities together."""
    return Credit(sum(line.credit for one in granted for line in one.lines))


def totals_by_year(granted: Sequence[Granted]) -> dict[int, Credit]:
    """The credit of some activities together, by calendar year."""
    totals: dict[int, Credit] = defaultdict(lambda: NO_CREDIT)
    for one in granted:
        for line in one.lines:
            totals[line.year] = Credit(totals[line.year] + line.credit)
    return dict(totals)


def _wanted(case: CreditCase) -> str:
    return _said(case.outcome or Outcome.CREDITED, case.credit, case.over, case.by_year)


def _got(case: CreditCase, granted: Sequence[Granted]) -> str:
    outcomes = "+".join(sorted({one.outcome for one in granted}))
    over = Credit(sum(over.credit - over.carried for one in granted for line in one.lines for over in line.over))
    return _said(outcomes, total(granted), over, totals_by_year(granted) if case.by_year else {})


def _said(outcome: str, credit: Credit, over: Credit, by_year: Mapping[int, Credit]) -> str:
    years = " ".join(f"{year}:{plain(part)}" for year, part in sorted(by_year.items()))
    return f"{outcome} {plain(credit)} (+{plain(over)}) {years}".strip()
