"""The same questions for a whole population, as SQL; the only module that knows sqlglot.

Three tables of integers are read, days being proleptic ordinals (``date.toordinal``):
``members(member, admitted, full_on)``, ``spans(member, kind, org, first_day, until_day)`` and
``entries(member, day, form, level, credit, half_days, theory)``. Only operations are used on which engines agree:
integer sums, conditional sums, comparisons, joins; shares by cross-multiplication.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import reduce

from sqlglot import exp, select

from xueshi.kernel.windows import FOREVER, months_before
from xueshi.rules.facts import Form
from xueshi.rules.model import Counts, Indicator, Kind, Strength, Who
from xueshi.rules.questions import Question
from xueshi.rules.verdicts import Amounts, Status

UNKNOWN_ADMITTED = 0
"""Admission day of members whose admission is not known: they count as members of long standing."""

NOT_FULL = FOREVER.toordinal()
"""Day of full membership of those who are not full members."""

STATUS_CODES = {status: code for code, status in enumerate(Status)}
FORM_CODES = {form: code for code, form in enumerate(Form)}


class SpanKind(IntEnum):
    """What a row of ``spans`` says; ``org`` is only read for affiliations."""

    AFFILIATION = 0
    SECRETARY = 1
    CADRE = 2
    EXEMPT = 3


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the answer to one question stands in a result row."""

    question: Question
    status: str
    org: str
    has: tuple[tuple[str, str], ...]
    """Pairs of an amount's name and its column."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """One query that answers all questions: a row per member, and the columns of each question."""

    query: exp.Select
    columns: tuple[Columns, ...]

    def sql(self, dialect: str) -> str:
        """The text for one engine."""
        return self.query.sql(dialect=dialect)


def compiled(questions: Iterable[Question]) -> Compiled:
    """The questions as one query."""
    return _Compiler(tuple(questions)).compiled()


class _Compiler:
    def __init__(self, questions: tuple[Question, ...]) -> None:
        self._questions = questions
        self._sums: dict[tuple[Counts, date, date, str], str] = {}
        self._states: dict[tuple[SpanKind, date], str] = {}

    def compiled(self) -> Compiled:
        columns = tuple(self._columns(number, question) for number, question in enumerate(self._questions))
        statuses = [self._status(item).as_(item.status) for item in columns]
        query = (
            select("members.member", *self._outputs(), *statuses)
            .with_("standing", as_=self._standing())
            .from_("members")
            .join("standing", on="standing.member = members.member", join_type="left")
        )
        for table, counts in enumerate(dict.fromkeys(counts for counts, *_ in self._sums)):
            query = query.with_(f"has_{table}", as_=self._totals(counts)).join(
                f"has_{table}", on=f"has_{table}.member = members.member", join_type="left"
            )
        return Compiled(query, columns)

    def _columns(self, number: int, question: Question) -> Columns:
        has = tuple((measure, self._sum(question, measure)) for measure in question.indicator.measures)
        return Columns(question, f"status_{number}", self._state(SpanKind.AFFILIATION, question.reference), has)

    def _sum(self, question: Question, measure: str) -> str:
        counts, days = question.indicator.counts, question.counted_days
        if counts is None:
            raise ValueError(f"{question.indicator.id} is judged without counts")
        return self._sums.setdefault((counts, days.first, days.last, measure), f"{measure}_{len(self._sums)}")

    def _state(self, kind: SpanKind, day: date) -> str:
        return self._states.setdefault((kind, day), f"{kind.name.lower()}_{day:%Y%m%d}")

    def _outputs(self) -> list[exp.Expr]:
        sums = [_had(name).as_(name) for name in self._sums.values()]
        orgs = [
            exp.column(name, "standing") for (kind, _), name in self._states.items() if kind is SpanKind.AFFILIATION
        ]
        return [*sums, *orgs]

    def _totals(self, counts: Counts) -> exp.Select:
        """What counts for one rule: engines scan few columns for a narrow rule, which one wide query would not let them."""
        sums = [
            big(exp.Sum(this=when(_within(first, last), _measure(measure)))).as_(name)
            for (rule, first, last, measure), name in self._sums.items()
            if rule == counts
        ]
        return select("member", *sums).from_("entries").where(_counted(counts)).group_by("member")

    def _standing(self) -> exp.Select:
        states = [
            exp.Max(this=exp.Case().when(_holds(kind, day), _value(kind))).as_(name)
            for (kind, day), name in self._states.items()
        ]
        return select("member", *states).from_("spans").group_by("member")

    def _status(self, columns: Columns) -> exp.Case:
        question = columns.question
        indicator = question.indicator
        has: dict[str, exp.Expr] = {measure: _had(name) for measure, name in columns.has}
        case = exp.Case().when(self._outside(columns), code(Status.NOT_APPLICABLE))
        if indicator.delegates_cadres:
            case = case.when(self._is(SpanKind.CADRE, question), code(Status.DELEGATED))
        if indicator.kind is Kind.SHARE:
            return _share(case, question, has)
        case = case.when(any_of(_reached(has, need, 1, 1) for need in indicator.any_of), code(Status.MET))
        if indicator.exempts:
            case = case.when(self._is(SpanKind.EXEMPT, question), code(Status.EXEMPT))
        if indicator.newcomer_months:
            start = months_before(question.reference, indicator.newcomer_months)
            case = case.when(exp.column("admitted", "members") > number(start.toordinal()), code(Status.NOT_ASSESSABLE))
        return _owing(case, question, has)

    def _outside(self, columns: Columns) -> exp.Expr:
        question = columns.question
        reference = number(question.reference.toordinal())
        admitted = exp.column("admitted", "members")
        outside: list[exp.Expr] = [exp.column(columns.org, "standing").is_(exp.null()), admitted > reference]
        if question.indicator.full_members_only:
            known = admitted.neq(number(UNKNOWN_ADMITTED))
            outside.append(exp.and_(known, exp.column("full_on", "members") > reference))
        if question.indicator.who is Who.SECRETARY:
            outside.append(exp.column(self._state(SpanKind.SECRETARY, question.reference), "standing").is_(exp.null()))
        return exp.or_(*outside)

    def _is(self, kind: SpanKind, question: Question) -> exp.Expr:
        return exp.column(self._state(kind, question.reference), "standing").eq(number(1))


def _share(case: exp.Case, question: Question, has: Mapping[str, exp.Expr]) -> exp.Case:
    share = question.indicator.share
    if share is None:
        raise ValueError(f"{question.indicator.id} is a share without a bar")
    enough = has["theory"] * number(share.denominator) >= has["credit"] * number(share.numerator)
    met, short = (Status.MET, Status.UNMET) if question.closed else (Status.ON_PACE, Status.BEHIND)
    return (
        case.when(has["credit"].eq(number(0)), code(Status.NOT_ASSESSABLE)).when(enough, code(met)).else_(code(short))
    )


def _owing(case: exp.Case, question: Question, has: Mapping[str, exp.Expr]) -> exp.Case:
    indicator = question.indicator
    if question.closed:
        return case.else_(code(_failed(indicator)))
    elapsed, days = question.window.elapsed(question.as_of), question.window.days
    on_pace = any_of(_reached(has, need, elapsed, days) for need in indicator.any_of)
    return case.when(on_pace, code(Status.ON_PACE)).else_(code(Status.BEHIND))


def _failed(indicator: Indicator) -> Status:
    return Status.BELOW_GENERAL if indicator.strength is Strength.GENERALLY else Status.UNMET


def _reached(has: Mapping[str, exp.Expr], need: Amounts, elapsed: int, days: int) -> exp.Expr:
    needed = {measure: getattr(need, measure) for measure in has if getattr(need, measure)}
    return exp.and_(*(has[measure] * number(days) >= number(amount * elapsed) for measure, amount in needed.items()))


def _counted(counts: Counts) -> exp.Expr:
    conditions: list[exp.Expr] = [exp.column("form").isin(*(number(FORM_CODES[form]) for form in sorted(counts.forms)))]
    if counts.level is not None:
        conditions.append(exp.column("level") >= number(int(counts.level)))
    return exp.and_(*conditions)


def _within(first: date, last: date) -> exp.Expr:
    day = exp.column("day")
    return exp.and_(day >= number(first.toordinal()), day <= number(last.toordinal()))


def _had(name: str) -> exp.Expr:
    return exp.func("COALESCE", exp.column(name), number(0))


def _holds(kind: SpanKind, day: date) -> exp.Expr:
    ordinal = number(day.toordinal())
    return exp.and_(
        exp.column("kind").eq(number(int(kind))), exp.column("first_day") <= ordinal, exp.column("until_day") > ordinal
    )


def _value(kind: SpanKind) -> exp.Expr:
    return exp.column("org") if kind is SpanKind.AFFILIATION else number(1)


def _measure(measure: str) -> exp.Expr:
    return number(1) if measure == "count" else exp.column(measure)


def when(condition: exp.Expr, value: exp.Expr) -> exp.Case:
    """The value where the condition holds, else 0."""
    return exp.Case().when(condition, value).else_(number(0))


def any_of(conditions: Iterable[exp.Expr]) -> exp.Expr:
    """True where one of the conditions holds."""
    return reduce(lambda left, right: exp.or_(left, right), conditions)


def big(value: exp.Expr) -> exp.Cast:
    """The value as a 64-bit integer."""
    return exp.cast(value, "BIGINT")


def number(value: int) -> exp.Expr:
    """An integer literal."""
    return exp.Literal.number(value)


def code(status: Status) -> exp.Expr:
    """The integer that stands for a status in results."""
    return number(STATUS_CODES[status])
