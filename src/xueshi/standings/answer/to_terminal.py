"""The answer on a terminal: clauses, organisations, who lags most, what was refused and the digest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from rich.console import Console
from rich.text import Text

from xueshi.kernel.errors import Lang
from xueshi.kernel.paths import SEPARATOR, OrgPath, own_name
from xueshi.kernel.refusals import Refusal
from xueshi.rules.model import Every, Indicator, Kind, Words
from xueshi.rules.verdicts import Standing, Status
from xueshi.standings.answer import words
from xueshi.standings.answer.labels import percent
from xueshi.standings.answer.model import Answer
from xueshi.standings.answer.terminal import bar, safe, table

MOST_UNITS = 40
"""Organisations shown at most; whole levels are left out from below."""

MOST_ROWS = 10
"""Rows that were left out are named up to so many; the JSON names all."""

WORST = 3
BAR_WIDTH = 16
WIDE = 100
"""Narrower terminals get bars of half the width."""

SHORT = (Status.UNMET, Status.BELOW_GENERAL)
APART = (Status.EXEMPT, Status.DELEGATED, Status.NOT_ASSESSABLE)


def show(answer: Answer, to: Console, lang: Lang, *, seconds: str, min_headcount: int) -> None:
    """Print the whole summary; organisations with fewer members to assess than ``min_headcount`` are not called laggards."""
    _Summary(answer, to, lang).show(seconds, min_headcount)


class _Summary:
    def __init__(self, answer: Answer, to: Console, lang: Lang) -> None:
        self._answer = answer
        self._to = to
        self._lang: Lang = lang
        self._indicators = {indicator.id: indicator for indicator in answer.pack.indicators}

    def show(self, seconds: str, min_headcount: int) -> None:
        self._heading()
        for top in _tops(self._answer.standings):
            self._clauses(top)
        main = _main(self._answer)
        if main is not None:
            standings = [item for item in self._answer.standings if item.clause == main.id]
            self._units(main, standings)
            self._worst(standings, min_headcount)
        self._refused(self._answer.refused)
        self._notes()
        self._say(words.TOOK, seconds=seconds)
        self._say(words.DIGEST, digest=self._answer.run.digest)

    def _heading(self) -> None:
        run, pack = self._answer.run, self._answer.pack
        title = f"{pack.title.say(self._lang)} · {pack.id} {pack.version}"
        self._line(Text(f"{title} · {words.AS_OF.say(self._lang)} {run.as_of}", "bold"))
        self._say(words.PERSONS, persons=run.persons, entries=run.entries)
        changed = [
            f"{choice.id}={run.settings[choice.id]}"
            for choice in pack.choices
            if run.settings[choice.id] != choice.default
        ]
        self._say(words.CHOICES_OTHER if changed else words.CHOICES_DEFAULT, changed=", ".join(changed))

    def _clauses(self, top: str) -> None:
        self._title(words.CLAUSES, org=top)
        columns = (*self._status_headings(words.CLAUSE, words.DEMAND), words.SHARE.say(self._lang), "")
        rows = table(columns, range(2, 9))
        for standing in self._answer.standings:
            if standing.org == top:
                cells = (standing.clause, self._demand(standing), *_counts(standing), percent(*standing.share))
                rows.add_row(*cells, self._bar(standing))
        self._to.print(rows)

    def _demand(self, standing: Standing) -> str:
        indicator = self._indicators[standing.clause]
        title = indicator.title.say(self._lang)
        return f"{title} {standing.window.first.year}" if indicator.every is Every.CALENDAR_YEAR else title

    def _units(self, main: Indicator, standings: Sequence[Standing]) -> None:
        self._title(words.UNITS, clause=main.id, title=main.title.say(self._lang))
        shown = _whole_levels(standings)
        rows = table((*self._status_headings(words.UNIT), words.ON_TRACK.say(self._lang), ""), range(1, 8))
        least = min(_depth(standing) for standing in shown)
        for standing in shown:
            indent = "  " * (_depth(standing) - least)
            rows.add_row(
                indent + safe(own_name(OrgPath(standing.org))),
                *_counts(standing),
                _on_track(standing),
                self._bar(standing),
            )
        self._to.print(rows)
        self._say(words.LEGEND)
        if len(shown) < len(standings):
            self._say(words.MORE_UNITS, count=len(standings) - len(shown))

    def _worst(self, standings: Sequence[Standing], min_headcount: int) -> None:
        worst = laggards(standings, min_headcount)
        if not worst:
            return
        self._title(words.WORST, least=min_headcount)
        for standing in worst:
            self._line(Text(f"  {_on_track(standing):>7}  {safe(standing.org)}"))

    def _refused(self, refused: Sequence[Refusal]) -> None:
        if not refused:
            self._title(words.NONE_REFUSED)
            return
        self._title(words.REFUSED, rows=len({_row(refusal) for refusal in refused}))
        rows = table((word.say(self._lang) for word in (words.CODE, words.ROWS, words.EXAMPLE)), (1,))
        for code, same in sorted(_by_code(refused).items()):
            first = same[0]
            rows.add_row(code, str(len({*map(_row, same)})), safe(f"{first.place}  {first.message(self._lang)}"))
        self._to.print(rows)

    def _notes(self) -> None:
        self._to.print()
        for file in self._answer.run.inputs:
            if file.unknown_columns:
                self._say(words.UNKNOWN_COLUMNS, file=file.name, columns=", ".join(file.unknown_columns))
            if file.skipped_sheets:
                self._say(words.SKIPPED_SHEETS, file=file.name, sheets=", ".join(file.skipped_sheets))
            if file.skipped_rows:
                shown = ", ".join(file.skipped_rows[:MOST_ROWS]) + (" …" if len(file.skipped_rows) > MOST_ROWS else "")
                self._say(words.SKIPPED_ROWS, file=file.name, count=len(file.skipped_rows), rows=shown)
        if self._answer.cases:
            self._say(words.CASES, count=len(self._answer.cases))

    def _bar(self, standing: Standing) -> Text:
        counts = standing.counts
        met, on_pace = counts[Status.MET], counts[Status.ON_PACE]
        short = standing.assessable - met - on_pace
        width = BAR_WIDTH if self._to.width >= WIDE else BAR_WIDTH // 2
        return bar([(met, "█", "green"), (on_pace, "▓", "cyan"), (short, "░", "yellow")], width)

    def _status_headings(self, *first: Words) -> tuple[str, ...]:
        counted = (words.SUBJECTS, words.MET, words.ON_PACE, words.BEHIND, words.SHORT, words.APART)
        return tuple(word.say(self._lang) for word in (*first, *counted))

    def _title(self, what: Words, **values: object) -> None:
        self._to.print()
        self._line(Text(safe(what.say(self._lang).format_map(values)), "bold"))

    def _say(self, what: Words, **values: object) -> None:
        self._line(Text(safe(what.say(self._lang).format_map(values))))

    def _line(self, text: Text) -> None:
        self._to.print(text, soft_wrap=True)


def laggards(standings: Iterable[Standing], min_headcount: int) -> tuple[Standing, ...]:
    """The lowest organisations with the smallest share of members who met the clause or keep pace, at most three.

    Organisations where everybody does, or with fewer members to assess than ``min_headcount``, are left out.
    """
    standings = tuple(standings)
    above = {standing.org.rpartition(SEPARATOR)[0] for standing in standings}
    found = [
        standing
        for standing in standings
        if standing.org not in above
        and standing.assessable >= max(1, min_headcount)
        and _track(standing) < standing.assessable
    ]
    return tuple(sorted(found, key=lambda one: (Fraction(_track(one), one.assessable), one.org))[:WORST])


def _tops(standings: Iterable[Standing]) -> tuple[str, ...]:
    orgs = {standing.org for standing in standings}
    return tuple(sorted(org for org in orgs if org.rpartition(SEPARATOR)[0] not in orgs))


def _main(answer: Answer) -> Indicator | None:
    """The first clause that asks a floor of every member: organisations are compared by it."""
    asked = {standing.clause for standing in answer.standings}
    return next((one for one in answer.pack.indicators if one.kind is Kind.FLOOR and one.id in asked), None)


def _whole_levels(standings: Iterable[Standing]) -> list[Standing]:
    """The organisations in tree order, without the deepest levels where there are too many."""
    ordered = sorted(standings, key=lambda standing: standing.org.split(SEPARATOR))
    deepest = max(map(_depth, ordered))
    while len(ordered) > MOST_UNITS and min(map(_depth, ordered)) < deepest:
        ordered = [standing for standing in ordered if _depth(standing) < deepest]
        deepest -= 1
    return ordered


def _depth(standing: Standing) -> int:
    return standing.org.count(SEPARATOR)


def _counts(standing: Standing) -> tuple[str, ...]:
    counts = standing.counts
    return (
        str(standing.population),
        str(counts[Status.MET]),
        str(counts[Status.ON_PACE]),
        str(counts[Status.BEHIND]),
        str(sum(counts[status] for status in SHORT)),
        str(sum(counts[status] for status in APART)),
    )


def _track(standing: Standing) -> int:
    return standing.counts[Status.MET] + standing.counts[Status.ON_PACE]


def _on_track(standing: Standing) -> str:
    return percent(_track(standing), standing.assessable)


def _by_code(refused: Iterable[Refusal]) -> Mapping[str, list[Refusal]]:
    codes: dict[str, list[Refusal]] = {}
    for refusal in refused:
        codes.setdefault(refusal.code, []).append(refusal)
    return codes


def _row(refusal: Refusal) -> tuple[str, str, int]:
    return (refusal.place.file, refusal.place.sheet, refusal.place.row)
