"""One person on a terminal: every clause, what counted, what did not and why, and what would close the gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text

from xueshi.kernel.errors import Lang
from xueshi.kernel.refusals import Refusal
from xueshi.kernel.units import credit_text, days_text
from xueshi.people.roster import RosterPerson
from xueshi.rules.explain import Explanation
from xueshi.rules.facts import Entry
from xueshi.rules.model import Indicator, Pack, Words
from xueshi.rules.verdicts import Amounts, Status
from xueshi.rules.words import FORM_WORDS, STATUS_WORDS
from xueshi.standings.answer import words
from xueshi.standings.answer.labels import requirement
from xueshi.standings.answer.terminal import safe, table

COLOURS = {
    Status.MET: "bold green",
    Status.ON_PACE: "bold cyan",
    Status.BEHIND: "bold yellow",
    Status.UNMET: "bold red",
    Status.BELOW_GENERAL: "bold red",
}

GIVEN = (words.CREDIT, words.HALF_DAYS, words.THEORY)


@dataclass(frozen=True, slots=True)
class Explained:
    """One person, every clause explained as of a date, and the person's refused rows."""

    pack: Pack
    as_of: date
    person: RosterPerson
    clauses: tuple[Explanation, ...]
    refused: tuple[Refusal, ...]


def show(explained: Explained, to: Console, lang: Lang) -> None:
    """Print the whole explanation."""
    _Explaining(explained, to, lang).show()


class _Explaining:
    def __init__(self, explained: Explained, to: Console, lang: Lang) -> None:
        self._explained = explained
        self._to = to
        self._lang: Lang = lang

    def show(self) -> None:
        who = self._explained.person
        org = who.person.org_on(self._explained.as_of) or words.NO_ORG.say(self._lang)
        self._say(words.STANDING, "bold", name=who.name, number=who.number, org=org)
        if not self._explained.clauses:
            self._say(words.NO_CLAUSE)
        for explanation in self._explained.clauses:
            self._clause(explanation)
        if self._explained.refused:
            self._to.print()
            self._say(words.REFUSED_OF_PERSON, "bold", count=len(self._explained.refused))
            for refusal in self._explained.refused:
                self._line(Text(safe(refusal.error.line(self._lang))))

    def _clause(self, explanation: Explanation) -> None:
        indicator, verdict = explanation.indicator, explanation.verdict
        title = Text(f"{indicator.id} {indicator.title.say(self._lang)}  ", "bold")
        title.append(STATUS_WORDS[verdict.status].say(self._lang), COLOURS.get(verdict.status, "bold"))
        self._to.print()
        self._line(title)
        self._say(words.WINDOW, first=verdict.window.first, last=verdict.window.last)
        self._say(words.HAS, amounts=self._has(verdict.has, indicator))
        self._say(words.NEEDS, amounts=requirement(indicator, verdict.needs).say(self._lang))
        if explanation.gap is not None:
            self._line(Text(explanation.gap.say(self._lang), "bold"))
        cite = indicator.cite
        document = self._explained.pack.documents[cite.document].say(self._lang)
        self._say(words.CITED, document=document, clause=cite.clause, anchor=cite.anchor)
        self._choices(indicator)
        self._counted(explanation)
        self._not_counted(explanation)

    def _choices(self, indicator: Indicator) -> None:
        settings = self._explained.pack.settings
        if indicator.choices:
            chosen = ", ".join(f"{name}={settings[name]}" for name in indicator.choices)
            self._say(words.CHOICES, choices=chosen)

    def _counted(self, explanation: Explanation) -> None:
        self._say(words.COUNTED, count=len(explanation.counted))
        if explanation.counted:
            rows = self._table(words.DAYS, words.ACTIVITY, words.FORM, *GIVEN, numbers=(3, 4, 5))
            for entry in explanation.counted:
                amounts = (credit_text(entry.credit), days_text(entry.half_days), credit_text(entry.theory))
                rows.add_row(*self._entry(entry), *amounts)
            self._to.print(rows)

    def _not_counted(self, explanation: Explanation) -> None:
        self._say(words.NOT_COUNTED, count=len(explanation.not_counted))
        if explanation.not_counted:
            rows = self._table(words.DAYS, words.ACTIVITY, words.FORM, words.WHY)
            for item in explanation.not_counted:
                rows.add_row(*self._entry(item.entry), item.reason.say(self._lang))
            self._to.print(rows)

    def _table(self, *headings: Words, numbers: Sequence[int] = ()) -> Table:
        return table((heading.say(self._lang) for heading in headings), numbers)

    def _entry(self, entry: Entry) -> tuple[str, str, str]:
        days = f"{entry.day}" if entry.day == entry.last_day else f"{entry.day} – {entry.last_day}"
        return days, safe(entry.title), FORM_WORDS[entry.form].say(self._lang)

    def _has(self, has: Amounts, indicator: Indicator) -> str:
        """The amounts that decide the clause, zeros too."""
        written = {
            "credit": (words.CREDIT_AMOUNT, credit_text(has.credit)),
            "half_days": (words.DAYS_AMOUNT, days_text(has.half_days)),
            "theory": (words.THEORY_AMOUNT, credit_text(has.theory)),
            "count": (words.TIMES_AMOUNT, str(has.count)),
        }
        said = (written[measure] for measure in indicator.measures)
        return words.AND.say(self._lang).join(word.say(self._lang).format(amount=amount) for word, amount in said)

    def _say(self, what: Words, style: str = "", **values: object) -> None:
        self._line(Text(safe(what.say(self._lang).format_map(values)), style))

    def _line(self, text: Text) -> None:
        self._to.print(text, soft_wrap=True)
