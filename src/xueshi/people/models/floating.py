"""Floating members: where they are, how far both ends have come, and what the host has seen of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xueshi.kernel.ids import random_number
from xueshi.organisations.models import Organisation
from xueshi.people.models.person import Person
from xueshi.people.models.states import PersonDated


class FloatingStage(models.TextChoices):
    """How far the two ends have come."""

    REGISTERED = "registered", _("registered, waits for the host")
    CONFIRMED = "confirmed", _("confirmed by the host")
    DECLINED = "declined", _("not known to the host")
    RETURNED = "returned", _("returned")


class Floating(PersonDated):
    """流动党员: away from the organisation that answers, which stays home; the host may be outside the system.

    Home is the affiliation, so a floating member is counted once, there. All rows of one stay share their number.
    """

    number = models.CharField(max_length=16, default=random_number, editable=False, db_index=True)
    host = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="floating_guests")
    host_text = models.CharField(max_length=200, blank=True)
    stage = models.CharField(max_length=12, choices=FloatingStage.choices, default=FloatingStage.REGISTERED)
    seen_on = models.DateField(null=True)
    """The latest day on which either end was in contact with the person."""

    class Meta(PersonDated.Meta):
        abstract = False
        indexes: ClassVar = [
            models.Index(fields=["host", "stage"], condition=Q(superseded_at=None), name="people_floating_guests")
        ]

    @property
    def stage_words(self) -> str:
        """How far the two ends have come; outside the system nobody confirms."""
        if self.host is None and self.stage == FloatingStage.REGISTERED:
            return gettext("registered")
        return str(self.get_stage_display())


class PresenceKind(models.TextChoices):
    """What the host records of a guest: that there was contact, or that the person took part; never what was said."""

    CONTACT = "contact", _("contact")
    MEETING = "meeting", _("meeting of the branch")
    LECTURE = "lecture", _("Party lecture")
    THEME_DAY = "theme_day", _("theme Party day")
    TRAINING = "training", _("collective study or training")


class Presence(models.Model):
    """One day on which one of the two ends was in contact with a floating member."""

    floating = models.CharField(max_length=16, db_index=True)
    """The number of the stay."""
    person = models.ForeignKey(Person, models.PROTECT, related_name="presences")
    kind = models.CharField(max_length=12, choices=PresenceKind.choices)
    day = models.DateField()
    by_host = models.BooleanField()
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["-day", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["floating", "kind", "day"], name="people_presence_once"),
        ]
