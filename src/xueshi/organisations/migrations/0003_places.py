"""Derive the places of organisations that are there already, and make them findable by their names."""

from typing import Any

from django.db import migrations

from xueshi.organisations.placing import REBUILD
from xueshi.organisations.search import POSTGRESQL, SQLITE, names_indexed
from xueshi.organisations.sectors import sector_of
from xueshi.organisations.triggers import per_engine


def fill(apps: Any, _editor: Any) -> None:
    """Index the names and read the sectors of all organisations."""
    organisations = apps.get_model("organisations", "Organisation").objects
    names_indexed(organisations.values_list("pk", "name").iterator())
    for field in organisations.exclude(field="").order_by().values_list("field", flat=True).distinct():
        organisations.filter(field=field).update(sector=sector_of(field))


class Migration(migrations.Migration):
    dependencies = [("organisations", "0002_over_time")]

    operations = [
        per_engine(sqlite=(REBUILD, *SQLITE), postgresql=(REBUILD, *POSTGRESQL)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
