"""What pages read: every list starts from what the actor may see, and nothing walks the tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from django.db.models import Q, QuerySet

from xueshi.kernel.actors import Actor, NotFoundError, Right
from xueshi.kernel.as_of import AsOf
from xueshi.kernel.listing import Order
from xueshi.ledger.gates import visible_participations, visible_postings
from xueshi.ledger.models import Participation, Posting
from xueshi.organisations.gates import tops, visible_organisations
from xueshi.organisations.models import Organisation
from xueshi.organisations.paths import ancestors
from xueshi.people.gates import visible_people
from xueshi.people.models import Person
from xueshi.people.search import named
from xueshi.rules.model import Pack
from xueshi.rules.verdicts import Status
from xueshi.rules.words import CASE_WORDS
from xueshi.standings.asked import Asked, asked_by, pack_of
from xueshi.standings.models import Determination, JudgingRun, OrganisationStanding
from xueshi.standings.rows import CaseRow, ChoiceRow, UnitRow, unit_row
from xueshi.standings.stored import cases_of

Run = JudgingRun

SHORT = "short"
"""A filter for everybody who lags or falls short."""
SHORT_STATUSES = (Status.BEHIND, Status.UNMET, Status.BELOW_GENERAL)
SHOWN = 50
"""So many doubtful dispatches are shown; the workbook of the run holds all."""
RANKED_FROM = 10
"""Organisations with fewer members to assess are not ranked: one person would move them too far."""


def top_organisation(*, by: Actor) -> Organisation | None:
    """The first organisation at the top of what the actor sees, or None for those who see only themselves."""
    return tops(by).order_by("path").first()


def runs_for(*, at: AsOf | None = None, by: Actor) -> QuerySet[JudgingRun]:
    """The runs that judged people whom the actor sees, the latest first; those that there were where a day is given."""
    paths = _paths(by)
    wanted = Q(scope__in={step for path in paths for step in _covering(path)})
    for path in paths:
        wanted |= Q(scope__under=path)
    return _made(JudgingRun.objects.filter(wanted), at)


def latest_run(*, at: AsOf | None = None, by: Actor) -> JudgingRun | None:
    """The latest run that covers everything the actor sees; the one that stood then where a day is given."""
    covering = [_covering(path) for path in _paths(by)]
    scopes = set.intersection(*covering) if covering else set()
    return _made(JudgingRun.objects.filter(scope__in=scopes), at).first()


def _made(runs: QuerySet[JudgingRun], at: AsOf | None) -> QuerySet[JudgingRun]:
    """The runs as of a day or one before it, as far as they had been made when it was known."""
    if at is None or at.is_now:
        return runs
    runs = runs.filter(as_of__lte=at.day)
    return runs if at.known is None else runs.filter(created_at__lt=at.known)


def _paths(by: Actor) -> tuple[str, ...]:
    """The paths of everything the actor sees: the scopes, or the organisation of the own person."""
    scopes = by.scopes(Right.SEE)
    own = own_person(by=by) if not scopes else None
    return (own.organisation.path,) if own is not None and own.organisation is not None else scopes


def _covering(path: str) -> set[str]:
    """The scopes that a run over the organisation of that path may have had."""
    return {"", *ancestors(path)}


def run_for(number: str, *, by: Actor) -> JudgingRun:
    """The run of that number, if it judged people whom the actor sees."""
    found = runs_for(by=by).filter(number=number).first()
    if found is None:
        raise NotFoundError("run")
    return found


def choices_in_force(pack: Pack) -> list[ChoiceRow]:
    """The local choices of a pack with the option in force."""
    return [ChoiceRow(choice, pack.settings[choice.id]) for choice in pack.choices]


def standing(run: JudgingRun, unit: Organisation, asked: Asked, *, by: Actor) -> UnitRow | None:
    """Where one organisation stood, or None when the run did not cover it."""
    row = _standings(run, by).filter(organisation=unit, **_window(asked)).first()
    return unit_row(row) if row else None


def standings_of(run: JudgingRun, unit: Organisation, *, by: Actor) -> list[tuple[Asked, UnitRow]]:
    """Where one organisation stood against every question."""
    rows = {(row.clause, row.window_first): unit_row(row) for row in _standings(run, by).filter(organisation=unit)}
    found = [(asked, rows.get((asked.indicator.id, asked.question.window.first))) for asked in asked_by(run)]
    return [(asked, row) for asked, row in found if row is not None]


Answered = tuple[Asked, UnitRow]


def standings_by_clause(
    run: JudgingRun, unit: Organisation, *, by: Actor
) -> list[tuple[Asked, UnitRow, Sequence[Answered]]]:
    """Where one organisation stood against each clause: the latest window, and the earlier ones."""
    grouped: dict[str, list[Answered]] = {}
    for asked, row in standings_of(run, unit, by=by):
        grouped.setdefault(asked.indicator.id, []).append((asked, row))
    return [(*windows[0], windows[1:]) for windows in grouped.values()]


def children(run: JudgingRun, unit: Organisation, asked: Asked, *, by: Actor) -> list[UnitRow]:
    """The organisations directly below, in the tree of the run."""
    rows = _standings(run, by).filter(parent=unit, **_window(asked)).order_by("organisation__path")
    return [unit_row(row) for row in rows]


def worst(rows: list[UnitRow], count: int = 3) -> list[UnitRow]:
    """The organisations that lag most among those large enough to be ranked, leaving out who misses nothing."""
    ranked = [row for row in rows if row.standing.assessable >= RANKED_FROM and row.on_track[0] < row.on_track[1]]
    return sorted(ranked, key=lambda row: row.rank)[:count]


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Which people a list shows."""

    name: str = ""
    status: str = ""
    unit: Organisation | None = None


PEOPLE_ORDERS = ("unit", "status", "credit", "days")
_COLUMNS = {
    "unit": "organisation__path",
    "status": "status",
    "credit": "credit",
    "days": "half_days",
}


def people(run: JudgingRun, asked: Asked, wanted: PeopleFilter, order: Order, *, by: Actor) -> QuerySet[Determination]:
    """Where people stood against one question; every figure of an organisation is one such list."""
    found = Determination.objects.filter(run=run, person__in=visible_people(by), **_window(asked))
    found = found.exclude(status=Status.NOT_APPLICABLE)
    if wanted.unit is not None:
        found = found.filter(organisation__path__under=wanted.unit.path)
    if wanted.status == SHORT:
        found = found.filter(status__in=SHORT_STATUSES)
    elif wanted.status:
        found = found.filter(status=wanted.status)
    if wanted.name:
        found = found.filter(person__in=Person.objects.filter(named(wanted.name)))
    column = _COLUMNS[order.key]
    return found.select_related("person__identity", "organisation").order_by(
        f"-{column}" if order.descending else column, "person__identity__local_number", "pk"
    )


def scope_of(by: Actor, right: Right) -> str:
    """The first path within which a right is held; without one, a path that nothing covers."""
    return next(iter(by.scopes(right)), "")


def own_person(*, by: Actor) -> Person | None:
    """The person that the actor is, if the account belongs to one."""
    if by.person is None:
        return None
    return visible_people(by).select_related("identity", "organisation").filter(pk=by.person).first()


def postings_of(participation: Participation, *, by: Actor) -> QuerySet[Posting]:
    """What crediting rules made of a participation, reversals included."""
    found = visible_postings(by).filter(participation=participation)
    return found.select_related("reversed_by", "reverses").order_by("pk")


def units_in_reach(*, by: Actor) -> QuerySet[Organisation]:
    """The organisations that filters offer: those with others below them, at most two levels deep."""
    top = top_organisation(by=by)
    if top is None:
        return Organisation.objects.none()
    near = Organisation.objects.filter(parent=top).order_by().values("pk")
    reached = Organisation.objects.filter(Q(pk=top.pk) | Q(parent=top) | Q(parent__in=near)).order_by()
    return visible_organisations(by).filter(pk__in=reached.values("pk")).order_by("path")


def lineage(unit: Organisation, *, by: Actor) -> QuerySet[Organisation]:
    """The organisation and those above it, as far up as the actor sees."""
    return visible_organisations(by).filter(path__in=ancestors(unit.path)).order_by("path")


def dispatches(run: JudgingRun, *, by: Actor) -> tuple[list[CaseRow], bool]:
    """The first dispatches that overlap or repeat, and whether there are more."""
    found = list(islice(cases_of(run, pack_of(run), by=by), SHOWN + 1))
    shown = [(case, _participation(case.first), _participation(case.second)) for case in found[:SHOWN]]
    keys = {key for _case, first, second in shown for key in (first, second)}
    known = visible_participations(by).select_related("person__identity").in_bulk(keys)
    rows = [CaseRow(CASE_WORDS[case.kind], known[first], known[second]) for case, first, second in shown]
    return rows, len(found) > SHOWN


def _participation(entry: str) -> int:
    return int(entry.partition("#")[0])


def _standings(run: JudgingRun, by: Actor) -> QuerySet[OrganisationStanding]:
    visible = visible_organisations(by)
    return OrganisationStanding.objects.filter(run=run, organisation__in=visible).select_related("organisation")


def _window(asked: Asked) -> dict[str, object]:
    return {"clause": asked.indicator.id, "window_first": asked.question.window.first}
