"""Rows of a register become entries or are refused, each exactly once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xueshi.kernel.errors import Place, XueshiError
from xueshi.kernel.paths import OrgPath
from xueshi.kernel.windows import FOREVER, Span
from xueshi.ledger.crediting import Credited, credit
from xueshi.ledger.register import RegisterRow
from xueshi.people.roster import RosterPerson, RosterRow
from xueshi.rules.facts import Affiliation, Entry, Form, OrganiserLevel, Person

SHEET = Place("register.xlsx", "台账")
AS_OF = date(2026, 6, 30)
DAY = date(2025, 3, 3)
ORG = OrgPath("县委/支部")


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(DAY.year, DAY.month, DAY.day, hour, minute, tzinfo=UTC).replace(tzinfo=None)


def person(number: str = "P1", identity: str | None = None, name: str = "甲子", **standing: object) -> RosterPerson:
    facts = Person(number, (Affiliation(ORG, Span()),), **standing)  # type: ignore[arg-type]
    return RosterPerson(number, identity, name, facts, (RosterRow(Place("roster.xlsx"), 2, number, name),))


def row(at_row: int = 2, /, **values: object) -> RegisterRow:
    given_values: dict[str, object] = {
        "number": "P1",
        "title": "学习",
        "starts": DAY,
        "credit": 200,
        "form": Form.F4,
    } | values
    return RegisterRow(SHEET, at_row, **given_values)  # type: ignore[arg-type]


def credited(*rows: RegisterRow, people: tuple[RosterPerson, ...] = (), **settings: str) -> Credited:
    named = {choice.replace("_", "-"): value for choice, value in settings.items()}
    return credit(rows, people or (person(),), as_of=AS_OF, settings=named)


def entry(one: RegisterRow, *people: RosterPerson, **settings: str) -> Entry:
    (found,) = credited(one, people=people, **settings).by_person()["P1"]
    return found


def codes(*rows: RegisterRow, people: tuple[RosterPerson, ...] = (), **settings: str) -> list[str]:
    return [refusal.code for refusal in credited(*rows, people=people, **settings).refused]


def test_a_row_becomes_an_entry() -> None:
    one = row(record="R1", organiser="县委", level=OrganiserLevel.COUNTY, half_days=1, theory=5000, form=Form.F2)

    assert entry(one) == Entry("R1", DAY, DAY, Form.F2, OrganiserLevel.COUNTY, 200, 1, 100, "学习", "县委")  # type: ignore[arg-type]


def test_an_entry_without_a_record_number_is_named_by_its_place() -> None:
    assert entry(row(7)).id == "register.xlsx:台账:7"


def test_an_unknown_level_counts_as_the_lowest() -> None:
    assert entry(row()).level is OrganiserLevel.GRASSROOTS


@pytest.mark.parametrize(
    ("share", "theory"), [(None, 0), (0, 0), (3333, 33), (6633, 66), (6634, 67), (9999, 100), (10_000, 101)]
)
def test_theory_credit_is_the_share_rounded_down(share: int | None, theory: int) -> None:
    assert entry(row(credit=101, theory=share)).theory == theory


def test_a_person_is_found_by_identity_number() -> None:
    one = credited(row()._replace(number=None, citizen_id="ID1"), people=(person(identity="ID1"),))

    assert list(one.by_person()) == ["P1"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"number": "P9"}, "REGISTER-004"),
        ({"number": None, "citizen_id": "ID9"}, "REGISTER-004"),
        ({"number": "P1", "citizen_id": "ID2"}, "REGISTER-005"),
        ({"number": "P9", "citizen_id": "ID2"}, "REGISTER-005"),
        ({"number": "P1", "citizen_id": "ID8"}, "REGISTER-005"),
        ({"number": "P1", "name": "乙丑"}, "REGISTER-006"),
    ],
)
def test_persons_who_are_not_found_or_disagree_are_refused(values: dict[str, object], code: str) -> None:
    people = (person(identity="ID1"), person("P2", "ID2", "乙丑"))
    one = RegisterRow(SHEET, 2, title="学习", starts=DAY, credit=200, **values)  # type: ignore[arg-type]

    assert codes(one, people=people) == [code]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"credit": None}, "REGISTER-007"),
        ({"credit": 0, "half_days": 0}, "REGISTER-007"),
        ({"credit": -1}, "REGISTER-008"),
        ({"half_days": -1}, "REGISTER-008"),
        ({"ends": DAY - timedelta(days=1)}, "REGISTER-009"),
        ({"starts": at(9), "ends": at(9)}, "REGISTER-009"),
        ({"starts": AS_OF + timedelta(days=1)}, "REGISTER-010"),
        ({"starts": AS_OF, "ends": AS_OF + timedelta(days=1)}, "REGISTER-010"),
        ({"starts": at(9), "ends": at(10), "credit": 134}, "REGISTER-011"),
        ({"credit": 801}, "REGISTER-012"),
        ({"ends": DAY + timedelta(days=1), "credit": 1601}, "REGISTER-012"),
        ({"half_days": 3}, "REGISTER-013"),
        ({"starts": at(9), "ends": at(12, 59), "half_days": 2}, "REGISTER-013"),
    ],
)
def test_what_cannot_be_true_is_refused(values: dict[str, object], code: str) -> None:
    assert codes(row(**values)) == [code]


@pytest.mark.parametrize(
    "values",
    [
        {"credit": 1},
        {"starts": AS_OF},
        {"starts": at(9), "ends": at(10), "credit": 133},
        {"credit": 800},
        {"ends": DAY + timedelta(days=1), "credit": 1600},
        {"half_days": 2},
        {"starts": at(9), "ends": at(13), "half_days": 2},
        {"credit": None, "half_days": 1},
    ],
)
def test_what_just_can_be_true_counts(values: dict[str, object]) -> None:
    assert len(credited(row(**values)).taken) == 1


def test_all_mistakes_of_a_row_are_refused_together() -> None:
    found = codes(row(number="P9", credit=-1, ends=DAY - timedelta(days=1)))

    assert sorted(found) == ["REGISTER-004", "REGISTER-008", "REGISTER-009"]


@pytest.mark.parametrize(("cap", "amount", "taken"), [("6", 600, 1), ("6", 601, 0), ("10", 1000, 1), ("10", 1001, 0)])
def test_the_daily_cap_is_a_local_choice(cap: str, amount: int, taken: int) -> None:
    assert len(credited(row(credit=amount), LC_01=cap).taken) == taken


@pytest.mark.parametrize(
    ("minutes", "amount", "taken"), [("30", 200, 1), ("30", 201, 0), ("60", 100, 1), ("60", 101, 0)]
)
def test_the_minutes_of_a_credit_hour_only_refuse(minutes: str, amount: int, taken: int) -> None:
    found = credited(row(starts=at(9), ends=at(10), credit=amount), LC_02=minutes)

    assert [one.entries[0].credit for one in found.taken] == [amount] * taken


@pytest.mark.parametrize(
    ("choice", "value"), [("LC-01", "0"), ("LC-01", "many"), ("LC-02", "-1"), ("AM-03", "x"), ("AM-19", "maybe")]
)
def test_settings_that_mean_nothing_are_refused(choice: str, value: str) -> None:
    with pytest.raises(XueshiError) as error:
        credit([row()], [person()], as_of=AS_OF, settings={choice: value})

    assert error.value.code == "REGISTER-019"


@pytest.mark.parametrize(("first", "taken"), [(date(2025, 3, 3), 1), (date(2025, 3, 2), 1), (date(2025, 3, 4), 0)])
def test_activities_before_admission_are_outside(first: date, taken: int) -> None:
    assert len(credited(row(), people=(person(admitted_on=first),)).taken) == taken


@pytest.mark.parametrize(("until", "taken"), [(date(2025, 3, 4), 1), (date(2025, 3, 3), 0)])
def test_activities_after_the_last_affiliation_are_outside(until: date, taken: int) -> None:
    left = RosterPerson("P1", None, "甲子", Person("P1", (Affiliation(ORG, Span(until=until)),)), ())

    found = credited(row(), people=(left,))

    assert len(found.taken) == taken
    assert [refusal.code for refusal in found.refused] == ["REGISTER-014"] * (1 - taken)


def test_hours_of_a_member_before_the_transfer_stay_with_the_member() -> None:
    moved = RosterPerson("P1", None, "甲子", Person("P1", (Affiliation(ORG, Span(date(2026, 1, 1), FOREVER)),)), ())

    assert len(credited(row(), people=(moved,)).taken) == 1


def test_an_identical_record_is_named_identical_and_another_one_different() -> None:
    first, same, other = row(2, record="R1"), row(3, record="R1"), row(4, record="R1", credit=100)

    found = credited(other, same, first)

    assert [(one.place.row, one.code, one.winner and one.winner.row) for one in found.refused] == [
        (3, "REGISTER-015", 2),
        (4, "REGISTER-016", 2),
    ]
    assert "学时" in found.refused[1].message("zh")


def test_a_refused_row_does_not_block_its_record_number() -> None:
    found = credited(row(2, record="R1", credit=-1), row(3, record="R1"))

    assert [one.row.row for one in found.taken] == [3]


@pytest.mark.parametrize(
    ("first", "last", "form"),
    [
        (DAY, DAY, Form.F6S),
        (DAY + timedelta(days=1), FOREVER, Form.F6),
        (date(2025, 1, 1), DAY - timedelta(days=1), Form.F6),
    ],
)
def test_online_study_is_a_substitute_only_inside_its_approval(first: date, last: date, form: Form) -> None:
    until = last if last == FOREVER else last + timedelta(days=1)

    assert entry(row(form=Form.F6), person(substitute=(Span(first, until),))).form is form


@pytest.mark.parametrize(
    ("values", "form"),
    [
        ({"credit": 399}, Form.F4),
        ({"credit": 400}, Form.F1),
        ({"credit": 399, "half_days": 1}, Form.F1),
        ({"credit": 200, "starts": at(9), "ends": at(12, 59)}, Form.F4),
        ({"credit": 200, "starts": at(9), "ends": at(13)}, Form.F1),
        ({"credit": 200, "ends": DAY + timedelta(days=1)}, Form.F1),
    ],
)
def test_off_job_training_under_half_a_day_is_a_lecture(values: dict[str, object], form: Form) -> None:
    one = row(**{"form": Form.F1} | values)

    assert entry(one).form is form
    assert entry(one, AM_19="none").form is Form.F1
    assert len(credited(one).notes) == (form is Form.F4)


@pytest.mark.parametrize(("cap", "amount", "notes"), [("none", 700, 0), ("4", 400, 1), ("2", 200, 1)])
def test_branch_study_is_capped_with_a_note(cap: str, amount: int, notes: int) -> None:
    found = credited(row(form=Form.F3, credit=700), AM_03=cap)

    assert found.taken[0].entries[0].credit == amount
    assert len(found.notes) == notes


def test_the_cap_of_branch_study_is_for_branch_study_only() -> None:
    assert entry(row(form=Form.F4, credit=700), AM_03="4").credit == 700


def test_a_class_across_the_turn_of_the_year_is_split_by_days() -> None:
    one = row(
        form=Form.F1,
        starts=date(2024, 12, 30),
        ends=date(2025, 1, 2),
        credit=3200,
        half_days=8,
        theory=2500,
        record="R1",
    )

    old, new = credited(one).by_person()["P1"]

    assert (old.id, old.day, old.last_day, old.credit, old.half_days, old.theory) == (
        "R1#2024",
        date(2024, 12, 30),
        date(2024, 12, 31),
        1600,
        4,
        400,
    )
    assert (new.id, new.day, new.last_day, new.credit, new.half_days, new.theory) == (
        "R1#2025",
        date(2025, 1, 1),
        date(2025, 1, 2),
        1600,
        4,
        400,
    )


drawn_rows = st.lists(
    st.tuples(
        st.sampled_from(["P1", "P2", "P9"]),
        st.integers(0, 20),
        st.integers(-1, 3),
        st.integers(-100, 900),
        st.sampled_from([None, "R1", "R2"]),
    ),
    max_size=15,
)


@given(drawn_rows, st.randoms(use_true_random=False))
def test_every_row_is_taken_or_refused_once_whatever_the_order(
    drawn: list[tuple[str, int, int, int, str | None]], random: Random
) -> None:
    rows = [
        row(
            at_row,
            starts=DAY + timedelta(days=day),
            ends=DAY + timedelta(days=day + more),
            credit=amount,
            record=record,
            number=number,
        )
        for at_row, (number, day, more, amount, record) in enumerate(drawn)
    ]
    people = (person(), person("P2", None, "乙丑"))

    found = credited(*rows, people=people)
    shuffled = credited(*random.sample(rows, len(rows)), people=people)

    taken, refused = {one.row.row for one in found.taken}, {refusal.place.row for refusal in found.refused}
    assert taken | refused == set(range(len(rows)))
    assert not taken & refused
    assert len(found.taken) == len(taken)
    assert {one.row.row for one in shuffled.taken} == taken
    assert [str(refusal.error) for refusal in shuffled.refused] == [str(refusal.error) for refusal in found.refused]


def test_an_off_job_class_that_overlaps_another_is_kept_for_the_cases() -> None:
    first = row(2, title="书记班", form=Form.F1, starts=at(9), ends=at(17), credit=800, record="R1")
    second = row(3, title="青年班", form=Form.F1, starts=at(14), ends=at(18), credit=400, record="R2")
    lecture = row(4, title="讲座", form=Form.F4, starts=at(15), ends=at(16), credit=100, record="R3")

    found = credited(first, second, lecture)

    assert [taken.row.record for taken in found.taken] == ["R1"]
    assert [(taken.number, taken.entries[0].id) for taken in found.clashed] == [("P1", "R2")]
    assert [refusal.code for refusal in found.refused] == ["REGISTER-017", "REGISTER-017"]
