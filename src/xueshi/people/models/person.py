"""A natural person, and apart from that the identity vault."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from xueshi.kernel.ids import random_number
from xueshi.organisations.models import Organisation


class Person(models.Model):
    """A natural person, known to every other room only by this row and its random number."""

    number = models.CharField(max_length=16, unique=True, default=random_number, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="people")
    """The organisation that answers now, derived from the affiliations; a gap is bridged by the last one."""

    def __str__(self) -> str:
        return self.number


class Gender(models.TextChoices):
    """Sex (性别) as the identity number says it."""

    UNKNOWN = "", _("unknown")
    MALE = "male", _("male")
    FEMALE = "female", _("female")


class Identity(models.Model):
    """The vault: who the number stands for. Read only through the vault's gate; every reading of an identity number is audited."""

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="identity")
    name = models.CharField(max_length=100, db_index=True)
    local_number = models.CharField(max_length=64, blank=True, db_index=True)
    """人员编号 of the office that sent the roster."""
    citizen_id = models.BinaryField(blank=True, default=b"")
    """Nonce and AES-256-GCM ciphertext, bound to the person's number; empty where not known."""
    key_id = models.CharField(max_length=16, blank=True)
    citizen_id_index = models.CharField(max_length=64, null=True, unique=True)
    """Keyed blind index of the identity number."""
    gender = models.CharField(max_length=6, choices=Gender.choices, blank=True)
    ethnicity = models.CharField(max_length=20, blank=True)
    born_on = models.DateField(null=True, blank=True)
    education = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name_plural = "identities"
