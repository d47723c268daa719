"""The answer as a circular (通报) in the layout of GB/T 9704: facts, ranking, definitions, choices, every figure of one run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from xueshi.kernel.errors import Lang, XueshiError
from xueshi.kernel.paths import SEPARATOR, OrgPath, own_name, within
from xueshi.rules.cases import CASES_CLAUSE
from xueshi.rules.model import Choice, Indicator, Kind, Pack, State, Who, Words
from xueshi.rules.questions import JUDGED_FOR_PERSONS
from xueshi.rules.verdicts import Standing, Status
from xueshi.standings.answer import to_docx_text as texts
from xueshi.standings.answer.labels import day, period
from xueshi.standings.answer.model import Answer
from xueshi.standings.answer.problems import NO_SUCH_ORG
from xueshi.standings.answer.ranking import ranked
from xueshi.standings.answer.to_docx_page import Paper

ALL = Words("各党组织", "all organisations")


def write(answer: Answer, path: Path, lang: Lang, *, org: OrgPath | None, min_headcount: int = 10) -> None:
    """Write the circular of an organisation, or of the whole answer, to the units directly below it.

    Units with fewer assessable persons than ``min_headcount`` are named apart, without rank and rate.
    Raises ANSWER-002 when the answer does not hold the organisation.
    """
    if org is not None and not any(standing.org == org for standing in answer.standings):
        raise XueshiError(NO_SUCH_ORG, org=org)
    top = org if org is not None else _only_top(answer.standings)
    issuer = own_name(top) if top else ALL.say(lang)
    as_of = day(answer.run.as_of, lang)
    paper = Paper()
    paper.properties(answer.name_of, answer.run.as_of, _bound_to(answer))
    paper.footer(_foot(answer, lang))
    paper.title(_title(answer.pack, lang))
    paper.flush("To all organisations concerned:" if lang == "en" else "所属各党组织：")
    paper.text(texts.intro(answer, issuer, lang))
    _write_facts(answer, paper, top, lang)
    _write_ranking(answer, paper, top, min_headcount, lang)
    _write_data(answer, paper, lang)
    paper.text("Attachment: clauses and local choices" if lang == "en" else "附件：条款依据与本地口径")
    paper.signature(issuer, as_of)
    _write_appendix(answer, paper, lang)
    paper.imprint(issuer, f"Issued {as_of}" if lang == "en" else f"{as_of}印发")
    paper.document.save(str(path))


def _only_top(standings: Sequence[Standing]) -> OrgPath | None:
    """The one organisation above all others, if there is one."""
    tops = _below(standings, None)
    return OrgPath(next(iter(tops))) if len(tops) == 1 else None


def _below(standings: Sequence[Standing], org: OrgPath | None) -> set[str]:
    """The organisations directly below one, or those below none."""
    named = {standing.org for standing in standings}
    if org is not None:
        named = {name for name in named if name != org and within(OrgPath(name), org)}
    least = min((name.count(SEPARATOR) for name in named), default=0)
    return {name for name in named if name.count(SEPARATOR) == least}


def _bound_to(answer: Answer) -> dict[str, str]:
    run = answer.run
    bound = {
        "xueshi.digest": run.digest,
        "xueshi.plan": run.plan,
        "xueshi.pack_version": run.pack_version,
        "xueshi.pack_sha256": run.pack_sha256,
        "xueshi.as_of": run.as_of.isoformat(),
    }
    return {**bound, "xueshi.export": answer.mark} if answer.mark else bound


def _foot(answer: Answer, lang: Lang) -> str:
    digest = f"Run digest {answer.run.digest}" if lang == "en" else f"数据摘要 {answer.run.digest}"
    return f"{digest}  {answer.mark}".rstrip()


def _title(pack: Pack, lang: Lang) -> tuple[str, ...]:
    """The title, broken before the years of the plan's name where it has them."""
    if lang == "en":
        return "Circular on the implementation of the", pack.title.en
    name, bracket, years = pack.title.zh.partition("（")
    if not bracket:
        return f"关于《{name}》", "执行情况的通报"
    return f"关于《{name}", f"（{years}》执行情况的通报"


def _write_facts(answer: Answer, paper: Paper, top: OrgPath | None, lang: Lang) -> None:
    paper.heading("1. Overall" if lang == "en" else "一、总体情况")
    for standing in _of(answer.standings, top):
        indicator = answer.pack.indicator(standing.clause)
        if standing.population:
            facts = texts.clause_facts(indicator, standing, lang)
            paper.text(*facts, lead=texts.lead(indicator, standing, lang))


def _of(standings: Sequence[Standing], top: OrgPath | None) -> list[Standing]:
    """The standings of the organisation, or the sums of those that stand below none."""
    names = {top} if top is not None else _below(standings, None)
    summed: dict[tuple[str, object], Standing] = {}
    for standing in standings:
        if standing.org in names:
            key = (standing.clause, standing.window)
            summed[key] = _sum(summed[key], standing) if key in summed else standing
    return list(summed.values())


def _sum(one: Standing, other: Standing) -> Standing:
    counts: Counter[Status] = Counter(one.counts)
    counts.update(other.counts)
    share = (one.share[0] + other.share[0], one.share[1] + other.share[1])
    return replace(one, status=None, counts=counts, share=share)


def _write_ranking(answer: Answer, paper: Paper, top: OrgPath | None, least: int, lang: Lang) -> None:
    indicator = _ranked_clause(answer.pack)
    names = _below(answer.standings, top)
    asked = [item for item in answer.standings if indicator is not None and item.clause == indicator.id]
    if indicator is None or not any(item.org in names for item in asked):
        return
    window = max(item.window for item in asked)
    units = [item for item in asked if item.org in names and item.window == window]
    shares = {item.org: item for item in answer.standings if item.clause == _share_clause(answer.pack, indicator)}
    title = indicator.title.say(lang)
    paper.heading("2. Units" if lang == "en" else "二、各单位情况")
    paper.text(texts.said(texts.ORDER, lang, title=title))
    paper.caption(texts.said(texts.CAPTION, lang, title=title, clause=indicator.id, period=period(window, lang)))
    rows = texts.ranking_rows(ranked(item for item in units if item.assessable >= least), shares, lang)
    paper.table([heading.say(lang) for heading in texts.HEADINGS], rows, texts.WIDTHS, left=(1,))
    for note in (texts.RATE_NOTE, texts.HEADS_NOTE, texts.ROUNDING_NOTE):
        paper.note(note.say(lang))
    small = [item for item in units if item.assessable < least]
    if small:
        paper.note(texts.apart(small, least, lang))


def _ranked_clause(pack: Pack) -> Indicator | None:
    """The clause by which units are ranked: the first floor for every member."""
    floors = (item for item in pack.indicators if item.kind is Kind.FLOOR and item.who is Who.MEMBER)
    return next((item for item in floors if item.state is State.JUDGED), None)


def _share_clause(pack: Pack, ranked_by: Indicator) -> str | None:
    """The share clause over the same entries and persons, whose standings hold the credit of every organisation."""
    same = (item for item in pack.indicators if item.kind is Kind.SHARE and item.counts == ranked_by.counts)
    return next((item.id for item in same if (item.who, item.every) == (ranked_by.who, ranked_by.every)), None)


def _write_data(answer: Answer, paper: Paper, lang: Lang) -> None:
    paper.heading("3. Data" if lang == "en" else "三、数据情况")
    paper.text(*texts.data_facts(answer, lang))
    if any(indicator.id == CASES_CLAUSE for indicator in answer.pack.indicators):
        paper.text(*texts.case_facts(answer, lang))


def _write_appendix(answer: Answer, paper: Paper, lang: Lang) -> None:
    clauses = [
        item for item in answer.pack.indicators if item.state is State.JUDGED and item.kind in JUDGED_FOR_PERSONS
    ]
    touched = {name for indicator in clauses for name in indicator.choices}
    choices = [choice for choice in answer.pack.choices if choice.id in touched]
    english = lang == "en"
    paper.appendix(
        "Attachment" if english else "附件", "Clauses and local choices" if english else "条款依据与本地口径"
    )
    paper.table(
        ("Clause", "Title", "Source") if english else ("条款", "名称", "出处与原文"),
        [(item.id, item.title.say(lang), _source(answer.pack, item, lang)) for item in clauses],
        (22, 42, 92),
        left=(1, 2),
    )
    paper.flush()
    paper.table(
        ("Choice", "Question", "In force") if english else ("口径", "问题", "采用"),
        [(choice.id, choice.question.say(lang), _in_force(answer, choice, lang)) for choice in choices],
        (22, 58, 76),
        left=(1, 2),
    )


def _source(pack: Pack, indicator: Indicator, lang: Lang) -> str:
    cite = indicator.cite
    document = pack.documents[cite.document].say(lang)
    return (
        f"{document}, {cite.clause}: “{cite.anchor}”"
        if lang == "en"
        else f"《{document}》{cite.clause}：“{cite.anchor}”"
    )


def _in_force(answer: Answer, choice: Choice, lang: Lang) -> str:
    option = answer.run.settings[choice.id]
    said = choice.options[option].say(lang)
    if option == choice.default:
        return said
    return f"{said} (set locally)" if lang == "en" else f"{said}（本地另选）"
