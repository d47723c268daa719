"""The pages of accounts, approvals and the review, as those see them who may."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.offices import INSTALLER, branch, county, person
from tests.web.said import text
from xueshi.access.actions import account_appoint, account_open
from xueshi.access.actors import actor_of
from xueshi.access.approvals import approval_ask, approved
from xueshi.access.models import Account, Appointment, Approval, Confirmation
from xueshi.access.sessions import KEY, now
from xueshi.intake.models import Job
from xueshi.kernel.actors import Role
from xueshi.kernel.windows import BEGINNING

pytestmark = pytest.mark.django_db
BUDGET = 15


@pytest.fixture(autouse=True)
def without_queue(monkeypatch):
    """Jobs are written down and not started."""
    monkeypatch.setattr("xueshi.intake.jobs._send", lambda job: None)


def account(name: str, role: Role, unit=None, who=None) -> Account:
    made = account_open(name, None, display_name=name, person=who, by=INSTALLER)
    account_appoint(made, role, unit, since=BEGINNING, by=INSTALLER)
    return made


def client_of(account: Account) -> Client:
    """A session that proved everything just now."""
    made = Client(headers={"accept-language": "zh-hans"})
    made.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    session = made.session
    session[KEY] = {"began": now(), "seen": now(), "proved": now(), "factor": True, "change": False}
    session.save()
    return made


@pytest.fixture
def world():
    """A county, a security administrator and two officers of the county, with their clients."""
    units = county()
    guard = account("guard", Role.SECURITY_ADMINISTRATOR, who=person(branch("安全员支部")))
    one, two = (account(name, Role.DEPARTMENT_OFFICER, units["top"]) for name in ("one", "two"))
    return SimpleNamespace(units=units, guard=client_of(guard), one=one, two=two, accounts=(guard, one, two))


def test_the_list_of_accounts_shows_what_each_may_do_and_narrows(world, django_assert_max_num_queries):
    with django_assert_max_num_queries(BUDGET):
        everything = text(world.guard.get(reverse("accounts")))

    assert all(name in everything for name in ("guard", "one", "two", "安全管理员", "甲县委"))
    assert "one" not in text(world.guard.get(reverse("accounts"), {"text": "guar"}))
    assert "guard" not in text(world.guard.get(reverse("accounts"), {"role": "department_officer"})).replace(
        "guard ", ""
    )
    assert "没有符合条件的账号" in text(world.guard.get(reverse("accounts"), {"state": "closed"}))


def test_an_account_is_opened_without_a_password_and_gets_a_link_once(world):
    who = person(world.units["first"])

    opened = world.guard.post(reverse("account_new"), {"username": "new", "display_name": "新人", "person": who.number})
    made = Account.objects.get(username="new")
    link = world.guard.post(reverse("account_link", args=[made.number]))

    assert opened.url == reverse("account", args=[made.number])
    assert (made.person, made.has_usable_password()) == (who, False)
    assert "/sign-in/link/" in text(link)
    assert made.links.count() == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"username": "one", "display_name": "x"}, "ACCESS-003"),
        ({"username": "a b", "display_name": "x"}, "不能含空格"),
        ({"username": "new", "display_name": "x", "person": "nobody"}, "没有这个编号"),
    ],
)
def test_an_account_that_cannot_be_says_why(world, given, said):
    response = world.guard.post(reverse("account_new"), given)

    assert response.status_code == 422
    assert said in text(response)
    assert Account.objects.count() == 3


def test_a_service_account_is_nobody(world):
    who = person(world.units["first"])
    given = {"username": "platform", "display_name": "平台", "is_service": "on"}

    refused = world.guard.post(reverse("account_new"), {**given, "person": who.number})
    world.guard.post(reverse("account_new"), given)

    assert refused.status_code == 422
    assert Account.objects.get(username="platform").is_service


@pytest.mark.parametrize("named", ["甲县委/东镇党委", "东镇", "number"])
def test_an_appointment_is_made_for_the_organisation_that_is_meant(world, named):
    east = world.units["east"]
    given = {
        "role": "committee_officer",
        "organisation": east.number if named == "number" else named,
        "since": "2026-01-01",
    }

    world.guard.post(reverse("account_appoint", args=[world.one.number]), given)

    row = Appointment.objects.latest("pk")
    assert (row.role, row.organisation, row.valid_from.isoformat()) == ("committee_officer", east, "2026-01-01")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"organisation": "支部"}, "有多个同名组织"),
        ({"organisation": "没有的"}, "没有这个组织"),
        ({"organisation": ""}, "ACCESS-004"),
        ({"organisation": "甲县委", "until": "2025-12-31"}, "ACCESS-028"),
    ],
)
def test_an_appointment_that_cannot_be_says_why(world, given, said):
    before = Appointment.objects.count()

    response = world.guard.post(
        reverse("account_appoint", args=[world.one.number]),
        {"role": "committee_officer", "since": "2026-01-01", **given},
    )

    assert response.status_code == 422
    assert said in text(response)
    assert Appointment.objects.count() == before


def test_nobody_appoints_the_own_account_on_the_page_either(world):
    guard = world.accounts[0]

    response = world.guard.post(
        reverse("account_appoint", args=[guard.number]), {"role": "member", "since": "2026-01-01"}
    )

    assert "ACCESS-024" in text(response)


def test_an_appointment_is_ended_or_withdrawn_and_an_account_closed(world):
    ends, back = (each.appointments.get() for each in (world.one, world.two))

    late = world.guard.post(reverse("appointment_end", args=[ends.pk]), {"on": "1900-01-01", "reason": "调离"})
    world.guard.post(reverse("appointment_end", args=[ends.pk]), {"on": "2026-03-01", "reason": "调离"})
    without = world.guard.post(reverse("appointment_withdraw", args=[back.pk]), {"reason": ""})
    world.guard.post(reverse("appointment_withdraw", args=[back.pk]), {"reason": "录错"})
    world.guard.post(reverse("account_close", args=[world.one.number]), {"reason": "调离"})

    assert (late.status_code, without.status_code) == (422, 422)
    assert Appointment.objects.known().get(account=world.one).valid_to.isoformat() == "2026-03-01"
    assert not Appointment.objects.known().filter(account=world.two).exists()
    assert not Account.objects.get(pk=world.one.pk).is_active


@pytest.mark.parametrize("name", ["accounts", "account_new", "access_review", "leavers"])
def test_officers_have_no_business_there(world, name):
    assert client_of(world.one).get(reverse(name)).status_code == 403


def test_the_second_officer_grants_on_the_page(world):
    request = approval_ask("import", "hash", world.units["top"].path, {"Rows": 1200}, by=actor_of(world.one))
    first, second = client_of(world.one), client_of(world.two)

    own = text(first.get(reverse("approval", args=[request.number])))
    shown = text(second.get(reverse("approval", args=[request.number])))
    refused = second.post(reverse("approval_decide", args=[request.number]), {"decision": "refuse"})
    second.post(reverse("approval_decide", args=[request.number]), {"decision": "grant"})

    assert "同意" in shown
    assert "1200" in shown
    assert "撤回" in own
    assert refused.status_code == 422
    assert approved("import", "hash", by=actor_of(world.one)) == request


def test_each_list_of_approvals_holds_its_own(world, django_assert_max_num_queries):
    request = approval_ask("import", "hash", world.units["top"].path, {}, by=actor_of(world.one))
    address = reverse("approval", args=[request.number])

    def listed(who: Account, chosen: str) -> bool:
        client = client_of(who)
        with django_assert_max_num_queries(BUDGET):
            return address in client.get(reverse("approvals"), {"list": chosen}).content.decode()

    lists = ("waiting", "asked", "decided")
    assert [listed(world.one, chosen) for chosen in lists] == [False, True, False]
    assert [listed(world.two, chosen) for chosen in lists] == [True, False, False]
    client_of(world.two).post(reverse("approval_decide", args=[request.number]), {"decision": "grant"})
    assert [listed(world.two, chosen) for chosen in lists] == [False, False, True]


def test_who_asked_takes_the_request_back(world):
    request = approval_ask("import", "hash", world.units["top"].path, {}, by=actor_of(world.one))

    client_of(world.one).post(reverse("approval_withdraw", args=[request.number]))

    assert not Approval.objects.get().is_open
    assert client_of(world.two).get(reverse("approvals")).content.decode().find(request.number) == -1


def test_the_review_is_a_list_to_tick(world, django_assert_max_num_queries):
    Appointment.objects.update(recorded_at=timezone.now() - timedelta(days=400))
    row = world.one.appointments.get()

    with django_assert_max_num_queries(BUDGET):
        shown = text(world.guard.get(reverse("access_review")))
    world.guard.post(reverse("access_review_confirm"), {"appointment": [str(row.pk), "x", "9" * 40]})

    assert "0 / 3" in shown
    assert [mark.appointment for mark in Confirmation.objects.all()] == [row]
    assert "1 / 3" in text(world.guard.get(reverse("access_review"), {"unit": "甲县委", "done": "1"}))


def test_leavers_are_listed_and_closed_by_a_job(world):
    Account.objects.filter(pk=world.one.pk).update(created_at=timezone.now() - timedelta(days=91))

    shown = text(world.guard.get(reverse("leavers")))
    response = world.guard.post(reverse("leavers_close"))

    job = Job.objects.get()
    assert "one" in shown
    assert "90日未登录" in shown
    assert response.url == reverse("job", args=[job.number])
    assert job.kind == "close_leavers"
