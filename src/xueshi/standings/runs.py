"""Judging what the database holds: people and postings go to the lake, the answer is stored as a run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from xueshi.intake.models import Job
from xueshi.kernel.actors import Actor, NotAllowedError, NotFoundError, Right, audit, require
from xueshi.kernel.memory import making_many
from xueshi.kernel.paths import SEPARATOR, OrgPath, own_name
from xueshi.kernel.work import Progress
from xueshi.lake.duck import Duck
from xueshi.lake.population import Population, judge_population
from xueshi.lake.tables import member_rows, span_rows
from xueshi.ledger.facts import lake_rows, watermark
from xueshi.organisations.bulk import day, in_one_transaction, insert, reserve
from xueshi.organisations.gates import visible_organisations
from xueshi.organisations.models import Organisation
from xueshi.organisations.paths import WIDTH
from xueshi.people.facts import facts_of
from xueshi.people.models import Affiliation, Person
from xueshi.rules import facts
from xueshi.rules.loader import load
from xueshi.rules.model import Pack
from xueshi.rules.verdicts import Standing, Status
from xueshi.standings.models import Determination, JudgingRun, OrganisationStanding

READING, JUDGING, STORING = "Reading people and entries", "Judging", "Storing the result"
"""Message ids that a job shows while it judges."""

COUNTED = tuple(status for status in Status if status is not Status.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be judged: a plan with its local choices, as of a day, below a path."""

    plan: str
    as_of: date
    settings: Mapping[str, str]
    scope: str
    inputs: tuple[Mapping[str, object], ...] = ()


def judge_now(
    *,
    by: Actor,
    as_of: date,
    plan: str = "M24",
    settings: Mapping[str, str] | None = None,
    inputs: tuple[Mapping[str, object], ...] = (),
    unit: Organisation | None = None,
    progress: Progress = lambda percent, message: None,
) -> JudgingRun:
    """Judge everyone for whom the unit or an organisation below it ever answered, and store the run.

    Without a unit it is the first in the tree for which the actor may judge. Organisations are taken as they lie in the tree today.
    Raises ACCESS-002, PACK-017, PACK-018.
    """
    scopes = by.scopes(Right.JUDGE)
    if not scopes:
        raise NotAllowedError(Right.JUDGE)
    scope = scopes[0] if unit is None else unit.path
    return judge(Wanted(plan, as_of, settings or {}, scope, inputs), by=by, progress=progress)


def judge(wanted: Wanted, *, by: Actor, progress: Progress) -> JudgingRun:
    """Judge what is wanted and store the run.

    Raises ACCESS-002, PACK-017, PACK-018.
    """
    require(by, Right.JUDGE, wanted.scope)
    pack = load(wanted.plan, wanted.settings)
    progress(1, READING)
    tree = _Tree()
    last = watermark()
    with making_many(), Duck() as engine:
        members = _export(engine, tree, wanted, last)
        progress(50, JUDGING)
        population = judge_population(engine, pack, wanted.as_of, tree.paths)
        progress(70, STORING)
        with in_one_transaction():
            run = _run(pack, population, members, wanted, last, by)
            _store_people(run, population, members, tree)
            _store_organisations(run, population.standings(), tree)
            audit(by, "run.judged", "run", run.number, plan=pack.id, as_of=wanted.as_of.isoformat(), digest=run.digest)
    progress(99, STORING)
    return run


def judge_job(job: Job, progress: Progress, by: Actor) -> dict[str, Any]:
    """Judge as a job: ``plan``, ``as_of``, ``settings`` and the number of a ``unit`` are the parameters, ``run`` is the result."""
    params = job.params
    run = judge_now(
        by=by,
        as_of=date.fromisoformat(params["as_of"]),
        plan=params["plan"],
        settings=params.get("settings"),
        unit=organisation_to_judge(by, params["unit"]) if params.get("unit") else None,
        progress=progress,
    )
    return {"run": run.number}


def organisation_to_judge(by: Actor, number: str) -> Organisation:
    """The organisation of that number, if the actor may judge its people."""
    found = visible_organisations(by, Right.JUDGE).filter(number=number).first()
    if found is None:
        raise NotFoundError("organisation")
    return found


def units_to_judge(by: Actor) -> list[Organisation]:
    """The organisations at the top of what the actor may judge."""
    return list(Organisation.objects.filter(path__in=by.scopes(Right.JUDGE)).order_by("path"))


class _Tree:
    """The organisations of today with a number for the lake, and paths that no two of them share."""

    def __init__(self) -> None:
        rows = list(Organisation.objects.order_by("path").values_list("pk", "path", "parent_id"))
        by_path = {path: pk for pk, path, _ in rows}
        self.keys = [pk for pk, _, _ in rows]
        self.parents = {pk: parent for pk, _, parent in rows}
        self.sortable = {pk: path for pk, path, _ in rows}
        self.paths = [self._lake_path(path, by_path) for _, path, _ in rows]
        self.numbers = {path: number for number, path in enumerate(self.paths)}
        self.path_of = dict(zip(self.keys, self.paths, strict=True))

    @staticmethod
    def _lake_path(path: str, by_path: Mapping[str, int]) -> OrgPath:
        steps = (by_path[path[:end]] for end in range(WIDTH, len(path) + 1, WIDTH))
        return OrgPath(SEPARATOR.join(map(str, steps)))


@dataclass(frozen=True, slots=True)
class _Members:
    """The people judged, in the order of their numbers in the lake."""

    keys: Sequence[int]
    facts: Sequence[facts.Person]
    entries: int


def _people(scope: str) -> QuerySet[Person]:
    ever = Affiliation.objects.known().filter(organisation__path__under=scope).values("person_id")
    return Person.objects.filter(pk__in=ever).order_by("number")


def _export(engine: Duck, tree: _Tree, wanted: Wanted, last: int) -> _Members:
    chosen = _people(wanted.scope)
    keys = list(chosen.values_list("pk", flat=True))
    people = list(facts_of(chosen, tree.path_of))
    engine.load("members", member_rows(people))
    engine.load("spans", span_rows(people, tree.numbers))
    entries = engine.load("entries", lake_rows({key: member for member, key in enumerate(keys)}, last))
    return _Members(keys, people, entries)


def _run(pack: Pack, population: Population, members: _Members, wanted: Wanted, last: int, by: Actor) -> JudgingRun:
    digest = hashlib.sha256()
    result = population.fingerprint([person.number for person in members.facts])
    for part in (pack.sha256, wanted.as_of, sorted(pack.settings.items()), result):
        digest.update(f"{part}\n".encode())
    return JudgingRun.objects.create(
        plan=pack.id,
        pack_version=pack.version,
        pack_sha256=pack.sha256,
        as_of=wanted.as_of,
        settings=dict(pack.settings),
        scope=wanted.scope,
        watermark=last,
        engine=population.engine.name,
        digest=digest.hexdigest(),
        inputs=list(wanted.inputs),
        persons=len(members.keys),
        entries=members.entries,
        created_by=by.account,
    )


DETERMINATION = (
    *("id", "run_id", "clause", "window_first", "window_last", "person_id", "organisation_id"),
    *("reference", "status", "credit", "half_days", "theory", "count"),
)


def _store_people(run: JudgingRun, population: Population, members: _Members, tree: _Tree) -> None:
    heads = [
        (item.indicator.id, day(item.window.first), day(item.window.last), day(item.reference))
        for item in population.questions
    ]
    ids = iter(reserve(Determination, len(members.keys) * len(heads)))

    def rows() -> Iterator[tuple[Any, ...]]:
        for judged in population.judged():
            person = members.keys[judged.member]
            for (clause, first, last, on), verdict, org in zip(heads, judged.verdicts, judged.orgs, strict=True):
                has = verdict.has
                yield (
                    *(next(ids), run.pk, clause, first, last, person, None if org is None else tree.keys[org]),
                    *(on, verdict.status.value, has.credit, has.half_days, has.theory, has.count),
                )

    insert(Determination, DETERMINATION, rows())


def _store_organisations(run: JudgingRun, standings: Iterator[Standing], tree: _Tree) -> None:
    rows = []
    for standing in standings:
        organisation = int(own_name(OrgPath(standing.org)))
        if tree.sortable[organisation].startswith(run.scope):
            rows.append(_standing_row(run, standing, organisation, tree.parents[organisation]))
    OrganisationStanding.objects.bulk_create(rows, batch_size=500)


def _standing_row(run: JudgingRun, standing: Standing, organisation: int, parent: int | None) -> OrganisationStanding:
    part, whole = standing.share
    return OrganisationStanding(
        run=run,
        organisation_id=organisation,
        parent_id=parent,
        clause=standing.clause,
        window_first=standing.window.first,
        window_last=standing.window.last,
        status=standing.status.value if standing.status else "",
        population=standing.population,
        share_part=part,
        share_whole=whole,
        **{status.value: standing.counts.get(status, 0) for status in COUNTED},
    )
