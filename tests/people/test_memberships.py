"""Membership over time: which stage may follow which, from when, and what rules then read."""

from datetime import date

import pytest

from tests.offices import INSTALLER, TODAY, county, member, officer, person, secretary
from xueshi.access.models import AuditRecord
from xueshi.kernel.actors import NotAllowedError
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.paths import OrgPath
from xueshi.kernel.windows import BEGINNING, FOREVER, Span
from xueshi.organisations.models import Organisation
from xueshi.people.facts import facts_of
from xueshi.people.memberships import NEXT, membership_correct, membership_step
from xueshi.people.models import Affiliation, Membership, Office, OfficeKind, Person, Standing
from xueshi.people.offices import office_begin
from xueshi.people.recording import state_withdraw

pytestmark = pytest.mark.django_db


def life(one: Person) -> list[tuple[str, date, date]]:
    rows = Membership.objects.known().filter(person=one).order_by("valid_from")
    return [(row.standing, row.valid_from, row.valid_to) for row in rows]


def stays(one: Person) -> list[tuple[str, Span]]:
    orgs = {pk: OrgPath(name) for pk, name in Organisation.objects.values_list("pk", "full_name")}
    (found,) = facts_of(Person.objects.filter(pk=one.pk), orgs)
    return [(stay.org.rpartition("/")[2], stay.span) for stay in found.affiliations]


def newcomer(unit: Organisation) -> Person:
    """Somebody of whom no stage of membership is known."""
    one = person(unit)
    state_withdraw(Membership.objects.get(person=one), reason="尚未申请", by=INSTALLER)
    return one


def grown(unit: Organisation) -> Person:
    """A full member since 2023-06-01 whose whole way is recorded."""
    one = newcomer(unit)
    for to, on in (
        (Standing.APPLICANT, date(2020, 1, 10)),
        (Standing.ACTIVIST, date(2020, 9, 1)),
        (Standing.CANDIDATE, date(2021, 9, 1)),
        (Standing.PROBATIONARY, date(2022, 6, 1)),
        (Standing.FULL, date(2023, 6, 1)),
    ):
        membership_step(one, to, on=on, by=INSTALLER)
    return one


def test_the_way_to_full_membership_is_a_row_of_stages():
    one = grown(county()["first"])

    assert life(one) == [
        ("applicant", date(2020, 1, 10), date(2020, 9, 1)),
        ("activist", date(2020, 9, 1), date(2021, 9, 1)),
        ("candidate", date(2021, 9, 1), date(2022, 6, 1)),
        ("probationary", date(2022, 6, 1), date(2023, 6, 1)),
        ("full", date(2023, 6, 1), FOREVER),
    ]
    latest = Membership.objects.known().get(person=one, standing=Standing.FULL)
    assert (latest.admitted_on, latest.full_on) == (date(2022, 6, 1), date(2023, 6, 1))


def test_rules_see_members_only_while_they_are_members():
    one = grown(county()["first"])

    membership_step(one, Standing.STOPPED, on=date(2025, 1, 1), by=INSTALLER)
    membership_step(one, Standing.FULL, on=date(2025, 9, 1), by=INSTALLER)

    assert stays(one) == [
        ("第一支部", Span(date(2022, 6, 1), date(2025, 1, 1))),
        ("第一支部", Span(date(2025, 9, 1), FOREVER)),
    ]


def test_an_applicant_is_no_member_yet():
    one = newcomer(county()["first"])

    membership_step(one, Standing.APPLICANT, on=date(2026, 1, 1), by=INSTALLER)

    assert stays(one) == []


@pytest.mark.parametrize("was", [standing for standing in NEXT if standing is not None])
def test_no_stage_follows_out_of_turn(was):
    one = person(county()["first"])
    Membership.objects.filter(person=one).update(standing=was, valid_from=date(2000, 1, 1))
    before = life(one)

    for to in set(Standing) - set(NEXT[was]):
        with pytest.raises(XueshiError) as refused:
            membership_step(one, to, on=TODAY, by=INSTALLER)
        assert refused.value.code == "STATE-001"

    assert life(one) == before


@pytest.mark.parametrize(
    ("was", "to", "earliest"),
    [
        (Standing.ACTIVIST, Standing.CANDIDATE, date(2025, 2, 28)),
        (Standing.PROBATIONARY, Standing.FULL, date(2025, 2, 28)),
        (Standing.STOPPED, Standing.STRUCK_OFF, date(2026, 2, 28)),
    ],
)
def test_a_stage_lasts_its_time(was, to, earliest):
    one = person(county()["first"])
    Membership.objects.filter(person=one).update(standing=was, valid_from=date(2024, 2, 29))

    with pytest.raises(XueshiError) as refused:
        membership_step(one, to, on=date.fromordinal(earliest.toordinal() - 1), by=INSTALLER)
    membership_step(one, to, on=earliest, by=INSTALLER)

    assert (refused.value.code, refused.value.values["earliest"]) == ("STATE-002", earliest.isoformat())
    assert life(one)[-1] == (to.value, earliest, FOREVER)


def test_probation_is_counted_from_admission():
    one = person(county()["first"], admitted_on=date(2025, 7, 1))

    with pytest.raises(XueshiError) as refused:
        membership_step(one, Standing.FULL, on=TODAY, by=INSTALLER)

    assert refused.value.values["earliest"] == "2026-07-01"


def test_who_is_expelled_belongs_nowhere_and_holds_no_office():
    unit = county()["first"]
    one = grown(unit)
    office_begin(one, unit, OfficeKind.SECRETARY, span=Span(date(2024, 1, 1)), by=INSTALLER)
    office_begin(one, unit, OfficeKind.MEMBER, span=Span(date(2026, 6, 1)), by=INSTALLER)

    membership_step(one, Standing.EXPELLED, on=date(2026, 5, 1), by=INSTALLER)

    assert Affiliation.objects.known().get(person=one).span == Span(BEGINNING, date(2026, 5, 1))
    assert [office.span for office in Office.objects.known()] == [Span(date(2024, 1, 1), date(2026, 5, 1))]


def test_who_is_restored_belongs_again_to_the_last_organisation():
    unit = county()["first"]
    one = grown(unit)
    membership_step(one, Standing.STRUCK_OFF, on=date(2025, 5, 1), by=INSTALLER)

    membership_step(one, Standing.FULL, on=date(2026, 5, 1), by=INSTALLER)

    assert stays(one) == [
        ("第一支部", Span(date(2022, 6, 1), date(2025, 5, 1))),
        ("第一支部", Span(date(2026, 5, 1), FOREVER)),
    ]
    restored = Membership.objects.known().get(person=one, valid_to=FOREVER)
    assert (restored.admitted_on, restored.full_on) == (date(2022, 6, 1), date(2023, 6, 1))


def test_who_applies_anew_starts_without_dates():
    one = grown(county()["first"])
    membership_step(one, Standing.LEFT, on=date(2025, 5, 1), by=INSTALLER)

    again = membership_step(one, Standing.APPLICANT, on=date(2026, 5, 1), by=INSTALLER)

    assert (again.admitted_on, again.full_on) == (None, None)


@pytest.mark.parametrize("on", [date(2023, 6, 1), date(2023, 5, 31)])
def test_a_stage_is_not_put_before_or_on_the_first_day_of_another(on):
    one = grown(county()["first"])

    with pytest.raises(XueshiError) as refused:
        membership_step(one, Standing.STOPPED, on=on, by=INSTALLER)

    assert refused.value.code == "STATE-003"
    assert len(life(one)) == 5


def test_what_has_not_happened_is_not_recorded():
    one = grown(county()["first"])

    with pytest.raises(XueshiError) as refused:
        membership_step(one, Standing.STOPPED, on=date(2026, 7, 1), by=INSTALLER)

    assert refused.value.code == "STATE-005"


def test_a_stage_can_be_recorded_late_and_is_not_known_before():
    one = grown(county()["first"])
    known = AuditRecord.objects.latest("pk").at

    membership_step(one, Standing.STOPPED, on=date(2024, 1, 1), by=INSTALLER)

    before = Membership.objects.known(known).filter(person=one).on(date(2024, 6, 1)).get()
    after = Membership.objects.known().filter(person=one).on(date(2024, 6, 1)).get()
    assert (before.standing, after.standing) == ("full", "stopped")


def test_corrected_dates_move_the_stages_with_them():
    one = grown(county()["first"])

    membership_correct(one, admitted_on=date(2022, 7, 1), full_on=date(2023, 7, 1), by=INSTALLER)

    assert life(one)[2:] == [
        ("candidate", date(2021, 9, 1), date(2022, 7, 1)),
        ("probationary", date(2022, 7, 1), date(2023, 7, 1)),
        ("full", date(2023, 7, 1), FOREVER),
    ]
    dates = Membership.objects.known().filter(person=one).order_by("valid_from").values_list("admitted_on", "full_on")
    assert list(dates) == [*[(None, None)] * 3, *[(date(2022, 7, 1), date(2023, 7, 1))] * 2]


def test_dates_in_the_wrong_order_are_refused():
    one = grown(county()["first"])
    before = life(one)

    with pytest.raises(XueshiError) as refused:
        membership_correct(one, admitted_on=date(2023, 7, 1), full_on=date(2023, 6, 30), by=INSTALLER)

    assert refused.value.code == "PERSON-002"
    assert life(one) == before


def test_a_step_is_on_the_trail_with_what_was_before_and_after():
    units = county()
    one = grown(units["first"])

    membership_step(one, Standing.STOPPED, on=date(2025, 1, 1), by=officer(units["top"], account=5))

    record = AuditRecord.objects.get(account=5)
    assert (record.verb, record.thing) == ("membership.stepped", one.number)
    assert record.facts == {"before": "full", "after": "stopped", "on": "2025-01-01"}


def test_nobody_steps_without_the_right():
    units = county()
    one = grown(units["first"])

    for by in (member(one), secretary(units["first"]), officer(units["west"])):
        with pytest.raises(NotAllowedError):
            membership_step(one, Standing.STOPPED, on=TODAY, by=by)

    assert len(life(one)) == 5
