"""From a pack file to a frozen :class:`~xueshi.rules.model.Pack`, with the local choices in force."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from xueshi.kernel.errors import Place, XueshiError
from xueshi.kernel.units import credit, half_days
from xueshi.kernel.windows import Window
from xueshi.rules.document import Block, parse
from xueshi.rules.facts import Form, OrganiserLevel
from xueshi.rules.model import (
    Ask,
    Choice,
    Citation,
    Compare,
    Counts,
    Every,
    Given,
    Indicator,
    Kind,
    Pack,
    ReportedCase,
    State,
    Strength,
    Subject,
    Who,
)
from xueshi.rules.problems import (
    INCOMPLETE,
    NO_PACK,
    NO_REASON,
    NOT_YAML,
    SAME_ID,
    UNKNOWN_CHOICE,
    UNKNOWN_OPTION,
    UNKNOWN_VALUE,
)
from xueshi.rules.verdicts import Amounts, Status

FOLDER = Path(__file__).parent / "packs"
IN_FORCE = "M24"
"""The plan for members that is in force, chosen where nobody names another one."""
TAGS = ("secretary", "cadre", "exempt", "newcomer", "left")
FORM_LETTERS = tuple(form.value for form in Form)


def names() -> tuple[str, ...]:
    """The packs that ship with the system."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def load(name: str | Path, settings: Mapping[str, str] | None = None) -> Pack:
    """The pack of that name, or in that file, with the given options instead of the recommended defaults.

    Raises :class:`XueshiError` PACK-001 to PACK-012 with file and line, or PACK-017 when there is no such pack.
    """
    path = name if isinstance(name, Path) else FOLDER / f"{name}.yaml"
    if not path.is_file():
        raise XueshiError(NO_PACK, name=str(name), allowed=", ".join(names()))
    raw = path.read_bytes()
    return read(decoded(raw, path.name), path.name, settings or {}, hashlib.sha256(raw).hexdigest())


def decoded(raw: bytes, file: str) -> str:
    """The text of a pack file, which is UTF-8.

    Raises PACK-001.
    """
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise XueshiError(NOT_YAML, place=Place(file), detail=error.reason) from error


def read(text: str, file: str, settings: Mapping[str, str], sha256: str) -> Pack:
    """The pack written in the text."""
    top = parse(text, file)
    period = top.block("period")
    choices = tuple(_choice(block) for block in top.blocks("choices"))
    chosen = _chosen(choices, settings)
    indicators = tuple(_indicator(block, chosen) for block in top.blocks("indicators"))
    documents = top.block("documents")
    pack = Pack(
        id=top.text("pack"),
        title=top.words("title"),
        version=top.text("version"),
        sha256=sha256,
        period=Window(period.day("first"), period.day("last")),
        documents={key: documents.words(key) for key in documents.names()},
        indicators=indicators,
        choices=choices,
        settings=chosen,
    )
    period.finish()
    top.finish()
    unique(file, [item.id for item in indicators] + [item.id for item in choices])
    return pack


def unique(file: str, ids: list[str]) -> None:
    """Refuse an id that is used twice.

    Raises PACK-008.
    """
    for twice, times in Counter(ids).items():
        if times > 1:
            raise XueshiError(SAME_ID, place=Place(file), id=twice)


def _choice(block: Block) -> Choice:
    options = block.block("options")
    labels = {key: options.words(key) for key in options.names()}
    choice = Choice(
        id=block.text("id"),
        question=block.words("question"),
        cite=block.text("cite"),
        options=labels,
        default=block.one_of("default", tuple(labels)),
        decided_on=block.day("decided_on"),
    )
    block.finish()
    return choice


def _chosen(choices: tuple[Choice, ...], settings: Mapping[str, str]) -> dict[str, str]:
    known = {choice.id: choice for choice in choices}
    for name, option in settings.items():
        if name not in known:
            raise XueshiError(UNKNOWN_CHOICE, id=name, allowed=", ".join(known))
        if option not in known[name].options:
            raise XueshiError(UNKNOWN_OPTION, id=name, option=option, allowed=", ".join(known[name].options))
    return {choice.id: settings.get(choice.id, choice.default) for choice in choices}


def _indicator(block: Block, chosen: Mapping[str, str]) -> Indicator:
    cite = block.block("cite")
    indicator = Indicator(
        id=block.text("id"),
        title=block.words("title"),
        cite=Citation(cite.text("document"), cite.text("clause"), cite.text("anchor")),
        state=block.member("state", State),
        kind=block.member("kind", Kind),
        strength=block.member("strength", Strength, Strength.MUST),
        reason=block.words("reason") if block.has("reason") else None,
        who=block.member("who", Who, Who.MEMBER),
        obliges_organisation=block.flag("obliges_organisation"),
        every=block.member("every", Every, Every.PLAN_PERIOD),
        counts=_counts(block.block("counts"), chosen) if block.has("counts") else None,
        any_of=tuple(_amounts(need) for need in block.blocks("any_of")),
        share=block.fraction("share") if block.has("share") else None,
        delegates_cadres=block.flag("delegates_cadres"),
        exempts=block.flag("exempts"),
        newcomer_months=int(_setting(block, "newcomer_months", chosen, "0")),
        full_members_only=_setting(block, "members_from", chosen, "admission") == "full",
        choices=block.texts("choices"),
        figures=block.texts("figures"),
        cases=tuple(_given(case) for case in block.blocks("cases")),
        subject=block.member("subject", Subject, Subject.ORGANISATION),
        asks=tuple(_ask(ask) for ask in block.blocks("asks")),
        by=block.day("by") if block.has("by") else None,
        reports=tuple(_reported(case) for case in block.blocks("reports")),
    )
    cite.finish()
    block.finish()
    _complete(block, indicator)
    return indicator


def _complete(block: Block, indicator: Indicator) -> None:
    if indicator.state is not State.JUDGED:
        if indicator.reason is None:
            block.refuse(NO_REASON, id=indicator.id)
        return
    wanted = {
        "counts": indicator.kind not in (Kind.RULE, Kind.REPORTED) and indicator.counts is None,
        "any_of": indicator.kind in (Kind.FLOOR, Kind.COVERAGE) and not indicator.any_of,
        "share": indicator.kind is Kind.SHARE and indicator.share is None,
        "cases": indicator.kind in (Kind.FLOOR, Kind.COVERAGE, Kind.SHARE) and not indicator.cases,
    }
    wanted |= {
        "asks": indicator.kind is Kind.REPORTED and not indicator.asks,
        "reports": indicator.kind is Kind.REPORTED and not indicator.reports,
    }
    for what, missing in wanted.items():
        if missing:
            block.refuse(INCOMPLETE, id=indicator.id, what=what)


def _setting(block: Block, key: str, chosen: Mapping[str, str], default: str) -> str:
    if not block.has(key):
        return default
    choice = block.text(key)
    if choice not in chosen:
        block.refuse(UNKNOWN_CHOICE, at=key, id=choice, allowed=", ".join(chosen))
    return chosen[choice]


def _counts(block: Block, chosen: Mapping[str, str]) -> Counts:
    forms = set(_forms(block, "forms"))
    if block.has("also"):
        also = block.block("also")
        for choice in also.names():
            options = also.block(choice)
            options.names()
            if choice not in chosen:
                options.refuse(UNKNOWN_CHOICE, id=choice, allowed=", ".join(chosen))
            forms.update(_forms(options, chosen[choice]))
    level = OrganiserLevel[block.one_of("level", tuple(OrganiserLevel.__members__))] if block.has("level") else None
    block.finish()
    return Counts(frozenset(forms), level)


def _forms(block: Block, key: str) -> tuple[Form, ...]:
    return tuple(map(Form, block.texts_of(key, FORM_LETTERS)))


def _amounts(block: Block) -> Amounts:
    amounts = Amounts(
        credit=credit(block.text("credit", "0")),
        half_days=half_days(block.text("days", "0")),
        count=block.integer("times"),
    )
    block.finish()
    return amounts


def _ask(block: Block) -> Ask:
    ways = [one for one in Compare if block.has(one)]
    if len(ways) != 1:
        block.refuse(UNKNOWN_VALUE, key="asks", value=", ".join(ways) or "-", allowed=" | ".join(Compare))
    ask = Ask(
        id=block.text("id", ""),
        unit=block.words("unit"),
        compare=ways[0],
        figure=block.exact(ways[0]),
        share=block.flag("share"),
    )
    block.finish()
    return ask


def _reported(block: Block) -> ReportedCase:
    figures = tuple(block.exact_of("figures"))
    case = ReportedCase(block.day("on"), figures, block.member("status", Status))
    block.finish()
    return case


def _given(block: Block) -> Given:
    level = block.one_of("level", tuple(OrganiserLevel.__members__), "GRASSROOTS")
    given = Given(
        on=block.day("on"),
        credit=credit(block.text("credit", "0")),
        half_days=half_days(block.text("days", "0")),
        theory=credit(block.text("theory", "0")),
        form=block.member("form", Form, Form.F3),
        level=OrganiserLevel[level],
        tags=frozenset(block.texts_of("tags", TAGS)),
        status=block.member("status", Status),
    )
    block.finish()
    return given
