"""Entering somebody who is not known yet, in the browser."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.web.conftest import county, office, signed_in  # noqa: F401
from tests.web.office import BRANCH
from xueshi.access.actors import today
from xueshi.people.models import Membership, Person

pytestmark = pytest.mark.django_db


def a_day(days_ago: int) -> date:
    return today() - timedelta(days=days_ago)


def test_an_applicant_is_entered_and_is_on_the_way_to_membership(office, signed_in):  # noqa: F811
    client = signed_in("officer")
    fields = {"name": "壬申请", "organisation": BRANCH, "on": a_day(40), "applied_on": a_day(40)}

    answer = client.post(reverse("person_new"), fields)
    page = client.get(answer.headers["Location"]).content.decode()

    stage = Membership.objects.latest("pk")
    assert (stage.standing, stage.valid_from, stage.admitted_on) == ("applicant", a_day(40), None)
    assert "入党申请人" in page
    assert client.get(reverse("person", args=[stage.person.number])).status_code == 200


@pytest.mark.parametrize(
    "days", [{}, {"applied_on": "2026-01-01", "admitted_on": "2026-01-01"}], ids=["neither", "both"]
)
def test_who_is_neither_applicant_nor_member_is_not_entered(office, signed_in, days):  # noqa: F811
    before = Person.objects.count()

    answer = signed_in("officer").post(
        reverse("person_new"), {"name": "壬", "organisation": BRANCH, "on": "2026-01-01", **days}
    )

    assert (answer.status_code, Person.objects.count()) == (422, before)


@pytest.mark.parametrize(
    ("name", "value"), [("organisation", "白水县委"), ("citizen_id", "110105194912310021"), ("on", a_day(-1))]
)
def test_a_newcomer_with_a_mistake_is_not_entered(office, signed_in, name, value):  # noqa: F811
    before = Person.objects.count()
    fields = {"name": "壬", "organisation": BRANCH, "on": "2026-01-01", "admitted_on": "2020-01-01", name: value}

    answer = signed_in("officer").post(reverse("person_new"), fields)

    assert (answer.status_code, Person.objects.count()) == (422, before)
