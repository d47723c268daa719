"""Everything held on one person, as the person asks for it; each room adds its part, named in ``settings.XUESHI_PERSON_FILES``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xueshi.kernel.actors import Actor, Right, audit, require
from xueshi.kernel.work import Ticket
from xueshi.organisations.queue import enqueue
from xueshi.people.gates import person_for
from xueshi.people.models import Person
from xueshi.people.reads import history
from xueshi.people.recording import path_of


@dataclass(frozen=True, slots=True)
class Section:
    """A table of what is held, for reading."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


@transaction.atomic
def person_file_start(person: Person, *, by: Actor) -> Ticket:
    """Queue the making of a file with everything held on a person, for the person or an officer who may see identity numbers.

    Raises ACCESS-002.
    """
    require_file(person, by)
    audit(by, "person_file.asked", "person", person.number)
    return enqueue("person_file", {"person": person.number, "lang": get_language()}, by=by)


def person_of_file(number: str, *, by: Actor) -> Person:
    """The person whose file the actor may make.

    Raises ACCESS-001, ACCESS-002.
    """
    person = person_for(by, number)
    require_file(person, by)
    return person


def require_file(person: Person, by: Actor) -> None:
    """Refuse who is neither the person nor may see identity numbers.

    Raises ACCESS-002.
    """
    if person.pk != by.person:
        require(by, Right.SEE_IDENTITY, path_of(person))


def numbers_of(person: Person) -> QuerySet[Person]:
    """The person and the numbers that were merged into this one."""
    return Person.objects.filter(Q(pk=person.pk) | Q(merged_into=person)).order_by("pk")


def sections(person: Person, *, by: Actor) -> list[Section]:
    """Who the person is, and the states over time."""
    return [_identity(person), _states(person, by)]


def _identity(person: Person) -> Section:
    rows = [
        row
        for one in numbers_of(person).select_related("identity")
        for row in (
            (_("Number"), one.number),
            (_("Name"), one.identity.name),
            (_("Identity number"), one.identity.opened("citizen_id")),
            (_("Mobile phone"), one.identity.opened("phone")),
            (_("Number of the office"), one.identity.local_number),
            (_("Sex"), str(one.identity.get_gender_display())),
            (_("Ethnicity"), one.identity.ethnicity),
            (_("Born on"), said(one.identity.born_on)),
            (_("Education"), one.identity.education),
        )
    ]
    return Section(_("Identity"), (_("Field"), _("What is held")), rows)


def _states(person: Person, by: Actor) -> Section:
    headings = (_("Kind"), _("What is held"), _("From"), _("Until"), _("Recorded at"), _("Superseded at"))
    rows = [
        (one.kind, one.text, said(one.first), said(one.until), said(one.recorded_at), said(one.superseded_at))
        for one in history(person, by=by)
    ]
    return Section(_("States over time"), headings, rows)


def said(moment: date | datetime | None) -> str:
    """A day, or a moment by the local clock, as offices write it; empty for none."""
    if isinstance(moment, datetime):
        return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")
    return moment.isoformat() if moment else ""
