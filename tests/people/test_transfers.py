"""Transfers of affiliation: letter, acceptance, receipt."""

from datetime import date, timedelta

import pytest

from tests.offices import INSTALLER, TODAY, county, member, officer, person, secretary
from xueshi.access.models import AuditRecord
from xueshi.kernel.actors import NotAllowedError
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.windows import BEGINNING, FOREVER, Span
from xueshi.organisations.models import Organisation
from xueshi.people.actions import affiliation_move
from xueshi.people.floating import floating_begin
from xueshi.people.models import Affiliation, Floating, Office, OfficeKind, Person, Transfer, TransferState
from xueshi.people.offices import office_begin
from xueshi.people.transfers import (
    STEPS,
    Letter,
    transfer_accept,
    transfer_confirm,
    transfer_issue,
    transfer_refuse,
    transfer_withdraw,
)

pytestmark = pytest.mark.django_db
ISSUED = date(2026, 6, 1)
"""A letter of that day is good until the thirtieth of June, the day on which these tests stand."""


def stays(one: Person) -> list[tuple[str, Span]]:
    rows = Affiliation.objects.known().filter(person=one).order_by("valid_from")
    return [(row.organisation.name, row.span) for row in rows]


def issued(one: Person, target: Organisation, on: date = ISSUED, days: int = 30) -> Transfer:
    return transfer_issue(one, Letter("001", target, days=days), on=on, by=INSTALLER)


def steps(transfer: Transfer) -> list[str]:
    return [step.state for step in transfer.steps.all()]


def test_the_old_organisation_answers_until_the_new_one_accepts():
    units = county()
    one = person(units["first"])

    transfer = issued(one, units["third"])

    assert stays(one) == [("第一支部", Span())]
    assert (transfer.state, transfer.last_day, transfer.source) == ("issued", TODAY, units["first"])


def test_acceptance_moves_the_affiliation_on_its_day():
    units = county()
    one = person(units["first"])
    transfer = issued(one, units["third"])

    transfer_accept(transfer, on=date(2026, 6, 10), by=secretary(units["third"]))

    moved = date(2026, 6, 10)
    assert stays(one) == [("第一支部", Span(BEGINNING, moved)), ("第三支部", Span(moved, FOREVER))]
    one.refresh_from_db()
    assert (one.organisation, one.counted_in) == (units["third"], units["third"])
    assert steps(transfer) == ["issued", "accepted"]


def test_offices_in_the_old_organisation_end_and_others_stay():
    units = county()
    one = person(units["first"])
    for unit, kind, first in (
        (units["first"], OfficeKind.SECRETARY, date(2024, 1, 1)),
        (units["first"], OfficeKind.ORGANISATION, date(2026, 6, 20)),
        (units["east"], OfficeKind.MEMBER, date(2024, 1, 1)),
    ):
        office_begin(one, unit, kind, span=Span(first), by=INSTALLER)
    transfer = issued(one, units["third"])

    transfer_accept(transfer, on=date(2026, 6, 10), by=INSTALLER)

    held = Office.objects.known().order_by("kind").values_list("kind", "valid_to")
    assert list(held) == [("member", FOREVER), ("secretary", date(2026, 6, 10))]


def test_a_guest_who_is_transferred_to_the_host_floats_no_more():
    units = county()
    one = person(units["first"])
    floating_begin(one, units["third"], "", span=Span(date(2026, 1, 1)), by=INSTALLER)
    transfer = issued(one, units["third"])

    transfer_accept(transfer, on=TODAY, by=INSTALLER)

    stay = Floating.objects.known().get()
    assert (stay.stage, stay.span) == ("returned", Span(date(2026, 1, 1), TODAY))


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (ISSUED - timedelta(days=1), "TRANSFER-006"),
        (ISSUED, None),
        (TODAY, None),
        (TODAY + timedelta(days=1), "TRANSFER-006"),
    ],
)
def test_a_letter_is_accepted_between_its_issue_and_today(on, code):
    units = county()
    transfer = issued(person(units["first"]), units["third"], days=60)

    refused = None
    try:
        transfer_accept(transfer, on=on, by=INSTALLER)
    except XueshiError as error:
        refused = error.code

    assert refused == code


@pytest.mark.parametrize(("days", "code"), [(30, None), (29, "TRANSFER-003")])
def test_a_letter_past_its_last_day_is_not_accepted(days, code):
    units = county()
    one = person(units["first"])
    transfer = issued(one, units["third"], days=days)

    refused = None
    try:
        transfer_accept(transfer, on=ISSUED, by=INSTALLER)
    except XueshiError as error:
        refused = error.code

    assert refused == code
    assert stays(one)[0][1].until == (ISSUED if code is None else FOREVER)


@pytest.mark.parametrize(("days", "good"), [(0, False), (1, True), (90, True), (91, False)])
def test_a_letter_is_good_for_one_to_ninety_days(days, good):
    units = county()
    one = person(units["first"])

    if good:
        issued(one, units["third"], days=days)
    else:
        with pytest.raises(XueshiError):
            issued(one, units["third"], days=days)

    assert Transfer.objects.count() == good


def test_one_letter_waits_at_a_time():
    units = county()
    one = person(units["first"])
    issued(one, units["third"])

    with pytest.raises(XueshiError) as refused:
        issued(one, units["second"])

    assert (refused.value.code, refused.value.values["letter"]) == ("TRANSFER-001", "001")
    assert Transfer.objects.count() == 1


def test_a_new_letter_closes_one_that_has_expired():
    units = county()
    one = person(units["first"])
    old = issued(one, units["third"], days=5)

    new = issued(one, units["third"], on=TODAY)

    old.refresh_from_db()
    assert (old.state, steps(old), new.state) == ("expired", ["issued", "expired"], "issued")
    last = old.steps.last()
    assert last is not None
    assert last.on == date(2026, 6, 6)


def test_nobody_is_transferred_to_where_he_or_she_is():
    units = county()

    with pytest.raises(XueshiError) as refused:
        issued(person(units["first"]), units["first"])

    assert refused.value.code == "TRANSFER-004"


def test_nobody_is_transferred_to_what_is_dissolved():
    units = county()
    units["third"].dissolved_on = ISSUED

    with pytest.raises(XueshiError) as refused:
        issued(person(units["first"]), units["third"])

    assert refused.value.code == "TRANSFER-004"


def test_a_letter_that_is_refused_changes_nothing():
    units = county()
    one = person(units["first"])
    transfer = issued(one, units["third"])

    transfer_refuse(transfer, reason="查无此人", by=secretary(units["third"]))

    assert stays(one) == [("第一支部", Span())]
    last = transfer.steps.last()
    assert last is not None
    assert (transfer.state, last.reason) == ("refused", "查无此人")


def test_a_letter_is_taken_back_by_the_old_side_only():
    units = county()
    transfer = issued(person(units["first"]), units["third"])

    with pytest.raises(NotAllowedError):
        transfer_withdraw(transfer, reason="开错", by=officer(units["west"]))
    transfer_withdraw(transfer, reason="开错", by=officer(units["east"]))

    assert transfer.state == "withdrawn"


def test_refusing_and_taking_back_need_a_reason():
    units = county()
    transfer = issued(person(units["first"]), units["third"])

    for act in (transfer_refuse, transfer_withdraw):
        with pytest.raises(XueshiError) as refused:
            act(transfer, reason="  ", by=INSTALLER)
        assert refused.value.code == "REQUEST-006"

    assert steps(transfer) == ["issued"]


def test_the_receipt_closes_the_transfer():
    units = county()
    transfer = issued(person(units["first"]), units["third"])
    transfer_accept(transfer, on=date(2026, 6, 10), by=INSTALLER)

    with pytest.raises(XueshiError) as refused:
        transfer_confirm(transfer, on=date(2026, 6, 9), by=secretary(units["first"]))
    transfer_confirm(transfer, on=date(2026, 6, 12), by=secretary(units["first"]))

    assert refused.value.code == "TRANSFER-006"
    assert steps(transfer) == ["issued", "accepted", "confirmed"]


def test_a_receipt_before_acceptance_is_refused():
    units = county()
    transfer = issued(person(units["first"]), units["third"])

    with pytest.raises(XueshiError) as refused:
        transfer_confirm(transfer, on=TODAY, by=INSTALLER)

    assert refused.value.code == "TRANSFER-002"


def test_a_letter_to_outside_the_system_ends_the_affiliation_with_its_receipt():
    units = county()
    one = person(units["first"])
    transfer = transfer_issue(one, Letter("002", target_text="外省某县委组织部"), on=ISSUED, by=INSTALLER)
    assert stays(one) == [("第一支部", Span())]

    transfer_confirm(transfer, on=date(2026, 6, 20), by=secretary(units["first"]))

    assert stays(one) == [("第一支部", Span(BEGINNING, date(2026, 6, 20)))]
    one.refresh_from_db()
    assert (one.organisation, one.counted_in) == (units["first"], None)
    assert transfer.state == "confirmed"


def test_nobody_accepts_for_outside_the_system():
    units = county()
    transfer = transfer_issue(
        person(units["first"]), Letter("002", target_text="外省某县委组织部"), on=ISSUED, by=INSTALLER
    )

    for act in (
        lambda: transfer_accept(transfer, on=TODAY, by=INSTALLER),
        lambda: transfer_refuse(transfer, reason="x", by=INSTALLER),
    ):
        with pytest.raises(XueshiError) as refused:
            act()
        assert refused.value.code == "TRANSFER-002"


def test_a_letter_of_an_organisation_that_no_longer_answers_is_not_accepted():
    units = county()
    one = person(units["first"])
    transfer = issued(one, units["third"])
    affiliation_move(one, units["second"], on=date(2026, 6, 5), by=INSTALLER)

    with pytest.raises(XueshiError) as refused:
        transfer_accept(transfer, on=date(2026, 6, 10), by=INSTALLER)

    assert refused.value.code == "TRANSFER-005"
    assert stays(one)[-1] == ("第二支部", Span(date(2026, 6, 5), FOREVER))


def test_acceptance_does_not_wipe_out_what_is_recorded_for_later():
    units = county()
    one = person(units["first"])
    transfer = issued(one, units["third"])
    affiliation_move(one, units["second"], on=date(2026, 6, 25), by=INSTALLER)

    with pytest.raises(XueshiError) as refused:
        transfer_accept(transfer, on=date(2026, 6, 10), by=INSTALLER)

    assert refused.value.code == "TRANSFER-005"


def test_each_side_does_its_own_part_only():
    units = county()
    one = person(units["first"])
    outsiders = (member(one), secretary(units["first"]), officer(units["west"]))

    for by in outsiders:
        with pytest.raises(NotAllowedError):
            transfer_issue(one, Letter("003", units["third"]), on=ISSUED, by=by)
    transfer = issued(one, units["third"])
    for by in (member(one), secretary(units["first"]), officer(units["east"])):
        with pytest.raises(NotAllowedError):
            transfer_accept(transfer, on=TODAY, by=by)

    assert steps(transfer) == ["issued"]
    assert stays(one) == [("第一支部", Span())]


@pytest.mark.parametrize("state", [state for state in TransferState if not STEPS[state]])
def test_what_is_closed_stays_closed(state):
    units = county()
    transfer = issued(person(units["first"]), units["third"])
    Transfer.objects.filter(pk=transfer.pk).update(state=state)
    transfer.refresh_from_db()

    for act in (
        lambda: transfer_accept(transfer, on=TODAY, by=INSTALLER),
        lambda: transfer_refuse(transfer, reason="x", by=INSTALLER),
        lambda: transfer_withdraw(transfer, reason="x", by=INSTALLER),
        lambda: transfer_confirm(transfer, on=TODAY, by=INSTALLER),
    ):
        with pytest.raises(XueshiError) as refused:
            act()
        assert refused.value.code == "TRANSFER-002"

    assert steps(transfer) == ["issued"]


def test_two_sides_that_act_on_what_they_read_before_do_not_both_win():
    units = county()
    transfer = issued(person(units["first"]), units["third"])
    stale = Transfer.objects.get(pk=transfer.pk)
    transfer_withdraw(transfer, reason="开错", by=INSTALLER)

    with pytest.raises(XueshiError) as refused:
        transfer_accept(stale, on=TODAY, by=INSTALLER)

    assert refused.value.code == "TRANSFER-002"


def test_every_step_is_on_the_trail():
    units = county()
    by = officer(units["top"], account=5)
    one = person(units["first"])
    transfer = transfer_issue(one, Letter("001", units["third"]), on=ISSUED, by=by)

    transfer_accept(transfer, on=TODAY, by=by)
    transfer_confirm(transfer, on=TODAY, by=by)

    records = AuditRecord.objects.filter(account=5).order_by("pk")
    assert [(record.verb, record.thing) for record in records] == [
        ("transfer.issued", transfer.number),
        ("transfer.accepted", transfer.number),
        ("transfer.confirmed", transfer.number),
    ]
    assert records[1].facts == {"person": one.number, "on": "2026-06-30", "offices_ended": 0}
