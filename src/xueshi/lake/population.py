"""A whole population against a pack: the compiled questions run on an engine, their answer read back as verdicts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from xueshi.kernel.errors import XueshiError
from xueshi.kernel.paths import OrgPath, lineage
from xueshi.kernel.units import Credit, HalfDays
from xueshi.lake.duck import RESULT, Duck
from xueshi.lake.rollup import Group, rolled_up
from xueshi.lake.tables import Row
from xueshi.rules.compile import STATUS_CODES, Columns, Compiled, compiled
from xueshi.rules.judge import verdict
from xueshi.rules.model import Kind, Pack
from xueshi.rules.problems import BEFORE_PLAN
from xueshi.rules.questions import Question, questions
from xueshi.rules.verdicts import Amounts, Standing, Verdict

STATUSES = {code: status for status, code in STATUS_CODES.items()}


@dataclass(frozen=True, slots=True)
class Judged:
    """One member; ``orgs`` holds the organisation number on the reference day of each verdict, or None."""

    member: int
    verdicts: tuple[Verdict, ...]
    orgs: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Population:
    """The answer to all questions about all members, standing in the engine until it is closed."""

    engine: Duck
    compiled: Compiled
    orgs: Sequence[OrgPath]
    """Organisation paths by their number in the tables."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions, in the order of the verdicts."""
        return tuple(columns.question for columns in self.compiled.columns)

    def judged(self) -> Iterator[Judged]:
        """Every member with every verdict, in the order of member numbers."""
        position = {name: place for place, name in enumerate(self._names())}
        readers = [_Reader(columns, position) for columns in self.compiled.columns]
        for row in self._rows():
            yield Judged(
                row[0], tuple(reader.verdict(row) for reader in readers), tuple(row[reader.org] for reader in readers)
            )

    def standings(self) -> Iterator[Standing]:
        """Every organisation against every question, in the order of questions and paths."""
        above = cache(lambda path: tuple(lineage(path)))
        for columns in self.compiled.columns:
            yield from rolled_up(columns.question, self._groups(columns), above)

    def fingerprint(self, numbers: Sequence[str]) -> str:
        """SHA-256 over every member's number, organisations, amounts and statuses: equal on every engine."""
        orgs = [name for name in self._names() if name.startswith("affiliation_")]
        rest = [name for name in self._names() if name not in orgs and name != "member"]
        columns = ", ".join(("member", f"CONCAT_WS('|', {', '.join(rest)})", *orgs))
        digest = hashlib.sha256()
        for member, figures, *places in self.engine.stream(f"SELECT {columns} FROM {RESULT} ORDER BY member"):
            paths = ("" if place is None else self.orgs[place] for place in places)
            digest.update("|".join((numbers[member], *paths, f"{figures}\n")).encode())
        return digest.hexdigest()

    def _names(self) -> tuple[str, ...]:
        return tuple(self.compiled.query.named_selects)

    def _rows(self) -> Iterator[Row]:
        return self.engine.stream(f"SELECT * FROM {RESULT} ORDER BY member")

    def _groups(self, columns: Columns) -> Iterator[Group]:
        has = dict(columns.has)
        share = columns.question.indicator.kind is Kind.SHARE
        sums = f"SUM({has['credit']}), SUM({has['theory']})" if share else "0, 0"
        rows = self.engine.rows(
            f"SELECT {columns.org}, {columns.status}, COUNT(*), {sums} FROM {RESULT}"
            f" WHERE {columns.org} IS NOT NULL GROUP BY 1, 2"
        )
        for org, code, members, credit, theory in rows:
            yield Group(self.orgs[org], STATUSES[code], members, int(credit), int(theory))


class _Reader:
    """Reads the answer to one question out of a result row."""

    def __init__(self, columns: Columns, position: Mapping[str, int]) -> None:
        self._question = columns.question
        self._status = position[columns.status]
        self._has = {measure: position[name] for measure, name in columns.has}
        self.org = position[columns.org]

    def verdict(self, row: Row) -> Verdict:
        has = {measure: row[place] for measure, place in self._has.items()}
        amounts = Amounts(
            Credit(has.get("credit", 0)),
            HalfDays(has.get("half_days", 0)),
            Credit(has.get("theory", 0)),
            has.get("count", 0),
        )
        return verdict(self._question, STATUSES[row[self._status]], amounts)


def judge_population(engine: Duck, pack: Pack, as_of: date, orgs: Sequence[OrgPath]) -> Population:
    """Judge everyone in the engine's tables as of a date.

    Raises PACK-018 when the date lies before the plan period.
    """
    if as_of < pack.period.first:
        raise XueshiError(BEFORE_PLAN, as_of=as_of, first=pack.period.first)
    query = compiled(questions(pack, as_of))
    engine.judge(query)
    return Population(engine, query, orgs)
