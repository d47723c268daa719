"""Organisations, their dated names and their dated parent links; the link is the truth, the paths are derived from it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xueshi.kernel.ids import random_number
from xueshi.organisations import paths
from xueshi.organisations.dated import Dated


class Kind(models.TextChoices):
    """What an organisation of the Party is."""

    LOCAL_COMMITTEE = "local_committee", _("local committee")
    WORKING_COMMITTEE = "working_committee", _("working committee")
    PARTY_GROUP = "party_group", _("leading Party group")
    GRASSROOTS_COMMITTEE = "grassroots_committee", _("grass-roots committee")
    GENERAL_BRANCH = "general_branch", _("general branch")
    BRANCH = "branch", _("branch")
    OTHER = "other", _("other unit")


class Level(models.IntegerChoices):
    """The level of an organisation, as for organisers of training."""

    GRASSROOTS = 1, _("grass roots")
    TOWNSHIP = 2, _("township")
    COUNTY = 3, _("county")
    PREFECTURE = 4, _("prefecture")
    PROVINCE = 5, _("province")
    CENTRE = 6, _("centre")


class Organisation(models.Model):
    """An organisation; ``path``, ``parent``, ``name`` and ``full_name`` are derived from the rows that hold today."""

    number = models.CharField(max_length=16, unique=True, default=random_number, editable=False)
    kind = models.CharField(max_length=24, choices=Kind.choices, default=Kind.BRANCH)
    field = models.CharField(max_length=40, blank=True)
    """领域类别, in the words of the source."""
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

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        """1 for a top organisation."""
        return len(self.path) // paths.WIDTH


class OrganisationName(Dated):
    """What an organisation was called, and when."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="names")
    name = models.CharField(max_length=200)

    class Meta(Dated.Meta):
        abstract = False


class ParentLink(Dated):
    """To which organisation another belonged, and when; no parent means a top organisation."""

    child = models.ForeignKey(Organisation, models.PROTECT, related_name="parent_links")
    parent = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="child_links")

    class Meta(Dated.Meta):
        abstract = False
        constraints: ClassVar = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=~Q(child=models.F("parent")), name="organisations_parentlink_not_itself"),
        ]
