"""The words, signs and bars that every page shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django import template
from django.http import QueryDict
from django.template.context import RequestContext
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from xueshi.access.speech import lang
from xueshi.kernel.units import days_text, plain
from xueshi.rules.facts import Entry, Form, OrganiserLevel
from xueshi.rules.model import Ask, Indicator, Pack, ReportedCase, State, Strength, Subject, Words
from xueshi.rules.verdicts import Amounts, Status
from xueshi.rules.words import (
    FORM_WORDS,
    LEVEL_WORDS,
    STATE_WORDS,
    STATUS_WORDS,
    STRENGTH_WORDS,
    SUBJECT_WORDS,
    TASK_WORDS,
    figure_text,
    wanted_words,
)

register = template.Library()

SHOWN = tuple(status for status in Status if status is not Status.NOT_APPLICABLE)


@register.filter
def say(words: Words | None) -> str:
    """The words in the language of the page."""
    return words.say(lang()) if words else ""


@register.filter
def credit(amount: int) -> str:
    """Credit hours without needless zeros."""
    return plain(amount)


@register.filter
def days(amount: int) -> str:
    """Days in steps of a half."""
    return days_text(amount)


@register.filter
def day(value: date | None) -> str:
    """A date as offices sort it, or nothing."""
    return value.isoformat() if value else ""


@register.filter
def per_cent(share: tuple[int, int]) -> str:
    """A share in per cent with one decimal, rounded down so that 100.0 means all.

    >>> per_cent((1999, 2000)), per_cent((0, 0))
    ('99.9%', '—')
    """
    part, whole = share
    if whole == 0:
        return "—"
    permille = part * 1000 // whole
    return f"{permille // 10}.{permille % 10}%"


@register.filter
def get(mapping: Mapping[Any, Any], key: object) -> Any:
    """The value under a key, or an empty text."""
    return mapping.get(key, "")


@register.filter
def amounts(has: Amounts) -> str:
    """An amount in words: only the measures that it holds."""
    parts = []
    if has.credit:
        parts.append(gettext("%(amount)s credit hours") % {"amount": plain(has.credit)})
    if has.half_days:
        parts.append(gettext("%(amount)s days") % {"amount": days_text(has.half_days)})
    if has.theory:
        parts.append(gettext("%(amount)s credit hours of theory") % {"amount": plain(has.theory)})
    if has.count:
        parts.append(ngettext("%(count)s time", "%(count)s times", has.count) % {"count": has.count})
    return gettext(", ").join(parts) or gettext("none")


@register.simple_tag
def icon(name: str) -> SafeString:
    """A sign from the sheet of signs; decoration only, words stand beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("web/icons.svg"),
        name,
    )


@register.simple_tag
def status(value: Status | str | None) -> SafeString:
    """A status as sign, word and colour."""
    if not value:
        return SafeString("")
    known = Status(value)
    return format_html(
        '<span class="sign tone-{}">{} {}</span>', known.value, icon(known.value), STATUS_WORDS[known].say(lang())
    )


@register.simple_tag
def bar(counts: Mapping[Status, int], label: str = "") -> SafeString:
    """Members by status as one stacked bar, drawn with attributes only; its text says the same."""
    total = sum(counts.get(known, 0) for known in SHOWN)
    parts: list[tuple[int, int, str]] = []
    before = 0
    for known in SHOWN:
        after = before + counts.get(known, 0)
        if after > before:
            left, right = before * 1000 // total, after * 1000 // total
            parts.append((left, right - left, known.value))
        before = after
    said = gettext(", ").join(
        f"{STATUS_WORDS[known].say(lang())} {counts[known]}" for known in SHOWN if counts.get(known)
    )
    return _drawing(parts, f"{label} {said}".strip() or gettext("nobody"))


@register.simple_tag
def progress(has: int, needs: int, expected: int = 0, label: str = "") -> SafeString:
    """How much of what is needed is there; a mark shows where the pace guide stands today."""
    done = min(1000, has * 1000 // needs) if needs else 0
    parts = [(0, done, "done" if has < needs else "met")]
    if 0 < expected < needs:
        parts.append((expected * 1000 // needs, 4, "mark"))
    return _drawing(parts, label)


def _drawing(parts: Sequence[tuple[int, int, str]], label: str) -> SafeString:
    """Rectangles side by side; without a label the words beside the drawing say the same."""
    rectangles = format_html_join(
        "",
        '<rect x="{}" y="0" width="{}" height="10" class="{}"></rect>',
        ((left, width, kind if kind == "mark" else f"fill-{kind}") for left, width, kind in parts),
    )
    said = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" {}>{}</svg>', said, rectangles
    )


@register.simple_tag
def statuses() -> tuple[Status, ...]:
    """The statuses that counts are shown for, in the order of the bars."""
    return SHOWN


@register.simple_tag
def status_word(value: Status | str) -> str:
    """What a status is called."""
    return STATUS_WORDS[Status(value)].say(lang())


@register.simple_tag(takes_context=True)
def address(context: RequestContext, **changes: object) -> str:
    """The address of this page with some of its parameters changed; None and empty ones are dropped."""
    query: QueryDict = context["request"].GET.copy()
    for key, value in changes.items():
        query.pop(key, None)
        if value not in (None, ""):
            query[key] = str(value)
    return "?" + query.urlencode()


@register.simple_tag(takes_context=True)
def moment(context: RequestContext) -> str:
    """The end of an address that goes on looking at the day of this page; empty for today."""
    given = context["request"].GET
    said = {name: given[name] for name in ("on", "known") if given.get(name)}
    return "&" + urlencode(said) if said else ""


@register.simple_tag(takes_context=True)
def without(context: RequestContext, name: str) -> str:
    """The address of this page without one of its filters, from the first page on."""
    return address(context, **{name: None, "page": None})


@register.simple_tag(takes_context=True)
def kept(context: RequestContext, *dropped: str) -> SafeString:
    """Hidden fields that carry the parameters of this page through a form, but for some."""
    given = context["request"].GET
    pairs = ((name, value) for name in given if name not in dropped for value in given.getlist(name) if value)
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)


@register.inclusion_tag("web/parts/heading.html", takes_context=True)
def heading(context: RequestContext, key: str, title: str, kind: str = "") -> dict[str, object]:
    """The heading of a column that sorts the list."""
    order = context["order"]
    mine = order.key == key
    turned = f"-{key}" if mine and not order.descending else key
    return {
        "title": title,
        "kind": kind,
        "url": address(context, sort=turned, page=None),
        "sorted": ("descending" if order.descending else "ascending") if mine else "",
    }


@register.simple_tag
def state_word(value: State | str) -> str:
    """What the state of a clause is called; an unknown one stays as it is."""
    return STATE_WORDS[State(value)].say(lang()) if value in set(State) else str(value)


@register.simple_tag
def subject_word(value: Subject) -> str:
    """Who answers for a reported figure."""
    return SUBJECT_WORDS[value].say(lang())


@register.filter
def wanted(ask: Ask) -> str:
    """What a clause asks to be reported."""
    return wanted_words(ask).say(lang())


@register.filter
def figure_of(figure: Fraction, ask: Ask) -> str:
    """A reported figure as people write it."""
    return figure_text(figure, ask)


@register.filter
def figures_of(case: ReportedCase, indicator: Indicator) -> list[str]:
    """The figures of a case as people write them."""
    return [figure_text(figure, ask) for figure, ask in zip(case.figures, indicator.asks, strict=True)]


@register.simple_tag
def strength_word(value: Strength) -> str:
    """What the strength of a clause is called."""
    return STRENGTH_WORDS[value].say(lang())


@register.simple_tag
def form_word(value: Form | str) -> str:
    """What a form of study is called."""
    return FORM_WORDS[Form(value)].say(lang())


@register.simple_tag
def level_word(value: int) -> str:
    """What the level of an organiser is called."""
    return LEVEL_WORDS[OrganiserLevel(value)].say(lang())


@register.filter
def level_name(value: int) -> str:
    """What the level of an organiser is called, for use inside a sentence."""
    return LEVEL_WORDS[OrganiserLevel(value)].say(lang())


@register.filter
def sorted_forms(forms: frozenset[Form]) -> list[Form]:
    """Forms in the order of the source."""
    return sorted(forms)


@register.simple_tag
def document_title(pack: Pack, document: str) -> str:
    """The full title of a document of the pack."""
    return pack.documents[document].say(lang())


@register.simple_tag
def tag_word(tag: str) -> str:
    """What a mark on the person of a case is called."""
    return {
        "secretary": gettext("secretary"),
        "cadre": gettext("cadre"),
        "exempt": gettext("no hard requirement"),
        "newcomer": gettext("new member"),
        "left": gettext("has left"),
    }[tag]


@register.simple_tag
def run_line(run: Any) -> str:
    """Which run the figures of a page come from."""
    return gettext("as of %(day)s, run %(run)s") % {"day": run.as_of.isoformat(), "run": str(run)}


@register.simple_tag
def standing_share(row: Any, indicator: Indicator) -> str:
    """The share that tells how an organisation stands against a clause."""
    if indicator.share is not None:
        return gettext("%(share)s of all credit is theory") % {"share": per_cent(row.content)}
    said = {"met": per_cent(row.met), "on_track": per_cent(row.on_track)}
    return gettext("met %(met)s, met or on pace %(on_track)s") % said


@register.simple_tag
def measured(measure: str, amount: int) -> str:
    """An amount of a measure in its own unit: hundredths of a credit hour, half-days, or times."""
    if measure == "half_days":
        return days_text(amount)
    return str(amount) if measure == "count" else plain(amount)


@register.filter
def participation(entry: Entry) -> str:
    """The key of the participation that an entry of the ledger rests on."""
    return entry.id.partition("#")[0]


@register.simple_tag
def indent(depth: int, base: int) -> str:
    """Blanks that show how deep an organisation lies below the first of a list."""
    return "\u3000" * max(0, depth - base)


@register.simple_tag
def tasks(weights: Mapping[str, int]) -> str:
    """The basic tasks that an activity is about, with their weights in per cent."""
    return gettext(", ").join(f"{TASK_WORDS[int(task) - 1].say(lang())} {weight}%" for task, weight in weights.items())


@register.simple_tag
def job_kind(job: Any) -> str:
    """What a job does."""
    return {
        "check": gettext("Check uploaded files"),
        "load": gettext("Load files and judge"),
        "import_look": gettext("Import: read the file"),
        "import_check": gettext("Import: check"),
        "import_record": gettext("Import: record"),
        "import_undo": gettext("Import: undo"),
        "reorganise": gettext("Reorganise the tree"),
        "judge": gettext("Judge"),
        "export": gettext("Export"),
        "audit_verify": gettext("Verify the audit trail"),
        "act": gettext("Act on several people"),
        "close_leavers": gettext("Close the accounts of leavers"),
    }.get(job.kind, str(job.kind))


@register.simple_tag
def job_state(job: Any) -> str:
    """Where a job stands."""
    return str(job.get_state_display())


@register.simple_tag
def job_message(message: str) -> str:
    """What a job is doing, in the language of the page."""
    return {
        "Reading the files": gettext("Reading the files"),
        "Reading the file": gettext("Reading the file"),
        "Sorting the rows": gettext("Sorting the rows"),
        "Comparing with what is known": gettext("Comparing with what is known"),
        "Recording": gettext("Recording"),
        "Undoing": gettext("Undoing"),
        "Loading people": gettext("Loading people"),
        "Loading entries": gettext("Loading entries"),
        "Reading people and entries": gettext("Reading people and entries"),
        "Judging": gettext("Judging"),
        "Storing the result": gettext("Storing the result"),
        "Changing the organisation tree": gettext("Changing the organisation tree"),
        "Reading organisations": gettext("Reading organisations"),
        "Placing organisations": gettext("Placing organisations"),
        "Storing organisations": gettext("Storing organisations"),
        "Writing the file": gettext("Writing the file"),
        "Verifying the audit trail": gettext("Verifying the audit trail"),
        "Working through the list": gettext("Working through the list"),
        "Changing the keys of the vault": gettext("Changing the keys of the vault"),
        "Collecting what is held": gettext("Collecting what is held"),
        "Closing the accounts of leavers": gettext("Closing the accounts of leavers"),
    }.get(message, message)
