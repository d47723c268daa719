"""The vault's row: what is stored, what opens it, and what finds it."""

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection

from tests.offices import CITIZEN_ID, branch, person
from xueshi.people.models import Identity
from xueshi.people.models.person import COLUMNS
from xueshi.people.vault.tokens import blind_index

pytestmark = pytest.mark.django_db

PHONE = "13812345678"


def someone(**facts):
    return person(branch(facts.pop("unit", "某支部")), **facts)


def again(one):
    return Identity.objects.select_related("person").get(person=one)


def test_what_is_kept_is_opened_again():
    one = again(someone(name="张某某", citizen_id=CITIZEN_ID, phone=PHONE))

    assert (one.name, one.opened("citizen_id"), one.opened("phone")) == ("张某某", CITIZEN_ID, PHONE)


def test_what_is_not_known_is_empty_and_found_by_nothing():
    one = again(someone())

    assert (one.opened("citizen_id"), one.opened("phone")) == ("", "")
    assert (one.citizen_id_index, one.phone_index) == (None, None)


def test_an_identity_is_found_by_its_indexes():
    one = someone(citizen_id=CITIZEN_ID, phone=PHONE)

    assert Identity.objects.get(citizen_id_index=blind_index("citizen_id", CITIZEN_ID)).person == one
    assert Identity.objects.get(phone_index=blind_index("phone", PHONE)).person == one


def test_no_column_holds_a_name_an_identity_number_or_a_phone_in_clear():
    one = someone(name="张某某", citizen_id=CITIZEN_ID, phone=PHONE)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_identity WHERE person_id = %s", [one.pk])
        stored = b"".join(
            bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode() for cell in cursor.fetchone()
        )

    assert CITIZEN_ID[:17].encode() not in stored
    assert PHONE.encode() not in stored
    assert "张".encode() not in stored


@pytest.mark.parametrize("field", list(COLUMNS))
def test_what_is_sealed_for_one_person_opens_for_no_other(field):
    one = again(someone(name="张", citizen_id=CITIZEN_ID, phone=PHONE))
    two = again(someone(name="李", citizen_id="110105194912310021", phone="13912345678", unit="另一支部"))

    setattr(two, COLUMNS[field], getattr(one, COLUMNS[field]))
    with pytest.raises(InvalidTag):
        two.opened(field)
    two.person_key = one.person_key
    with pytest.raises(InvalidTag):
        two.opened(field)


def test_what_is_sealed_into_one_column_opens_in_no_other():
    one = again(someone(citizen_id=CITIZEN_ID))

    one.phone = one.citizen_id

    with pytest.raises(InvalidTag):
        one.opened("phone")


def test_two_people_of_one_name_share_only_the_token_of_the_name():
    one, two = again(someone(name="张某")), again(someone(name="张某", unit="另一支部"))

    assert one.name_index == two.name_index
    assert bytes(one.sealed_name) != bytes(two.sealed_name)
    assert bytes(one.person_key) != bytes(two.person_key)


def test_a_new_value_takes_the_place_of_the_old_one_under_the_same_key():
    one = again(someone(name="张某", phone=PHONE))
    key = bytes(one.person_key)

    one.keep(name="张大某", phone="")
    one.save()

    assert (again(one.person).name, again(one.person).phone_index) == ("张大某", None)
    assert bytes(again(one.person).person_key) == key
