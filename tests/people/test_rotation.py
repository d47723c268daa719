"""Rotation: another master key wraps everybody's key, everything stays readable, and a broken-off one carries on."""

import pytest
from cryptography.exceptions import InvalidTag

from tests.offices import CITIZEN_ID, INSTALLER, branch, officer, person
from xueshi.access.models import AuditRecord
from xueshi.intake.models import Job
from xueshi.kernel.actors import NotAllowedError
from xueshi.kernel.errors import XueshiError
from xueshi.people import rotation
from xueshi.people.identities import identity_erase
from xueshi.people.models import Identity
from xueshi.people.rotation import master_key_drop, master_keys, rotation_begin, vault_rotate
from xueshi.people.vault import keyring
from xueshi.site.keys import NumberedKeys

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    settings.XUESHI_VAULT_KEYS = NumberedKeys(tmp_path, "vault-v")


def staff(count):
    unit = branch()
    return [person(unit, f"甲{'一二三四五六七八九'[at]}", phone=f"1380000000{at}") for at in range(count)]


def identities():
    return list(Identity.objects.select_related("person").order_by("pk"))


def rotated(progress=lambda percent, message: None):
    return vault_rotate(Job(), progress, INSTALLER)


def kept():
    return [(key.number, key.is_current, key.people) for key in master_keys(by=INSTALLER)]


def test_a_new_key_is_in_use_at_once_and_the_old_one_still_opens():
    staff(1)

    assert rotation_begin(by=INSTALLER) == 2
    person(branch("另一支部"), "乙")

    assert kept() == [(2, True, 1), (1, False, 1)]
    assert [one.name for one in identities()] == ["甲一", "乙"]


def test_rotation_wraps_every_key_anew_and_leaves_what_was_sealed():
    staff(3)
    before = [(bytes(one.person_key), one.name_index, one.phone_index) for one in identities()]
    rotation_begin(by=INSTALLER)

    assert rotated() == {"people": 3, "key": 2}

    after = identities()
    assert kept() == [(2, True, 3), (1, False, 0)]
    assert [(one.name, one.opened("phone")) for one in after] == [
        ("甲一", "13800000000"),
        ("甲二", "13800000001"),
        ("甲三", "13800000002"),
    ]
    assert all(bytes(one.person_key) != old[0] for one, old in zip(after, before, strict=True))
    assert [(one.name_index, one.phone_index) for one in after] == [old[1:] for old in before]


def test_done_twice_it_does_nothing_more():
    staff(2)
    rotation_begin(by=INSTALLER)
    rotated()

    assert rotated() == {"people": 0, "key": 2}


def test_a_rotation_that_was_killed_carries_on(monkeypatch):
    staff(5)
    monkeypatch.setattr(rotation, "AT_ONCE", 2)
    rotation_begin(by=INSTALLER)

    def killed(percent, message):
        if percent >= 40:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotated(killed)

    assert kept() == [(2, True, 2), (1, False, 3)]
    assert [one.name for one in identities()] == ["甲一", "甲二", "甲三", "甲四", "甲五"]
    assert rotation_begin(by=INSTALLER) == 2
    assert rotated() == {"people": 3, "key": 2}
    assert kept() == [(2, True, 5), (1, False, 0)]


def test_an_old_copy_of_an_erased_person_is_lost_with_the_old_master_key():
    (one,) = staff(1)
    copy = Identity.objects.select_related("person").get(person=one)
    identity_erase(one, reason="本人申请", by=INSTALLER)
    rotation_begin(by=INSTALLER)
    rotated()
    assert copy.opened("name") == "甲一"

    master_key_drop(1, by=INSTALLER)

    del copy.key
    with pytest.raises(InvalidTag):
        copy.opened("name")


def test_another_cipher_seals_what_is_rotated(settings):
    staff(2)
    settings.XUESHI_VAULT_CIPHER = "SM4-GCM"

    assert rotated() == {"people": 2, "key": 1}

    found = identities()
    assert {bytes(token)[0] for one in found for token in (one.person_key, one.sealed_name, one.phone)} == {2}
    assert [one.name for one in found] == ["甲一", "甲二"]


def test_a_key_that_is_needed_is_not_destroyed():
    staff(1)
    rotation_begin(by=INSTALLER)

    with pytest.raises(XueshiError) as needed:
        master_key_drop(1, by=INSTALLER)
    with pytest.raises(XueshiError) as current:
        master_key_drop(2, by=INSTALLER)
    with pytest.raises(XueshiError) as unknown:
        master_key_drop(3, by=INSTALLER)

    assert [error.value.code for error in (needed, current, unknown)] == ["VAULT-003", "VAULT-003", "VAULT-004"]
    assert sorted(keyring.master_keys().read()) == [1, 2]


def test_only_who_keeps_the_keys_touches_them():
    by = officer(branch())

    for act in (lambda: master_keys(by=by), lambda: rotation_begin(by=by), lambda: master_key_drop(1, by=by)):
        with pytest.raises(NotAllowedError):
            act()
    with pytest.raises(NotAllowedError):
        vault_rotate(Job(), lambda percent, message: None, by)

    assert sorted(keyring.master_keys().read()) == [1]


def test_each_step_is_written_down():
    person(branch(), "甲", citizen_id=CITIZEN_ID)
    rotation_begin(by=INSTALLER)
    rotated()
    master_key_drop(1, by=INSTALLER)

    verbs = AuditRecord.objects.filter(kind="vault").order_by("pk").values_list("verb", "thing")

    assert list(verbs) == [("vault.key_added", "2"), ("vault.rotated", "2"), ("vault.key_dropped", "1")]
