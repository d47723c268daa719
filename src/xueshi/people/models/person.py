"""A natural person, and apart from that the identity vault."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar, Literal, cast

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xueshi.kernel.errors import XueshiError
from xueshi.kernel.ids import random_number
from xueshi.organisations.models import Organisation
from xueshi.people.vault import keyring, sealing
from xueshi.people.vault.ciphers import Key
from xueshi.people.vault.names import whole
from xueshi.people.vault.tokens import blind_index
from xueshi.people.vault_problems import ERASED


class Person(models.Model):
    """A natural person, known to every other room only by this row and its random number."""

    organisations_derived: ClassVar = True
    """Its organisations follow from dated rows."""

    number = models.CharField(max_length=16, unique=True, default=random_number, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="people")
    """The organisation that answers now, derived from the affiliations; a gap is bridged by the last one."""
    counted_in = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", db_index=False, editable=False
    )
    """Where the person is counted now: the organisation of the affiliation without an end; kept by ``headcounts``."""
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="aliases", editable=False)
    """The person whom this number means as well, after two records of one person were merged."""

    def __str__(self) -> str:
        return self.number


class Gender(models.TextChoices):
    """Sex (性别) as the identity number says it."""

    UNKNOWN = "", _("unknown")
    MALE = "male", _("male")
    FEMALE = "female", _("female")


SealedField = Literal["name", "citizen_id", "phone"]


class Identity(models.Model):
    """The vault: who the number stands for. Read only through the vault's gate; every reading of an identity number is audited.

    Name, identity number and phone are sealed with the person's own key. Erasing the person destroys that key.
    """

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="identity")
    master_key = models.PositiveIntegerField(null=True, db_index=True)
    """The number of the master key that wraps the person's key."""
    person_key = models.BinaryField(blank=True, default=b"")
    """The person's key, wrapped; empty once the person is erased."""
    sealed_name = models.BinaryField(blank=True, default=b"")
    name_index = models.BigIntegerField(null=True, db_index=True)
    """Keyed token that equal names have in common."""
    local_number = models.CharField(max_length=64, blank=True, db_index=True)
    """人员编号 of the office that sent the roster; empty where it gave none."""
    citizen_id = models.BinaryField(blank=True, default=b"")
    """The sealed identity number; empty where not known."""
    citizen_id_index = models.CharField(max_length=64, null=True, unique=True)
    """Keyed blind index of the identity number."""
    phone = models.BinaryField(blank=True, default=b"")
    """The sealed phone number; empty where not known."""
    phone_index = models.CharField(max_length=64, null=True, db_index=True)
    """Keyed blind index of the phone number, which several people may share."""
    gender = models.CharField(max_length=6, choices=Gender.choices, blank=True)
    ethnicity = models.CharField(max_length=20, blank=True)
    born_on = models.DateField(null=True, blank=True)
    education = models.CharField(max_length=40, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "identities"

    @cached_property
    def name(self) -> str:
        """The name, opened for this once; an erased person has none but the number."""
        if self.erased_at is not None:
            return gettext("Erased identity %(number)s") % {"number": self.person.number}
        return self.opened("name")

    def opened(self, field: SealedField) -> str:
        """A sealed field in clear, empty where not known; raises ``cryptography.exceptions.InvalidTag`` when it was tampered with."""
        token: bytes = getattr(self, COLUMNS[field])
        return sealing.opened(self.key, f"people_identity.{field}", self.person.number, token) if token else ""

    @cached_property
    def key(self) -> Key:
        """The person's key; raises ``cryptography.exceptions.InvalidTag`` once it is destroyed."""
        return sealing.unwrapped(self.person_key, self.person.number)

    def keep(self, **values: str) -> None:
        """Seal name, identity number or phone into this row, which is about to be saved, with what they are found by.

        Raises VAULT-001.
        """
        if self.erased_at is not None:
            raise XueshiError(ERASED)
        if not self.person_key:
            self.key, self.person_key = sealing.key_made(self.person.number)
            self.master_key = keyring.wrapped_by(self.person_key)
        for field, text in values.items():
            token = sealing.sealed(self.key, f"people_identity.{field}", self.person.number, text)
            setattr(self, COLUMNS[cast(SealedField, field)], token)
        if "name" in values:
            self.name_index, self.name = whole(values["name"]), values["name"]
        for field in ("citizen_id", "phone"):
            if field in values:
                setattr(self, f"{field}_index", blind_index(field, values[field]) if values[field] else None)


COLUMNS: dict[SealedField, str] = {"name": "sealed_name", "citizen_id": "citizen_id", "phone": "phone"}
"""The column that keeps each sealed field."""


class NameToken(models.Model):
    """One keyed token of a part of a person's name; the tokens go with the name."""

    token = models.BigIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="name_tokens")

    class Meta:
        indexes = (models.Index(fields=("token", "person"), name="people_nametoken_found_by"),)
