"""What can be recorded about people."""

from datetime import date

import pytest

from tests.offices import CITIZEN_ID, TODAY, county, member, officer, person, secretary
from xueshi.access.models import AuditRecord
from xueshi.kernel.actors import NotAllowedError
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.windows import FOREVER, Span
from xueshi.people.actions import Newcomer, affiliation_move, person_enter
from xueshi.people.exemptions import exemption_grant, substitute_approve
from xueshi.people.floating import floating_begin
from xueshi.people.memberships import membership_correct
from xueshi.people.models import (
    Affiliation,
    Exemption,
    ExemptionReason,
    Membership,
    Office,
    OfficeKind,
    Person,
    Standing,
)
from xueshi.people.offices import cadre_begin, office_begin
from xueshi.people.recording import state_end, state_withdraw

pytestmark = pytest.mark.django_db
MOVED = date(2025, 7, 1)


def stays(one: Person) -> list[tuple[str, date, date]]:
    rows = Affiliation.objects.known().filter(person=one).order_by("valid_from")
    return [(row.organisation.name, row.valid_from, row.valid_to) for row in rows]


def test_a_newcomer_belongs_somewhere_from_a_day_on():
    units = county()

    one = person_enter(
        Newcomer("张某", CITIZEN_ID, "A1", date(2020, 1, 1), date(2021, 1, 1)),
        units["first"],
        on=date(2024, 1, 1),
        by=officer(units["top"]),
    )

    assert stays(one) == [("第一支部", date(2024, 1, 1), FOREVER)]
    assert one.organisation == units["first"]
    assert one.identity.name == "张某"
    assert Membership.objects.known().get(person=one).standing == Standing.FULL


@pytest.mark.parametrize(
    ("full_on", "standing"),
    [(None, Standing.PROBATIONARY), (date(2026, 7, 1), Standing.PROBATIONARY), (TODAY, Standing.FULL)],
)
def test_a_member_is_full_from_the_day_on(full_on, standing):
    units = county()

    one = person(units["first"], full_on=full_on)

    assert Membership.objects.get(person=one).standing == standing


def test_an_identity_number_is_registered_once():
    units = county()
    person(units["first"], citizen_id=CITIZEN_ID)

    with pytest.raises(XueshiError) as refused:
        person_enter(Newcomer("李某", CITIZEN_ID.lower()), units["second"], by=officer(units["top"]))

    assert refused.value.code == "PERSON-001"
    assert Person.objects.count() == 1


def test_a_secretary_changes_nothing():
    units = county()
    one = person(units["first"])
    before = AuditRecord.objects.count()

    with pytest.raises(NotAllowedError):
        office_begin(one, units["first"], OfficeKind.SECRETARY, span=Span(MOVED), by=secretary(units["first"]))

    assert not Office.objects.exists()
    assert AuditRecord.objects.count() == before


def test_moving_ends_the_old_stay_on_the_day_of_the_new_one():
    units = county()
    one = person(units["first"])

    affiliation_move(one, units["third"], on=MOVED, by=officer(units["top"]))

    assert stays(one) == [("第一支部", date(1900, 1, 1), MOVED), ("第三支部", MOVED, FOREVER)]
    assert Person.objects.get(pk=one.pk).organisation == units["third"]


def test_a_later_stay_falls_away_before_an_earlier_move():
    units = county()
    one = person(units["first"])
    by = officer(units["top"])
    affiliation_move(one, units["third"], on=MOVED, by=by)

    affiliation_move(one, units["second"], on=date(2025, 3, 1), by=by)

    assert stays(one) == [("第一支部", date(1900, 1, 1), date(2025, 3, 1)), ("第二支部", date(2025, 3, 1), FOREVER)]


def test_a_move_out_of_the_scope_is_refused():
    units = county()
    one = person(units["first"])

    with pytest.raises(NotAllowedError):
        affiliation_move(one, units["third"], on=MOVED, by=officer(units["east"]))

    assert stays(one) == [("第一支部", date(1900, 1, 1), FOREVER)]


def test_a_future_move_does_not_change_who_answers_today():
    units = county()
    one = person(units["first"])

    affiliation_move(one, units["second"], on=date(2026, 7, 1), by=officer(units["top"]))

    assert Person.objects.get(pk=one.pk).organisation == units["first"]


def test_the_dates_of_a_membership_are_corrected_by_a_new_row():
    units = county()
    one = person(units["first"], admitted_on=date(2020, 1, 1))

    membership_correct(one, admitted_on=date(2019, 1, 1), full_on=date(2020, 1, 1), by=officer(units["top"]))

    rows = Membership.objects.filter(person=one).order_by("pk").values_list("admitted_on", "standing")
    assert list(rows) == [(date(2020, 1, 1), "probationary"), (date(2019, 1, 1), "full")]
    assert Membership.objects.known().count() == 1


def test_every_kind_of_state_is_recorded_and_audited():
    units = county()
    one = person(units["first"])
    by, span = officer(units["top"], account=5), Span(MOVED)

    office_begin(one, units["first"], OfficeKind.SECRETARY, span=span, by=by)
    cadre_begin(one, "乡科级正职", span=span, by=by)
    exemption_grant(one, ExemptionReason.OLD_FRAIL, decided_on=None, span=span, by=by)
    substitute_approve(one, "支部委员会", span=span, by=by)
    floating_begin(one, None, "外省某市", span=span, by=by)

    verbs = AuditRecord.objects.filter(account=5).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == [
        "office.begun",
        "cadre.begun",
        "exemption.granted",
        "substitute.approved",
        "floating.begun",
    ]


def test_a_state_ends_after_its_first_day():
    units = county()
    one = person(units["first"])
    by = officer(units["top"])
    row = exemption_grant(one, ExemptionReason.OLD_FRAIL, decided_on=None, span=Span(MOVED), by=by)

    with pytest.raises(XueshiError) as refused:
        state_end(row, on=MOVED, by=by)
    ended = state_end(row, on=date(2025, 7, 2), by=by)

    assert refused.value.code == "PERSON-002"
    assert list(Exemption.objects.known()) == [ended]
    assert ended.span == Span(MOVED, date(2025, 7, 2))


def test_a_mistake_is_taken_back_and_stays_in_sight():
    units = county()
    by = officer(units["top"])
    row = cadre_begin(person(units["first"]), "", span=Span(MOVED), by=by)

    state_withdraw(row, reason="录错人", by=by)

    row.refresh_from_db()
    assert row.superseded_at is not None
    assert AuditRecord.objects.latest("pk").reason == "录错人"


def test_a_newcomer_without_an_identity_number_is_entered_twice():
    units = county()

    one, two = person(units["first"], "张某"), person(units["first"], "张某")

    assert one.number != two.number
    assert {one.identity.citizen_id_index, two.identity.citizen_id_index} == {None}


def test_nobody_is_entered_outside_the_own_scope():
    units = county()

    with pytest.raises(NotAllowedError):
        person_enter(Newcomer("张某"), units["third"], by=officer(units["east"]))

    assert not Person.objects.exists()


def test_entering_is_on_the_trail_without_name_or_identity_number():
    units = county()

    one = person_enter(
        Newcomer("张某", CITIZEN_ID), units["first"], on=date(2024, 1, 1), by=officer(units["top"], account=5)
    )

    record = AuditRecord.objects.get(account=5)
    assert (record.verb, record.kind, record.thing) == ("person.entered", "person", one.number)
    assert record.facts == {"organisation": units["first"].number, "on": "2024-01-01"}


def test_a_refused_identity_number_is_not_repeated():
    units = county()
    person(units["first"], citizen_id=CITIZEN_ID)

    with pytest.raises(XueshiError) as refused:
        person(units["second"], citizen_id=CITIZEN_ID)

    assert refused.value.message("zh") == "此公民身份号码已登记；允许：已登记人员办理组织关系转接"
    assert CITIZEN_ID not in refused.value.line("en")


def test_nobody_is_taken_from_another_scope():
    units = county()
    one = person(units["third"])

    with pytest.raises(NotAllowedError):
        affiliation_move(one, units["first"], on=MOVED, by=officer(units["east"]))

    assert stays(one) == [("第三支部", date(1900, 1, 1), FOREVER)]


def test_a_move_on_the_first_day_of_a_stay_replaces_it():
    units = county()
    one = person_enter(Newcomer("张某"), units["first"], on=MOVED, by=officer(units["top"]))

    affiliation_move(one, units["second"], on=MOVED, by=officer(units["top"]))

    assert stays(one) == [("第二支部", MOVED, FOREVER)]
    assert Affiliation.objects.filter(person=one).count() == 2


def test_a_move_today_changes_who_answers_today():
    units = county()
    one = person(units["first"])

    affiliation_move(one, units["second"], on=TODAY, by=officer(units["top"]))

    assert Person.objects.get(pk=one.pk).organisation == units["second"]


@pytest.mark.parametrize(
    "act",
    [
        lambda one, unit, by: cadre_begin(one, "", span=Span(MOVED), by=by),
        lambda one, unit, by: exemption_grant(one, ExemptionReason.OLD_FRAIL, decided_on=None, span=Span(MOVED), by=by),
        lambda one, unit, by: substitute_approve(one, "", span=Span(MOVED), by=by),
        lambda one, unit, by: floating_begin(one, None, "外省", span=Span(MOVED), by=by),
        lambda one, unit, by: membership_correct(one, admitted_on=None, full_on=None, by=by),
        lambda one, unit, by: affiliation_move(one, unit, on=MOVED, by=by),
    ],
    ids=["cadre", "exemption", "substitute", "floating", "membership", "affiliation"],
)
def test_the_officer_next_door_records_nothing(act):
    units = county()
    one = person(units["first"])
    before = AuditRecord.objects.count()

    with pytest.raises(NotAllowedError):
        act(one, units["third"], officer(units["west"]))

    assert AuditRecord.objects.count() == before
    assert stays(one) == [("第一支部", date(1900, 1, 1), FOREVER)]


def test_the_own_standing_is_nobodys_to_record():
    units = county()
    one = person(units["first"])

    with pytest.raises(NotAllowedError):
        exemption_grant(one, ExemptionReason.OLD_FRAIL, decided_on=None, span=Span(MOVED), by=member(one))

    assert not Exemption.objects.exists()


def test_the_trail_says_from_when_to_when_a_state_holds():
    units = county()
    one = person(units["first"])
    by = officer(units["top"], account=5)

    cadre_begin(one, "乡科级正职", span=Span(MOVED), by=by)
    exemption_grant(one, ExemptionReason.OLD_FRAIL, decided_on=None, span=Span(MOVED, TODAY), by=by)

    assert [record.facts for record in AuditRecord.objects.filter(account=5).order_by("pk")] == [
        {"first": "2025-07-01", "until": None},
        {"first": "2025-07-01", "until": "2026-06-30"},
    ]


def test_the_refusal_of_an_end_names_both_days():
    units = county()
    by = officer(units["top"])
    row = exemption_grant(person(units["first"]), ExemptionReason.OLD_FRAIL, decided_on=None, span=Span(MOVED), by=by)

    with pytest.raises(XueshiError) as refused:
        state_end(row, on=date(2025, 6, 30), by=by)

    assert refused.value.what("zh") == "结束日期 2025-06-30 不晚于开始日期 2025-07-01"
    assert list(Exemption.objects.known()) == [row]


def test_a_state_is_ended_and_taken_back_in_the_own_scope_only():
    units = county()
    row = exemption_grant(
        person(units["first"]), ExemptionReason.OLD_FRAIL, decided_on=None, span=Span(MOVED), by=officer(units["top"])
    )

    with pytest.raises(NotAllowedError):
        state_end(row, on=TODAY, by=officer(units["west"]))
    with pytest.raises(NotAllowedError):
        state_withdraw(row, reason="录错人", by=officer(units["west"]))

    assert list(Exemption.objects.known()) == [row]


def test_what_was_taken_back_is_not_taken_back_again():
    units = county()
    by = officer(units["top"])
    row = cadre_begin(person(units["first"]), "", span=Span(MOVED), by=by)
    state_withdraw(row, reason="录错人", by=by)
    before = AuditRecord.objects.count()

    with pytest.raises(ValueError, match="superseded"):
        state_withdraw(row, reason="再录错", by=by)

    assert AuditRecord.objects.count() == before
