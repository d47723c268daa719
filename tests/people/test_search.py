"""Finding people by parts of the name, pinyin, the office's number and the unit, always within the scope."""

import pytest

from tests.offices import CITIZEN_ID, INSTALLER, county, member, officer, person, secretary
from xueshi.kernel.actors import NotAllowedError
from xueshi.people.identities import tokens_kept
from xueshi.people.lookup import people_by_number
from xueshi.people.models import Identity, NameToken
from xueshi.people.search import people_search

pytestmark = pytest.mark.django_db


@pytest.fixture
def units():
    return county()


@pytest.fixture
def people(units):
    return {
        "ming": person(units["first"], "王小明", local_number="A100"),
        "li": person(units["second"], "王丽", local_number="A101"),
        "shan": person(units["third"], "单小明", local_number="B100"),
    }


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("王", {"ming", "li"}),
        ("小明", {"ming", "shan"}),
        ("wang", {"ming", "li"}),
        ("wxm", {"ming"}),
        ("shanxiaoming", {"shan"}),
        ("sxm", {"shan"}),
        ("A10", {"ming", "li"}),
        ("B100", {"shan"}),
        ("王 第一支部", {"ming"}),
        ("小明 西镇", {"shan"}),
        ("第二支部", {"li"}),
        ("东镇党委", {"ming", "li"}),
        ("", {"ming", "li", "shan"}),
        ("赵", set()),
        ("王 第三支部", set()),
        ("%", set()),
        ("'; DROP TABLE people_person; --", set()),
    ],
)
def test_a_text_finds_people(units, people, text, names):
    assert {one.number for one in people_search(officer(units["top"]), text)} == {people[name].number for name in names}


def test_nobody_outside_the_scope_is_found(units, people):
    assert list(people_search(secretary(units["first"]), "小明")) == [people["ming"]]
    assert list(people_search(member(people["li"]), "王")) == [people["li"]]


def test_a_new_name_takes_the_place_of_the_old_one(units, people):
    identity = Identity.objects.select_related("person").get(person=people["ming"])
    identity.keep(name="赵大明")
    identity.save()
    tokens_kept([identity], known=[identity.pk])

    by = officer(units["top"])
    assert list(people_search(by, "赵大明")) == [people["ming"]]
    assert list(people_search(by, "王小明")) == []
    assert NameToken.objects.filter(person=people["ming"]).count() == len(
        set(NameToken.objects.filter(person=people["ming"]).values_list("token", flat=True))
    )


def test_an_identity_number_is_found_by_no_search_for_names(units):
    person(units["first"], "王", citizen_id=CITIZEN_ID, phone="13812345678")

    by = officer(units["top"])
    assert [list(people_search(by, text)) for text in (CITIZEN_ID, "13812345678", CITIZEN_ID[:6])] == [[], [], []]


def test_people_who_share_a_phone_are_all_found(units):
    one, two = (person(units[name], phone="13812345678") for name in ("first", "third"))

    assert people_by_number("13812345678", by=officer(units["top"])) == [one, two]
    assert people_by_number("13812345678", by=officer(units["west"])) == [two]
    with pytest.raises(NotAllowedError):
        people_by_number("13812345678", by=secretary(units["first"]))
    assert people_by_number("13900000000", by=INSTALLER) == []
