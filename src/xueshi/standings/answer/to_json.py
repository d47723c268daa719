"""The answer as one JSON document, written person by person; its shape is docs/answer.schema.json."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from xueshi.kernel.errors import Lang
from xueshi.kernel.refusals import Refusal
from xueshi.kernel.units import credit_text, days_text, plain
from xueshi.kernel.windows import Window
from xueshi.rules.cases import Case
from xueshi.rules.model import Indicator, Pack
from xueshi.rules.verdicts import Amounts, Standing, Verdict
from xueshi.standings.answer.model import Answer, PersonAnswer, Run

SCHEMA_VERSION = "1.0"
"""Rises in the first place when a reader of the old shape would misread the new one, else in the second."""

KEYS = {"credit": "credit", "half_days": "days", "theory": "theory", "count": "times"}
"""The measures of :class:`Amounts` under the names that packs and JSON use."""

COUNTED: Mapping[str, Callable[[int], str]] = {
    "credit": credit_text,
    "half_days": days_text,
    "theory": credit_text,
    "count": str,
}
"""How an amount that was counted is written: credit always with two decimals."""

ASKED: Mapping[str, Callable[[int], str]] = {**COUNTED, "credit": plain, "theory": plain}
"""How a requirement is written: as the plan prints it."""

Object = dict[str, object]


def write(answer: Answer, path: Path, lang: Lang = "zh") -> None:
    """Write the answer as UTF-8 JSON; only the messages of refused rows depend on the language."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"schema_version": "{SCHEMA_VERSION}",\n"run": {_text(_run(answer.run))}')
        _list(file, "persons", _people(answer.pack, answer.people()))
        _list(file, "orgs", map(_org, answer.standings))
        _list(file, "cases", map(_case, answer.cases))
        _list(file, "refused", (_refused(refusal, lang) for refusal in answer.refused))
        if answer.mark:
            file.write(f',\n"export": {json.dumps(answer.mark, ensure_ascii=False)}')
        file.write("}\n")


def _list(file: TextIO, name: str, items: Iterable[Object]) -> None:
    file.write(f',\n"{name}": [')
    between = "\n"
    for item in items:
        file.write(between + _text(item))
        between = ",\n"
    file.write("]")


def _text(value: Object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _run(run: Run) -> Object:
    return {
        "plan": run.plan,
        "pack_version": run.pack_version,
        "pack_sha256": run.pack_sha256,
        "as_of": run.as_of.isoformat(),
        "engine": run.engine,
        "settings": dict(sorted(run.settings.items())),
        "inputs": [
            {
                "name": item.name,
                "sha256": item.sha256,
                "rows": item.rows,
                "refused": item.refused,
                "unknown_columns": list(item.unknown_columns),
                "skipped_sheets": list(item.skipped_sheets),
                "skipped_rows": list(item.skipped_rows),
            }
            for item in run.inputs
        ],
        "persons": run.persons,
        "entries": run.entries,
        "digest": run.digest,
    }


def _people(pack: Pack, people: Iterable[PersonAnswer]) -> Iterator[Object]:
    indicators = {indicator.id: indicator for indicator in pack.indicators}
    for person in people:
        clauses = [_verdict(indicators[verdict.clause], verdict) for verdict in person.verdicts]
        yield {"person": person.number, "name": person.name, "org": person.org, "clauses": clauses}


def _verdict(indicator: Indicator, verdict: Verdict) -> Object:
    return {
        "id": verdict.clause,
        "status": verdict.status.value,
        "window": _window(verdict.window),
        "has": _amounts(verdict.has, indicator.measures, COUNTED),
        "needs": [_amounts(need, _measures(need), ASKED) for need in verdict.needs],
        "short": _short(verdict.short),
    }


def _amounts(amounts: Amounts, measures: Iterable[str], texts: Mapping[str, Callable[[int], str]]) -> dict[str, str]:
    return {KEYS[measure]: texts[measure](getattr(amounts, measure)) for measure in measures}


def _measures(amounts: Amounts) -> Iterator[str]:
    return (measure for measure in KEYS if getattr(amounts, measure))


def _short(alternatives: Iterable[Amounts]) -> dict[str, str]:
    """What each alternative lacks, in one object: alternatives ask for different measures."""
    missing: dict[str, str] = {}
    for short in alternatives:
        missing |= _amounts(short, _measures(short), COUNTED)
    return missing


def _window(window: Window) -> dict[str, str]:
    return {"from": window.first.isoformat(), "to": window.last.isoformat()}


def _org(standing: Standing) -> Object:
    part, whole = standing.share
    return {
        "org": standing.org,
        "clause": standing.clause,
        "window": _window(standing.window),
        "status": standing.status.value if standing.status else None,
        "population": standing.population,
        **{status.value: count for status, count in standing.counts.items()},
        "share": f"{part}/{whole}",
    }


def _case(case: Case) -> Object:
    return {"person": case.person, "kind": case.kind.value, "first": case.first, "second": case.second}


def _refused(refusal: Refusal, lang: Lang) -> Object:
    return {**asdict(refusal.place), "code": refusal.code, "message": refusal.message(lang)}
