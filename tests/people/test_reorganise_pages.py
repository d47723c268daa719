"""The wizards: what is asked, what a preview shows and leaves alone, and what is carried out."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.web.conftest import county, office, signed_in  # noqa: F401
from tests.web.office import BRANCH, SIBLING
from xueshi.intake.models import Job
from xueshi.organisations.models import Organisation, OrganisationEdge, Reorganisation
from xueshi.people import reorganise
from xueshi.people.models import Person

TOWN = "清河县委/城关镇党委"
OTHER_TOWN = "清河县委/柳林镇党委"


def said(response) -> str:
    text: str = response.content.decode()
    return text


def address(office, kind: str, full_name: str = BRANCH) -> str:  # noqa: F811
    return reverse("reorganise", args=[office.unit(full_name).number, kind])


def state() -> list[tuple[object, ...]]:
    return list(Organisation.objects.order_by("pk").values_list("pk", "name", "path", "dissolved_on"))


@pytest.mark.parametrize("kind", ["found", "rename", "move", "split", "merge", "dissolve"])
def test_every_wizard_asks_for_its_day(office, signed_in, kind):  # noqa: F811
    page = said(signed_in("officer").get(address(office, kind)))

    assert 'name="on"' in page
    assert "自哪一天起" in page


def test_a_preview_counts_and_changes_nothing(office, signed_in):  # noqa: F811
    before = state()

    given = {"target": OTHER_TOWN, "on": "2025-07-01", "reason": "清组〔2025〕3号"}
    page = said(signed_in("officer").post(address(office, "move"), given))

    assert "影响范围" in page
    assert "<dt>人员</dt><dd>5</dd>" in page
    assert "<dt>账号任职</dt><dd>2</dd>" in page
    assert 'name="go" value="1"' in page
    assert state() == before
    assert not Reorganisation.objects.filter(kind="move").exists()


def test_what_was_previewed_is_carried_out_once(office, signed_in):  # noqa: F811
    client = signed_in("officer")
    unit = office.unit(BRANCH)
    given = {"target": office.unit(OTHER_TOWN).number, "on": "2025-07-01", "number": "0123456789abcdef", "go": "1"}

    first = client.post(address(office, "move"), given)
    again = client.post(reverse("reorganise", args=[unit.number, "move"]), given)

    assert first.status_code == again.status_code == 302
    assert first.headers["Location"] == reverse("organisation", args=[unit.number])
    assert Organisation.objects.get(pk=unit.pk).full_name == f"{OTHER_TOWN}/石桥村党支部"
    assert Reorganisation.objects.filter(kind="move").count() == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"on": "2025-07-01"}, "target_error"),
        ({"target": "白水县委", "on": "2025-07-01"}, "TRANSFER-007|没有"),
        ({"target": BRANCH, "on": "2025-07-01"}, "不能隶属于自己"),
        ({"target": OTHER_TOWN, "on": "2999-07-01"}, "尚未到来"),
        ({"target": OTHER_TOWN, "on": "七月"}, "on_error"),
    ],
)
def test_what_cannot_be_is_said_in_the_form(office, signed_in, given, words):  # noqa: F811
    before = state()

    response = signed_in("officer").post(address(office, "move"), given)

    assert response.status_code == 422
    assert any(word in said(response) for word in words.split("|"))
    assert state() == before


def test_a_split_offers_the_people_of_the_unit_and_takes_only_them(office, signed_in):  # noqa: F811
    client = signed_in("officer")
    inside, outside = office.people["P02"], office.people["P06"]

    page = said(client.get(address(office, "split")))
    refused = client.post(
        address(office, "split"), {"name": "石桥二支部", "on": "2025-07-01", "people": outside.number}
    )
    done = client.post(
        address(office, "split"), {"name": "石桥二支部", "on": "2025-07-01", "people": inside.number, "go": "1"}
    )

    assert inside.number in page
    assert outside.number not in page
    assert (refused.status_code, done.status_code) == (422, 302)
    unit = Person.objects.get(pk=inside.pk).organisation
    assert unit is not None
    assert unit.full_name == f"{TOWN}/石桥二支部"


def test_a_merger_offers_the_siblings_and_carries_everybody(office, signed_in):  # noqa: F811
    client = signed_in("officer")
    target = office.unit(OTHER_TOWN)

    given = {"target": target.number, "children": office.unit(SIBLING).number, "on": "2025-07-01", "go": "1"}
    response = client.post(address(office, "merge"), given)

    assert response.status_code == 302
    assert set(Person.objects.values_list("organisation__full_name", flat=True)) == {
        OTHER_TOWN,
        f"{OTHER_TOWN}/红星村党支部",
    }


def test_a_change_is_undone_after_a_second_look(office, signed_in):  # noqa: F811
    client = signed_in("officer")
    unit = office.unit(BRANCH)
    client.post(address(office, "rename"), {"name": "新名", "on": "2025-07-01", "go": "1"})
    record = Reorganisation.objects.get(kind="rename")
    undo = reverse("reorganise_undo", args=[record.number])

    looked = said(client.get(undo))
    assert Organisation.objects.get(pk=unit.pk).name == "新名"
    response = client.post(undo)

    assert "影响范围" in looked
    assert response.status_code == 302
    assert Organisation.objects.get(pk=unit.pk).name == "石桥村党支部"
    again = client.post(undo)
    assert (again.status_code, "已经撤回" in said(again)) == (422, True)


def test_a_large_change_is_a_job(office, signed_in, monkeypatch):  # noqa: F811
    monkeypatch.setattr(reorganise, "LARGE", 4)
    client = signed_in("officer")
    unit = office.unit(BRANCH)
    given = {"target": OTHER_TOWN, "on": "2025-07-01"}

    looked = said(client.post(address(office, "move"), given))
    response = client.post(address(office, "move"), {**given, "go": "1"})

    job = Job.objects.get(kind="reorganise")
    assert "后台任务" in looked
    assert response.headers["Location"] == reverse("job", args=[job.number])
    assert Organisation.objects.get(pk=unit.pk).full_name == BRANCH
    reorganise.reorganise_job(job, lambda percent, message: None, office.actor("officer"))
    assert Organisation.objects.get(pk=unit.pk).full_name == f"{OTHER_TOWN}/石桥村党支部"


def test_tomorrow_is_refused_and_today_is_taken(office, signed_in):  # noqa: F811
    client = signed_in("officer")
    today = timezone.localdate()

    refused = client.post(address(office, "rename"), {"name": "新名", "on": (today + timedelta(1)).isoformat()})
    taken = client.post(address(office, "rename"), {"name": "新名", "on": today.isoformat(), "go": "1"})

    assert (refused.status_code, taken.status_code) == (422, 302)
    assert isinstance(today, date)


def test_who_may_not_change_the_tree_has_no_wizard(office, signed_in):  # noqa: F811
    assert signed_in("secretary").get(address(office, "rename")).status_code == 403
    assert signed_in("stranger").get(address(office, "rename")).status_code == 404
    assert signed_in("officer").get(address(office, "explode")).status_code == 404


def test_a_connection_is_recorded_shown_and_ended(office, signed_in):  # noqa: F811
    client = signed_in("officer")
    unit = office.unit(BRANCH)
    given = {"edge": "dual", "target": OTHER_TOWN, "on": "2025-07-01"}

    recorded = client.post(reverse("edge_new", args=[unit.number]), given)
    shown = said(client.get(reverse("organisation", args=[unit.number])))
    edge = OrganisationEdge.objects.known().get()
    ended = client.post(reverse("edge_close", args=[unit.number, edge.pk]))

    assert (recorded.status_code, ended.status_code) == (302, 302)
    assert "同时受其领导 柳林镇党委" in shown
    assert "同时受其领导" not in said(client.get(reverse("organisation", args=[unit.number])))
    assert client.post(reverse("edge_close", args=[unit.number, edge.pk])).status_code == 404
    assert client.post(reverse("edge_new", args=[unit.number]), {**given, "edge": "merged_into"}).status_code == 422
