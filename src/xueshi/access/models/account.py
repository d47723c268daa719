"""Accounts and their dated appointments."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xueshi.kernel.ids import random_number
from xueshi.kernel.windows import FOREVER
from xueshi.organisations.dated import Dated
from xueshi.organisations.models import Organisation
from xueshi.people.models import Office, Person


class RoleChoice(models.TextChoices):
    """The words for :class:`xueshi.kernel.actors.Role`."""

    MEMBER = "member", _("member")
    BRANCH_RECORDER = "branch_recorder", _("branch recorder")
    BRANCH_SECRETARY = "branch_secretary", _("branch secretary")
    COMMITTEE_OFFICER = "committee_officer", _("grass-roots committee officer")
    DEPARTMENT_OFFICER = "department_officer", _("organisation department officer")
    REGISTRAR = "registrar", _("registrar of an institution")
    TEACHER = "teacher", _("teacher")
    COURSE_MANAGER = "course_manager", _("course manager")
    PLATFORM = "platform", _("platform service account")
    INSPECTOR = "inspector", _("inspector")
    RULE_EDITOR = "rule_editor", _("rule editor")
    SYSTEM_ADMINISTRATOR = "system_administrator", _("system administrator")
    SECURITY_ADMINISTRATOR = "security_administrator", _("security administrator")
    AUDIT_ADMINISTRATOR = "audit_administrator", _("audit administrator")


SCOPED = (
    "branch_recorder",
    "branch_secretary",
    "committee_officer",
    "department_officer",
    "registrar",
    "course_manager",
    "inspector",
)
"""Roles that are nothing without an organisation."""
ADMINISTRATORS = ("system_administrator", "security_administrator", "audit_administrator")
"""Roles that lie in three different persons, and over the whole system."""
OFFICED = ("branch_recorder", "branch_secretary")
"""Roles that come from a Party office of the account's person, and end with it."""


class Account(AbstractBaseUser):
    """A sign-in; what it may do comes from its appointments only."""

    number = models.CharField(max_length=16, unique=True, default=random_number, editable=False)
    username = models.CharField(max_length=64, unique=True)
    display_name = models.CharField(max_length=100, blank=True)
    is_active = models.BooleanField(default=True)
    is_service = models.BooleanField(default=False)
    """Another system's account: it belongs to nobody and nobody signs in with it."""
    person = models.OneToOneField(Person, models.PROTECT, null=True, blank=True, related_name="account")
    created_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[Any] = BaseUserManager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(is_service=False) | models.Q(person=None), name="access_account_service_is_nobody"
            ),
        ]

    def __str__(self) -> str:
        return self.display_name or self.username


class Appointment(Dated):
    """A role of an account within an organisation and everything below it, for as long as it holds."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=24, choices=RoleChoice.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="appointments")
    """None for the roles that are not bound to an organisation."""
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="appointments")
    """The Party office that the role comes from; the role is held only while the person holds that office."""
    reason = models.CharField(max_length=200, blank=True)

    class Meta(Dated.Meta):
        abstract = False
        constraints: ClassVar = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(role__in=SCOPED) | models.Q(organisation__isnull=False),
                name="access_appointment_scoped",
            ),
            models.CheckConstraint(
                condition=~models.Q(role__in=ADMINISTRATORS) | models.Q(organisation=None),
                name="access_appointment_administrators_everywhere",
            ),
            models.CheckConstraint(
                condition=~models.Q(role="inspector") | models.Q(valid_to__lt=FOREVER),
                name="access_appointment_mandate_ends",
            ),
        ]
