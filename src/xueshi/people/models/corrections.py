"""What a member asks to have put right, and what became of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xueshi.kernel.ids import random_number
from xueshi.people.models.person import Person


class CorrectionState(models.TextChoices):
    """Where a request stands."""

    OPEN = "open", _("open")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Subject(models.TextChoices):
    """The kind of state that is said to be wrong."""

    MEMBERSHIP = "membership", _("membership")
    AFFILIATION = "affiliation", _("affiliation")
    OFFICE = "office", _("office")
    CADRE = "cadre", _("cadre")
    TAG = "tag", _("mark")
    EXEMPTION = "exemption", _("no hard requirement")
    SUBSTITUTE = "substitute", _("online substitute approved")
    FLOATING = "floating", _("floating member")

    @property
    def is_lasting(self) -> bool:
        """Whether one state follows the other without a gap: none of them is ended or taken back by itself."""
        return self in (Subject.MEMBERSHIP, Subject.AFFILIATION)


class Correction(models.Model):
    """A member's request: which recorded state is wrong, what is right, and why; the unit decides by the due day."""

    number = models.CharField(max_length=16, unique=True, default=random_number, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="corrections")
    subject = models.CharField(max_length=16, choices=Subject.choices)
    row = models.BigIntegerField()
    """The recorded state that is said to be wrong."""
    never = models.BooleanField(default=False)
    """The state never was."""
    first = models.DateField(null=True)
    """The right first day, where another one is recorded."""
    until = models.DateField(null=True)
    """The right first day on which it no longer held."""
    admitted_on = models.DateField(null=True)
    full_on = models.DateField(null=True)
    reason = models.CharField(max_length=400)
    asked_on = models.DateField()
    due_on = models.DateField(db_index=True)
    state = models.CharField(max_length=12, choices=CorrectionState.choices, default=CorrectionState.OPEN)
    answer = models.CharField(max_length=400, blank=True)
    decided_on = models.DateField(null=True)
    decided_by = models.BigIntegerField(null=True)
    """The number of the account that decided."""
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "subject", "row"],
                condition=models.Q(state="open"),
                name="people_correction_one_open",
            ),
        ]

    @property
    def subject_kind(self) -> Subject:
        """The kind of state that the request is about."""
        return Subject(self.subject)
