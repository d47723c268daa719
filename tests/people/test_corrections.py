"""Requests for correction: asked by the member, decided by the unit, and granted as a dated change."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.offices import INSTALLER, TODAY, county, member, officer, person, secretary
from xueshi.access.actors import witness
from xueshi.access.models import AuditRecord
from xueshi.kernel.actors import Actor, Grant, NotAllowedError, NotFoundError, Role
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.windows import BEGINNING, FOREVER, Span
from xueshi.people.actions import affiliation_move
from xueshi.people.corrections import (
    Asked,
    correction_ask,
    correction_grant,
    correction_refuse,
    correction_withdraw,
)
from xueshi.people.models import (
    Affiliation,
    Correction,
    Membership,
    Office,
    OfficeKind,
    Person,
    Subject,
)
from xueshi.people.offices import office_begin
from xueshi.people.recording import state_end

pytestmark = pytest.mark.django_db
MOVED = date(2025, 7, 1)


@pytest.fixture
def units():
    return county()


@pytest.fixture
def one(units) -> Person:
    return person(units["first"], admitted_on=date(2020, 1, 1), full_on=date(2021, 1, 1))


def dates(one: Person, **right: object) -> Asked:
    return Asked(Subject.MEMBERSHIP, Membership.objects.known().get(person=one).pk, "志愿书为证", **right)  # type: ignore[arg-type]


def asked(one: Person, what: Asked) -> Correction:
    return correction_ask(one, what, by=member(one))


def term(one: Person, units) -> Office:
    return office_begin(one, units["first"], OfficeKind.DEPUTY, span=Span(date(2024, 1, 1)), by=INSTALLER)


def test_the_decision_is_due_in_fifteen_working_days(one):
    made = asked(one, dates(one, admitted_on=date(2019, 12, 1)))

    assert (made.asked_on, made.due_on, made.state) == (TODAY, date(2026, 7, 21), "open")


def test_nothing_changes_before_the_decision(one):
    asked(one, dates(one, admitted_on=date(2019, 12, 1)))

    assert Membership.objects.known().get(person=one).admitted_on == date(2020, 1, 1)


def test_a_granted_request_is_the_dated_change(one, units):
    request = asked(one, dates(one, admitted_on=date(2019, 12, 1)))

    correction_grant(request, answer="已核对", by=secretary(units["first"], account=7))

    row = Membership.objects.known().get(person=one)
    assert (row.admitted_on, row.full_on, row.recorded_by) == (date(2019, 12, 1), date(2021, 1, 1), 7)
    assert (request.state, request.answer, request.decided_on, request.decided_by) == ("granted", "已核对", TODAY, 7)
    record = AuditRecord.objects.get(verb="correction.granted")
    assert (record.facts["before"], record.facts["after"]) == (
        {"admitted_on": "2020-01-01", "full_on": "2021-01-01"},
        {"admitted_on": "2019-12-01"},
    )


def test_a_refused_request_changes_nothing_and_says_why(one, units):
    request = asked(one, dates(one, admitted_on=date(2019, 12, 1)))

    with pytest.raises(XueshiError) as refused:
        correction_refuse(request, answer=" ", by=secretary(units["first"]))
    correction_refuse(request, answer="档案为2020年", by=secretary(units["first"]))

    assert refused.value.code == "REQUEST-006"
    assert (request.state, request.answer) == ("refused", "档案为2020年")
    assert Membership.objects.known().get(person=one).admitted_on == date(2020, 1, 1)


def test_nobody_decides_the_own_request_whatever_the_rights(one, units):
    request = asked(one, dates(one, admitted_on=date(2019, 12, 1)))
    both = Actor(9, TODAY, (Grant(Role.DEPARTMENT_OFFICER, ""),), witness(), one.pk)

    for decide in (correction_grant, correction_refuse):
        with pytest.raises(XueshiError) as refused:
            decide(request, answer="好", by=both)
        assert refused.value.code == "REQUEST-001"

    assert Correction.objects.get().state == "open"


def test_only_the_unit_decides(one, units):
    request = asked(one, dates(one, admitted_on=date(2019, 12, 1)))

    for by in (secretary(units["second"]), officer(units["west"])):
        with pytest.raises(NotAllowedError):
            correction_grant(request, by=by)

    assert Correction.objects.get().state == "open"


def test_nobody_asks_for_another(one, units):
    for by in (secretary(units["first"]), officer(units["top"]), member(person(units["first"], "李某"))):
        with pytest.raises(NotFoundError):
            correction_ask(one, dates(one, admitted_on=date(2019, 12, 1)), by=by)

    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    "right",
    [{}, {"admitted_on": date(2020, 1, 1)}, {"full_on": date(2021, 1, 1)}, {"never": True}],
    ids=["nothing", "the same admission", "the same full membership", "a membership that never was"],
)
def test_a_request_says_something_that_can_be(one, right):
    with pytest.raises(XueshiError) as refused:
        asked(one, dates(one, **right))

    assert (refused.value.code, Correction.objects.exists()) == ("REQUEST-003", False)


def test_a_request_has_a_reason(one):
    with pytest.raises(XueshiError) as refused:
        asked(one, replace(dates(one, admitted_on=date(2019, 12, 1)), reason="  "))

    assert refused.value.code == "REQUEST-006"


def test_one_request_about_a_record_is_open_at_a_time(one):
    first = asked(one, dates(one, admitted_on=date(2019, 12, 1)))

    with pytest.raises(XueshiError) as refused:
        asked(one, dates(one, admitted_on=date(2019, 11, 1)))
    correction_withdraw(first, by=member(one))
    asked(one, dates(one, admitted_on=date(2019, 11, 1)))

    assert refused.value.code == "REQUEST-005"
    assert sorted(Correction.objects.values_list("state", flat=True)) == ["open", "withdrawn"]


def test_only_the_member_takes_the_request_back(one, units):
    request = asked(one, dates(one, admitted_on=date(2019, 12, 1)))

    with pytest.raises(NotFoundError):
        correction_withdraw(request, by=secretary(units["first"]))

    assert Correction.objects.get().state == "open"


def test_what_is_decided_is_not_decided_again(one, units):
    request = asked(one, dates(one, admitted_on=date(2019, 12, 1)))
    correction_refuse(request, answer="不符", by=secretary(units["first"]))

    for act in (
        lambda: correction_grant(request, by=secretary(units["first"])),
        lambda: correction_refuse(request, answer="再次", by=secretary(units["first"])),
        lambda: correction_withdraw(request, by=member(one)),
    ):
        with pytest.raises(XueshiError) as refused:
            act()
        assert refused.value.code == "REQUEST-002"

    assert Membership.objects.known().get(person=one).admitted_on == date(2020, 1, 1)


def test_a_record_that_has_changed_since_is_not_corrected(one, units):
    row = term(one, units)
    request = asked(one, Asked(Subject.OFFICE, row.pk, "任免文件", until=date(2025, 1, 1)))
    state_end(row, on=date(2026, 1, 1), by=INSTALLER)

    with pytest.raises(XueshiError) as refused:
        correction_grant(request, by=secretary(units["first"]))

    assert refused.value.code == "REQUEST-004"
    assert Office.objects.known().get().valid_to == date(2026, 1, 1)


def test_the_days_of_an_office_are_corrected(one, units):
    row = term(one, units)
    request = asked(one, Asked(Subject.OFFICE, row.pk, "任免文件", first=date(2023, 6, 1), until=date(2025, 1, 1)))

    correction_grant(request, by=secretary(units["first"]))

    assert Office.objects.known().get().span == Span(date(2023, 6, 1), date(2025, 1, 1))
    assert Office.objects.count() == 2


def test_an_office_that_never_was_is_taken_back(one, units):
    request = asked(one, Asked(Subject.OFFICE, term(one, units).pk, "没有任过", never=True))

    correction_grant(request, by=secretary(units["first"]))

    assert not Office.objects.known().exists()
    assert Office.objects.count() == 1


def test_a_correction_into_another_term_is_refused_when_it_is_decided(one, units):
    row = term(one, units)
    state_end(row, on=date(2025, 1, 1), by=INSTALLER)
    later = office_begin(one, units["first"], OfficeKind.DEPUTY, span=Span(date(2026, 1, 1)), by=INSTALLER)
    request = asked(one, Asked(Subject.OFFICE, later.pk, "任免文件", first=date(2024, 12, 31)))

    with pytest.raises(XueshiError) as refused:
        correction_grant(request, by=secretary(units["first"]))

    assert refused.value.code == "STATE-004"
    assert Correction.objects.get().state == "open"


@pytest.mark.parametrize("first", [MOVED - timedelta(days=30), MOVED + timedelta(days=30)])
def test_a_corrected_beginning_of_an_affiliation_moves_the_end_of_the_one_before(one, units, first):
    affiliation_move(one, units["second"], on=MOVED, by=officer(units["top"]))
    one.refresh_from_db()
    row = Affiliation.objects.known().get(person=one, valid_from=MOVED)
    request = asked(one, Asked(Subject.AFFILIATION, row.pk, "回执日期", first=first))

    correction_grant(request, by=secretary(units["second"]))

    rows = Affiliation.objects.known().filter(person=one).order_by("valid_from")
    assert [(stay.organisation.name, stay.span) for stay in rows] == [
        ("第一支部", Span(BEGINNING, first)),
        ("第二支部", Span(first, FOREVER)),
    ]


def test_the_new_organisation_decides_once_the_member_has_moved(one, units):
    request = asked(one, dates(one, admitted_on=date(2019, 12, 1)))
    affiliation_move(one, units["third"], on=TODAY, by=officer(units["top"]))
    request = Correction.objects.select_related("person__organisation").get(pk=request.pk)

    with pytest.raises(NotAllowedError):
        correction_grant(request, by=secretary(units["first"]))
    correction_grant(request, by=secretary(units["third"]))

    assert request.state == "granted"
