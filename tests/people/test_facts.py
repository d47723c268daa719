"""From dated rows to the facts that rules read."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.offices import INSTALLER, county, officer, person
from xueshi.access.models import AuditRecord
from xueshi.kernel.paths import OrgPath
from xueshi.kernel.windows import BEGINNING, FOREVER, Span
from xueshi.organisations.models import Organisation
from xueshi.people.actions import affiliation_move
from xueshi.people.exemptions import exemption_grant, substitute_approve
from xueshi.people.facts import bridged, facts_of
from xueshi.people.memberships import membership_correct
from xueshi.people.models import Affiliation, ExemptionReason, OfficeKind, Person
from xueshi.people.offices import cadre_begin, office_begin
from xueshi.people.recording import state_end, state_withdraw
from xueshi.rules import facts

MOVED, SPAN = date(2025, 7, 1), Span(date(2024, 1, 1), date(2026, 1, 1))


def paths() -> dict[int, OrgPath]:
    return {pk: OrgPath(name) for pk, name in Organisation.objects.values_list("pk", "full_name")}


def read(known=None) -> list[facts.Person]:
    return list(facts_of(Person.objects.order_by("pk"), paths(), known))


@pytest.mark.django_db
def test_everything_that_rules_read_is_there():
    units = county()
    one = person(units["first"], admitted_on=date(2020, 1, 1), full_on=date(2021, 1, 1))
    office_begin(one, units["first"], OfficeKind.SECRETARY, span=SPAN, by=INSTALLER)
    cadre_begin(one, "", span=SPAN, by=INSTALLER)
    exemption_grant(one, ExemptionReason.OLD_FRAIL, decided_on=None, span=SPAN, by=INSTALLER)
    substitute_approve(one, "", span=SPAN, by=INSTALLER)

    found = read()

    assert found == [
        facts.Person(
            number=one.number,
            affiliations=(facts.Affiliation(OrgPath("甲县委/东镇党委/第一支部"), Span()),),
            admitted_on=date(2020, 1, 1),
            full_on=date(2021, 1, 1),
            secretary=(SPAN,),
            cadre=(SPAN,),
            exempt=(SPAN,),
            substitute=(SPAN,),
        )
    ]


@pytest.mark.django_db
def test_only_secretaries_are_secretaries():
    units = county()
    office_begin(person(units["first"]), units["first"], OfficeKind.DEPUTY, span=SPAN, by=INSTALLER)

    assert read()[0].secretary == ()


@pytest.mark.django_db
def test_the_old_organisation_answers_until_the_new_one_accepts():
    units = county()
    one = person(units["first"])
    row = Affiliation.objects.get(person=one)
    state_end(row, on=MOVED, by=INSTALLER)
    Affiliation.objects.create(person=one, organisation=units["third"], valid_from=date(2025, 9, 1), recorded_by=0)

    found = read()[0]

    assert [(stay.org[-4:], stay.span) for stay in found.affiliations] == [
        ("第一支部", Span(BEGINNING, date(2025, 9, 1))),
        ("第三支部", Span(date(2025, 9, 1), FOREVER)),
    ]


@pytest.mark.django_db
def test_the_facts_as_known_before_a_late_record():
    units = county()
    one = person(units["first"])
    known = AuditRecord.objects.latest("pk").at

    affiliation_move(one, units["third"], on=MOVED, by=officer(units["top"]))

    assert [stay.org for stay in read(known)[0].affiliations] == ["甲县委/东镇党委/第一支部"]
    assert [stay.org for stay in read()[0].affiliations] == ["甲县委/东镇党委/第一支部", "甲县委/西镇党委/第三支部"]


@pytest.mark.django_db
def test_many_people_cost_no_more_queries_than_one(django_assert_num_queries):
    units = county()
    for name in ("甲", "乙", "丙"):
        person(units["first"], name)
    known = paths()

    with django_assert_num_queries(7):
        found = list(facts_of(Person.objects.all(), known))

    assert len(found) == 3


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 60)), max_size=6))
def test_bridging_leaves_no_gap_and_moves_no_beginning(pieces):
    spans, day = [], 700_000
    for number, (gap, length) in enumerate(pieces):
        first = day + gap
        spans.append((number, Span(date.fromordinal(first), date.fromordinal(first + length))))
        day = first + length

    joined = bridged(spans)

    assert [(org, span.first) for org, span in joined] == [(org, span.first) for org, span in spans]
    assert all(one.until == other.first for (_, one), (_, other) in pairwise(joined))
    assert [span.until for _, span in joined[-1:]] == [span.until for _, span in spans[-1:]]


@pytest.mark.django_db
def test_nobody_asked_for_nobody_told():
    county()

    assert read() == []


@pytest.mark.django_db
def test_a_state_that_was_taken_back_is_no_fact():
    units = county()
    one = person(units["first"])
    row = exemption_grant(one, ExemptionReason.OLD_FRAIL, decided_on=None, span=SPAN, by=INSTALLER)
    known = AuditRecord.objects.latest("pk").at

    state_withdraw(row, reason="录错人", by=INSTALLER)

    assert read()[0].exempt == ()
    assert read(known)[0].exempt == (SPAN,)


@pytest.mark.django_db
def test_the_dates_of_a_membership_as_known_before_their_correction():
    units = county()
    one = person(units["first"], admitted_on=date(2020, 1, 1))
    known = AuditRecord.objects.latest("pk").at

    membership_correct(one, admitted_on=date(2019, 1, 1), full_on=date(2020, 1, 1), by=INSTALLER)

    assert (read(known)[0].admitted_on, read(known)[0].full_on) == (date(2020, 1, 1), None)
    assert (read()[0].admitted_on, read()[0].full_on) == (date(2019, 1, 1), date(2020, 1, 1))


@pytest.mark.django_db
def test_facts_come_in_the_order_that_was_asked_for():
    units = county()
    made = [person(units["first"], name).number for name in ("甲", "乙", "丙")]

    found = [one.number for one in facts_of(Person.objects.order_by("-pk"), paths())]

    assert found == made[::-1]


@pytest.mark.django_db
def test_states_of_others_are_not_mixed_in():
    units = county()
    one, two = person(units["first"], "甲"), person(units["first"], "乙")
    cadre_begin(two, "", span=SPAN, by=INSTALLER)

    found = {each.number: each.cadre for each in read()}

    assert found == {one.number: (), two.number: (SPAN,)}


@pytest.mark.django_db
def test_several_terms_of_a_secretary_stand_in_their_order():
    units = county()
    one = person(units["first"])
    later = Span(date(2026, 1, 1))
    for span in (later, SPAN):
        office_begin(one, units["first"], OfficeKind.SECRETARY, span=span, by=INSTALLER)

    assert read()[0].secretary == (SPAN, later)


def test_bridging_nothing_gives_nothing():
    assert bridged([]) == []
