"""Floating members: both ends act, and they are counted once, at home."""

from datetime import date, timedelta

import pytest

from tests.offices import INSTALLER, TODAY, county, member, officer, person, secretary
from xueshi.access.models import AuditRecord
from xueshi.kernel.actors import NotAllowedError
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.paths import OrgPath
from xueshi.kernel.windows import FOREVER, Span
from xueshi.organisations.models import Organisation
from xueshi.organisations.tree import AsOf
from xueshi.people.desks import is_lost
from xueshi.people.facts import facts_of
from xueshi.people.floating import (
    floating_begin,
    floating_confirm,
    floating_decline,
    floating_return,
    presence_record,
)
from xueshi.people.headcounts import heads
from xueshi.people.models import Floating, Person, Presence, PresenceKind

pytestmark = pytest.mark.django_db
SINCE = date(2026, 3, 1)
SEEN = date(2026, 6, 10)


def away(units: dict[str, Organisation], one: Person) -> Floating:
    return floating_begin(one, units["third"], "", span=Span(SINCE), by=INSTALLER)


def confirmed(units: dict[str, Organisation], one: Person) -> Floating:
    return floating_confirm(away(units, one), on=SEEN, by=secretary(units["third"]))


def test_a_guest_is_counted_once_at_home():
    units = county()
    one = person(units["first"])

    confirmed(units, one)

    now = AsOf(TODAY)
    assert heads(units["first"].pk, now, today=TODAY).direct == 1
    assert heads(units["third"].pk, now, today=TODAY).direct == 0
    orgs = {pk: OrgPath(name) for pk, name in Organisation.objects.values_list("pk", "full_name")}
    (facts,) = facts_of(Person.objects.all(), orgs)
    assert [stay.org for stay in facts.affiliations] == ["甲县委/东镇党委/第一支部"]


def test_the_rows_of_one_stay_share_its_number_and_nothing_is_overwritten():
    units = county()
    stay = away(units, person(units["first"]))

    changed = floating_confirm(stay, on=SEEN, by=secretary(units["third"]))

    rows = Floating.objects.filter(number=stay.number).order_by("pk").values_list("stage", "seen_on")
    assert list(rows) == [("registered", None), ("confirmed", SEEN)]
    assert list(Floating.objects.known()) == [changed]


@pytest.mark.parametrize(
    ("host", "text"), [(None, ""), ("third", "某市"), ("first", "")], ids=["nowhere", "two places", "home"]
)
def test_a_stay_is_in_one_place_that_is_not_home(host, text):
    units = county()
    one = person(units["first"])

    with pytest.raises(XueshiError) as refused:
        floating_begin(one, units[host] if host else None, text, span=Span(SINCE), by=INSTALLER)

    assert refused.value.code == "FLOATING-002"


def test_nobody_is_away_in_two_places():
    units = county()
    one = person(units["first"])
    away(units, one)

    with pytest.raises(XueshiError) as refused:
        floating_begin(one, None, "外省", span=Span(TODAY), by=INSTALLER)

    assert (refused.value.code, Floating.objects.count()) == ("STATE-004", 1)


def test_only_the_host_confirms_or_declines():
    units = county()
    one = person(units["first"])
    stay = away(units, one)

    for by in (secretary(units["first"]), officer(units["east"]), member(one)):
        with pytest.raises(NotAllowedError):
            floating_confirm(stay, on=SEEN, by=by)
        with pytest.raises(NotAllowedError):
            floating_decline(stay, reason="没有此人", by=by)

    assert list(Floating.objects.all()) == [stay]


def test_a_guest_who_is_declined_can_be_found_after_all():
    units = county()
    by = secretary(units["third"])
    declined = floating_decline(away(units, person(units["first"])), reason="没有此人", by=by)

    found = floating_confirm(declined, on=TODAY, by=by)

    assert (declined.stage, found.stage) == ("declined", "confirmed")
    assert AuditRecord.objects.get(verb="floating.declined").reason == "没有此人"


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (SINCE - timedelta(days=1), "FLOATING-004"),
        (SINCE, None),
        (TODAY, None),
        (TODAY + timedelta(days=1), "FLOATING-004"),
    ],
)
def test_presence_is_of_a_day_of_the_stay(day, code):
    units = county()
    stay = confirmed(units, person(units["first"]))

    refused = None
    try:
        presence_record(stay, PresenceKind.LECTURE, day=day, by=secretary(units["third"]))
    except XueshiError as error:
        refused = error.code

    assert (refused, Presence.objects.count()) == (code, code is None)


def test_each_kind_is_recorded_once_a_day_and_the_latest_contact_is_kept():
    units = county()
    by = secretary(units["third"])
    stay = confirmed(units, person(units["first"]))

    presence_record(stay, PresenceKind.MEETING, day=TODAY, by=by)
    stay = Floating.objects.known().get()
    presence_record(stay, PresenceKind.MEETING, day=SINCE, by=by)
    with pytest.raises(XueshiError) as refused:
        presence_record(stay, PresenceKind.MEETING, day=TODAY, by=by)

    assert refused.value.code == "FLOATING-003"
    assert Presence.objects.count() == 2
    assert Floating.objects.known().get().seen_on == TODAY


def test_the_host_records_presence_only_after_having_confirmed():
    units = county()
    stay = away(units, person(units["first"]))

    with pytest.raises(XueshiError) as refused:
        presence_record(stay, PresenceKind.MEETING, day=SEEN, by=secretary(units["third"]))

    assert (refused.value.code, Presence.objects.count()) == ("FLOATING-001", 0)


def test_home_records_contact_and_nothing_else():
    units = county()
    stay = away(units, person(units["first"]))
    by = secretary(units["first"])

    made = presence_record(stay, PresenceKind.CONTACT, day=SEEN, by=by)
    with pytest.raises(NotAllowedError):
        presence_record(Floating.objects.known().get(), PresenceKind.TRAINING, day=SEEN, by=by)

    assert (made.by_host, Floating.objects.known().get().seen_on) == (False, SEEN)


@pytest.mark.parametrize("side", ["first", "third"])
def test_either_end_records_the_return(side):
    units = county()
    stay = confirmed(units, person(units["first"]))

    back = floating_return(stay, on=TODAY, by=secretary(units[side]))

    assert (back.stage, back.span) == ("returned", Span(SINCE, TODAY))
    with pytest.raises(XueshiError) as refused:
        floating_return(back, on=TODAY, by=INSTALLER)
    assert refused.value.code == "FLOATING-001"


@pytest.mark.parametrize("on", [SINCE, TODAY + timedelta(days=1)])
def test_a_return_is_after_the_beginning_and_not_ahead(on):
    units = county()
    stay = away(units, person(units["first"]))

    with pytest.raises(XueshiError):
        floating_return(stay, on=on, by=INSTALLER)

    assert Floating.objects.known().get().valid_to == FOREVER


@pytest.mark.parametrize(("seen", "lost"), [(date(2025, 12, 30), True), (date(2025, 12, 31), False)])
def test_lost_is_who_was_not_seen_for_six_months(seen, lost):
    assert is_lost(Floating(valid_from=date(2020, 1, 1), seen_on=seen), TODAY) is lost
