"""What was determined about people behind the second wall of PostgreSQL."""

from __future__ import annotations

from django.db import migrations

from xueshi.organisations.rows import behind_the_wall


class Migration(migrations.Migration):
    dependencies = [("standings", "0001_initial"), ("people", "0009_wall")]

    operations = [behind_the_wall({"standings_determination": "person_id"})]
