"""Figures that offices report for clauses beyond the ledger: reported by one, confirmed by another, judged with their source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from xueshi.kernel.actors import Actor, NotFoundError, Right, audit, may, require
from xueshi.kernel.errors import XueshiError
from xueshi.organisations.models import Organisation
from xueshi.rules.model import Ask, Indicator, Pack
from xueshi.rules.reported import Report, ReportedVerdict, judge_reported
from xueshi.standings.figure_problems import IN_THE_FUTURE, NO_REASON, OVER, OWN_FIGURE, UNKNOWN_ASK
from xueshi.standings.models import ReportedFigure


@dataclass(frozen=True, slots=True)
class Told:
    """What an office reports for a clause."""

    pack: Pack
    indicator: Indicator
    ask: str
    figure: Fraction
    on: date
    source: str


@transaction.atomic
def figure_report(unit: Organisation, told: Told, *, by: Actor) -> ReportedFigure:
    """Report a figure of a unit; it counts once somebody else has confirmed it.

    Raises FIGURE-001 for a day to come, FIGURE-002 for a figure that the clause does not ask for, ACCESS-002.
    """
    require(by, Right.RECORD, unit.path)
    if told.on > by.on:
        raise XueshiError(IN_THE_FUTURE, on=told.on.isoformat())
    if told.ask not in [ask.id for ask in told.indicator.asks]:
        raise XueshiError(UNKNOWN_ASK, clause=told.indicator.id)
    made: ReportedFigure = ReportedFigure.objects.create(
        organisation=unit,
        plan=told.pack.id,
        clause=told.indicator.id,
        ask=told.ask,
        on=told.on,
        part=told.figure.numerator,
        whole=told.figure.denominator,
        source=told.source,
        entered_by_id=by.account,
    )
    audit(
        by,
        "figure.reported",
        "figure",
        made.number,
        organisation=unit.number,
        clause=made.clause,
        ask=made.ask,
        figure=str(told.figure),
        on=made.on.isoformat(),
        source=made.source,
    )
    return made


@transaction.atomic
def figure_confirm(figure: ReportedFigure, *, by: Actor) -> ReportedFigure:
    """Confirm a figure that somebody else reported.

    Raises FIGURE-003, FIGURE-004, ACCESS-002.
    """
    require(by, Right.DECIDE_REQUESTS, figure.organisation.path)
    if figure.entered_by_id == by.account or (by.person is not None and figure.entered_by.person_id == by.person):
        raise XueshiError(OWN_FIGURE)
    _change(figure, Q(confirmed_at=None), confirmed_at=timezone.now(), confirmed_by=by.account)
    audit(by, "figure.confirmed", "figure", figure.number)
    return figure


@transaction.atomic
def figure_withdraw(figure: ReportedFigure, *, reason: str, by: Actor) -> ReportedFigure:
    """Take a figure back, confirmed or not; it stays to be seen and counts no more.

    Raises FIGURE-004, FIGURE-005 without a reason, ACCESS-002.
    """
    require(by, Right.RECORD, figure.organisation.path)
    if not reason.strip():
        raise XueshiError(NO_REASON)
    _change(figure, Q(), withdrawn_at=timezone.now(), reason=reason.strip())
    audit(by, "figure.withdrawn", "figure", figure.number, reason=reason.strip())
    return figure


def _change(figure: ReportedFigure, condition: Q, **values: object) -> None:
    if not ReportedFigure.objects.filter(condition, pk=figure.pk, withdrawn_at=None).update(**values):
        raise XueshiError(OVER)
    figure.refresh_from_db()


def visible_figures(by: Actor) -> QuerySet[ReportedFigure]:
    """The figures of organisations that the actor may see."""
    wanted = Q(pk__in=())
    for scope in by.scopes(Right.SEE):
        wanted |= Q(organisation__path__under=scope)
    return ReportedFigure.objects.filter(wanted).select_related("organisation", "entered_by", "confirmed_by")


def figure_for(by: Actor, number: str) -> ReportedFigure:
    """The figure of that number, if the actor may see its organisation."""
    found = visible_figures(by).filter(number=number).first()
    if found is None:
        raise NotFoundError("figure")
    return found


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A reported figure as a page shows it, with what the actor may do."""

    figure: ReportedFigure
    ask: Ask
    may_confirm: bool
    may_withdraw: bool


def rows(figures: Sequence[ReportedFigure], indicator: Indicator, *, by: Actor) -> list[FigureRow]:
    """Figures of one clause with what the actor may do about each."""
    asks = {ask.id: ask for ask in indicator.asks}
    found = []
    for figure in figures:
        if figure.ask not in asks:
            continue
        path, is_open = figure.organisation.path, figure.withdrawn_at is None
        decides = may(by, Right.DECIDE_REQUESTS, path) and figure.entered_by_id != by.account
        found.append(
            FigureRow(
                figure,
                asks[figure.ask],
                is_open and figure.confirmed_at is None and decides,
                is_open and may(by, Right.RECORD, path),
            )
        )
    return found


def verdicts(
    pack: Pack, indicator: Indicator, unit: Organisation, *, as_of: date, by: Actor
) -> tuple[ReportedVerdict, ...]:
    """Where a unit stands against a reported clause, window by window, the latest first."""
    figures = visible_figures(by).filter(organisation=unit, plan=pack.id, clause=indicator.id, withdrawn_at=None)
    reports = [
        Report(unit.number, one.clause, one.ask, one.on, one.figure, one.source, one.confirmed_at is not None)
        for one in figures
    ]
    found = (verdict for verdict in judge_reported(pack, reports, as_of) if verdict.indicator.id == indicator.id)
    return tuple(sorted(found, key=lambda verdict: verdict.window, reverse=True))
