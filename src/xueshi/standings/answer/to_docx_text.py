"""The sentences of the circular: facts of the run only, each figure named after what it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from string import Formatter

from xueshi.kernel.errors import Lang
from xueshi.kernel.paths import OrgPath, own_name
from xueshi.kernel.units import Credit, credit_text
from xueshi.rules.cases import CaseKind
from xueshi.rules.model import Indicator, Kind, Words
from xueshi.rules.verdicts import Standing, Status
from xueshi.rules.words import STATUS_WORDS
from xueshi.standings.answer.labels import COUNTED, day, per_head, percent, period
from xueshi.standings.answer.model import Answer
from xueshi.standings.answer.ranking import Place
from xueshi.standings.answer.to_docx_page import Figure, Piece

INTRO = Words(
    "依据《{plan}》，以名册和培训登记为准，对{org}截至{as_of}的集中学习培训情况进行了核算。现将有关情况通报如下。",
    "Following the {plan}, collective study and training in {org} was computed from roster and register as of {as_of}."
    " The figures are as follows.",
)
PEOPLE = Words(
    "适用{population}人：{statuses}。应评{assessable}人，达标率{rate}。",
    "It applies to {population} persons: {statuses}. Of {assessable} due persons {rate} met it.",
)
SHARE = Words(
    "计入{credit}学时，其中党的创新理论{theory}学时，占{rate}；原文要求{share}以上。{own}",
    "Of {credit} counted credit hours {theory} were on innovative theory, {rate}; the text asks for {share} or more.{own}",
)
OWN = Words("对党组织的评定为“{status}”。", " The organisation is {status}.")
ORDER = Words(
    "各单位按“{title}”达标率排列如下，达标率相同的位次相同。",
    "The units in the order of their rate of “{title}”; equal rates share a rank.",
)
CAPTION = Words("表　{title}（{clause}，{period}）各单位情况", "Table: {title} ({clause}, {period}) by unit")
RATE_NOTE = Words(
    "注：应评人数为适用人数减去不作硬性要求、按干部规划执行和暂不评定的人数；达标率为达标人数除以应评人数。",
    "Due: everyone to whom the clause applies without exempt, delegated and not assessable persons."
    " Rate: met over due.",
)
HEADS_NOTE = Words(
    "人均学时为计入的学时除以人数（不含按干部规划执行的党员）；天与学时互不折算，按天达标的不折成学时。",
    "Credit hours per head: counted credit over members other than those under the cadre plan;"
    " days are never converted to credit hours.",
)
ROUNDING_NOTE = Words(
    "比率四舍五入到0.01%，位次按精确值比较。", "Rates are rounded to 0.01 %; ranks compare exact values."
)
APART = Words(
    "应评人数不足{least}人的单位不排位：{units}。",
    "Units with fewer than {least} due persons are not ranked: {units}.",
)
APART_UNIT = Words("{unit}（{count}人）", "{unit} ({count})")
FILE = Words("{file}数据{rows}行，未采纳{refused}行", "{file} holds {rows} rows, {refused} of them refused")
LEFT_OUT = Words("未采纳的行不在本通报的数字之内。", "Refused rows are not in these figures.")
NO_CASES = Words(
    "本次核算没有发现多头调训、重复培训的情形。", "The run found no several-sided dispatch and no repeated training."
)
CASES = Words(
    "本次核算共列出多头调训{overlap}件、重复培训{repeat}件，须由有关单位核实。",
    "The run lists {overlap} several-sided dispatches and {repeat} repeated trainings for the units to look into.",
)


def said(words: Words, lang: Lang, **values: object) -> str:
    """The words with their ``{names}`` filled in, as plain text."""
    return words.say(lang).format(**values)


def told(words: Words, lang: Lang, bookmark: str, **values: str | Sequence[Piece]) -> Iterator[Piece]:
    """The words with their ``{names}`` filled in; a string becomes a figure bookmarked under ``bookmark`` and its name."""
    for literal, field, _, _ in Formatter().parse(words.say(lang)):
        if literal:
            yield literal
        if field is not None:
            value = values[field]
            yield from (Figure(f"{bookmark}_{field}", value),) if isinstance(value, str) else value


def figure_name(standing: Standing) -> str:
    """The beginning of the bookmarks of one standing.

    >>> from datetime import date
    >>> from xueshi.kernel.windows import Window
    >>> figure_name(Standing("县委", "M24-I02", Window(date(2024, 1, 1), date(2028, 12, 31)), None, {}, (0, 0)))
    'M24_I02_2024'
    """
    return f"{standing.clause.replace('-', '_')}_{standing.window.first.year}"


def intro(answer: Answer, org: str, lang: Lang) -> str:
    """What was computed, for whom and as of when."""
    return said(INTRO, lang, plan=answer.pack.title.say(lang), org=org, as_of=day(answer.run.as_of, lang))


def lead(indicator: Indicator, standing: Standing, lang: Lang) -> str:
    """The run-in heading of a clause."""
    title, years = indicator.title.say(lang), period(standing.window, lang)
    return f"{title} ({indicator.id}, {years}). " if lang == "en" else f"{title}（{indicator.id}，{years}）。"


def clause_facts(indicator: Indicator, standing: Standing, lang: Lang) -> Iterator[Piece]:
    """How an organisation stands against one clause."""
    name = figure_name(standing)
    rate = percent(*standing.share)
    if indicator.kind is Kind.SHARE:
        theory, credit = (credit_text(amount) for amount in standing.share)
        own = said(OWN, lang, status=STATUS_WORDS[standing.status].say(lang)) if standing.status else ""
        share = str(indicator.share)
        return told(SHARE, lang, name, credit=credit, theory=theory, rate=rate, share=[share], own=[own])
    population, assessable = str(standing.population), str(standing.assessable)
    statuses = list(_statuses(standing, name, lang))
    return told(PEOPLE, lang, name, population=population, statuses=statuses, assessable=assessable, rate=rate)


def _statuses(standing: Standing, name: str, lang: Lang) -> Iterator[Piece]:
    """Every status that somebody has, and always how many met the clause."""
    shown = [status for status in COUNTED if status is Status.MET or standing.counts.get(status)]
    for number, status in enumerate(shown):
        figure = Figure(f"{name}_{status}", str(standing.counts.get(status, 0)))
        word = STATUS_WORDS[status].say(lang)
        stop = "" if number == 0 else ", " if lang == "en" else "，"
        yield from (stop, figure, f" {word}") if lang == "en" else (f"{stop}{word}", figure, "人")


HEADINGS = (
    Words("位次", "Rank"),
    Words("单位", "Unit"),
    Words("应评人数", "Due"),
    Words("达标人数", "Met"),
    Words("达标率", "Rate"),
    Words("进度正常", "On pace"),
    Words("人均学时", "Credit per head"),
    Words("备注", "Note"),
)
WIDTHS = (11, 40, 19, 19, 18, 19, 19, 11)
"""Millimetres; together the width of the type area."""
TIED = Words("并列", "tied")


def ranking_rows(places: Sequence[Place], credit_of: Mapping[str, Standing], lang: Lang) -> Iterator[tuple[Piece, ...]]:
    """The rows of the ranking table; ``credit_of`` holds the standings of the share clause by organisation."""
    ranks = Counter(place.rank for place in places)
    for number, place in enumerate(places, 1):
        standing = place.standing
        name = figure_name(standing)
        figures = {
            "rank": "—" if place.rank is None else str(place.rank),
            "assessable": str(standing.assessable),
            "met": str(standing.counts.get(Status.MET, 0)),
            "rate": percent(*standing.share),
            "on_pace": str(standing.counts.get(Status.ON_PACE, 0)),
            "per_head": _per_head(credit_of.get(standing.org)),
        }
        rank, *others = (Figure(f"{name}_{field}_u{number}", text) for field, text in figures.items())
        tied = place.rank is not None and ranks[place.rank] > 1
        yield (rank, own_name(OrgPath(standing.org)), *others, TIED.say(lang) if tied else "")


def _per_head(standing: Standing | None) -> str:
    if standing is None:
        return "—"
    _, credit = standing.share
    return per_head(Credit(credit), standing.population - standing.counts.get(Status.DELEGATED, 0))


def apart(standings: Iterable[Standing], least: int, lang: Lang) -> str:
    """The units too small to be ranked, with their headcount and nothing that tells of a person."""
    stop = ", " if lang == "en" else "、"
    units = (said(APART_UNIT, lang, unit=own_name(OrgPath(item.org)), count=item.assessable) for item in standings)
    return said(APART, lang, least=least, units=stop.join(units))


def data_facts(answer: Answer, lang: Lang) -> Iterator[Piece]:
    """What was read and what was refused."""
    stop, end = ("; ", ". ") if lang == "en" else ("；", "。")
    for number, file in enumerate(answer.run.inputs):
        yield stop if number else ""
        rows, refused = str(file.rows), str(file.refused)
        yield from told(FILE, lang, f"input_{number}", file=[file.name], rows=rows, refused=refused)
    yield end
    if answer.refused:
        yield LEFT_OUT.say(lang)


def case_facts(answer: Answer, lang: Lang) -> Iterator[Piece]:
    """How many cases a human has to look into."""
    if not answer.cases:
        return iter((NO_CASES.say(lang),))
    kinds = Counter(case.kind for case in answer.cases)
    overlap, repeat = (str(kinds[kind]) for kind in (CaseKind.OVERLAP, CaseKind.REPEAT))
    return told(CASES, lang, "cases", overlap=overlap, repeat=repeat)
