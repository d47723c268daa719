"""Possible duplicates, merging after a preview, and parting again, in the browser."""

from datetime import date

import pytest
from django.urls import reverse

from tests.offices import INSTALLER
from tests.web.office import BRANCH, SIBLING
from tests.web.said import rows, text
from xueshi.kernel.windows import Span
from xueshi.people.actions import Newcomer, person_enter
from xueshi.people.models import Person
from xueshi.people.offices import cadre_begin


@pytest.fixture
def two(office):
    one = office.people["P02"]
    other = person_enter(Newcomer("乙达标"), office.unit(BRANCH), by=INSTALLER)
    cadre_begin(other, "科级", span=Span(date(2024, 1, 1), date(2025, 1, 1)), by=INSTALLER)
    return one, other


def given(two, **more):
    return {"kept": two[0].number, "merged": two[1].number, "reason": "同一人", **more}


def test_people_who_may_be_one_are_offered(two, signed_in, django_assert_max_num_queries):
    client = signed_in("officer")

    with django_assert_max_num_queries(15):
        response = client.get(reverse("duplicates"))

    (row,) = [row for row in rows(response) if "乙达标" in row]
    assert "姓名相同，党组织相同" in row
    assert f"kept={two[0].number}" in response.content.decode()


def test_without_anybody_alike_the_list_says_so(office, signed_in):
    assert "没有疑似重复的人员" in text(signed_in("officer").get(reverse("duplicates")))


def test_the_preview_shows_what_is_taken_over_and_changes_nothing(two, signed_in):
    response = signed_in("officer").get(reverse("person_merge"), given(two))

    assert any("科级" in row and "2024-01-01" in row for row in rows(response))
    assert not Person.objects.exclude(merged_into=None).exists()


def test_merged_the_old_number_leads_to_the_person_and_back_when_parted(two, signed_in):
    one, other = two
    client = signed_in("officer")

    response = client.post(reverse("person_merge"), given(two))
    assert response.url == reverse("person_identity", args=[one.number])
    page = text(client.get(response.url))
    assert other.number in page
    assert Person.objects.get(pk=other.pk).merged_into == one

    merge = one.merges_kept.get()
    client.post(reverse("merges_undo", args=[one.number]), {"merge": merge.number})
    assert Person.objects.get(pk=other.pk).merged_into is None


@pytest.mark.parametrize(
    ("change", "said"),
    [({"reason": ""}, "没有写明理由"), ({"merged": "0" * 16}, "没有找到"), ({"merged": None}, "同一个人")],
)
def test_what_cannot_be_merged_comes_back_with_the_reason(two, signed_in, change, said):
    data = given(two, **change)
    data["merged"] = data["merged"] or data["kept"]
    response = signed_in("officer").post(reverse("person_merge"), data)

    assert response.status_code == 422
    assert said in text(response)
    assert not Person.objects.exclude(merged_into=None).exists()


def test_a_merge_on_which_something_was_built_stays(two, office, signed_in):
    one, other = two
    client = signed_in("officer")
    client.post(reverse("person_merge"), given(two))
    cadre_begin(one, "处级", span=Span(date(2025, 1, 1)), by=INSTALLER)

    client.post(reverse("merges_undo", args=[one.number]), {"merge": one.merges_kept.get().number})

    assert Person.objects.get(pk=other.pk).merged_into == one


@pytest.mark.parametrize("role", ["secretary", "member"])
@pytest.mark.parametrize("route", ["duplicates", "person_merge"])
def test_who_changes_nobody_merges_nobody(two, signed_in, role, route):
    assert signed_in(role).get(reverse(route)).status_code in {403, 404}
    assert signed_in(role).post(reverse(route), given(two)).status_code in {403, 404, 405}
    assert not Person.objects.exclude(merged_into=None).exists()


def test_people_elsewhere_are_not_found(two, office, signed_in):
    far = given((two[0], office.people["P06"]))

    response = signed_in("stranger").post(reverse("person_merge"), far)

    assert response.status_code == 422
    assert "没有找到" in text(response)
    assert office.unit(SIBLING).people.count() == 2
