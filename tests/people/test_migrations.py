"""Upgrading: what the first tables kept in clear is sealed, and nothing is lost."""

import os
import subprocess
import sys

import pytest
from django.db import connection

UPGRADE = """
import django; django.setup()
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.management import call_command
from django.db import connection
call_command("migrate", "people", "0001", verbosity=0)
call_command("migrate", "organisations", verbosity=0)
number, citizen_id = "a" * 16, "11010519491231002X"
shared = AESGCM(bytes.fromhex(settings.XUESHI_VAULT_KEYS.read()[1]))
sealed = bytes(12) + shared.encrypt(bytes(12), citizen_id.encode(), f"people_identity.citizen_id:{number}".encode())
with connection.cursor() as cursor:
    cursor.execute("INSERT INTO people_person (id, number) VALUES (1, %s), (2, %s)", [number, "b" * 16])
    row = "INSERT INTO people_identity (person_id, name, local_number, citizen_id, key_id, citizen_id_index, gender, ethnicity, education)"
    cursor.execute(f"{row} VALUES (1, %s, 'A1', %s, 'v1', 'x', '', '', '')", ["欧阳明", sealed])
    cursor.execute(f"{row} VALUES (2, %s, 'A2', %s, '', NULL, '', '', '')", ["李某", b""])
call_command("migrate", verbosity=0)
from xueshi.people.models import Identity, NameToken, Person
from xueshi.people.search import named
from xueshi.people.vault.tokens import blind_index
for one in Identity.objects.select_related("person").order_by("pk"):
    print(one.name, one.opened("citizen_id"), one.local_number, one.master_key)
print(Identity.objects.get(citizen_id_index=blind_index("citizen_id", citizen_id)).pk)
print([person.pk for person in Person.objects.filter(named("oym"))])
print("欧阳".encode() in connection.connection.serialize())
"""


@pytest.mark.nightly
def test_names_and_numbers_of_the_first_tables_are_sealed(tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("made on SQLite")
    environment = {**os.environ, "XUESHI_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "xueshi.site.settings"}

    done = subprocess.run([sys.executable, "-c", UPGRADE], env=environment, capture_output=True, text=True, check=False)

    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "欧阳明 11010519491231002X A1 1",
        "李某  A2 1",
        "1",
        "[1]",
        "False",
    ]
