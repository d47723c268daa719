"""Dated states of one person: membership, affiliation, offices, rank, marks, exemption, approval."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xueshi.kernel.windows import FOREVER
from xueshi.organisations.dated import Dated
from xueshi.organisations.models import Organisation
from xueshi.people.models.person import Person


class Standing(models.TextChoices):
    """What somebody is to the Party: on the way to membership, a member, or no longer one."""

    APPLICANT = "applicant", _("applicant")
    ACTIVIST = "activist", _("activist")
    CANDIDATE = "candidate", _("candidate for admission")
    PROBATIONARY = "probationary", _("probationary member")
    FULL = "full", _("full member")
    STOPPED = "stopped", _("membership stopped")
    CANCELLED = "cancelled", _("probation cancelled")
    LEFT = "left", _("left the Party")
    STRUCK_OFF = "struck_off", _("struck off")
    EXPELLED = "expelled", _("expelled")


class PersonDated(Dated):
    """A dated state of one person."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="%(class)s_rows")

    alone_by: ClassVar[tuple[str, ...]] = ()
    """Two states of one person that agree in these never hold on the same day."""

    class Meta(Dated.Meta):
        abstract = True


class Membership(PersonDated):
    """A stage of membership of the Party, with the two dates that rules read."""

    standing = models.CharField(max_length=16, choices=Standing.choices, default=Standing.FULL)
    admitted_on = models.DateField(null=True)
    full_on = models.DateField(null=True)

    class Meta(PersonDated.Meta):
        abstract = False
        indexes: ClassVar = [
            models.Index(fields=["standing", "person"], condition=Q(superseded_at=None), name="people_membership_stage")
        ]


class Affiliation(PersonDated):
    """组织关系: the organisation that answers for the person."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="affiliations")

    class Meta(PersonDated.Meta):
        abstract = False


class OfficeKind(models.TextChoices):
    """Party offices (党内职务), those of committees included."""

    SECRETARY = "secretary", _("secretary")
    DEPUTY = "deputy", _("deputy secretary")
    FIRST_SECRETARY = "first_secretary", _("first secretary")
    DISCIPLINE_SECRETARY = "discipline_secretary", _("secretary for discipline inspection")
    STANDING_MEMBER = "standing_member", _("member of the standing committee")
    ORGANISATION = "organisation", _("committee member for organisation")
    PUBLICITY = "publicity", _("committee member for publicity")
    DISCIPLINE = "discipline", _("committee member for discipline")
    UNITED_FRONT = "united_front", _("committee member for the united front")
    YOUTH = "youth", _("committee member for youth")
    MEMBER = "member", _("committee member")
    GROUP_LEADER = "group_leader", _("leader of a Party group")


class Office(PersonDated):
    """An office in a Party organisation; the same office in two organisations is two rows."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="offices")
    kind = models.CharField(max_length=24, choices=OfficeKind.choices)

    alone_by = ("organisation_id", "kind")

    class Meta(PersonDated.Meta):
        abstract = False


class PostLevel(models.TextChoices):
    """职务层次 of leading posts."""

    PROVINCE_CHIEF = "province_chief", _("provincial-ministerial level, chief")
    PROVINCE_DEPUTY = "province_deputy", _("provincial-ministerial level, deputy")
    BUREAU_CHIEF = "bureau_chief", _("bureau level, chief")
    BUREAU_DEPUTY = "bureau_deputy", _("bureau level, deputy")
    DIVISION_CHIEF = "division_chief", _("division level, chief")
    DIVISION_DEPUTY = "division_deputy", _("division level, deputy")
    SECTION_CHIEF = "section_chief", _("section level, chief")
    SECTION_DEPUTY = "section_deputy", _("section level, deputy")


class Grade(models.TextChoices):
    """职级 of civil servants in integrated management."""

    INSPECTOR_1 = "inspector_1", _("first-grade inspector")
    INSPECTOR_2 = "inspector_2", _("second-grade inspector")
    RESEARCHER_1 = "researcher_1", _("first-grade researcher")
    RESEARCHER_2 = "researcher_2", _("second-grade researcher")
    RESEARCHER_3 = "researcher_3", _("third-grade researcher")
    RESEARCHER_4 = "researcher_4", _("fourth-grade researcher")
    PRINCIPAL_1 = "principal_1", _("first-grade principal staff")
    PRINCIPAL_2 = "principal_2", _("second-grade principal staff")
    PRINCIPAL_3 = "principal_3", _("third-grade principal staff")
    PRINCIPAL_4 = "principal_4", _("fourth-grade principal staff")
    STAFF_1 = "staff_1", _("first-grade staff")
    STAFF_2 = "staff_2", _("second-grade staff")


class CadreStanding(PersonDated):
    """Party member cadre: the cadre plan says what is owed (M24 一 ¶3)."""

    rank = models.CharField(max_length=40, blank=True)
    """职务职级 in the words of the source."""
    level = models.CharField(max_length=24, choices=PostLevel.choices, blank=True)
    grade = models.CharField(max_length=24, choices=Grade.choices, blank=True)

    class Meta(PersonDated.Meta):
        abstract = False


class TagKind(models.TextChoices):
    """Groups of cadres that plans address (干部类别); a closed list, so that no mark becomes a judgement of a person."""

    YOUNG = "young", _("young cadre")
    WOMAN = "woman", _("woman cadre")
    MINORITY = "minority", _("minority cadre")
    NON_PARTY = "non_party", _("non-Party cadre")
    PARTY_WORKER = "party_worker", _("Party-affairs worker")
    PROFESSIONAL = "professional", _("professional and technical personnel")
    SECONDED = "seconded", _("on secondment")
    ASSISTING = "assisting", _("on an assistance posting")
    DUALLY_MANAGED = "dually_managed", _("dually managed cadre")
    DUAL_ROLE = "dual_role", _("academic and administrative post at once")


class Tag(PersonDated):
    """A mark on a person, with the legal basis it rests on and always with an end."""

    kind = models.CharField(max_length=16, choices=TagKind.choices)
    basis = models.CharField(max_length=200)
    """The document and clause that allow the mark."""

    alone_by = ("kind",)

    class Meta(PersonDated.Meta):
        abstract = False
        constraints: ClassVar = [
            *PersonDated.Meta.constraints,
            models.CheckConstraint(condition=Q(valid_to__lt=FOREVER), name="people_tag_expires"),
            models.CheckConstraint(condition=~Q(basis=""), name="people_tag_has_a_basis"),
        ]


class ExemptionReason(models.TextChoices):
    """Why no hard requirement is made (M24 一 ¶3); never more than this, no medical detail."""

    OLD_FRAIL = "old_frail", _("old and frail")
    IMMOBILE = "immobile", _("hardly mobile")
    OTHER = "other", _("other, as the branch decided")


class Exemption(PersonDated):
    """不作硬性要求: a reason out of a closed list, the day of the branch's decision, and when it is to be looked at again."""

    reason = models.CharField(max_length=16, choices=ExemptionReason.choices)
    decided_on = models.DateField(null=True)
    reviewed_on = models.DateField(null=True)
    """The latest yearly review."""
    review_due = models.DateField(null=True)
    """The day by which the next review is due; empty where the source named no decision, so that it is due at once."""

    class Meta(PersonDated.Meta):
        abstract = False
        indexes: ClassVar = [
            models.Index(fields=["review_due"], condition=Q(superseded_at=None), name="people_exemption_due")
        ]


class SubstituteApproval(PersonDated):
    """Approval to study online instead of in person (QA24 answer 2)."""

    decided_by = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField(null=True)

    class Meta(PersonDated.Meta):
        abstract = False
