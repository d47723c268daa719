"""Seal what the first tables kept in clear, or sealed with a key that all people shared."""

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import migrations

from xueshi.people.vault import keyring, sealing
from xueshi.people.vault.names import tokens_of, whole
from xueshi.people.vault.tokens import blind_index

NONCE = 12


def seal(apps, _editor):
    rows = apps.get_model("people", "Identity").objects.select_related("person").order_by("pk")
    tokens = apps.get_model("people", "NameToken").objects
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), 500):
        part = list(rows.filter(pk__in=keys[start : start + 500]))
        for row in part:
            _seal_row(row)
        rows.model.objects.bulk_update(part, COLUMNS, batch_size=100)
        found = ((token, row.pk) for row in part for token in sorted(tokens_of(row.name)))
        tokens.bulk_create([tokens.model(token=token, person_id=pk) for token, pk in found], batch_size=1000)


COLUMNS = ("master_key", "person_key", "sealed_name", "name_index", "citizen_id", "citizen_id_index")


def _seal_row(row):
    number = row.person.number
    key, row.person_key = sealing.key_made(number)
    row.master_key = keyring.wrapped_by(row.person_key)
    row.sealed_name = sealing.sealed(key, "people_identity.name", number, row.name)
    row.name_index = whole(row.name)
    if row.key_id:
        shared = AESGCM(keyring.master(int(row.key_id.removeprefix("v"))).secret)
        box = bytes(row.citizen_id)
        text = shared.decrypt(box[:NONCE], box[NONCE:], f"people_identity.citizen_id:{number}".encode()).decode()
        row.citizen_id = sealing.sealed(key, "people_identity.citizen_id", number, text)
        row.citizen_id_index = blind_index("citizen_id", text)


class Migration(migrations.Migration):
    dependencies = [("people", "0002_vault")]

    operations = [
        migrations.RunPython(seal),
        migrations.RemoveField("identity", "name"),
        migrations.RemoveField("identity", "key_id"),
    ]
