"""The answer as a workbook for the office: overview, units, persons, gaps, cases, refused rows, fields, run and citations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from itertools import groupby
from pathlib import Path

import xlsxwriter

from xueshi.kernel.errors import Lang
from xueshi.kernel.paths import SEPARATOR, OrgPath, own_name
from xueshi.kernel.units import Credit, credit_text
from xueshi.rules.cases import Case
from xueshi.rules.explain import gap
from xueshi.rules.model import Choice, Indicator, Kind, Pack, State
from xueshi.rules.verdicts import Amounts, Standing, Status, Verdict
from xueshi.rules.words import CASE_WORDS, STATE_WORDS, STRENGTH_WORDS
from xueshi.standings.answer import to_xlsx_plans as plans
from xueshi.standings.answer.labels import COUNTED, day, requirement
from xueshi.standings.answer.model import Answer, InputFile, PersonAnswer, Run
from xueshi.standings.answer.ranking import ranked
from xueshi.standings.answer.to_xlsx_book import OPTIONS, ROWS, Book, Cell, Sheet


def write(answer: Answer, path: Path, lang: Lang, *, rows: int = ROWS) -> None:
    """Write the workbook row by row; a sheet that would pass ``rows`` goes on in a further one."""
    with xlsxwriter.Workbook(str(path), OPTIONS) as workbook:
        workbook.set_properties({"title": answer.name_of, "created": datetime.combine(answer.run.as_of, time(), UTC)})
        workbook.set_custom_property("xueshi.digest", answer.run.digest)
        workbook.set_custom_property("xueshi.export", answer.mark)
        book = Book(workbook, lang, name=answer.foot, rows=rows)
        sheets = [Sheet(book, plan, top=_top(answer, lang) if plan is plans.OVERVIEW else ()) for plan in plans.PLANS]
        overview, units, persons, gaps, cases, refused, fields, sources = sheets
        _write_overview(answer, overview, lang)
        _write_units(answer, units, lang)
        _write_people(answer, persons, gaps, cases, lang)
        _write_refused(answer, refused, lang)
        _write_fields(fields, lang)
        _write_sources(answer, sources, lang)
        for sheet in sheets:
            sheet.finish()


def _top(answer: Answer, lang: Lang) -> tuple[str, ...]:
    run = answer.run
    title = answer.pack.title.say(lang)
    if lang == "en":
        return (
            f"{title}: who has met it",
            f"As of {day(run.as_of, lang)}; {run.persons} persons, {run.entries} credited entries,"
            f" {len(answer.refused)} refusals; run {answer.name_of}",
        )
    return (
        f"{title}　达标情况",
        f"截至{day(run.as_of, lang)}；{run.persons} 人，入账 {run.entries} 条，未采纳 {len(answer.refused)} 项；运行编号 {answer.name_of}",
    )


def _write_overview(answer: Answer, sheet: Sheet, lang: Lang) -> None:
    top = min((_depth(standing) for standing in answer.standings), default=0)
    for standing in answer.standings:
        if _depth(standing) == top:
            sheet.add(own_name(OrgPath(standing.org)), *_figures(answer.pack, standing, lang))


def _write_units(answer: Answer, sheet: Sheet, lang: Lang) -> None:
    top = min((_depth(standing) for standing in answer.standings), default=0)
    for _, asked in groupby(answer.standings, key=lambda standing: (standing.clause, standing.window)):
        standings = list(asked)
        ranks = _ranks(standings)
        for standing in standings:
            figures = _figures(answer.pack, standing, lang)
            name = own_name(OrgPath(standing.org))
            sheet.add(name, *figures, ranks[standing.org], standing.org, depth=_depth(standing) - top)


def _ranks(standings: Sequence[Standing]) -> dict[str, int | None]:
    siblings: dict[str, list[Standing]] = {}
    for standing in standings:
        siblings.setdefault(standing.org.rpartition(SEPARATOR)[0], []).append(standing)
    return {place.standing.org: place.rank for units in siblings.values() for place in ranked(units)}


def _depth(standing: Standing) -> int:
    return standing.org.count(SEPARATOR)


def _figures(pack: Pack, standing: Standing, lang: Lang) -> Iterator[Cell]:
    """The columns that overview and units share, from the clause to the status of the organisation."""
    indicator = pack.indicator(standing.clause)
    part, whole = standing.share
    yield from (indicator.id, indicator.title.say(lang), standing.window.first, standing.window.last)
    yield standing.population
    yield from (standing.counts.get(status, 0) for status in COUNTED)
    yield from (standing.assessable, standing.share)
    yield f"{credit_text(part)}/{credit_text(whole)}" if indicator.kind is Kind.SHARE else f"{part}/{whole}"
    yield standing.status


def _write_people(answer: Answer, persons: Sheet, gaps: Sheet, cases: Sheet, lang: Lang) -> None:
    indicators = {indicator.id: indicator for indicator in answer.pack.indicators}
    named = {case.person for case in answer.cases}
    known: dict[str, PersonAnswer] = {}
    for person in answer.people():
        if person.number in named:
            known[person.number] = person
        for verdict in person.verdicts:
            if verdict.status is not Status.NOT_APPLICABLE:
                indicator = indicators[verdict.clause]
                persons.add(*_who(person), *_person_cells(indicator, verdict, lang))
                if indicator.kind is not Kind.SHARE and verdict.short:
                    gaps.add(*_who(person), *_gap_cells(indicators, person, verdict, lang))
    for case in answer.cases:
        cases.add(*_case_cells(case, known, lang))


def _who(person: PersonAnswer) -> tuple[str, str, str]:
    return person.number, person.name, person.org


def _person_cells(indicator: Indicator, verdict: Verdict, lang: Lang) -> Iterator[Cell]:
    yield from (indicator.id, indicator.title.say(lang), verdict.window.first, verdict.window.last, verdict.status)
    for measure in ("half_days", "credit", "theory", "count"):
        yield getattr(verdict.has, measure) if measure in indicator.measures else None
    yield requirement(indicator, verdict.needs).say(lang)


def _gap_cells(indicators: dict[str, Indicator], person: PersonAnswer, verdict: Verdict, lang: Lang) -> Iterator[Cell]:
    indicator = indicators[verdict.clause]
    theory = _theory_due(indicators, person, verdict)
    told = gap(
        replace(
            verdict, short=tuple(replace(short, theory=theory) if short.credit else short for short in verdict.short)
        )
    )
    yield from (indicator.id, indicator.title.say(lang), verdict.status, verdict.window.last)
    yield _largest(verdict.short, "half_days")
    yield _largest(verdict.short, "credit")
    yield theory or None
    yield _largest(verdict.short, "count")
    yield told.say(lang) if told else None


def _largest(amounts: Sequence[Amounts], measure: str) -> int | None:
    return max(getattr(amount, measure) for amount in amounts) or None


def _theory_due(indicators: dict[str, Indicator], person: PersonAnswer, verdict: Verdict) -> Credit:
    """How much of the missing credit has to be theory for the person's share to be right once the credit is there."""
    short = _largest(verdict.short, "credit") or 0
    for other in person.verdicts:
        share = indicators[other.clause].share
        same = other.window == verdict.window and indicators[other.clause].counts == indicators[verdict.clause].counts
        if (
            share is not None
            and same
            and other.status is not Status.NOT_APPLICABLE
            and other.status is not Status.DELEGATED
        ):
            due = -(-(other.has.credit + short) * share.numerator // share.denominator) - other.has.theory
            return Credit(max(0, min(short, due)))
    return Credit(0)


def _case_cells(case: Case, known: dict[str, PersonAnswer], lang: Lang) -> Iterator[Cell]:
    person = known.get(case.person)
    yield from _who(person) if person else (case.person, None, None)
    yield from (CASE_WORDS[case.kind].say(lang), case.first, case.second)


def _write_refused(answer: Answer, sheet: Sheet, lang: Lang) -> None:
    for refusal in answer.refused:
        place, error = refusal.place, refusal.error
        winner = str(refusal.winner) if refusal.winner else None
        allowed = error.allowed(lang)
        sheet.add(
            place.file, place.sheet, place.row or None, place.column, error.code, error.what(lang), allowed, winner
        )


def _write_fields(sheet: Sheet, lang: Lang) -> None:
    for plan in plans.PLANS:
        for column in plan.columns:
            sheet.add(plan.title.say(lang), column.heading.say(lang), column.meaning.say(lang))


def _write_sources(answer: Answer, sheet: Sheet, lang: Lang) -> None:
    for name, zh, en, value in _run_lines(answer.run, answer.pack, lang):
        sheet.add("run" if lang == "en" else "运行", name, en if lang == "en" else zh, value, None)
    for file in answer.run.inputs:
        sheet.add(
            "input" if lang == "en" else "输入", file.name, f"SHA-256 {file.sha256}", _input_text(file, lang), None
        )
    for indicator in answer.pack.indicators:
        sheet.add("clause" if lang == "en" else "条款", *_clause_cells(answer.pack, indicator, lang))
    for choice in answer.pack.choices:
        sheet.add("choice" if lang == "en" else "口径", *_choice_cells(choice, answer.run.settings[choice.id], lang))


def _run_lines(run: Run, pack: Pack, lang: Lang) -> Iterator[tuple[str, str, str, str]]:
    yield "plan", "规划", "plan", f"{run.plan} {pack.title.say(lang)}"
    yield "pack_version", "规划包版本", "version of the pack", run.pack_version
    yield "pack_sha256", "规划包哈希（SHA-256）", "hash of the pack (SHA-256)", run.pack_sha256
    yield "as_of", "评定日期", "assessment date", run.as_of.isoformat()
    yield "engine", "计算引擎", "engine", run.engine
    yield "persons", "人数", "persons", str(run.persons)
    yield "entries", "入账条数", "credited entries", str(run.entries)
    yield (
        "digest",
        "结果摘要：同样的输入得到同样的摘要",
        "digest of the result: the same input gives the same digest",
        run.digest,
    )


def _input_text(file: InputFile, lang: Lang) -> str:
    unknown = ("; " if lang == "en" else "；").join(file.unknown_columns)
    if lang == "en":
        return f"{file.rows} rows, {file.refused} refused" + (f"; columns not used: {unknown}" if unknown else "")
    return f"数据 {file.rows} 行，未采纳 {file.refused} 行" + (f"；未使用的列：{unknown}" if unknown else "")


def _clause_cells(pack: Pack, indicator: Indicator, lang: Lang) -> Iterator[Cell]:
    state, strength = STATE_WORDS[indicator.state].say(lang), STRENGTH_WORDS[indicator.strength].say(lang)
    reason = indicator.reason.say(lang) if indicator.reason else ""
    stop = "; " if lang == "en" else "；"
    yield from (indicator.id, indicator.title.say(lang))
    yield stop.join(text for text in (state, strength if indicator.state is State.JUDGED else "", reason) if text)
    cite = indicator.cite
    yield f"{pack.documents[cite.document].say(lang)} {cite.clause}：“{cite.anchor}”"


def _choice_cells(choice: Choice, option: str, lang: Lang) -> Iterator[Cell]:
    yield from (choice.id, choice.question.say(lang))
    usual = option == choice.default
    mark = {("zh", True): "默认", ("zh", False): "本地另选", ("en", True): "default", ("en", False): "set locally"}[
        lang, usual
    ]
    yield (
        f"{option}（{mark}）：{choice.options[option].zh}"
        if lang == "zh"
        else f"{option} ({mark}): {choice.options[option].en}"
    )
    yield f"{choice.cite}；{choice.decided_on}" if lang == "zh" else f"{choice.cite}; {choice.decided_on}"
