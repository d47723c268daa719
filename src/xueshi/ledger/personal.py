"""What the ledger holds on one person."""

from __future__ import annotations

from django.utils.translation import gettext as _

from xueshi.kernel.actors import Actor
from xueshi.kernel.units import days_text, plain
from xueshi.ledger.models import Posting
from xueshi.people.models import Person
from xueshi.people.personal import Section, numbers_of, said


def sections(person: Person, *, by: Actor) -> list[Section]:
    """Every entry, reversals included."""
    headings = (
        _("Day"),
        _("Title"),
        _("Organiser"),
        _("Book"),
        _("Credit hours"),
        _("Days"),
        _("Recorded at"),
        _("Reason"),
    )
    rows = [
        (
            said(row.day),
            row.participation.title,
            row.participation.organiser,
            str(row.get_book_display()),
            plain(row.credit),
            days_text(row.half_days),
            said(row.recorded_at),
            row.reason,
        )
        for row in Posting.objects.filter(person__in=numbers_of(person)).select_related("participation").order_by("pk")
    ]
    return [Section(_("Ledger"), headings, rows)]
