"""Rows of a roster become persons with a dated standing, or are refused where they contradict each other."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xueshi.kernel.columns import Cell
from xueshi.kernel.errors import Place, XueshiError
from xueshi.kernel.paths import OrgPath
from xueshi.kernel.refusals import Refusal
from xueshi.kernel.windows import BEGINNING, FOREVER, Span
from xueshi.people.roster import ROSTER, Office, RosterPerson, RosterRow, local_number, roster_people
from xueshi.people.roster_rows import phone
from xueshi.rules.facts import Affiliation

SHEET = Place("roster.xlsx", "名册")
AS_OF = date(2026, 6, 30)
A, B = OrgPath("县委/甲支部"), OrgPath("县委/乙支部")
CANONICAL = (
    *(
        "人员编号",
        "姓名",
        "公民身份号码",
        "手机号",
        "性别",
        "民族",
        "出生日期",
        "学历",
        "所在党组织",
        "领域类别",
        "加入党组织日期",
        "转为正式党员日期",
    ),
    *(
        "党内职务",
        "任职日期",
        "免职日期",
        "是否党员干部",
        "职务层次",
        "流动党员",
        "不作硬性要求",
        "不作硬性要求起",
        "不作硬性要求止",
    ),
    *("转入日期", "转出日期", "线上替代批准起", "线上替代批准止"),
)


def row(at_row: int = 2, /, **values: object) -> RosterRow:
    given_values: dict[str, object] = {"number": "P1", "name": "甲子", "org": A} | values
    return RosterRow(SHEET, at_row, **given_values)  # type: ignore[arg-type]


def read(*rows: RosterRow) -> tuple[dict[str, RosterPerson], tuple[Refusal, ...]]:
    people, refused = roster_people(rows, as_of=AS_OF)
    return {person.number: person for person in people}, refused


def only(*rows: RosterRow) -> RosterPerson:
    people, refused = read(*rows)
    assert refused == ()
    (person,) = people.values()
    return person


def codes(*rows: RosterRow) -> list[tuple[int, str, int | None]]:
    return [(one.place.row, one.code, one.winner.row if one.winner else None) for one in read(*rows)[1]]


def test_the_canonical_headings_stand_in_order() -> None:
    assert tuple(column.heading for column in ROSTER.columns.values()) == CANONICAL
    assert RosterRow._fields == ("sheet", "row", *ROSTER.columns)


@pytest.mark.parametrize("cell", ["13812345678", "138 1234 5678", "138-1234-5678", "+86 13812345678", 13812345678])
def test_a_phone_is_eleven_digits_however_it_is_written(cell) -> None:
    assert phone(cell) == "13812345678"


@pytest.mark.parametrize("cell", ["12812345678", "1381234567", "138123456789", "010-12345678", "没有"])
def test_what_is_no_mobile_number_is_refused(cell) -> None:
    with pytest.raises(XueshiError) as refused:
        phone(cell)

    assert refused.value.code == "ROSTER-011"
    assert str(cell) not in refused.value.line()


def test_no_heading_means_two_columns() -> None:
    names = [name for column in ROSTER.columns.values() for name in (column.heading, *column.aliases)]

    assert len(names) == len(set(names))


def test_a_row_without_dates_holds_since_ever_until_further_notice() -> None:
    person = only(row(citizen_id="ID1", admitted_on=date(2005, 7, 1)))

    assert (person.number, person.citizen_id, person.name) == ("P1", "ID1", "甲子")
    assert person.person.affiliations == (Affiliation(A, Span()),)
    assert person.person.admitted_on == date(2005, 7, 1)


def test_a_person_without_a_number_gets_the_same_one_in_every_file() -> None:
    person = only(row(number=None, citizen_id="ID1"))

    assert person.number == local_number("ID1")
    assert "ID1" not in person.number
    assert local_number("ID1") != local_number("ID2")


def test_rows_with_and_without_a_number_meet_by_identity_number() -> None:
    person = only(
        row(2, number=None, citizen_id="ID1", moved_out=date(2025, 1, 1)),
        row(3, citizen_id="ID1", org=B, moved_in=date(2025, 1, 1)),
    )

    assert (person.number, len(person.rows)) == ("P1", 2)


def test_a_move_changes_the_organisation_on_the_day() -> None:
    person = only(row(2, moved_out=date(2025, 3, 1)), row(3, org=B, moved_in=date(2025, 3, 1))).person

    assert [person.org_on(day) for day in (date(2025, 2, 28), date(2025, 3, 1))] == [A, B]


def test_until_accepted_the_old_organisation_answers() -> None:
    person = only(row(2, org=B, moved_in=date(2025, 3, 1)), row(3, moved_out=date(2025, 1, 1), is_cadre=True)).person

    assert person.affiliations == (
        Affiliation(A, Span(BEGINNING, date(2025, 3, 1))),
        Affiliation(B, Span(date(2025, 3, 1), FOREVER)),
    )
    assert person.cadre == (Span(BEGINNING, date(2025, 3, 1)),)


def test_who_left_for_good_belongs_nowhere_afterwards() -> None:
    person = only(row(moved_out=date(2025, 6, 1))).person

    assert [person.org_on(day) for day in (date(2025, 5, 31), date(2025, 6, 1))] == [A, None]


def test_rows_in_one_organisation_are_one_affiliation() -> None:
    person = only(row(2, office=Office.COMMITTEE), row(3, office=Office.SECRETARY, office_from=date(2025, 1, 1))).person

    assert person.affiliations == (Affiliation(A, Span()),)
    assert person.secretary == (Span(date(2025, 1, 1), FOREVER),)


@pytest.mark.parametrize(
    ("values", "span"),
    [
        ({}, Span()),
        ({"office_from": date(2024, 5, 1)}, Span(date(2024, 5, 1), FOREVER)),
        ({"office_until": date(2025, 5, 1)}, Span(BEGINNING, date(2025, 5, 1))),
        ({"moved_in": date(2024, 1, 1)}, Span(date(2024, 1, 1), FOREVER)),
        ({"moved_out": date(2025, 1, 1)}, Span(BEGINNING, date(2025, 1, 1))),
        ({"moved_in": date(2024, 1, 1), "office_until": date(2023, 1, 1)}, Span(BEGINNING, date(2023, 1, 1))),
    ],
)
def test_a_secretary_is_one_for_the_term_or_the_affiliation(values: dict[str, object], span: Span) -> None:
    assert only(row(office=Office.SECRETARY, **values)).person.secretary == (span,)


@pytest.mark.parametrize("office", [None, Office.DEPUTY, Office.COMMITTEE, Office.FIRST_SECRETARY])
def test_no_other_office_makes_a_secretary(office: Office | None) -> None:
    assert only(row(office=office)).person.secretary == ()


def test_touching_terms_are_one() -> None:
    first = row(2, office=Office.SECRETARY, office_from=date(2023, 1, 1), office_until=date(2024, 1, 1))
    second = row(3, office=Office.SECRETARY, office_from=date(2024, 1, 1), office_until=date(2025, 1, 1))
    third = row(4, office=Office.SECRETARY, office_from=date(2025, 1, 2))

    assert only(third, first, second).person.secretary == (
        Span(date(2023, 1, 1), date(2025, 1, 1)),
        Span(date(2025, 1, 2), FOREVER),
    )


def test_the_last_day_of_an_exemption_and_of_an_approval_is_inside() -> None:
    values = {"exempt_from": date(2024, 1, 1), "exempt_to": date(2025, 6, 30), "exemption": "重病"}

    person = only(row(**values, substitute_from=date(2025, 1, 1), substitute_to=date(2025, 12, 31))).person

    assert person.exempt == (Span(date(2024, 1, 1), date(2025, 7, 1)),)
    assert person.substitute == (Span(date(2025, 1, 1), date(2026, 1, 1)),)


@pytest.mark.parametrize("cell", ["", "否", "无", "没有", " × ", "X", "Ｎ", "No", "0", 0, 0.0, False, "-", "/"])
def test_no_is_no_reason(cell: Cell) -> None:
    assert ROSTER.columns["exemption"].read(cell) is None


@pytest.mark.parametrize(
    ("cell", "reason"), [("年老体弱", "年老体弱"), ("是", "是"), ("无法行走", "无法行走"), ("1", "1")]
)
def test_whatever_else_stands_there_is_the_reason(cell: str, reason: str) -> None:
    assert ROSTER.columns["exemption"].read(cell) == reason


@pytest.mark.parametrize(
    ("word", "office"),
    [
        ("书记", Office.SECRETARY),
        ("党支部书记", Office.SECRETARY),
        ("副书记", Office.DEPUTY),
        ("组织委员", Office.COMMITTEE),
        ("第一书记", Office.FIRST_SECRETARY),
        ("纪委书记", Office.COMMITTEE),
        ("无", None),
        ("普通党员", None),
    ],
)
def test_offices_are_known_by_the_words_of_offices(word: str, office: Office | None) -> None:
    assert ROSTER.columns["office"].read(word) is office


def test_an_unknown_office_is_refused() -> None:
    with pytest.raises(XueshiError) as error:
        ROSTER.columns["office"].read("主任")

    assert error.value.code == "ROSTER-001"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"born_on": date(2005, 7, 1), "admitted_on": date(2005, 7, 1)}, "ROSTER-003"),
        ({"admitted_on": date(2005, 7, 2), "full_on": date(2005, 7, 1)}, "ROSTER-003"),
        ({"office": Office.SECRETARY, "office_from": date(2025, 1, 1), "office_until": date(2025, 1, 1)}, "ROSTER-003"),
        ({"exemption": "重病", "exempt_from": date(2025, 1, 2), "exempt_to": date(2025, 1, 1)}, "ROSTER-003"),
        ({"moved_in": date(2025, 1, 1), "moved_out": date(2025, 1, 1)}, "ROSTER-003"),
        ({"substitute_from": date(2025, 1, 2), "substitute_to": date(2025, 1, 1)}, "ROSTER-003"),
        ({"admitted_on": date(2026, 7, 1)}, "ROSTER-004"),
        ({"moved_in": date(2026, 7, 1)}, "ROSTER-004"),
        ({"office": Office.SECRETARY, "office_from": date(2026, 7, 1)}, "ROSTER-004"),
        ({"exempt_from": date(2025, 1, 1)}, "ROSTER-009"),
        ({"office_until": date(2025, 1, 1)}, "ROSTER-009"),
    ],
)
def test_dates_that_cannot_be_are_refused(values: dict[str, object], code: str) -> None:
    people, refused = read(row(**values))

    assert people == {}
    assert [refusal.code for refusal in refused] == [code]


@pytest.mark.parametrize(
    "values",
    [
        {"admitted_on": AS_OF, "full_on": AS_OF},
        {"moved_in": AS_OF},
        {"moved_out": date(2026, 7, 1)},
        {"exemption": "重病", "exempt_from": date(2025, 1, 1), "exempt_to": date(2025, 1, 1)},
        {"exemption": "重病", "exempt_to": date(2027, 1, 1)},
    ],
)
def test_dates_that_just_can_be_are_taken(values: dict[str, object]) -> None:
    assert only(row(**values)).number == "P1"


def test_rows_that_contradict_an_earlier_one_are_refused_and_the_earlier_stands() -> None:
    first = row(2, citizen_id="ID1", admitted_on=date(2005, 7, 1))

    assert codes(first, row(3, name="乙丑")) == [(3, "ROSTER-005", 2)]
    assert codes(first, row(3, citizen_id="ID2")) == [(3, "ROSTER-006", 2)]
    assert codes(first, row(3, number="P2", citizen_id="ID1")) == [(3, "ROSTER-007", 2)]
    assert codes(first, row(3, org=B)) == [(3, "ROSTER-008", 2)]
    assert codes(first, row(3, admitted_on=date(2006, 7, 1))) == [(3, "ROSTER-010", 2)]


@pytest.mark.parametrize(
    ("moved_in", "refused"), [(date(2025, 2, 28), True), (date(2025, 3, 1), False), (date(2025, 3, 2), False)]
)
def test_affiliations_may_touch_and_not_overlap(moved_in: date, refused: bool) -> None:
    found = codes(row(2, moved_out=date(2025, 3, 1)), row(3, org=B, moved_in=moved_in))

    assert found == ([(3, "ROSTER-008", 2)] if refused else [])


def test_all_mistakes_of_a_row_are_refused_together() -> None:
    found = codes(row(moved_in=date(2026, 8, 1), moved_out=date(2026, 7, 1), exempt_to=date(2025, 1, 1)))

    assert [code for _, code, _ in found] == ["ROSTER-009", "ROSTER-004", "ROSTER-003"]


days = st.one_of(st.none(), st.dates(date(2023, 1, 1), AS_OF))


@given(st.lists(st.tuples(st.sampled_from(["P1", "P2"]), st.sampled_from([A, B]), days, days), max_size=8))
def test_every_row_stands_or_is_refused_and_nobody_is_in_two_places(
    drawn: list[tuple[str, OrgPath, date | None, date | None]],
) -> None:
    rows = [
        row(at_row, number=number, org=org, moved_in=first, moved_out=until)
        for at_row, (number, org, first, until) in enumerate(drawn, 2)
    ]

    people, refused = read(*rows)

    stood = [one.row for person in people.values() for one in person.rows]
    assert sorted(stood + list({one.place.row for one in refused})) == [one.row for one in rows]
    for person in people.values():
        spans = [one.span for one in person.person.affiliations]
        assert all(earlier.until <= later.first for earlier, later in pairwise(spans))


def test_an_office_ends_at_the_latest_with_the_affiliation_it_belongs_to() -> None:
    left = row(
        2,
        office=Office.SECRETARY,
        office_from=date(2023, 1, 1),
        office_until=date(2025, 6, 1),
        moved_out=date(2025, 3, 1),
    )
    moved = row(3, org=B, moved_in=date(2025, 3, 1))

    people, refused = read(left, moved)

    assert refused == ()
    assert people["P1"].person.secretary == (Span(date(2023, 1, 1), date(2025, 3, 1)),)


def test_a_person_of_whom_a_row_was_refused_is_marked() -> None:
    wrong = row(3, office=Office.SECRETARY, office_from=date(2025, 3, 1), office_until=date(2025, 1, 1))
    other = row(4, number="P2", name="乙丑", citizen_id="ID2")
    damaged = row(9, number=None, citizen_id="ID2")

    people, _ = roster_people([row(2), wrong, other, row(5, number="P3", name="丙寅")], as_of=AS_OF, damaged=[damaged])

    assert [(person.number, person.complete) for person in people] == [("P1", False), ("P2", False), ("P3", True)]
