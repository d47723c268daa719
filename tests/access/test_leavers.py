"""Leavers: what has lost its ground is listed and ended the same day."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.offices import INSTALLER, TODAY, branch, county, officer, person
from xueshi.access.actions import account_appoint, account_open
from xueshi.access.leavers import Why, leavers, leavers_close
from xueshi.access.models import Account, Appointment, AuditRecord
from xueshi.kernel.actors import NotAllowedError, Role
from xueshi.kernel.windows import BEGINNING, Span
from xueshi.people.models import OfficeKind, Standing
from xueshi.people.offices import office_begin

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def opened(username: str = "wang", who=None, used: datetime | None = None) -> Account:
    """An account that was used today unless said otherwise."""
    account = account_open(username, None, display_name="", person=who, by=INSTALLER)
    Account.objects.filter(pk=account.pk).update(last_login=used or at(0))
    account.refresh_from_db()
    return account


def at(days: int) -> datetime:
    """Noon of so many days after the day of the tests."""
    noon = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
    return noon + timedelta(days=days)


def found() -> list[tuple[str, Why]]:
    return [(leaver.account.username, leaver.why) for leaver in leavers(TODAY)]


@pytest.mark.parametrize(("days", "gone"), [(-91, True), (-90, False), (-1, False)])
def test_an_account_unused_for_ninety_days_goes(days, gone):
    account = opened(used=at(days))

    counts = leavers_close(by=INSTALLER)

    account.refresh_from_db()
    assert account.is_active is not gone
    assert counts == {"office": 0, "left": 0, "unused": int(gone), "kept": 0}


@pytest.mark.parametrize(("days", "gone"), [(-91, True), (-90, False)])
def test_an_account_never_used_counts_from_its_opening(days, gone):
    account = opened()
    Account.objects.filter(pk=account.pk).update(last_login=None, created_at=at(days))

    assert found() == ([("wang", Why.UNUSED)] if gone else [])


def test_another_system_does_not_sign_in_and_stays():
    Account.objects.create(username="platform", password="!", is_service=True, created_at=at(-400))

    assert found() == []


@pytest.mark.parametrize(("ends", "gone"), [(-1, True), (0, True), (1, False)])
def test_an_appointment_ends_the_day_its_office_does(ends, gone):
    first = county()["first"]
    who = person(first)
    office_begin(who, first, OfficeKind.SECRETARY, span=Span(BEGINNING, TODAY + ends * DAY), by=INSTALLER)
    account = opened(who=who)
    account_appoint(account, Role.BRANCH_SECRETARY, first, since=BEGINNING, by=INSTALLER)

    assert found() == ([("wang", Why.OFFICE)] if gone else [])
    leavers_close(by=INSTALLER)

    row = Appointment.objects.known().get()
    assert (row.valid_to == TODAY) is gone
    assert Account.objects.get(pk=account.pk).is_active
    assert found() == []


@pytest.mark.parametrize("standing", [Standing.LEFT, Standing.EXPELLED, Standing.FULL, Standing.STOPPED])
def test_who_left_the_party_loses_the_account(standing):
    who = person(county()["first"], full_on=TODAY - 400 * DAY)
    who.membership_rows.update(standing=standing)
    who.membership_rows.create(standing=Standing.FULL, valid_from=BEGINNING, valid_to=BEGINNING + DAY, recorded_by=0)
    opened(who=who)
    gone = standing in (Standing.LEFT, Standing.EXPELLED)

    counts = leavers_close(by=INSTALLER)

    assert counts["left"] == int(gone)
    assert Account.objects.get().is_active is not gone


def test_the_last_of_an_administration_is_shown_and_stays():
    account = opened("guan", person(branch()), used=at(-200))
    account_appoint(account, Role.AUDIT_ADMINISTRATOR, None, since=BEGINNING, by=INSTALLER)

    counts = leavers_close(by=INSTALLER)

    assert [leaver.kept for leaver in leavers(TODAY)] == [True]
    assert counts == {"office": 0, "left": 0, "unused": 0, "kept": 1}
    assert Account.objects.get().is_active


def test_every_closing_says_why_on_the_trail():
    opened(used=at(-200))

    leavers_close(by=INSTALLER)

    last = AuditRecord.objects.latest("pk")
    assert (last.verb, last.reason) == ("account.closed", "unused for 90 days")


def test_an_officer_closes_nobody():
    opened(used=at(-200))

    with pytest.raises(NotAllowedError):
        leavers_close(by=officer(branch()))

    assert Account.objects.get().is_active
