"""Appointments end with dates and offices, and administration lies in three different persons."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.house.source import ROOT
from tests.offices import INSTALLER, TODAY, branch, county, person
from xueshi.access.actions import (
    account_appoint,
    account_close,
    account_open,
    appointment_end,
    appointment_withdraw,
    service_open,
)
from xueshi.access.actors import actor_of, witness
from xueshi.access.models import Account, Appointment, AuditRecord
from xueshi.kernel.actors import RIGHTS, Actor, Grant, Right, Role, may
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.windows import BEGINNING, FOREVER, Span
from xueshi.organisations.dated import replaced
from xueshi.people.models import OfficeKind
from xueshi.people.offices import office_begin

pytestmark = pytest.mark.django_db
PASSWORD = "k7-mountain-river"
DAY = timedelta(days=1)
EACH = (Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR)


def opened(username: str = "wang", who=None) -> Account:
    return account_open(username, PASSWORD, display_name="", person=who, by=INSTALLER)


def administrator(username: str, role: Role) -> Account:
    account = opened(username, person(branch(f"{username}的支部")))
    account_appoint(account, role, None, since=BEGINNING, by=INSTALLER)
    return account


def code_of(act) -> str:
    with pytest.raises(XueshiError) as refused:
        act()
    return refused.value.code


@pytest.mark.parametrize(("day", "holds"), [(-1, False), (0, True), (9, True), (10, False)])
def test_a_branch_secretary_is_one_while_in_office(day, holds):
    first = county()["first"]
    who = person(first)
    office_begin(who, first, OfficeKind.SECRETARY, span=Span(TODAY, TODAY + 10 * DAY), by=INSTALLER)
    account = opened(who=who)

    row = account_appoint(account, Role.BRANCH_SECRETARY, first, since=TODAY - 5 * DAY, by=INSTALLER)

    assert row.valid_to == FOREVER
    assert may(actor_of(account, on=TODAY + day * DAY), Right.SEE, first.path) is holds


def test_an_office_that_is_ended_late_takes_its_rights_along():
    first = county()["first"]
    who = person(first)
    office = office_begin(who, first, OfficeKind.SECRETARY, span=Span(BEGINNING), by=INSTALLER)
    account = opened(who=who)
    account_appoint(account, Role.BRANCH_SECRETARY, first, since=BEGINNING, by=INSTALLER)
    before = may(actor_of(account, on=TODAY), Right.DECIDE_REQUESTS, first.path)

    replaced(office, by=0, valid_to=TODAY)

    assert before
    assert not may(actor_of(account, on=TODAY), Right.DECIDE_REQUESTS, first.path)
    assert may(actor_of(account, on=TODAY - DAY), Right.DECIDE_REQUESTS, first.path)


@pytest.mark.parametrize(
    ("kind", "role", "fits"),
    [
        (OfficeKind.SECRETARY, Role.BRANCH_SECRETARY, True),
        (OfficeKind.DEPUTY, Role.BRANCH_SECRETARY, True),
        (OfficeKind.MEMBER, Role.BRANCH_SECRETARY, False),
        (OfficeKind.MEMBER, Role.BRANCH_RECORDER, True),
        (None, Role.BRANCH_RECORDER, False),
    ],
)
def test_a_branch_role_needs_the_office_it_comes_from(kind, role, fits):
    units = county()
    who = person(units["first"])
    if kind:
        office_begin(who, units["first"], kind, span=Span(BEGINNING), by=INSTALLER)
    account = opened(who=who)

    if fits:
        office = account_appoint(account, role, units["first"], since=TODAY, by=INSTALLER).office
        assert office is not None
        assert office.kind == kind
    else:
        assert (
            code_of(lambda: account_appoint(account, role, units["first"], since=TODAY, by=INSTALLER)) == "ACCESS-027"
        )
    assert code_of(lambda: account_appoint(account, role, units["second"], since=TODAY, by=INSTALLER)) == "ACCESS-027"


@pytest.mark.parametrize(("days", "code"), [(0, "ACCESS-028"), (1, None), (366, None), (367, "ACCESS-030")])
def test_the_mandate_of_an_inspector_ends_within_a_year(days, code):
    top = county()["top"]
    account = opened()

    def appoint():
        return account_appoint(account, Role.INSPECTOR, top, since=TODAY, until=TODAY + days * DAY, by=INSTALLER)

    if code:
        assert code_of(appoint) == code
    else:
        assert appoint().valid_to == TODAY + days * DAY


def test_no_mandate_of_an_inspector_lasts_for_ever():
    top = county()["top"]
    account = opened()

    assert code_of(lambda: account_appoint(account, Role.INSPECTOR, top, since=TODAY, by=INSTALLER)) == "ACCESS-030"
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.create(account=account, role=Role.INSPECTOR, organisation=top, recorded_by=0)


def test_nobody_appoints_himself_or_herself():
    account = administrator("sec", Role.SECURITY_ADMINISTRATOR)
    by = actor_of(account, on=TODAY)
    again = Actor(account.pk + 1000, TODAY, by.grants, witness(), account.person_id)

    for one in (by, again):
        assert code_of(lambda one=one: account_appoint(account, Role.MEMBER, None, since=TODAY, by=one)) == "ACCESS-024"

    assert Appointment.objects.count() == 1


@pytest.mark.parametrize("role", EACH)
def test_an_administrator_is_a_person_and_works_everywhere(role):
    top = county()["top"]
    nobody, somebody = opened("office"), opened("guan", person(top))

    assert code_of(lambda: account_appoint(nobody, role, None, since=TODAY, by=INSTALLER)) == "ACCESS-026"
    assert code_of(lambda: account_appoint(somebody, role, top, since=TODAY, by=INSTALLER)) == "ACCESS-032"
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.create(account=somebody, role=role, organisation=top, recorded_by=0)


@pytest.mark.parametrize("first", EACH)
@pytest.mark.parametrize("second", [*EACH, Role.DEPARTMENT_OFFICER, Role.RULE_EDITOR])
def test_an_administrator_holds_no_other_role_whichever_comes_first(first, second):
    top = county()["top"]
    account = opened("guan", person(top))
    scope = top if second is Role.DEPARTMENT_OFFICER else None
    expected = "ACCESS-005" if second in EACH else "ACCESS-034"
    account_appoint(account, first, None, since=TODAY, by=INSTALLER)

    if first is second:
        account_appoint(account, second, None, since=TODAY + DAY, by=INSTALLER)
    else:
        assert code_of(lambda: account_appoint(account, second, scope, since=TODAY + DAY, by=INSTALLER)) == expected
        row = Appointment.objects.known().get()
        Appointment.objects.filter(pk=row.pk).update(role=second, organisation=scope)
        assert code_of(lambda: account_appoint(account, first, None, since=TODAY, by=INSTALLER)) == expected


def test_an_administrator_may_be_a_member():
    account = administrator("guan", Role.AUDIT_ADMINISTRATOR)

    assert account.person is not None
    account_appoint(account, Role.MEMBER, account.person.organisation, since=TODAY, by=INSTALLER)

    assert Appointment.objects.count() == 2


@pytest.mark.parametrize("role", EACH)
def test_the_last_administrator_stays(role):
    account = administrator("guan", role)
    row = account.appointments.get()

    for act in (
        lambda: appointment_end(row, on=TODAY, by=INSTALLER),
        lambda: appointment_withdraw(row, reason="错", by=INSTALLER),
        lambda: account_close(account, by=INSTALLER),
    ):
        assert code_of(act) == "ACCESS-025"

    account.refresh_from_db()
    assert account.is_active
    assert list(Appointment.objects.known()) == [row]


def test_an_administrator_goes_once_another_is_there():
    one, two = administrator("one", Role.AUDIT_ADMINISTRATOR), administrator("two", Role.AUDIT_ADMINISTRATOR)

    account_close(one, by=INSTALLER)

    assert code_of(lambda: account_close(two, by=INSTALLER)) == "ACCESS-025"
    assert actor_of(two, on=TODAY).scopes(Right.READ_AUDIT) == ("",)


def test_a_successor_who_leaves_earlier_is_no_successor():
    one = administrator("one", Role.AUDIT_ADMINISTRATOR)
    two = opened("two", person(branch("乙")))
    account_appoint(two, Role.AUDIT_ADMINISTRATOR, None, since=BEGINNING, until=TODAY + DAY, by=INSTALLER)
    row = one.appointments.get()

    assert code_of(lambda: appointment_end(row, on=TODAY + DAY, by=INSTALLER)) == "ACCESS-025"
    assert appointment_end(row, on=TODAY, by=INSTALLER).valid_to == TODAY


@pytest.mark.parametrize(
    ("day", "code"), [(-1, "ACCESS-028"), (0, "ACCESS-028"), (1, None), (10, None), (11, "ACCESS-029")]
)
def test_an_appointment_ends_after_its_beginning_and_never_later_than_agreed(day, code):
    row = account_appoint(opened(), Role.RULE_EDITOR, None, since=TODAY, until=TODAY + 10 * DAY, by=INSTALLER)

    if code:
        assert code_of(lambda: appointment_end(row, on=TODAY + day * DAY, by=INSTALLER)) == code
    else:
        assert appointment_end(row, on=TODAY + day * DAY, by=INSTALLER).span.until == TODAY + day * DAY


def test_an_appointment_made_by_mistake_is_withdrawn_with_a_reason():
    account = opened()
    row = account_appoint(account, Role.RULE_EDITOR, None, since=TODAY, by=INSTALLER)

    assert code_of(lambda: appointment_withdraw(row, reason=" ", by=INSTALLER)) == "ACCESS-023"
    appointment_withdraw(row, reason="录错人", by=INSTALLER)

    assert actor_of(account, on=TODAY).grants == ()
    last = AuditRecord.objects.latest("pk")
    assert (last.verb, last.facts, last.reason) == ("appointment.withdrawn", {"role": "rule_editor"}, "录错人")


def test_a_service_account_has_no_password_and_is_a_platform_only():
    service, human = service_open("platform", display_name="学习平台", by=INSTALLER), opened()

    assert not service.has_usable_password()
    assert code_of(lambda: account_appoint(service, Role.RULE_EDITOR, None, since=TODAY, by=INSTALLER)) == "ACCESS-031"
    assert code_of(lambda: account_appoint(human, Role.PLATFORM, None, since=TODAY, by=INSTALLER)) == "ACCESS-031"
    assert account_appoint(service, Role.PLATFORM, None, since=TODAY, by=INSTALLER).role == Role.PLATFORM
    service.person = person(branch())
    with pytest.raises(IntegrityError), transaction.atomic():
        service.save()


def test_a_closed_account_loses_what_it_has_and_gets_nothing_more():
    units = county()
    account = opened()
    account_appoint(account, Role.DEPARTMENT_OFFICER, units["top"], since=TODAY - DAY, by=INSTALLER)
    account_appoint(account, Role.RULE_EDITOR, None, since=TODAY, by=INSTALLER)
    account_appoint(account, Role.TEACHER, None, since=TODAY + DAY, by=INSTALLER)

    account_close(account, reason="调离", by=INSTALLER)

    known = Appointment.objects.known().order_by("pk")
    assert [(row.role, row.valid_to) for row in known] == [
        ("department_officer", TODAY),
        ("rule_editor", TODAY + DAY),
    ]
    assert code_of(lambda: account_appoint(account, Role.RULE_EDITOR, None, since=TODAY, by=INSTALLER)) == "ACCESS-033"
    assert actor_of(account, on=TODAY - DAY).grants == ()


def test_an_account_of_several_scopes_sees_them_all_and_no_more():
    units = county()
    account = opened()
    for name in ("first", "third"):
        account_appoint(account, Role.COMMITTEE_OFFICER, units[name], since=TODAY, by=INSTALLER)

    by = actor_of(account, on=TODAY)

    assert by.scopes(Right.SEE) == tuple(sorted(units[name].path for name in ("first", "third")))
    assert [may(by, Right.IMPORT, units[name].path) for name in ("top", "first", "second", "third")] == [
        False,
        True,
        False,
        True,
    ]


def test_a_role_with_another_right_widens_nothing_else():
    units = county()
    by = Actor(
        1,
        TODAY,
        (Grant(Role.INSPECTOR, units["top"].path), Grant(Role.BRANCH_SECRETARY, units["first"].path)),
        witness(),
    )

    assert may(by, Right.SEE, units["third"].path)
    assert not may(by, Right.DECIDE_REQUESTS, units["third"].path)
    assert may(by, Right.DECIDE_REQUESTS, units["first"].path)


def test_the_page_about_rights_says_what_each_role_may_do():
    rows = re.findall(
        r"^\| \S+ `(\w+)` \| (.*) \|$", (ROOT / "docs" / "rights.md").read_text(encoding="utf-8"), re.MULTILINE
    )

    said = {role: sorted(re.findall(r"`(\w+)`", rights)) for role, rights in rows}

    assert said == {role.value: sorted(right.value for right in rights) for role, rights in RIGHTS.items()}
