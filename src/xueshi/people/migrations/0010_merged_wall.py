"""Numbers that were merged, and the merges, behind the second wall of PostgreSQL."""

from __future__ import annotations

from django.db import migrations

from xueshi.organisations.rows import behind_the_wall, reader_role


class Migration(migrations.Migration):
    dependencies = [("people", "0009_wall")]

    operations = [reader_role(), behind_the_wall({"people_personmerge": "kept_id"})]
