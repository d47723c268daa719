"""Judging runs and what they determined, stored so that every page and document names the run it shows."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xueshi.kernel.ids import random_number
from xueshi.organisations.models import Organisation
from xueshi.people.models import Person


class StatusChoice(models.TextChoices):
    """The words for :class:`xueshi.rules.verdicts.Status`."""

    MET = "met", _("met")
    ON_PACE = "on_pace", _("on pace")
    BEHIND = "behind", _("behind")
    UNMET = "unmet", _("unmet")
    BELOW_GENERAL = "below_general", _("below the general requirement")
    EXEMPT = "exempt", _("exempt")
    DELEGATED = "delegated", _("under the cadre plan")
    NOT_ASSESSABLE = "not_assessable", _("not assessable yet")
    NOT_APPLICABLE = "not_applicable", _("not applicable")


class JudgingRun(models.Model):
    """Everything needed to repeat a judgement and to recognise its result."""

    number = models.CharField(max_length=16, unique=True, default=random_number, editable=False)
    plan = models.CharField(max_length=20)
    pack_version = models.CharField(max_length=20)
    pack_sha256 = models.CharField(max_length=64)
    as_of = models.DateField()
    settings = models.JSONField(default=dict)
    scope = models.CharField(max_length=200, blank=True)
    """The path below which people were judged; empty for everybody."""
    watermark = models.BigIntegerField()
    """The last posting that was read."""
    engine = models.CharField(max_length=40)
    digest = models.CharField(max_length=64, db_index=True)
    inputs = models.JSONField(default=list)
    persons = models.IntegerField()
    entries = models.IntegerField()
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["plan", "as_of"])]

    def __str__(self) -> str:
        return f"{self.plan}-{self.digest[:12]}"


class Judgement(models.Model):
    """One clause in one window of a run."""

    run = models.ForeignKey(JudgingRun, models.PROTECT, related_name="%(class)ss", db_index=False)
    clause = models.CharField(max_length=20)
    window_first = models.DateField()
    window_last = models.DateField()

    class Meta:
        abstract = True


class Determination(Judgement):
    """Where one person stood."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="determinations")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="determinations", db_index=False
    )
    """The organisation that answered on the reference day; None where none did."""
    reference = models.DateField()
    status = models.CharField(max_length=16, choices=StatusChoice.choices)
    credit = models.IntegerField()
    half_days = models.IntegerField()
    theory = models.IntegerField()
    count = models.IntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["run", "person", "clause", "window_first"], name="standings_determination_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["run", "clause", "window_first", "status", "organisation"], name="standings_determination_list"
            ),
        ]


class OrganisationStanding(Judgement):
    """Where the members of one organisation and of everything below it stood, and the organisation itself where it is obliged."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="standings")
    parent = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", db_index=False)
    """The parent in the tree of the run, for drill-down."""
    status = models.CharField(max_length=16, choices=StatusChoice.choices, blank=True)
    population = models.IntegerField()
    met = models.IntegerField()
    on_pace = models.IntegerField()
    behind = models.IntegerField()
    unmet = models.IntegerField()
    below_general = models.IntegerField()
    exempt = models.IntegerField()
    delegated = models.IntegerField()
    not_assessable = models.IntegerField()
    share_part = models.BigIntegerField()
    share_whole = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["run", "organisation", "clause", "window_first"], name="standings_standing_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["run", "parent", "clause", "window_first"], name="standings_standing_children"),
        ]


class ReportedFigure(models.Model):
    """A figure that an office reports for a clause about what the ledger does not know; it counts once somebody else confirmed it.

    A count is a part of the whole 1, a share a part of its whole. Nothing is changed: what was wrong is withdrawn and reported anew.
    """

    number = models.CharField(max_length=16, unique=True, default=random_number, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="reported_figures")
    plan = models.CharField(max_length=20)
    clause = models.CharField(max_length=20)
    ask = models.CharField(max_length=40, blank=True)
    """Which figure of the clause, where it asks for several."""
    on = models.DateField()
    """The day up to which it counts."""
    part = models.BigIntegerField()
    whole = models.BigIntegerField(default=1)
    source = models.CharField(max_length=200)
    """The document that shows it."""
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="figures_entered")
    entered_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="figures_confirmed"
    )
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    """Why it was withdrawn."""

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(part__gte=0, whole__gt=0), name="standings_reportedfigure_is_a_figure"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "plan", "clause"], name="standings_reported_of_unit")]

    @property
    def figure(self) -> Fraction:
        """The figure, exact."""
        return Fraction(self.part, self.whole)
