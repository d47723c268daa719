"""Exemptions: a reason out of a closed list, a decision, and a review every year."""

from datetime import date, timedelta

import pytest

from tests.offices import INSTALLER, TODAY, county, member, officer, person, secretary
from xueshi.access.models import AuditRecord
from xueshi.kernel.actors import NotAllowedError
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.windows import Span
from xueshi.people.exemptions import exemption_confirm, exemption_end, exemption_grant
from xueshi.people.models import Exemption, ExemptionReason

pytestmark = pytest.mark.django_db
DECIDED = date(2025, 8, 31)
SPAN = Span(date(2025, 9, 1))


def granted(unit) -> Exemption:
    return exemption_grant(person(unit), ExemptionReason.IMMOBILE, decided_on=DECIDED, span=SPAN, by=INSTALLER)


def test_the_first_review_is_due_a_year_after_the_decision():
    row = granted(county()["first"])

    assert (row.reason, row.review_due, row.reviewed_on) == ("immobile", date(2026, 8, 31), None)


def test_without_a_decision_the_review_is_due_at_once():
    one = person(county()["first"])

    row = exemption_grant(one, ExemptionReason.OLD_FRAIL, decided_on=None, span=SPAN, by=INSTALLER)

    assert row.review_due is None


def test_a_confirmed_exemption_is_due_again_a_year_later_and_the_old_row_stays():
    units = county()
    row = granted(units["first"])

    confirmed = exemption_confirm(row, on=TODAY, by=secretary(units["first"]))

    assert (confirmed.reviewed_on, confirmed.review_due) == (TODAY, date(2027, 6, 30))
    assert (confirmed.reason, confirmed.decided_on, confirmed.span) == ("immobile", DECIDED, SPAN)
    assert Exemption.objects.count() == 2
    assert list(Exemption.objects.known()) == [confirmed]


def test_the_branch_ends_an_exemption_that_has_lost_its_reason():
    units = county()
    row = granted(units["first"])

    ended = exemption_end(row, on=TODAY, by=secretary(units["first"]))

    assert ended.span == Span(SPAN.first, TODAY)


def test_nobody_else_confirms_or_ends():
    units = county()
    row = granted(units["first"])

    for by in (secretary(units["second"]), officer(units["west"]), member(row.person)):
        with pytest.raises(NotAllowedError):
            exemption_confirm(row, on=TODAY, by=by)
        with pytest.raises(NotAllowedError):
            exemption_end(row, on=TODAY, by=by)

    assert list(Exemption.objects.all()) == [row]


def test_a_decision_that_has_not_happened_is_not_recorded():
    one = person(county()["first"])

    with pytest.raises(XueshiError) as refused:
        exemption_grant(one, ExemptionReason.OTHER, decided_on=TODAY + timedelta(days=1), span=SPAN, by=INSTALLER)

    assert (refused.value.code, Exemption.objects.exists()) == ("STATE-005", False)


def test_a_review_that_has_not_happened_is_not_recorded():
    row = granted(county()["first"])

    with pytest.raises(XueshiError) as refused:
        exemption_confirm(row, on=TODAY + timedelta(days=1), by=INSTALLER)

    assert (refused.value.code, list(Exemption.objects.all())) == ("STATE-005", [row])


def test_two_exemptions_do_not_overlap_and_may_touch():
    one = person(county()["first"])
    exemption_grant(
        one, ExemptionReason.OTHER, decided_on=None, span=Span(date(2024, 1, 1), date(2025, 1, 1)), by=INSTALLER
    )

    with pytest.raises(XueshiError) as refused:
        exemption_grant(one, ExemptionReason.OTHER, decided_on=None, span=Span(date(2024, 12, 31)), by=INSTALLER)
    exemption_grant(one, ExemptionReason.OTHER, decided_on=None, span=Span(date(2025, 1, 1)), by=INSTALLER)

    assert refused.value.code == "STATE-004"
    assert Exemption.objects.known().count() == 2


def test_the_trail_of_a_review_says_when_and_until_when():
    units = county()
    row = granted(units["first"])

    exemption_confirm(row, on=TODAY, by=secretary(units["first"], account=7))

    record = AuditRecord.objects.get(account=7)
    assert (record.verb, record.thing) == ("exemption.confirmed", row.person.number)
    assert record.facts == {"on": "2026-06-30", "due": "2027-06-30"}
