"""From a YAML file to a frozen :class:`~xueshi.rules.crediting.model.RuleSet`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date
from enum import Enum
from itertools import combinations
from pathlib import Path
from typing import TypeVar

from xueshi.kernel.errors import XueshiError
from xueshi.kernel.units import Credit, credit, half_days
from xueshi.kernel.windows import FOREVER, Span
from xueshi.rules.crediting.facts import Activity, Decision, Quantity
from xueshi.rules.crediting.model import (
    Book,
    ByLabel,
    ByPortion,
    BySteps,
    Cap,
    CreditCase,
    Cycle,
    Flat,
    Gives,
    Interval,
    Measure,
    Needs,
    Per,
    Rounding,
    Rule,
    RuleSet,
    Step,
    When,
    Years,
)
from xueshi.rules.crediting.problems import BAD_INTERVAL, NO_CYCLE, NO_SET, ONE_OF, ONLY_YEARS_CARRY, OVERLAP
from xueshi.rules.document import Block, parse
from xueshi.rules.facts import OrganiserLevel
from xueshi.rules.loader import decoded, unique

FOLDER = Path(__file__).parent / "sets"
LEVELS = tuple(OrganiserLevel.__members__)
WAYS = ("every", "steps", "flat", "label")
_INTERVAL = re.compile(r"([\[(])\s*(\d+)\s*,\s*(\d+|\.\.\.)\s*([\])])", re.ASCII)

E = TypeVar("E", bound=Enum)


def names() -> tuple[str, ...]:
    """The rule sets that ship as examples."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def load(name: str | Path) -> RuleSet:
    """The rule set of that name, or in that file.

    Raises CREDIT-001 to CREDIT-006 and PACK-001 to PACK-008 with file and line.
    """
    path = name if isinstance(name, Path) else FOLDER / f"{name}.yaml"
    if not path.is_file():
        raise XueshiError(NO_SET, name=str(name), allowed=", ".join(names()))
    raw = path.read_bytes()
    return read(decoded(raw, path.name), path.name, hashlib.sha256(raw).hexdigest())


def read(text: str, file: str, sha256: str) -> RuleSet:
    """The rule set written in the text."""
    top = parse(text, file)
    found = RuleSet(
        id=top.text("crediting"),
        title=top.words("title"),
        version=top.text("version"),
        sha256=sha256,
        book=top.member("book", Book),
        source=top.words("source"),
        force=Span(top.day("from"), top.day("until") if top.has("until") else FOREVER),
        rules=tuple(_rule(block) for block in top.blocks("rules")),
        caps=tuple(_cap(block, top.has("cycle")) for block in top.blocks("caps")),
        cycle=_cycle(top.block("cycle")) if top.has("cycle") else None,
        cases=tuple(_case(block) for block in top.blocks("cases")),
    )
    top.finish()
    unique(file, [rule.id for rule in found.rules] + [cap.id for cap in found.caps])
    return found


def _rule(block: Block) -> Rule:
    rule = Rule(
        id=block.text("id"),
        title=block.words("title"),
        clause=block.text("clause"),
        when=_when(block.block("when")),
        needs=_needs(block.block("needs")) if block.has("needs") else Needs(),
        gives=_gives(block.block("gives")) if block.has("gives") or not block.flag("nothing") else None,
        adds=block.flag("adds"),
        years=block.member("years", Years, Years.BY_DAYS),
        days=block.flag("days"),
    )
    block.finish()
    return rule


def _when(block: Block) -> When:
    when = When(
        kinds=frozenset(block.texts("kinds")),
        categories=frozenset(block.texts("categories")),
        level=OrganiserLevel[block.one_of("level", LEVELS)] if block.has("level") else None,
        organised=block.flag("organised") if block.has("organised") else None,
        stated=_members(block, "stated", Quantity),
    )
    block.finish()
    return when


def _members(block: Block, key: str, kind: type[E]) -> frozenset[E]:
    allowed = {str(one.value): one for one in kind}
    return frozenset(allowed[text] for text in block.texts_of(key, tuple(allowed)))


def _needs(block: Block) -> Needs:
    needs = Needs(
        completed=block.flag("completed"),
        recognised=block.flag("recognised"),
        mark=block.integer("mark") if block.has("mark") else None,
        evidence=frozenset(block.texts("evidence")),
        at_least=_at_least(block.block("at_least")) if block.has("at_least") else None,
    )
    block.finish()
    return needs


def _at_least(block: Block) -> dict[Quantity, int]:
    least: dict[Quantity, int] = {}
    for measure in Measure:
        if block.has(measure):
            least[measure.quantity] = block.integer(measure) * measure.size
    block.finish()
    return least


def _gives(block: Block) -> Gives:
    ways = [way for way in WAYS if block.has(way)]
    if len(ways) != 1:
        block.refuse(ONE_OF, found=", ".join(ways) or "-", allowed=", ".join(WAYS))
    gives = {"every": _by_portion, "steps": _by_steps, "flat": _flat, "label": _by_label}[ways[0]](block)
    block.finish()
    return gives


def _by_portion(block: Block) -> Gives:
    measure = block.member("measure", Measure)
    return ByPortion(
        quantity=measure.quantity,
        every=block.positive("every") * measure.size,
        credit=credit(block.text("credit")),
        proportional=block.flag("proportional"),
        quantum=credit(block.text("to", "0.01")),
        rounding=block.member("rounding", Rounding, Rounding.DOWN),
        parts=_steps(block, "parts", measure),
    )


def _by_steps(block: Block) -> Gives:
    measure = block.member("measure", Measure)
    return BySteps(measure.quantity, _steps(block, "steps", measure))


def _flat(block: Block) -> Gives:
    return Flat(credit(block.text("flat")), block.positive("years") if block.has("years") else 1)


def _by_label(block: Block) -> Gives:
    block.one_of("label", ("true",))
    return ByLabel()


def _steps(block: Block, key: str, measure: Measure) -> tuple[Step, ...]:
    steps: list[Step] = []
    texts: list[str] = []
    for one in block.blocks(key):
        texts.append(one.text("in"))
        steps.append(Step(_interval(one, measure.size), credit(one.text("credit"))))
        one.finish()
    for first, second in combinations(range(len(steps)), 2):
        if steps[first].within.overlaps(steps[second].within):
            block.refuse(OVERLAP, at=key, first=texts[first], second=texts[second])
    return tuple(steps)


def _interval(block: Block, size: int) -> Interval:
    text = block.text("in")
    found = _INTERVAL.fullmatch(text)
    if found is None:
        block.refuse(BAD_INTERVAL, at="in", text=text)
    high = None if found[3] == "..." else int(found[3]) * size
    interval = Interval(int(found[2]) * size, high, found[1] == "[", found[4] == "]")
    if high is not None and not (
        interval.low < high or (interval.low == high and interval.low_in and interval.high_in)
    ):
        block.refuse(BAD_INTERVAL, at="in", text=text)
    return interval


def _cap(block: Block, has_cycle: bool) -> Cap:
    cap = Cap(
        id=block.text("id"),
        clause=block.text("clause"),
        per=block.member("per", Per),
        credit=credit(block.text("credit")),
        kinds=frozenset(block.texts("kinds")),
        categories=frozenset(block.texts("categories")),
        carry=credit(block.text("carry", "0")),
    )
    if cap.carry and cap.per is not Per.YEAR:
        block.refuse(ONLY_YEARS_CARRY, at="carry", id=cap.id)
    if cap.per is Per.CYCLE and not has_cycle:
        block.refuse(NO_CYCLE, at="per", id=cap.id)
    block.finish()
    return cap


def _cycle(block: Block) -> Cycle:
    cycle = Cycle(block.integer("first"), block.positive("years"))
    block.finish()
    return cycle


def _case(block: Block) -> CreditCase:
    activities = tuple(_activity(one, number) for number, one in enumerate(block.blocks("given"), start=1))
    case = CreditCase(
        activities=activities,
        outcome=block.text("outcome", ""),
        credit=credit(block.text("credit", "0")),
        over=credit(block.text("over", "0")),
        by_year=_by_year(block.block("by_year")) if block.has("by_year") else {},
    )
    block.finish()
    return case


def _by_year(block: Block) -> dict[int, Credit]:
    return {int(year): credit(block.text(year)) for year in block.names()}


def _activity(block: Block, number: int) -> Activity:
    first = block.day("on") if block.has("on") else date(2024, 7, 1)
    activity = Activity(
        id=block.text("id", str(number)),
        kind=block.text("kind"),
        first=first,
        last=block.day("to") if block.has("to") else first,
        quantities=_quantities(block),
        label=credit(block.text("label")) if block.has("label") else None,
        category=block.text("category", ""),
        in_class=block.text("class", ""),
        level=OrganiserLevel[block.one_of("level", LEVELS, "GRASSROOTS")],
        organised=block.one_of("organised", ("true", "false"), "true") == "true",
        completed=block.one_of("completed", ("true", "false"), "true") == "true",
        recognised=block.flag("recognised"),
        mark=block.integer("mark") if block.has("mark") else None,
        evidence=frozenset(block.texts("evidence")),
        decision=_decision(block.block("decision")) if block.has("decision") else None,
    )
    block.finish()
    return activity


def _quantities(block: Block) -> dict[Quantity, int]:
    found = {one: block.integer(one) for one in Quantity if block.has(one)}
    if block.has("days"):
        found[Quantity.HALF_DAYS] = half_days(block.text("days"))
    return found


def _decision(block: Block) -> Decision:
    decision = Decision(credit(block.text("credit")), block.text("reason", ""), block.text("by", ""))
    block.finish()
    return decision


def in_force(sets: Iterable[RuleSet], id: str, day: date) -> RuleSet | None:
    """The version of a rule set that is in force on a day; None on a day without one."""
    return next((one for one in sets if one.id == id and one.force.covers(day)), None)
