"""The words, signs and bars that every page shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import template
from django.template.context import RequestContext
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from xueshi.kernel.errors import Lang
from xueshi.kernel.units import days_text, plain
from xueshi.rules.model import Words
from xueshi.rules.verdicts import Amounts, Status
from xueshi.rules.words import STATUS_WORDS

register = template.Library()

SHOWN = tuple(status for status in Status if status is not Status.NOT_APPLICABLE)


def lang() -> Lang:
    """The language of the page as the ground floors name it."""
    return "en" if (get_language() or "").startswith("en") else "zh"


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
        '<span class="status tone-{}">{} {}</span>', known.value, icon(known.value), STATUS_WORDS[known].say(lang())
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
    rectangles = format_html_join(
        "",
        '<rect x="{}" y="0" width="{}" height="10" class="{}"></rect>',
        ((left, width, kind if kind == "mark" else f"fill-{kind}") for left, width, kind in parts),
    )
    return format_html(
        '<svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>',
        label,
        rectangles,
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
    query = context["request"].GET.copy()
    for key, value in changes.items():
        query.pop(key, None)
        if value not in (None, ""):
            query[key] = str(value)
    return "?" + query.urlencode()


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
