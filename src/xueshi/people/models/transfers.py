"""Transfers of affiliation (组织关系接转): one letter, and every step that it took."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xueshi.kernel.ids import random_number
from xueshi.organisations.models import Organisation
from xueshi.people.models.person import Person


class TransferState(models.TextChoices):
    """Where a transfer stands; which step leads where, ``people.transfers.STEPS`` says."""

    ISSUED = "issued", _("letter issued, waits for acceptance")
    ACCEPTED = "accepted", _("accepted, waits for the receipt")
    CONFIRMED = "confirmed", _("receipt confirmed")
    REFUSED = "refused", _("refused")
    EXPIRED = "expired", _("letter expired")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Transfer(models.Model):
    """A letter of introduction (介绍信): who moves from where to where, and until when the letter is good."""

    number = models.CharField(max_length=16, unique=True, default=random_number, editable=False)
    letter = models.CharField(max_length=40)
    """The number that the letter carries on paper."""
    person = models.ForeignKey(Person, models.PROTECT, related_name="transfers")
    source = models.ForeignKey(Organisation, models.PROTECT, related_name="transfers_out")
    target = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="transfers_in")
    target_text = models.CharField(max_length=200, blank=True)
    """The organisation outside the system that the letter is addressed to."""
    issued_on = models.DateField()
    last_day = models.DateField()
    """The last day on which the letter can be accepted."""
    dues_until = models.DateField(null=True)
    """党费缴纳至年月, as the first of that month."""
    state = models.CharField(max_length=12, choices=TransferState.choices, default=TransferState.ISSUED)
    accepted_on = models.DateField(null=True)
    """The day from which the new organisation answers."""

    class Meta:
        ordering: ClassVar = ["-issued_on", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["source", "state"], name="people_transfer_out"),
            models.Index(fields=["target", "state"], name="people_transfer_in"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], condition=Q(state="issued"), name="people_transfer_one_open"),
            models.CheckConstraint(
                condition=(Q(target=None) & ~Q(target_text="")) | (Q(target__isnull=False) & Q(target_text="")),
                name="people_transfer_goes_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=models.F("issued_on")), name="people_transfer_good_for_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.letter

    @property
    def destination(self) -> str:
        """Where the letter leads."""
        return self.target.full_name if self.target else self.target_text

    def state_on(self, day: date) -> TransferState:
        """Where the transfer stands on a day: a letter past its last day has expired."""
        if self.state == TransferState.ISSUED and day > self.last_day:
            return TransferState.EXPIRED
        return TransferState(self.state)


class TransferStep(models.Model):
    """One step of a transfer, written once."""

    transfer = models.ForeignKey(Transfer, models.PROTECT, related_name="steps")
    state = models.CharField(max_length=12, choices=TransferState.choices)
    on = models.DateField()
    reason = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["pk"]
