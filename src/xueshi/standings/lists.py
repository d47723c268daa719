"""What the address of a list asks for: its filters, its order, the day from which it is read, and the people that it finds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from xueshi.access.speech import lang
from xueshi.kernel.actors import Actor, NotFoundError
from xueshi.kernel.as_of import AsOf, as_of
from xueshi.kernel.listing import Order, Pill, order
from xueshi.organisations.gates import organisation_for
from xueshi.people.models import OfficeKind, Person, Standing, TagKind
from xueshi.people.rolls import MARK_WORDS, ORDERS, Mark, RollFilter, roll
from xueshi.rules.verdicts import Status
from xueshi.rules.words import STATUS_WORDS
from xueshi.standings import reads
from xueshi.standings.asked import Asked, asked_by, chosen

LISTINGS = {
    "roster": ("q", "unit", "standing", "office", "mark", "tag", "sort", "on", "known"),
    "people": ("name", "clause", "status", "unit", "sort", "on", "known"),
}
"""The lists whose filters can be saved and acted on, each with the parameters that make them."""


def day_asked(given: Mapping[str, str] | QueryDict, *, by: Actor) -> AsOf:
    """The day from which a list or a report is read.

    Raises CELL-001.
    """
    return as_of(str(given.get("on", "")), str(given.get("known", "")), by.on)


def roll_asked(given: QueryDict, *, by: Actor) -> tuple[RollFilter, AsOf]:
    """The filters of the roll, and the day from which it is read; what is no filter is left out.

    Raises ACCESS-001, CELL-001.
    """
    unit = given.get("unit", "")
    wanted = RollFilter(
        text=given.get("q", "").strip(),
        unit=organisation_for(by, unit) if unit else None,
        standing=_one_of(given.get("standing", ""), Standing.values),
        office=_one_of(given.get("office", ""), OfficeKind.values),
        mark=_one_of(given.get("mark", ""), Mark),
        tag=_one_of(given.get("tag", ""), TagKind.values),
    )
    return wanted, day_asked(given, by=by)


def roll_pills(wanted: RollFilter) -> list[Pill]:
    """The filters of the roll in force, in words."""
    said = (
        ("q", wanted.text),
        ("unit", wanted.unit.name if wanted.unit else ""),
        ("standing", str(Standing(wanted.standing).label) if wanted.standing else ""),
        ("office", str(OfficeKind(wanted.office).label) if wanted.office else ""),
        ("mark", str(MARK_WORDS[Mark(wanted.mark)]) if wanted.mark else ""),
        ("tag", str(TagKind(wanted.tag).label) if wanted.tag else ""),
    )
    return [Pill(name, text) for name, text in said if text]


def people_asked(given: QueryDict, run: reads.Run, *, by: Actor) -> tuple[Asked, reads.PeopleFilter, Order]:
    """The question, the filters and the order of the list of people who were judged.

    Raises ACCESS-001.
    """
    number = given.get("unit", "")
    wanted = reads.PeopleFilter(
        name=given.get("name", "").strip(),
        status=_one_of(given.get("status", ""), [*Status, reads.SHORT]),
        unit=organisation_for(by, number) if number else None,
    )
    sort = order(given.get("sort", ""), reads.PEOPLE_ORDERS)
    return chosen(asked_by(run), given.get("clause", "")), wanted, sort


def people_pills(wanted: reads.PeopleFilter) -> list[Pill]:
    """The filters of the list of people who were judged, in words."""
    words = STATUS_WORDS[Status(wanted.status)].say(lang()) if wanted.status not in ("", reads.SHORT) else ""
    said = (
        ("name", wanted.name),
        ("status", _("everybody who is short") if wanted.status == reads.SHORT else words),
        ("unit", wanted.unit.name if wanted.unit else ""),
    )
    return [Pill(name, text) for name, text in said if text]


def people_of(listing: str, given: QueryDict, *, by: Actor) -> QuerySet[Person]:
    """Everybody whom a list finds.

    Raises ACCESS-001, CELL-001.
    """
    if listing == "roster":
        wanted, asked = roll_asked(given, by=by)
        return roll(wanted, asked, order("", ORDERS), by=by)
    run = reads.latest_run(at=day_asked(given, by=by), by=by)
    if listing != "people" or run is None:
        raise NotFoundError("listing")
    question, judged, sort = people_asked(given, run, by=by)
    found = reads.people(run, question, judged, sort, by=by)
    return Person.objects.filter(pk__in=found.order_by().values("person"))


def _one_of(text: str, allowed: Iterable[str]) -> str:
    return text if text in set(allowed) else ""
