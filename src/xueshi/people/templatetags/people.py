"""Lanes of states, days as people name them, and the words of acts and lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from xueshi.kernel.actors import Actor, Right, may
from xueshi.kernel.windows import BEGINNING, FOREVER
from xueshi.people.forms import ONE_DAY
from xueshi.people.models import Person
from xueshi.people.recording import path_of
from xueshi.people.timeline import WIDTH, Lane

register = template.Library()


@register.simple_tag
def lane_bars(lane: Lane, mark: int) -> SafeString:
    """The states of one kind as bars, and the day shown as a line; the table below says the same in words."""
    bars = format_html_join(
        "",
        '<rect x="{}" y="2" width="{}" height="12" rx="2" class="{}"><title>{}</title></rect>',
        ((one.left, one.width, "lane-now" if one.holds else "lane-then", one.text) for one in lane.pieces),
    )
    return format_html(
        '<svg class="lane-bars" viewBox="0 0 {} 16" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '{}<rect x="{}" y="0" width="3" height="16" class="mark"></rect></svg>',
        WIDTH,
        bars,
        min(mark, WIDTH - 3),
    )


@register.simple_tag
def lane_years(years: Sequence[tuple[int, int]]) -> SafeString:
    """The years under the lanes."""
    words = format_html_join("", '<text x="{}" y="12">{}</text>', ((place, year) for year, place in years))
    return format_html(
        '<svg class="lane-years" viewBox="0 0 {} 16" aria-hidden="true" focusable="false">{}</svg>', WIDTH, words
    )


@register.filter
def last_day(until: date | None) -> str:
    """The last day of a state that is stored with the first day on which it no longer holds."""
    return "" if until is None or until == FOREVER else (until - ONE_DAY).isoformat()


@register.filter
def known_day(first: date) -> str:
    """A first day, or nothing where the state holds since ever."""
    return "" if first == BEGINNING else first.isoformat()


@register.filter
def formal(full_name: str) -> str:
    """The full name of an organisation as documents write it, without the strokes between its parts."""
    return full_name.replace("/", "")


@register.simple_tag
def act_word(act: str) -> str:
    """What a step of a transfer or of a stay is called."""
    return {
        "accept": gettext("Accept"),
        "refuse": gettext("Refuse the letter"),
        "withdraw": gettext("Take the letter back"),
        "confirm": gettext("Confirm"),
        "decline": gettext("Not known here"),
        "present": gettext("Record presence"),
        "contact": gettext("Record contact"),
        "return": gettext("Record the return"),
    }[act]


@register.simple_tag
def list_word(name: str) -> str:
    """What a list of requests is called."""
    return {
        "open": gettext("Open"),
        "overdue": gettext("Overdue"),
        "decided": gettext("Decided"),
        "own": gettext("My own"),
    }[name]


@register.filter
def sees_identity(by: Actor, person: Person) -> bool:
    """Whether the actor may read the identity number of a person."""
    return person.pk == by.person or may(by, Right.SEE_IDENTITY, path_of(person))
