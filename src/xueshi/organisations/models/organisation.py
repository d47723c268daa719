"""An organisation as it is today: what it is, what it is called, and where it lies in the tree."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xueshi.kernel.ids import random_number
from xueshi.organisations import paths


class Kind(models.TextChoices):
    """What an organisation is; a local committee is named more closely by its level."""

    LOCAL_COMMITTEE = "local_committee", _("local committee")
    WORKING_COMMITTEE = "working_committee", _("working committee")
    PARTY_GROUP = "party_group", _("leading Party group")
    """党组, in an organ that is not of the Party."""
    GRASSROOTS_COMMITTEE = "grassroots_committee", _("grass-roots committee")
    GENERAL_BRANCH = "general_branch", _("general branch")
    BRANCH = "branch", _("branch")
    SMALL_GROUP = "small_group", _("Party group")
    """党小组, within a branch."""
    FLOATING = "floating", _("organisation for floating members")
    INSTITUTION = "institution", _("training institution")
    PLATFORM = "platform", _("learning platform")
    OTHER = "other", _("other unit")


class Level(models.IntegerChoices):
    """The level of an organisation, as for organisers of training."""

    GRASSROOTS = 1, _("grass roots")
    TOWNSHIP = 2, _("township")
    COUNTY = 3, _("county")
    PREFECTURE = 4, _("prefecture")
    PROVINCE = 5, _("province")
    CENTRE = 6, _("centre")


COMMITTEES = {
    Level.CENTRE: _("Central Committee"),
    Level.PROVINCE: _("provincial committee"),
    Level.PREFECTURE: _("prefectural committee"),
    Level.COUNTY: _("county committee"),
}
"""What a local committee of a level is called."""


class Sector(models.TextChoices):
    """The sector (领域类别) in which an organisation works."""

    RURAL = "rural", _("rural")
    COMMUNITY = "community", _("urban community")
    ORGAN = "organ", _("Party and state organ")
    UNIVERSITY = "university", _("university or college")
    SCHOOL = "school", _("school")
    RESEARCH = "research", _("research institute")
    HOSPITAL = "hospital", _("hospital")
    PUBLIC_INSTITUTION = "public_institution", _("other public institution")
    STATE_ENTERPRISE = "state_enterprise", _("state-owned enterprise")
    FINANCE = "finance", _("financial enterprise")
    PRIVATE_ENTERPRISE = "private_enterprise", _("non-public enterprise")
    SOCIAL = "social", _("social organisation")
    NEW_FIELD = "new_field", _("new field")
    OTHER = "other", _("other sector")


class Organisation(models.Model):
    """An organisation; the columns from ``founded_on`` on are derived from its dated rows.

    They say what holds today, or held on its last day where it no longer exists.
    """

    number = models.CharField(max_length=16, unique=True, default=random_number, editable=False)
    code = models.CharField(max_length=64, blank=True)
    """组织编号 of the office that sent it; not unique, because offices number for themselves."""
    kind = models.CharField(max_length=24, choices=Kind.choices, default=Kind.BRANCH)
    field = models.CharField(max_length=40, blank=True)
    """领域类别, in the words of the source."""
    sector = models.CharField(max_length=20, choices=Sector.choices, blank=True)
    level = models.PositiveSmallIntegerField(choices=Level.choices, default=Level.GRASSROOTS)
    founded_on = models.DateField(null=True, blank=True)
    dissolved_on = models.DateField(null=True, blank=True)
    """The first day on which it no longer exists."""
    name = models.CharField(max_length=200)
    full_name = models.CharField(max_length=800, db_index=True)
    """Names from the top down, joined by ``/``."""
    path = models.CharField(max_length=200, db_index=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    class Meta:
        ordering: ClassVar = ["path"]
        indexes: ClassVar = [
            models.Index(fields=["code"], name="organisations_code", condition=~Q(code="")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        """1 for a top organisation."""
        return len(self.path) // paths.WIDTH

    @property
    def kind_name(self) -> str:
        """What it is in words: a local committee is named by its level."""
        if self.kind == Kind.LOCAL_COMMITTEE and self.level in COMMITTEES:
            return str(COMMITTEES[Level(self.level)])
        return self.get_kind_display()
