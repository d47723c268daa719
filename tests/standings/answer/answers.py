"""One county of thirty-four invented members, judged: two towns that tie, one that leads, and a station of two."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

from xueshi.kernel.errors import Place, Problem, XueshiError
from xueshi.kernel.paths import OrgPath
from xueshi.kernel.refusals import Refusal
from xueshi.kernel.units import credit, half_days
from xueshi.kernel.windows import Span
from xueshi.lake.duck import Duck
from xueshi.lake.population import Population, judge_population
from xueshi.lake.tables import entry_rows, member_rows, span_rows
from xueshi.rules.cases import Case, CaseKind
from xueshi.rules.facts import Affiliation, Entry, Form, OrganiserLevel, Person
from xueshi.rules.loader import load
from xueshi.rules.model import Pack
from xueshi.standings.answer.model import Answer, InputFile, PersonAnswer, Run

AS_OF = date(2026, 6, 30)
DIGEST = "0123456789abcdef" * 4
TOWNS = {
    "甲": "县委/甲镇党委/一支部",
    "乙": "县委/乙镇党委/二支部",
    "丁": "县委/丁镇党委/四支部",
    "丙": "县委/丙站支部",
}
Study = tuple[str, str, str]
"""Credit hours, days and theory credit hours of one off-job class in 2025."""

FULL: Study = ("160", "20", "80")
HALF: Study = ("80", "0", "20")
NEARLY: Study = ("122.5", "2.5", "68")


@cache
def answer(*settings: tuple[str, str]) -> Answer:
    """The county judged as of 2026-06-30 under some settings, with one case and one refused row."""
    people = list(_people())
    pack = load("M24", dict(settings))
    population = _judged(people, sorted(OrgPath(path) for path in TOWNS.values()), pack)
    problem = Problem("TEST-001", zh="“{text}”不对", en="{text!r} is wrong", allowed_zh="别的", allowed_en="another")
    error = XueshiError(problem, place=Place("register.xlsx", "登记表", 7, "学时"), text="=1+1")
    return Answer(
        run=Run(
            plan="M24",
            pack_version=pack.version,
            pack_sha256=pack.sha256,
            as_of=AS_OF,
            engine="duckdb",
            settings=pack.settings,
            inputs=(
                InputFile("roster.xlsx", "a" * 64, 34, 0, ("手机",)),
                InputFile("register.xlsx", "b" * 64, 31, 1),
            ),
            persons=len(people),
            entries=30,
            digest=DIGEST,
        ),
        pack=pack,
        standings=tuple(population.standings()),
        cases=(Case("0012", CaseKind.OVERLAP, "R1", "R2"),),
        refused=(Refusal(error, Place("register.xlsx", "登记表", 3)),),
        people=lambda: _answers(people, population),
    )


Known = tuple[Person, str, list[Entry]]


def _people() -> Iterator[Known]:
    for number in range(1, 13):
        studied = FULL if number <= 6 else NEARLY if number == 7 else None
        yield _known(f"A{number:02}", f"甲{number}", "甲", studied, exempt=(Span(),) if number == 12 else ())
    for town, letter in (("乙", "B"), ("丁", "D")):
        for number in range(1, 11):
            yield _known(f"{letter}{number:02}", f"{town}{number}", town, FULL if number <= 5 else HALF)
    yield _known("0012", "=1+1", "丙", ("280", "35", "140"), secretary=(Span(),))
    yield _known("C02", "@丙2", "丙", None, cadre=(Span(),))


def _known(number: str, name: str, town: str, studied: Study | None, **spans: tuple[Span, ...]) -> Known:
    person = Person(number, (Affiliation(OrgPath(TOWNS[town]), Span()),), date(2000, 7, 1), date(2001, 7, 1), **spans)
    return person, name, [] if studied is None else [_entry(number, *studied)]


def _entry(number: str, hours: str, days: str, theory: str) -> Entry:
    day = date(2025, 5, 12)
    amounts = (credit(hours), half_days(days), credit(theory))
    return Entry(f"E-{number}", day, day, Form.F1, OrganiserLevel.COUNTY, *amounts)


def _judged(people: list[Known], orgs: list[OrgPath], pack: Pack) -> Population:
    engine = Duck()
    engine.load("members", member_rows(person for person, _, _ in people))
    numbers = {org: number for number, org in enumerate(orgs)}
    engine.load("spans", span_rows((person for person, _, _ in people), numbers))
    engine.load("entries", entry_rows(entries for _, _, entries in people))
    return judge_population(engine, pack, AS_OF, orgs)


def _answers(people: list[Known], population: Population) -> Iterator[PersonAnswer]:
    for judged in population.judged():
        person, name, _ = people[judged.member]
        yield PersonAnswer(person.number, name, person.affiliations[0].org, judged.verdicts)
