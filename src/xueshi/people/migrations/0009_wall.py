"""People behind the second wall of PostgreSQL."""

from __future__ import annotations

from django.db import migrations

from xueshi.organisations.rows import behind_the_wall, reader_role

STATES = (
    "identity",
    "nametoken",
    "membership",
    "affiliation",
    "office",
    "cadrestanding",
    "tag",
    "exemption",
    "substituteapproval",
    "floating",
    "presence",
    "transfer",
    "correction",
)


class Migration(migrations.Migration):
    dependencies = [("people", "0008_membership_stage")]

    operations = [
        reader_role(),
        behind_the_wall({"people_person": "id", **{f"people_{name}": "person_id" for name in STATES}}),
    ]
