"""Dated states of one person: membership, affiliation, offices, rank, exemption, floating."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from xueshi.organisations.dated import Dated
from xueshi.organisations.models import Organisation
from xueshi.people.models.person import Person


class Standing(models.TextChoices):
    """What a membership is."""

    PROBATIONARY = "probationary", _("probationary member")
    FULL = "full", _("full member")
    STOPPED = "stopped", _("membership stopped")
    LEFT = "left", _("left the Party")


class PersonDated(Dated):
    """A dated state of one person."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="%(class)s_rows")

    class Meta(Dated.Meta):
        abstract = True


class Membership(PersonDated):
    """Membership of the Party with the two dates that rules read."""

    standing = models.CharField(max_length=16, choices=Standing.choices, default=Standing.FULL)
    admitted_on = models.DateField(null=True)
    full_on = models.DateField(null=True)

    class Meta(PersonDated.Meta):
        abstract = False


class Affiliation(PersonDated):
    """组织关系: the organisation that answers for the person."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="affiliations")

    class Meta(PersonDated.Meta):
        abstract = False


class OfficeKind(models.TextChoices):
    """Party offices (党内职务) that a roster names."""

    SECRETARY = "secretary", _("secretary")
    DEPUTY = "deputy", _("deputy secretary")
    MEMBER = "member", _("committee member")


class Office(PersonDated):
    """An office in a Party organisation."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="offices")
    kind = models.CharField(max_length=12, choices=OfficeKind.choices)

    class Meta(PersonDated.Meta):
        abstract = False


class CadreStanding(PersonDated):
    """Party member cadre: the cadre plan says what is owed (M24 一 ¶3)."""

    rank = models.CharField(max_length=40, blank=True)

    class Meta(PersonDated.Meta):
        abstract = False


class Exemption(PersonDated):
    """不作硬性要求, with the reason in the decision's own short words and no medical detail."""

    reason = models.CharField(max_length=40)
    decided_by = models.CharField(max_length=200, blank=True)

    class Meta(PersonDated.Meta):
        abstract = False


class SubstituteApproval(PersonDated):
    """Approval to study online instead of in person (QA24 answer 2)."""

    decided_by = models.CharField(max_length=200, blank=True)

    class Meta(PersonDated.Meta):
        abstract = False


class Floating(PersonDated):
    """流动党员: away from the organisation that answers; the host may be outside the system."""

    host = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="floating_guests")
    host_text = models.CharField(max_length=200, blank=True)

    class Meta(PersonDated.Meta):
        abstract = False
