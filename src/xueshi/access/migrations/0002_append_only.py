from django.db import migrations

from xueshi.organisations.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]

    operations = [append_only("access_auditrecord")]
