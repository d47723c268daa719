"""What the database holds after rosters went through the pipeline: nobody in clear, and nothing of who was erased."""

import pytest
from django.db import connection

from tests.intake.imported import FIRST, HEADINGS, office, recorded
from tests.offices import CITIZEN_ID, INSTALLER
from tests.people.dumps import dump
from xueshi.people.identities import identity_erase
from xueshi.people.models import Affiliation, Identity

pytestmark = pytest.mark.django_db

PHONE = "13812345678"
COLUMNS = (*HEADINGS, "公民身份号码", "手机号", "学历")


def roster(name: str, education: str) -> list[tuple[str, ...]]:
    return [("工号97531", name, FIRST, CITIZEN_ID, PHONE, education), ("工号2", "司马光华", FIRST, "", "", "大学")]


@pytest.fixture
def erased():
    """A person who was entered by one file, changed by another, and whose traces are known to have been there."""
    by = office()
    recorded(roster("欧阳小明", "大学"), by, headings=COLUMNS)
    recorded(roster("欧阳大明", "研究生"), by, headings=COLUMNS)
    return Identity.objects.select_related("person").get(local_number="工号97531")


def test_no_name_identity_number_or_phone_stands_in_a_dump_after_imports(erased):
    found = dump(connection)

    texts = ("欧阳小明", "欧阳大明", "欧阳", "司马光华", CITIZEN_ID, CITIZEN_ID[:17], PHONE)
    assert [text for text in texts if text.encode() in found] == []
    assert erased.name == "欧阳大明"


def test_nothing_by_which_an_erased_person_could_be_found_stands_in_a_dump(erased):
    kept = [erased.citizen_id_index, erased.phone_index, str(erased.name_index), bytes(erased.person_key).hex()]
    tokens = [bytes(erased.sealed_name), bytes(erased.citizen_id), bytes(erased.phone), bytes(erased.person_key)]
    assert all(token in dump(connection) for token in tokens)

    identity_erase(erased.person, reason="本人申请", by=INSTALLER)

    left = dump(connection)
    assert [text for text in (*kept, "工号97531", "研究生") if text.encode() in left] == []
    assert [token for token in tokens if token in left] == []
    assert Affiliation.objects.filter(person=erased.person).exists()
