"""Accounts, dated appointments, and what follows from them."""

from contextlib import nullcontext
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.offices import INSTALLER, TODAY, branch, county, officer, person
from xueshi.access.actions import account_appoint, account_close, account_open, appointment_end
from xueshi.access.actors import actor_of
from xueshi.access.gates import appointment_for, visible_audit
from xueshi.access.models import Account, Appointment, AuditRecord
from xueshi.kernel.actors import Actor, Grant, NotAllowedError, NotFoundError, Right, Role, audit, may
from xueshi.kernel.errors import XueshiError

pytestmark = pytest.mark.django_db
PASSWORD = "k7-mountain-river"


def opened(username: str = "wang", who=None) -> Account:
    return account_open(username, PASSWORD, display_name="王某", person=who, by=INSTALLER)


def administrator(username: str = "guan") -> Account:
    """The account of a person of a branch of its own."""
    return opened(username, person(branch(f"{username}的支部")))


def test_a_new_account_may_do_nothing():
    units = county()

    by = actor_of(opened())

    assert by.grants == ()
    assert not may(by, Right.SEE, units["first"].path)


def test_a_user_name_is_taken_once():
    opened()

    with pytest.raises(XueshiError) as refused:
        opened()

    assert refused.value.code == "ACCESS-003"
    assert Account.objects.count() == 1


def test_a_weak_password_opens_no_account():
    with pytest.raises(ValidationError):
        account_open("li", "12345678", display_name="", person=None, by=INSTALLER)

    assert not Account.objects.exists()


def test_the_password_is_kept_as_a_hash():
    account = opened()

    assert PASSWORD not in account.password
    assert account.check_password(PASSWORD)


def test_an_officer_opens_no_account():
    units = county()

    with pytest.raises(NotAllowedError):
        account_open("li", PASSWORD, display_name="", person=None, by=officer(units["top"]))

    assert not Account.objects.exists()


@pytest.mark.parametrize(("day", "holds"), [(-1, False), (0, True), (29, True), (30, False)])
def test_rights_begin_and_end_with_the_appointment(day, holds):
    units = county()
    account = opened()
    row = account_appoint(account, Role.BRANCH_SECRETARY, units["first"], since=TODAY, by=INSTALLER)
    appointment_end(row, on=TODAY + timedelta(days=30), by=INSTALLER)

    by = actor_of(account, on=TODAY + timedelta(days=day))

    assert may(by, Right.SEE, units["first"].path) is holds
    assert not may(by, Right.SEE, units["second"].path)


def test_a_closed_account_holds_no_right():
    units = county()
    account = opened()
    account_appoint(account, Role.DEPARTMENT_OFFICER, units["top"], since=TODAY, by=INSTALLER)

    account_close(account, by=INSTALLER)

    assert actor_of(account, on=TODAY).grants == ()


@pytest.mark.parametrize("role", [Role.DEPARTMENT_OFFICER, Role.BRANCH_SECRETARY])
def test_a_scoped_role_needs_an_organisation(role):
    account = opened()

    with pytest.raises(XueshiError) as refused:
        account_appoint(account, role, None, since=TODAY, by=INSTALLER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.create(account=account, role=role, recorded_by=0)

    assert refused.value.code == "ACCESS-004"
    assert not Appointment.objects.exists()


@pytest.mark.parametrize("second", [Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR])
def test_no_account_is_two_administrators(second):
    account = administrator()
    account_appoint(account, Role.SYSTEM_ADMINISTRATOR, None, since=TODAY, by=INSTALLER)

    with pytest.raises(XueshiError) as refused:
        account_appoint(account, second, None, since=TODAY, by=INSTALLER)

    assert refused.value.code == "ACCESS-005"
    assert Appointment.objects.count() == 1


def test_the_three_administrators_cannot_do_each_others_acts():
    rights = {
        role: {right for right in Right if may(Actor(1, TODAY, (Grant(role, ""),), print), right, "00001")}
        for role in Role
    }

    assert rights[Role.SYSTEM_ADMINISTRATOR] == {Right.RUN_SYSTEM}
    assert rights[Role.SECURITY_ADMINISTRATOR] == {Right.APPOINT, Right.REVIEW_ACCESS, Right.ERASE}
    assert rights[Role.AUDIT_ADMINISTRATOR] == {Right.READ_AUDIT}
    assert rights[Role.MEMBER] == set()
    assert rights[Role.BRANCH_SECRETARY] == {Right.SEE, Right.EXPORT, Right.RECORD, Right.DECIDE_REQUESTS}


def test_only_audit_administrators_read_the_trail():
    units = county()
    auditor = Actor(4, TODAY, (Grant(Role.AUDIT_ADMINISTRATOR, ""),), print)

    assert visible_audit(auditor).count() == AuditRecord.objects.count() > 0
    assert not visible_audit(officer(units["top"])).exists()
    assert not visible_audit(INSTALLER).exists()


def test_an_appointment_is_found_by_security_administrators_only():
    units = county()
    row = account_appoint(opened(), Role.BRANCH_SECRETARY, units["first"], since=TODAY, by=INSTALLER)

    assert appointment_for(INSTALLER, row.pk) == row
    with pytest.raises(NotFoundError):
        appointment_for(officer(units["top"]), row.pk)


def test_an_account_knows_its_person():
    who = person(county()["first"])

    assert actor_of(opened(who=who)).person == who.pk


def test_a_request_carries_todays_actor(client):
    units = county()
    account = opened()
    account_appoint(account, Role.DEPARTMENT_OFFICER, units["top"], since=date(2024, 1, 1), by=INSTALLER)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")

    actor = client.get("/").wsgi_request.actor

    assert actor.account == account.pk
    assert actor.grants == (Grant(Role.DEPARTMENT_OFFICER, units["top"].path),)


def test_a_stranger_is_no_actor(client):
    assert client.get("/").wsgi_request.actor is None


@pytest.mark.parametrize(("days", "free"), [(-1, False), (0, True), (1, True)])
def test_an_administrator_may_become_another_once_the_first_appointment_is_over(days, free):
    account = administrator()
    account_appoint(administrator("successor"), Role.SYSTEM_ADMINISTRATOR, None, since=TODAY, by=INSTALLER)
    row = account_appoint(account, Role.SYSTEM_ADMINISTRATOR, None, since=date(2025, 1, 1), by=INSTALLER)
    appointment_end(row, on=TODAY, by=INSTALLER)

    with nullcontext() if free else pytest.raises(XueshiError):
        account_appoint(account, Role.AUDIT_ADMINISTRATOR, None, since=TODAY + timedelta(days=days), by=INSTALLER)

    assert Appointment.objects.filter(role=Role.AUDIT_ADMINISTRATOR).count() == int(free)


def test_the_same_administration_twice_is_no_conflict():
    account = administrator()
    account_appoint(account, Role.AUDIT_ADMINISTRATOR, None, since=date(2025, 1, 1), by=INSTALLER)

    account_appoint(account, Role.AUDIT_ADMINISTRATOR, None, since=TODAY, by=INSTALLER)

    assert Appointment.objects.count() == 2


def test_two_accounts_are_two_administrators():
    one, two = administrator("one"), administrator("two")

    account_appoint(one, Role.SYSTEM_ADMINISTRATOR, None, since=TODAY, by=INSTALLER)
    account_appoint(two, Role.SECURITY_ADMINISTRATOR, None, since=TODAY, by=INSTALLER)

    assert [actor_of(each, on=TODAY).scopes(Right.APPOINT) for each in (one, two)] == [(), ("",)]


def test_an_officer_appoints_ends_and_closes_nothing():
    units = county()
    account = opened()
    row = account_appoint(account, Role.BRANCH_SECRETARY, units["first"], since=TODAY, by=INSTALLER)
    by = officer(units["top"])
    before = AuditRecord.objects.count()

    for act in (
        lambda: account_appoint(account, Role.DEPARTMENT_OFFICER, units["top"], since=TODAY, by=by),
        lambda: appointment_end(row, on=TODAY + timedelta(days=1), by=by),
        lambda: account_close(account, by=by),
    ):
        with pytest.raises(NotAllowedError):
            act()

    assert list(Appointment.objects.known()) == [row]
    assert Account.objects.get().is_active
    assert AuditRecord.objects.count() == before


def test_an_ended_appointment_keeps_what_was_known_before():
    units = county()
    row = account_appoint(opened(), Role.BRANCH_SECRETARY, units["first"], since=TODAY, by=INSTALLER)

    ended = appointment_end(row, on=TODAY + timedelta(days=1), by=INSTALLER)

    row.refresh_from_db()
    assert row.superseded_at is not None
    assert list(Appointment.objects.known()) == [ended]
    with pytest.raises(NotFoundError):
        appointment_for(INSTALLER, row.pk)


def test_every_act_on_an_account_is_on_the_trail():
    units = county()
    who = person(units["first"])
    start = AuditRecord.objects.latest("pk").pk
    account = opened(who=who)

    row = account_appoint(account, Role.COMMITTEE_OFFICER, units["first"], since=TODAY, by=INSTALLER)
    appointment_end(row, on=TODAY + timedelta(days=1), by=INSTALLER)
    account_close(account, by=INSTALLER)

    trail = AuditRecord.objects.filter(pk__gt=start).order_by("pk")
    assert {record.thing for record in trail} == {account.number}
    assert [(record.verb, record.facts) for record in trail] == [
        ("account.opened", {"person": who.number}),
        (
            "account.appointed",
            {"role": "committee_officer", "organisation": units["first"].number, "since": "2026-06-30"},
        ),
        ("appointment.ended", {"role": "committee_officer", "on": "2026-07-01"}),
        ("account.closed", {}),
    ]


def test_a_password_never_reaches_the_trail():
    opened()

    assert not any(PASSWORD in str(record.facts) for record in AuditRecord.objects.all())


@pytest.mark.parametrize("weak", [PASSWORD[:9], "1234567890", "password123"])
def test_short_and_common_passwords_are_weak(weak):
    with pytest.raises(ValidationError):
        account_open("li", weak, display_name="", person=None, by=INSTALLER)

    assert not Account.objects.exists()


def test_an_account_is_called_by_its_display_name_or_else_its_user_name():
    named, unnamed = Account(username="wang", display_name="王某"), Account(username="li")

    assert (str(named), str(unnamed)) == ("王某", "li")


def test_the_latest_act_stands_first_on_the_trail():
    county()
    opened()
    auditor = Actor(4, TODAY, (Grant(Role.AUDIT_ADMINISTRATOR, ""),), print)

    trail = visible_audit(auditor)

    assert trail[0].verb == "account.opened"
    assert [record.pk for record in trail] == sorted((record.pk for record in trail), reverse=True)


def test_the_number_of_a_request_ties_its_acts_together():
    by = actor_of(opened(), request_id="r-1")

    for verb in ("one.done", "two.done"):
        audit(by, verb, "thing", "1")

    assert AuditRecord.objects.filter(request_id="r-1", account=by.account).count() == 2
