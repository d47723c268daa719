"""What pages read about a person besides the standing: the dated rows, as believed now and as believed before."""

from __future__ import annotations

from django.utils.translation import gettext as _

from xueshi.kernel.actors import Actor
from xueshi.kernel.windows import BEGINNING
from xueshi.organisations.reads import Change, ended, opened
from xueshi.people.gates import person_for
from xueshi.people.models import (
    Affiliation,
    CadreStanding,
    Exemption,
    Floating,
    Membership,
    Office,
    Person,
    PersonDated,
    SubstituteApproval,
)


def history(person: Person, *, by: Actor) -> list[Change]:
    """Membership, affiliation, offices, exemptions and the rest over time, the latest state first."""
    seen = person_for(by, person.number)
    changes = [
        *(_change(_("membership"), row.get_standing_display(), row) for row in Membership.objects.filter(person=seen)),
        *(
            _change(_("affiliation"), row.organisation.full_name, row)
            for row in Affiliation.objects.filter(person=seen).select_related("organisation")
        ),
        *(
            _change(_("office"), _office(row), row)
            for row in Office.objects.filter(person=seen).select_related("organisation")
        ),
        *(_change(_("cadre"), row.rank, row) for row in CadreStanding.objects.filter(person=seen)),
        *(
            _change(_("no hard requirement"), row.get_reason_display(), row)
            for row in Exemption.objects.filter(person=seen)
        ),
        *(
            _change(_("online substitute approved"), row.decided_by, row)
            for row in SubstituteApproval.objects.filter(person=seen)
        ),
        *(
            _change(_("floating member"), row.host.name if row.host else row.host_text, row)
            for row in Floating.objects.filter(person=seen).select_related("host")
        ),
    ]
    return sorted(changes, key=lambda change: (change.first or BEGINNING, change.recorded_at), reverse=True)


def _office(row: Office) -> str:
    return f"{row.organisation.name} {row.get_kind_display()}" if row.organisation else row.get_kind_display()


def _change(kind: str, text: str, row: PersonDated) -> Change:
    return Change(kind, text, opened(row.valid_from), ended(row.valid_to), row.recorded_at, row.superseded_at)
