"""What signing in rests on: the passwords an account has had, and links that work once."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from xueshi.access.models.account import Account


class PasswordRecord(models.Model):
    """A password that an account has had, as a hash; the newest one is in force."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="passwords")
    hash = models.CharField(max_length=128)
    set_at = models.DateTimeField(default=timezone.now)
    temporary_until = models.DateTimeField(null=True)
    """Set where somebody else chose it: it must be changed at the first sign-in, and opens nothing after this time."""


class OneTimeLink(models.Model):
    """A link that lets its holder choose the account's password, once and soon."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    """SHA-256 of the secret part; the secret itself is kept nowhere."""
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.BigIntegerField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
