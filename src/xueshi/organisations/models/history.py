"""What organisations were called and how they were connected, and when; the parent link is the truth of the tree."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xueshi.organisations.dated import Dated
from xueshi.organisations.models.organisation import Organisation


class OrganisationName(Dated):
    """What an organisation was called, and when."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="names")
    name = models.CharField(max_length=200)

    class Meta(Dated.Meta):
        abstract = False


class ParentLink(Dated):
    """To which organisation another belonged, and when; no parent means a top organisation, no link that there was none."""

    child = models.ForeignKey(Organisation, models.PROTECT, related_name="parent_links")
    parent = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="child_links")

    class Meta(Dated.Meta):
        abstract = False
        constraints: ClassVar = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=~Q(child=models.F("parent")), name="organisations_parentlink_not_itself"),
        ]


class Place(Dated):
    """Where an organisation lay in the tree, and when: derived from the parent links of all that lie above it."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="places")
    path = models.CharField(max_length=200)

    class Meta(Dated.Meta):
        abstract = False
        indexes: ClassVar = [
            models.Index(fields=["path"], name="organisations_place_path", opclasses=["varchar_pattern_ops"]),
        ]


class EdgeKind(models.TextChoices):
    """How two organisations are connected beside the tree."""

    DUAL = "dual", _("also led by")
    """双重领导."""
    HOST = "host", _("hosted by")
    """流入地党组织: the home of floating members and the organisation that takes them in."""
    COMMISSIONED = "commissioned", _("commissioned by")
    """委托管理."""
    MERGED_INTO = "merged_into", _("merged into")
    SPLIT_FROM = "split_from", _("split from")


class OrganisationEdge(Dated):
    """A dated connection beside the tree, from an organisation to another."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="edges")
    other = models.ForeignKey(Organisation, models.PROTECT, related_name="edges_in")
    kind = models.CharField(max_length=16, choices=EdgeKind.choices)

    class Meta(Dated.Meta):
        abstract = False
        constraints: ClassVar = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(organisation=models.F("other")), name="organisations_edge_not_to_itself"
            ),
        ]
