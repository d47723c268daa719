"""What judging holds on one person."""

from __future__ import annotations

from django.utils.translation import gettext as _

from xueshi.access.speech import lang
from xueshi.kernel.actors import Actor
from xueshi.kernel.units import days_text, plain
from xueshi.people.models import Person
from xueshi.people.personal import Section, numbers_of, said
from xueshi.rules.verdicts import Status
from xueshi.rules.words import STATUS_WORDS
from xueshi.standings.models import Determination


def sections(person: Person, *, by: Actor) -> list[Section]:
    """Every stored result of every run."""
    headings = (_("Judging run"), _("As of"), _("Clause"), _("Status"), _("Credit hours"), _("Days"))
    rows = [
        (
            row.run.number,
            said(row.run.as_of),
            row.clause,
            STATUS_WORDS[Status(row.status)].say(lang()),
            plain(row.credit),
            days_text(row.half_days),
        )
        for row in Determination.objects.filter(person__in=numbers_of(person)).select_related("run").order_by("pk")
    ]
    return [Section(_("Standing"), headings, rows)]
