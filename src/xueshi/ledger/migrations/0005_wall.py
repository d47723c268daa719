"""The ledger behind the second wall of PostgreSQL."""

from __future__ import annotations

from django.db import migrations

from xueshi.organisations.rows import behind_the_wall


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_meetings"), ("people", "0009_wall")]

    operations = [behind_the_wall({"ledger_participation": "person_id", "ledger_posting": "person_id"})]
