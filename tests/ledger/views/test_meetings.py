"""The entry desk of a branch, in the browser's words: entered, confirmed, counted, proved."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.web.office import BRANCH, SIBLING
from xueshi.access.models import Account, Appointment
from xueshi.kernel.actors import Role
from xueshi.ledger.models import Meeting, MeetingState, Participation
from xueshi.ledger.sealing import seal

PICTURE = b"\xff\xd8\xff\xe0 a picture"


@pytest.fixture
def recorder(office, signed_in) -> Client:
    """A recorder of the branch, signed in."""
    account = Account.objects.create(username="recorder", password="!")
    Appointment.objects.create(
        account=account, role=Role.BRANCH_RECORDER, organisation=office.unit(BRANCH), recorded_by=account.pk
    )
    office.accounts["recorder"] = account
    client: Client = signed_in("recorder")
    return client


def entry(office, *numbers: str, **more: object) -> dict[str, object]:
    given = {
        "title": "学习党章",
        "form": "F3",
        "day": "2026-06-12",
        "starts": "14:30",
        "ends": "16:30",
        "people": [office.people[number].number for number in numbers],
    }
    return {**given, **more}


def handed_in(office, client: Client, *numbers: str, **more: object) -> Meeting:
    response = client.post(reverse("meeting_new"), entry(office, *numbers, **more))
    assert response.status_code == 302, response.context["form"].errors
    return Meeting.objects.latest("pk")


def test_everyone_on_the_roll_is_present_until_unticked(office, recorder):
    page = recorder.get(reverse("meeting_new"))

    names = [name for _number, name in page.context["form"].fields["people"].choices]
    assert names == ["甲书记", "乙达标", "丙年老", "丁干部", "戊新"]
    assert page.content.decode().count(" checked") == 5


def test_entered_by_one_confirmed_by_another_and_seen_by_the_member_with_its_proof(office, recorder, signed_in):
    sheet = SimpleUploadedFile("签到表.jpg", PICTURE, "image/jpeg")
    meeting = handed_in(office, recorder, "P02", "P03", sheet=sheet, theory="on")

    secretary = signed_in("secretary")
    assert "确认并计入" in secretary.get(reverse("meeting", args=[meeting.number])).content.decode()
    secretary.post(reverse("meeting_act", args=[meeting.number, "confirm"]))
    seal()

    fact = Participation.objects.get(source=f"meeting@{meeting.number}", person=office.people["P02"])
    member = signed_in("member")
    ledger = member.get(reverse("person_ledger", args=[office.people["P02"].number])).content.decode()
    proof = member.get(reverse("entry_proof", args=[f"F{fact.pk}"]))
    assert "学习党章" in ledger
    assert json.loads(proof.content)["entry"]["name"] == f"F{fact.pk}"
    assert fact.evidence.startswith("sha256:")


def test_what_was_entered_wrongly_comes_back_with_what_was_typed(office, recorder):
    response = recorder.post(reverse("meeting_new"), entry(office, "P02", ends="14:00"))

    page = response.content.decode()
    assert response.status_code == 422
    assert "结束时间不晚于开始时间" in page
    assert 'value="学习党章"' in page


@pytest.mark.parametrize(
    ("field", "value"), [("credit", "zwei"), ("people", []), ("title", ""), ("form", "F1"), ("task", "9")]
)
def test_what_a_form_does_not_offer_is_refused_beside_its_field(office, recorder, field, value):
    response = recorder.post(reverse("meeting_new"), entry(office, "P02", **{field: value}))

    assert response.status_code == 422
    assert field in response.context["form"].errors


def test_a_file_that_is_no_picture_is_refused(office, recorder):
    sheet = SimpleUploadedFile("a.exe", b"MZ", "application/octet-stream")

    response = recorder.post(reverse("meeting_new"), entry(office, "P02", sheet=sheet))

    assert "sheet" in response.context["form"].errors


def test_people_of_another_branch_are_not_on_the_roll(office, recorder):
    response = recorder.post(reverse("meeting_new"), entry(office, "P06"))

    assert "people" in response.context["form"].errors


def test_the_officer_of_a_county_chooses_the_unit_first(office, signed_in):
    client = signed_in("officer")
    unit = office.unit(SIBLING)

    chosen = client.get(f"{reverse('meeting_new')}?unit={unit.number}")

    assert [name for _number, name in chosen.context["form"].fields["people"].choices] == ["己正常", "庚网学"]


def test_a_member_does_not_enter_meetings_and_a_stranger_does_not_see_them(office, recorder, signed_in):
    meeting = handed_in(office, recorder, "P02")

    assert signed_in("member").get(reverse("meeting_new")).status_code == 403
    assert signed_in("stranger").get(reverse("meeting", args=[meeting.number])).status_code == 404
    assert signed_in("stranger").post(reverse("meeting_act", args=[meeting.number, "confirm"])).status_code == 404


def test_a_member_sees_the_meetings_at_which_he_was_and_only_himself_there(office, recorder, signed_in):
    mine, other = (
        handed_in(office, recorder, "P02", "P03"),
        handed_in(office, recorder, "P03", starts="09:00", ends="10:00"),
    )
    client = signed_in("member")

    page = client.get(reverse("meeting", args=[mine.number]))

    assert [person.number for person, _ in page.context["sheet"].people] == [office.people["P02"].number]
    assert client.get(reverse("meeting", args=[other.number])).status_code == 404
    assert [one.pk for one in client.get(reverse("meetings")).context["page"].rows] == [mine.pk]


def test_the_recorder_cannot_confirm_and_an_unknown_act_is_not_found(office, recorder):
    meeting = handed_in(office, recorder, "P02")

    assert recorder.post(reverse("meeting_act", args=[meeting.number, "confirm"])).status_code == 403
    assert recorder.post(reverse("meeting_act", args=[meeting.number, "shred"])).status_code == 404
    assert recorder.get(reverse("meeting_act", args=[meeting.number, "confirm"])).status_code == 405
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.WAITING


def test_the_list_is_read_in_few_queries_and_by_state(office, recorder, django_assert_max_num_queries):
    for hour in range(8, 18):
        handed_in(office, recorder, "P02", starts=f"{hour:02}:00", ends=f"{hour:02}:30")

    with django_assert_max_num_queries(15):
        page = recorder.get(reverse("meetings"))

    assert page.context["page"].total == 10
    assert recorder.get(f"{reverse('meetings')}?state=confirmed").context["page"].total == 0
    assert [one.there for one in page.context["page"].rows] == [1] * 10


def test_a_proof_of_an_entry_that_one_may_not_see_is_not_found(office, signed_in):
    seal()
    fact = Participation.objects.get(record="R06")

    answers = [
        signed_in(role).get(reverse("entry_proof", args=[name])).status_code
        for role, name in (
            ("member", f"F{fact.pk}"),
            ("member", "X1"),
            ("member", "F999999"),
            ("officer", f"F{fact.pk}"),
        )
    ]

    assert answers == [404, 404, 404, 200]
