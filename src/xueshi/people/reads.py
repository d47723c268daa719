"""What pages read about a person besides the standing: the dated rows, as believed now and as believed before."""

from __future__ import annotations

from django.db.models import QuerySet

from xueshi.kernel.actors import Actor
from xueshi.kernel.windows import BEGINNING
from xueshi.organisations.gates import visible_organisations
from xueshi.organisations.models import Organisation
from xueshi.organisations.paths import ancestors
from xueshi.organisations.reads import Change, ended, opened
from xueshi.people.gates import person_for
from xueshi.people.models import Membership, Person, PersonDated, Subject
from xueshi.people.telling import KINDS, told


def history(person: Person, *, by: Actor) -> list[Change]:
    """Membership, affiliation, offices, exemptions and the rest over time, the latest state first."""
    seen = person_for(by, person.number)
    changes = [
        _change(subject, row)
        for subject, kind in KINDS.items()
        for row in kind.model.objects.filter(person=seen).select_related(*kind.related)
    ]
    return sorted(changes, key=lambda change: (change.first or BEGINNING, change.recorded_at), reverse=True)


def _change(subject: Subject, row: PersonDated) -> Change:
    first, until = opened(row.valid_from), ended(row.valid_to)
    return Change(str(subject.label), told(subject, row), first, until, row.recorded_at, row.superseded_at)


def lineage(person: Person, *, by: Actor) -> QuerySet[Organisation]:
    """The organisation that answers for a person and those above it, as far up as the actor sees."""
    path = person.organisation.path if person.organisation else ""
    return visible_organisations(by).filter(path__in=ancestors(path)).order_by("path")


def latest_stage(person: Person) -> Membership | None:
    """The latest known stage of the membership of a person whom the actor reached through the gate."""
    found: Membership | None = Membership.objects.known().filter(person=person).order_by("valid_from").last()
    return found
