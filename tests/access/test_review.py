"""Each half-year every appointment is confirmed or ended."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.offices import INSTALLER, TODAY, branch, county, officer, person
from xueshi.access.actions import account_appoint, account_open, appointment_end
from xueshi.access.actors import actor_of
from xueshi.access.models import Account, Appointment, Confirmation
from xueshi.access.reads import ReviewFilter, review_chosen, review_list
from xueshi.access.review import access_confirm, half_of, is_overdue, progress
from xueshi.kernel.actors import NotAllowedError, Role
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.windows import BEGINNING

pytestmark = pytest.mark.django_db
HALF = date(2026, 1, 1)
OFFICERS = ReviewFilter(role=Role.DEPARTMENT_OFFICER)
CHINA = ZoneInfo("Asia/Shanghai")


def account(name: str, who=None) -> Account:
    return account_open(name, None, display_name="", person=who, by=INSTALLER)


def before(row: Appointment) -> Appointment:
    """The appointment as if it had been made before the half-year."""
    Appointment.objects.filter(pk=row.pk).update(recorded_at=datetime(2025, 12, 31, 23, 59, tzinfo=CHINA))
    return row


def appointed(name: str, unit) -> Appointment:
    return before(account_appoint(account(name), Role.DEPARTMENT_OFFICER, unit, since=BEGINNING, by=INSTALLER))


def reviewer(name: str) -> Account:
    made = account(name, person(branch(f"{name}的支部")))
    before(account_appoint(made, Role.SECURITY_ADMINISTRATOR, None, since=BEGINNING, by=INSTALLER))
    return made


@pytest.mark.parametrize(
    ("day", "half", "overdue"),
    [
        (date(2026, 1, 1), HALF, False),
        (date(2026, 1, 31), HALF, False),
        (date(2026, 2, 1), HALF, True),
        (date(2026, 6, 30), HALF, True),
        (date(2026, 7, 1), date(2026, 7, 1), False),
        (date(2026, 7, 31), date(2026, 7, 1), False),
        (date(2026, 8, 1), date(2026, 7, 1), True),
        (date(2026, 12, 31), date(2026, 7, 1), True),
    ],
)
def test_a_half_year_and_the_time_for_its_review(day, half, overdue):
    assert (half_of(day), is_overdue(day)) == (half, overdue)


def test_confirmed_and_ended_appointments_leave_the_list():
    units = county()
    rows = [appointed(name, units["top"]) for name in ("one", "two", "three")]

    assert access_confirm(review_chosen([rows[0].pk], by=INSTALLER), by=security()) == 1
    appointment_end(rows[1], on=TODAY, by=INSTALLER)

    assert list(review_list(OFFICERS, by=INSTALLER)) == [rows[2]]
    assert list(review_list(ReviewFilter(done=True), by=INSTALLER)) == [rows[0]]
    assert [
        (step.role, step.total, step.confirmed) for step in progress(TODAY) if step.role != "security_administrator"
    ] == [("department_officer", 2, 1)]


def security():
    """A security administrator with an account."""
    return actor_of(reviewer("reviewer"), on=TODAY)


def test_what_was_decided_in_this_half_year_waits_for_the_next():
    account_appoint(account("new"), Role.DEPARTMENT_OFFICER, county()["top"], since=BEGINNING, by=INSTALLER)
    Appointment.objects.update(recorded_at=datetime(2026, 1, 1, 0, 0, tzinfo=CHINA))

    assert not review_list(ReviewFilter(), by=INSTALLER).exists()
    assert [step.total for step in progress(date(2026, 7, 1))] == [1]


def test_a_confirmation_holds_for_one_half_year():
    row = appointed("one", county()["top"])
    access_confirm([row], by=security())

    steps = [step for step in progress(date(2026, 7, 1)) if step.role == row.role]

    assert [(step.total, step.confirmed) for step in steps] == [(1, 0)]


def test_confirming_twice_is_one_confirmation():
    row, by = appointed("one", county()["top"]), security()

    assert [access_confirm([row], by=by), access_confirm([row], by=by)] == [1, 0]
    assert Confirmation.objects.count() == 1


def test_nobody_confirms_the_own_appointment():
    one, two = reviewer("one"), reviewer("two")
    mine = Appointment.objects.get(account=one)

    with pytest.raises(XueshiError) as refused:
        access_confirm([mine], by=actor_of(one, on=TODAY))

    assert refused.value.code == "ACCESS-035"
    assert access_confirm([mine], by=actor_of(two, on=TODAY)) == 1


def test_the_list_narrows_to_a_role_and_to_what_lies_below_a_unit():
    units = county()
    east, third = appointed("east", units["east"]), appointed("third", units["third"])

    assert list(review_list(ReviewFilter(unit=units["east"]), by=INSTALLER)) == [east]
    assert list(review_list(ReviewFilter(role=Role.DEPARTMENT_OFFICER), by=INSTALLER)) == [east, third]
    assert not review_list(ReviewFilter(role=Role.INSPECTOR), by=INSTALLER).exists()


def test_officers_neither_see_nor_confirm():
    units = county()
    row, by = appointed("one", units["top"]), officer(units["top"])

    assert not review_list(ReviewFilter(), by=by).exists()
    with pytest.raises(NotAllowedError):
        access_confirm([row], by=by)
    assert not Confirmation.objects.exists()


def test_plain_members_are_not_reviewed():
    units = county()
    before(account_appoint(account("m"), Role.MEMBER, units["first"], since=BEGINNING, by=INSTALLER))

    assert progress(TODAY) == []
