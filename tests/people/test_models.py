"""The identity vault: what is stored, what opens it, and what finds it."""

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection

from tests.offices import CITIZEN_ID, branch, person
from xueshi.people.models import Identity
from xueshi.people.vault import blind_index, seal, unseal


def test_a_sealed_number_opens_for_its_person_only():
    sealed = seal(CITIZEN_ID, "p1")

    assert unseal(sealed.key_id, sealed.token, "p1") == CITIZEN_ID
    with pytest.raises(InvalidTag):
        unseal(sealed.key_id, sealed.token, "p2")


@pytest.mark.parametrize("place", [0, 12, -1])
def test_an_altered_token_does_not_open(place):
    sealed = seal(CITIZEN_ID, "p1")
    token = bytearray(sealed.token)
    token[place] ^= 1

    with pytest.raises(InvalidTag):
        unseal(sealed.key_id, bytes(token), "p1")


def test_one_number_is_never_sealed_the_same_twice():
    assert seal(CITIZEN_ID, "p1").token != seal(CITIZEN_ID, "p1").token


def test_the_index_of_a_number_is_the_same_whatever_the_case_of_its_last_letter():
    assert blind_index("11010519491231002x") == blind_index(CITIZEN_ID)
    assert blind_index("110105194912310021") != blind_index(CITIZEN_ID)


def test_the_key_decides_the_index(settings):
    before = blind_index(CITIZEN_ID)

    settings.XUESHI_VAULT_INDEX_KEY = "00" * 32

    assert blind_index(CITIZEN_ID) != before


@pytest.mark.django_db
def test_no_table_holds_an_identity_number_in_clear():
    one = person(branch(), citizen_id=CITIZEN_ID)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_identity WHERE person_id = %s", [one.pk])
        stored = b"".join(
            bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode() for cell in cursor.fetchone()
        )

    assert CITIZEN_ID[:17].encode() not in stored
    assert Identity.objects.get(citizen_id_index=blind_index(CITIZEN_ID)).person == one
