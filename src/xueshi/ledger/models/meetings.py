"""Study meetings as a branch enters them: what was studied, when, who was there, and on which sheet they signed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xueshi.kernel.ids import random_number
from xueshi.organisations.models import Organisation
from xueshi.people.models import Person


class MeetingForm(models.TextChoices):
    """Forms of study that a unit enters by itself (QA24 answer 2)."""

    CENTRE_GROUP = "F2", _("centre-group study")
    BRANCH_STUDY = "F3", _("study at branch meetings and theme days")
    LECTURE = "F4", _("lecture or report meeting")
    ONLINE_TOGETHER = "F5", _("online training attended together")


class MeetingState(models.TextChoices):
    """How far an entered meeting has come."""

    WAITING = "waiting", _("to be confirmed")
    RETURNED = "returned", _("sent back")
    CONFIRMED = "confirmed", _("confirmed")
    REVERSED = "reversed", _("taken out of the ledger")
    WITHDRAWN = "withdrawn", _("taken back")


class Meeting(models.Model):
    """A study meeting; only the part in which was studied is stated (choice AM-03), by the clock of one day."""

    number = models.CharField(max_length=16, unique=True, default=random_number, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="meetings")
    form = models.CharField(max_length=3, choices=MeetingForm.choices, default=MeetingForm.BRANCH_STUDY)
    title = models.CharField(max_length=200)
    place = models.CharField(max_length=200, blank=True)
    day = models.DateField(db_index=True)
    starts = models.TimeField()
    ends = models.TimeField()
    credit = models.IntegerField()
    """Hundredths of a credit hour for everyone who was there."""
    task = models.PositiveSmallIntegerField(null=True)
    """The basic task (1 to 7) that was studied; None where it is not stated."""
    theory = models.BooleanField(default=False)
    """Whether the Party's innovative theory was studied."""
    sheet = models.CharField(max_length=64, blank=True)
    """SHA-256 of the picture of the sheet on which those there signed."""
    sheet_name = models.CharField(max_length=255, blank=True)
    state = models.CharField(max_length=12, choices=MeetingState.choices, default=MeetingState.WAITING)
    reason = models.CharField(max_length=200, blank=True)
    """Why it was sent back, taken back or taken out of the ledger."""
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="meetings_entered")
    entered_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="meetings_decided")
    decided_at = models.DateTimeField(null=True)
    people = models.ManyToManyField(Person, related_name="meetings")

    class Meta:
        ordering: ClassVar = ["-day", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(starts__lt=F("ends")), name="ledger_meeting_lasts"),
            models.CheckConstraint(condition=Q(credit__gt=0), name="ledger_meeting_credit"),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "organisation"], name="ledger_meeting_state")]

    def __str__(self) -> str:
        return self.title
