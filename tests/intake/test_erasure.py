"""An erased person is not found by what an import kept for undoing."""

import json

import pytest

from tests.offices import CITIZEN_ID, INSTALLER, account, branch, person
from xueshi.intake.models import Import, ImportStep, Upload
from xueshi.people.identities import identity_erase
from xueshi.people.models import Identity
from xueshi.people.restating import before

pytestmark = pytest.mark.django_db


def test_the_trace_of_an_import_forgets_the_erased_person_only():
    unit = branch()
    one, two = person(unit, "张某", citizen_id=CITIZEN_ID, local_number="A1"), person(unit, "李某", local_number="A2")
    said = {str(who.pk): before(Identity.objects.get(person=who)) for who in (one, two)}
    upload = Upload.objects.create(kind="import", name="a.csv", sha256="0" * 64, size=1, owner=account())
    made = Import.objects.create(kind="people", unit=unit, upload=upload, owner=upload.owner)
    step = ImportStep.objects.create(batch=made, place=1, last=2, trace={"new": [one.pk], "identities": said})

    identity_erase(one, reason="本人申请", by=INSTALLER)

    step.refresh_from_db()
    assert step.trace == {"new": [one.pk], "identities": {str(two.pk): said[str(two.pk)]}}
    assert said[str(one.pk)]["citizen_id_index"] not in json.dumps(step.trace)
