"""Finding by an exact number, reading one, and the file of everything, in the browser."""

import pytest
from django.urls import reverse

from tests.web.said import text
from xueshi.access.models import AuditRecord
from xueshi.intake.models import Job
from xueshi.kernel.citizen_id import check_digit
from xueshi.people.models import Identity

CITIZEN_ID = "11010519491231002X"
UNKNOWN = f"11010519491231004{check_digit('11010519491231004')}"
PHONE = "13812345678"


@pytest.fixture
def numbered(office):
    person = office.people["P01"]
    identity = Identity.objects.select_related("person").get(person=person)
    identity.keep(citizen_id=CITIZEN_ID, phone=PHONE)
    identity.save()
    return person


@pytest.mark.parametrize("typed", [CITIZEN_ID, CITIZEN_ID.lower(), f" {CITIZEN_ID} ", PHONE, "138 1234 5678"])
def test_an_exact_number_leads_to_the_person(numbered, signed_in, typed):
    response = signed_in("officer").post(reverse("person_find"), {"text": typed})

    assert response.status_code == 302
    assert response.url == reverse("person_timeline", args=[numbered.number])
    record = AuditRecord.objects.filter(verb="identity.searched").latest("pk")
    assert (record.thing, record.facts["found"]) == (numbered.number, 1)
    assert typed.strip() not in str(record.facts)


@pytest.mark.parametrize("role", ["officer", "stranger"])
def test_an_unknown_number_and_one_elsewhere_find_nobody(numbered, signed_in, role):
    typed = {"officer": UNKNOWN, "stranger": PHONE}[role]

    response = signed_in(role).post(reverse("person_find"), {"text": typed})

    assert "没有此号码的人员" in text(response)
    assert numbered.number not in response.content.decode()


@pytest.mark.parametrize("typed", ["123", "11010519491231002", "王小明", ""])
def test_what_is_no_number_is_refused(office, signed_in, typed):
    response = signed_in("officer").post(reverse("person_find"), {"text": typed})

    assert response.status_code == 422


def test_a_number_in_the_address_is_not_looked_at(numbered, signed_in):
    response = signed_in("officer").get(reverse("person_find"), {"text": CITIZEN_ID})

    assert response.status_code == 200
    assert numbered.identity.name not in response.content.decode()


def test_a_number_is_shown_only_when_asked_for(numbered, signed_in):
    client, address = signed_in("officer"), reverse("person_identity", args=[numbered.number])

    held = client.get(address)
    assert "已登记，加密保存" in text(held)
    assert CITIZEN_ID not in held.content.decode()
    assert not AuditRecord.objects.filter(verb="identity.read").exists()

    shown = client.post(address)
    assert CITIZEN_ID in text(shown)
    assert PHONE in text(shown)
    assert "no-store" in shown.headers["Cache-Control"]
    assert AuditRecord.objects.filter(verb="identity.read", thing=numbered.number).count() == 1


def test_a_member_reads_the_own_number_and_asks_for_the_own_file(office, signed_in):
    own = office.people["P02"]
    client = signed_in("member")

    assert client.post(reverse("person_identity", args=[own.number])).status_code == 200
    response = client.post(reverse("person_file", args=[own.number]))

    job = Job.objects.latest("pk")
    assert (job.kind, job.params["person"]) == ("person_file", own.number)
    assert response.url == reverse("job", args=[job.number])


@pytest.mark.parametrize(("role", "status"), [("secretary", 403), ("stranger", 404), ("member", 404)])
@pytest.mark.parametrize("route", ["person_identity", "person_file"])
def test_nobody_else_reads_the_identity_of_a_person(office, signed_in, role, status, route):
    response = signed_in(role).post(reverse(route, args=[office.people["P03"].number]))

    assert response.status_code == status
    assert not AuditRecord.objects.filter(verb="identity.read").exists()
    assert not Job.objects.filter(kind="person_file").exists()


def test_the_tab_is_there_for_who_may_open_it(office, signed_in):
    address = reverse("person_timeline", args=[office.people["P03"].number])
    tab = reverse("person_identity", args=[office.people["P03"].number])

    assert tab in signed_in("officer").get(address).content.decode()
    assert tab not in signed_in("secretary").get(address).content.decode()
