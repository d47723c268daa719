"""A stored run read back as an answer, for what the actor may see, so that reports are written from it as from two files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby

from django.db.models.functions import Coalesce

from xueshi.kernel.actors import Actor, NotFoundError, Right
from xueshi.kernel.paths import OrgPath
from xueshi.kernel.units import Credit, HalfDays
from xueshi.kernel.windows import Window
from xueshi.ledger.facts import entry, standing_postings
from xueshi.ledger.gates import of_visible
from xueshi.organisations.gates import visible_organisations
from xueshi.people.gates import visible_people
from xueshi.rules.cases import CASES_CLAUSE, Case, cases
from xueshi.rules.facts import Form
from xueshi.rules.judge import verdict
from xueshi.rules.loader import load
from xueshi.rules.model import Pack
from xueshi.rules.questions import Question, questions
from xueshi.rules.verdicts import Amounts, Standing, Status
from xueshi.standings.answer.model import Answer, InputFile, PersonAnswer, Run
from xueshi.standings.models import Determination, JudgingRun, OrganisationStanding
from xueshi.standings.runs import COUNTED

Asked = Mapping[tuple[str, date], Question]


def answer_of(run: JudgingRun, *, by: Actor) -> Answer:
    """The answer of a run as far as the actor may see it; people and their organisations bear the names of today."""
    if not by.scopes(Right.SEE):
        raise NotFoundError("run")
    pack = load(run.plan, run.settings)
    asked = {(item.indicator.id, item.window.first): item for item in questions(pack, run.as_of)}
    return Answer(
        run=_run(run),
        pack=pack,
        standings=tuple(_standings(run, asked, by)),
        cases=tuple(cases_of(run, pack, by=by)),
        refused=(),
        people=lambda: _people(run, asked, by),
    )


def _run(run: JudgingRun) -> Run:
    inputs = (
        InputFile(
            one["name"],
            one["sha256"],
            one["rows"],
            one["refused"],
            *(tuple(one.get(part, ())) for part in ("unknown_columns", "skipped_sheets", "skipped_rows")),
        )
        for one in run.inputs
    )
    return Run(
        plan=run.plan,
        pack_version=run.pack_version,
        pack_sha256=run.pack_sha256,
        as_of=run.as_of,
        engine=run.engine,
        settings=run.settings,
        inputs=tuple(inputs),
        persons=run.persons,
        entries=run.entries,
        digest=run.digest,
    )


def _standings(run: JudgingRun, asked: Asked, by: Actor) -> Iterator[Standing]:
    rows = OrganisationStanding.objects.filter(run=run, organisation__in=visible_organisations(by))
    order = {key: place for place, key in enumerate(asked)}
    found = sorted(
        rows.select_related("organisation"),
        key=lambda row: (order[row.clause, row.window_first], row.organisation.full_name),
    )
    for row in found:
        yield Standing(
            org=row.organisation.full_name,
            clause=row.clause,
            window=Window(row.window_first, row.window_last),
            status=Status(row.status) if row.status else None,
            counts={status: getattr(row, status.value) for status in COUNTED},
            share=(row.share_part, row.share_whole),
        )


def _people(run: JudgingRun, asked: Asked, by: Actor) -> Iterator[PersonAnswer]:
    rows = (
        Determination.objects.filter(run=run, person__in=visible_people(by))
        .select_related("person__identity", "organisation")
        .order_by("person__organisation__path", "person__number", "pk")
    )
    for person, group in groupby(rows.iterator(chunk_size=5000), key=lambda row: row.person):
        identity, own = person.identity, list(group)
        latest = max(own, key=lambda row: row.reference).organisation
        yield PersonAnswer(
            number=identity.local_number or person.number,
            name=identity.name,
            org=OrgPath(latest.full_name if latest else ""),
            verdicts=tuple(
                verdict(asked[row.clause, row.window_first], Status(row.status), _amounts(row)) for row in own
            ),
        )


def _amounts(row: Determination) -> Amounts:
    return Amounts(Credit(row.credit), HalfDays(row.half_days), Credit(row.theory), row.count)


def cases_of(run: JudgingRun, pack: Pack, *, by: Actor) -> Iterator[Case]:
    """The doubtful dispatches of people whom the actor may see, person by person."""
    if not any(indicator.id == CASES_CLAUSE for indicator in pack.indicators):
        return
    months = int(pack.settings["AM-25"])
    rows = (
        standing_postings()
        .filter(of_visible(by), form=Form.F1.value, pk__lte=run.watermark, day__lte=run.as_of)
        .select_related("participation", "person__identity", "person__merged_into__identity")
        .order_by(Coalesce("person__merged_into__number", "person__number"), "pk")
    )
    for person, own in groupby(rows.iterator(chunk_size=2000), key=lambda row: row.person.merged_into or row.person):
        number = person.identity.local_number or person.number
        yield from cases(number, [entry(row) for row in own], months=months)
