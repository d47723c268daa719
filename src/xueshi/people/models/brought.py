"""Which import last spoke of a person, so that what somebody recorded by hand since then can be told apart."""

from __future__ import annotations

from django.db import models

from xueshi.people.models.person import Person


class Brought(models.Model):
    """The last roster that named a person; states recorded or withdrawn later were recorded by hand."""

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="brought")
    at = models.DateTimeField()
    batch = models.CharField(max_length=16)
    held = models.JSONField(default=dict)
    """Kinds of state that were protected then, each with the time of the import before; empty where there was none."""
