"""Erasing: the key is destroyed, nothing opens any more, and the number with its entries stays."""

import os
import subprocess
import sys

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection

from tests.offices import CITIZEN_ID, INSTALLER, account, county, officer, person
from tests.people.dumps import dump
from xueshi.access.models import Account, AuditRecord
from xueshi.kernel.actors import NotAllowedError
from xueshi.kernel.errors import XueshiError
from xueshi.people.gates import visible_people
from xueshi.people.identities import identity_erase
from xueshi.people.models import Affiliation, Identity, NameToken
from xueshi.people.search import people_search
from xueshi.people.vault import sealing

pytestmark = pytest.mark.django_db

PHONE = "13812345678"
NAME = "欧阳小明"
SECRETS = [text.encode() for text in (NAME, NAME[:2], CITIZEN_ID, CITIZEN_ID[:17], PHONE)]


@pytest.fixture
def units():
    return county()


@pytest.fixture
def one(units):
    return person(units["first"], NAME, citizen_id=CITIZEN_ID, phone=PHONE, local_number="A1")


def again(one):
    return Identity.objects.select_related("person").get(person=one)


def test_a_dump_holds_nothing_in_clear(one):
    found = dump(connection)

    assert one.number.encode() in found
    assert [text for text in SECRETS if text in found] == []


def test_an_erased_person_keeps_the_number_and_the_states(one, units):
    identity_erase(one, reason="本人申请", by=INSTALLER)

    assert again(one).name == f"已注销身份 {one.number}"
    assert Affiliation.objects.filter(person=one).count() == 1
    assert list(visible_people(officer(units["top"]))) == [one]


def test_nothing_of_an_erased_person_is_found_or_opened(one, units):
    sealed = bytes(again(one).sealed_name)

    identity_erase(one, reason="本人申请", by=INSTALLER)

    by = officer(units["top"])
    assert [list(people_search(by, text)) for text in (NAME, "小明", "ouyang", "oyxm", "A1")] == [[], [], [], [], []]
    assert not NameToken.objects.filter(person=one).exists()
    with pytest.raises(InvalidTag):
        sealing.unwrapped(again(one).person_key, one.number)
    assert sealed not in dump(connection)


def test_what_was_sealed_before_opens_with_none_of_the_keys_left(one):
    old = again(one)
    token = bytes(old.sealed_name)
    person(one.organisation, "另一人")

    identity_erase(one, reason="本人申请", by=INSTALLER)

    for left in Identity.objects.select_related("person").exclude(erased_at=None, person_key=b""):
        if left.person_key:
            with pytest.raises(InvalidTag):
                sealing.opened(left.key, "people_identity.name", one.number, token)


def test_no_page_of_the_database_remembers_an_erased_person(one):
    if connection.vendor != "sqlite":
        pytest.skip("reads the pages of SQLite")
    identity = again(one)
    tokens = [bytes(identity.sealed_name), bytes(identity.citizen_id), bytes(identity.person_key)]
    assert all(token in connection.connection.serialize() for token in tokens)

    identity_erase(one, reason="本人申请", by=INSTALLER)

    pages = connection.connection.serialize()
    assert [token for token in tokens if token in pages] == []


def test_the_account_of_an_erased_person_is_closed_and_has_no_name(one):
    made = account("ouyang")
    made.person, made.display_name = one, NAME
    made.save()

    identity_erase(one, reason="本人申请", by=INSTALLER)

    closed = Account.objects.get(pk=made.pk)
    assert (closed.username, closed.display_name, closed.is_active) == (f"erased-{made.number}", "", False)
    assert not closed.has_usable_password()


def test_erasing_is_written_down_without_a_name(one):
    identity_erase(one, reason="本人申请", by=INSTALLER)

    record = AuditRecord.objects.latest("pk")
    assert (record.verb, record.thing) == ("identity.erased", one.number)
    assert NAME not in str(record.__dict__)


def test_who_changes_people_does_not_erase_them(one, units):
    with pytest.raises(NotAllowedError):
        identity_erase(one, reason="本人申请", by=officer(units["top"]))

    assert again(one).name == NAME


def test_a_reason_is_asked_for(one):
    with pytest.raises(XueshiError) as refused:
        identity_erase(one, reason="  ", by=INSTALLER)

    assert refused.value.code == "VAULT-002"
    assert again(one).name == NAME


def test_nobody_is_erased_twice_and_an_erased_identity_takes_nothing(one):
    identity_erase(one, reason="本人申请", by=INSTALLER)

    with pytest.raises(XueshiError) as twice:
        identity_erase(one, reason="本人申请", by=INSTALLER)
    with pytest.raises(XueshiError) as kept:
        again(one).keep(name=NAME)

    assert (twice.value.code, kept.value.code) == ("VAULT-001", "VAULT-001")


def test_an_erased_number_is_free_for_a_new_person(one, units):
    identity_erase(one, reason="本人申请", by=INSTALLER)

    two = person(units["second"], NAME, citizen_id=CITIZEN_ID)

    assert again(two).name == NAME
    assert again(one).erased_at is not None


ERASE_IN_A_FILE = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.offices import INSTALLER, branch, person
from xueshi.people.identities import identity_erase
from xueshi.people.models import Identity
one = person(branch(), "欧阳小明", citizen_id="11010519491231002X", phone="13812345678")
kept = Identity.objects.get(person=one)
print(bytes(kept.sealed_name).hex(), bytes(kept.person_key).hex(), bytes(kept.citizen_id).hex())
identity_erase(one, reason="x", by=INSTALLER)
import os
from django.conf import settings
for name in ("xueshi.sqlite3", "xueshi.sqlite3-wal"):
    path = settings.XUESHI_DATA / name
    found = path.read_bytes() if path.exists() else b""
    print(name, sum(bytes(token) in found for token in (kept.sealed_name, kept.person_key, kept.citizen_id)))
"""


def test_neither_the_file_nor_its_log_remembers_an_erased_person(tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("reads the files of SQLite")
    environment = {**os.environ, "XUESHI_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "xueshi.site.settings"}
    code = f"import django; django.setup()\n{ERASE_IN_A_FILE}"

    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)

    assert done.stderr == ""
    assert done.stdout.splitlines()[1:] == ["xueshi.sqlite3 0", "xueshi.sqlite3-wal 0"]
