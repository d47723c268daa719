"""One person against one clause: who is judged, from which day, and on which side of each threshold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xueshi.kernel.paths import OrgPath
from xueshi.kernel.units import NO_CREDIT, NO_HALF_DAYS, Credit, HalfDays, credit, half_days
from xueshi.kernel.windows import Span
from xueshi.rules.facts import Affiliation, Entry, Form, OrganiserLevel, Person
from xueshi.rules.judge import counts, judge, measured
from xueshi.rules.loader import load
from xueshi.rules.questions import Question, questions
from xueshi.rules.verdicts import Amounts, Status

M24 = load("M24")
ORG = OrgPath("县委/一支部")
MID, END = date(2026, 6, 30), date(2028, 12, 31)
LONG_AGO = date(2010, 7, 1)


def asked(clause: str, on: date, year: int = 2024, **settings: str) -> Question:
    pack = load("M24", {name.replace("_", "-"): option for name, option in settings.items()}) if settings else M24
    found = [question for question in questions(pack, on) if question.indicator.id == f"M24-{clause}"]
    return next((question for question in found if question.window.first.year == year), found[0])


def person(**standing: object) -> Person:
    facts: dict[str, object] = {
        "affiliations": (Affiliation(ORG, Span()),),
        "admitted_on": LONG_AGO,
        "full_on": LONG_AGO,
    }
    return Person("p", **(facts | standing))  # type: ignore[arg-type]


def entry(
    hours: str = "0",
    days: str = "0",
    *,
    on: date = date(2025, 5, 6),
    form: Form = Form.F3,
    level: int = 1,
    theory: str = "0",
) -> Entry:
    return Entry("e", on, on, form, OrganiserLevel(level), credit(hours), half_days(days), credit(theory))


def status(question: Question, who: Person, *entries: Entry) -> Status:
    return judge(question, who, entries).status


@pytest.mark.parametrize("form", [Form.F1, Form.F2, Form.F3, Form.F4, Form.F5, Form.F6S])
def test_a_form_of_collective_study_counts(form: Form) -> None:
    assert counts(asked("I02", MID), entry("1", form=form))


@pytest.mark.parametrize("form", [Form.F6, Form.F7, Form.F8])
def test_any_other_form_does_not_count(form: Form) -> None:
    assert not counts(asked("I02", MID), entry("1", form=form))


@pytest.mark.parametrize(
    ("on", "counted"),
    [
        (date(2023, 12, 31), False),
        (date(2024, 1, 1), True),
        (date(2026, 6, 30), True),
        (date(2026, 7, 1), False),
    ],
)
def test_days_from_the_beginning_of_the_window_to_the_assessment_date_count(on: date, counted: bool) -> None:
    assert counts(asked("I02", MID), entry("1", on=on)) is counted


@pytest.mark.parametrize(("level", "counted"), [(1, False), (2, False), (3, True), (4, True), (6, True)])
def test_the_yearly_clause_asks_for_an_organiser_at_county_level_or_above(level: int, counted: bool) -> None:
    question = asked("I04", MID, 2025)

    assert counts(question, entry("8", form=Form.F1, level=level)) is counted


def test_only_the_measures_of_the_clause_are_added_up() -> None:
    study = entry("3", "0.5", form=Form.F5, theory="2")

    assert measured(asked("I01", MID), [study]) == Amounts(count=1)
    assert measured(asked("I02", MID), [study, study]) == Amounts(credit("6"), half_days("1"))
    assert measured(asked("I05", MID), [study]) == Amounts(credit=credit("3"), theory=credit("2"))


@pytest.mark.parametrize(
    ("until", "expected"),
    [(date(2026, 6, 29), Status.NOT_APPLICABLE), (MID, Status.NOT_APPLICABLE), (date(2026, 7, 1), Status.BEHIND)],
)
def test_who_has_left_on_the_assessment_date_is_not_judged(until: date, expected: Status) -> None:
    left = person(affiliations=(Affiliation(ORG, Span(until=until)),))

    assert status(asked("I02", MID), left) is expected


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Span(date(2024, 1, 1), date(2024, 12, 31)), Status.NOT_APPLICABLE),
        (Span(date(2024, 1, 1), date(2025, 1, 1)), Status.BELOW_GENERAL),
        (Span(date(2024, 12, 31)), Status.BELOW_GENERAL),
        (Span(date(2025, 1, 1)), Status.NOT_APPLICABLE),
    ],
)
def test_a_past_year_judges_who_was_secretary_on_its_last_day(span: Span, expected: Status) -> None:
    assert status(asked("I04", MID, 2024), person(secretary=(span,))) is expected


@pytest.mark.parametrize(
    ("admitted", "expected"),
    [
        (date(2025, 6, 30), Status.BEHIND),
        (date(2025, 7, 1), Status.NOT_ASSESSABLE),
        (date(2026, 6, 30), Status.NOT_ASSESSABLE),
        (date(2026, 7, 1), Status.NOT_APPLICABLE),
        (None, Status.BEHIND),
    ],
)
def test_members_of_less_than_twelve_months_are_shown_apart(admitted: date | None, expected: Status) -> None:
    assert status(asked("I02", MID), person(admitted_on=admitted)) is expected


@pytest.mark.parametrize(
    ("months", "expected"), [("12", Status.NOT_ASSESSABLE), ("6", Status.BEHIND), ("0", Status.BEHIND)]
)
def test_the_months_of_new_members_are_a_choice(months: str, expected: Status) -> None:
    newcomer = person(admitted_on=date(2025, 10, 1))

    assert status(asked("I02", MID, AM_14=months), newcomer) is expected


@pytest.mark.parametrize(
    ("full_on", "expected"),
    [(MID, Status.BEHIND), (date(2026, 7, 1), Status.NOT_APPLICABLE), (None, Status.NOT_APPLICABLE)],
)
def test_probationary_members_stay_out_where_the_choice_says_so(full_on: date | None, expected: Status) -> None:
    probationary = person(admitted_on=date(2025, 1, 1), full_on=full_on)

    assert status(asked("I02", MID, AM_15="full"), probationary) is expected
    assert status(asked("I02", MID), probationary) is Status.BEHIND


@pytest.mark.parametrize(
    ("last_day", "expected"),
    [(date(2026, 6, 29), Status.BEHIND), (MID, Status.EXEMPT), (date(2026, 7, 1), Status.EXEMPT)],
)
def test_an_exemption_holds_on_its_last_day(last_day: date, expected: Status) -> None:
    exempt = person(exempt=(Span(date(2025, 1, 1), last_day + timedelta(days=1)),))

    assert status(asked("I02", MID), exempt) is expected


def test_an_exempt_member_who_met_the_clause_counts_as_met() -> None:
    assert status(asked("I02", MID), person(exempt=(Span(),)), entry("160")) is Status.MET


def test_a_secretary_is_not_exempt_from_the_secretary_s_clauses() -> None:
    frail = person(exempt=(Span(),), secretary=(Span(),))

    assert status(asked("I02", END), frail) is Status.EXEMPT
    assert status(asked("I03", END), frail) is Status.UNMET


def test_a_cadre_s_hours_follow_the_cadre_plan_but_a_secretary_s_duties_stay() -> None:
    both = person(cadre=(Span(),), secretary=(Span(),))

    assert status(asked("I02", MID), both, entry("160")) is Status.DELEGATED
    assert status(asked("I05", MID), both, entry("160")) is Status.DELEGATED
    assert status(asked("I03", MID), both, entry("280")) is Status.MET
    assert status(asked("I01", MID), both, entry("4", form=Form.F1)) is Status.MET


def test_days_and_hours_are_never_added_together() -> None:
    question = asked("I02", END)

    assert status(question, person(), entry("159.99", "19.5")) is Status.UNMET
    assert status(question, person(), entry("0", "20")) is Status.MET
    assert status(question, person(), entry("160", "0")) is Status.MET


@pytest.mark.parametrize(
    ("on", "expected"), [(date(2028, 12, 30), Status.BEHIND), (END, Status.UNMET), (date(2029, 3, 1), Status.UNMET)]
)
def test_a_breach_is_only_found_when_the_window_is_over(on: date, expected: Status) -> None:
    assert status(asked("I02", on), person(), entry("150")) is expected


def test_a_soft_clause_is_never_breached() -> None:
    question = asked("I04", MID, 2025)

    assert status(question, person(secretary=(Span(),)), entry("39.99", form=Form.F1, level=3)) is Status.BELOW_GENERAL


@pytest.mark.parametrize(
    ("hours", "expected"), [("79.86", Status.BEHIND), ("79.87", Status.ON_PACE), ("160", Status.MET)]
)
def test_pace_is_the_elapsed_share_of_the_window(hours: str, expected: Status) -> None:
    assert status(asked("I02", MID), person(), entry(hours)) is expected


def test_nothing_studied_has_no_share() -> None:
    assert status(asked("I05", MID), person()) is Status.NOT_ASSESSABLE
    assert status(asked("I05", MID), person(), entry("0", "1")) is Status.NOT_ASSESSABLE


def test_a_verdict_names_what_is_missing_for_each_alternative() -> None:
    verdict = judge(asked("I02", MID), person(), [entry("60.5", "3.5")])

    assert verdict.needs == (Amounts(half_days=half_days("20")), Amounts(credit=credit("160")))
    assert verdict.short == (Amounts(half_days=half_days("16.5")), Amounts(credit=credit("99.5")))
    assert (verdict.window.first, verdict.window.last, verdict.reference) == (date(2024, 1, 1), END, MID)


@pytest.mark.parametrize("tags", [{"exempt": (Span(),)}, {"cadre": (Span(),)}, {"admitted_on": date(2026, 6, 1)}])
def test_who_owes_nothing_has_nothing_missing(tags: dict[str, object]) -> None:
    assert judge(asked("I02", MID), person(**tags), []).short == ()


@given(hours=st.integers(0, 40_000), more=st.integers(0, 10_000), halves=st.integers(0, 100))
def test_more_study_never_makes_a_verdict_worse(hours: int, more: int, halves: int) -> None:
    order = [Status.BEHIND, Status.ON_PACE, Status.MET]
    question = asked("I02", MID)
    base = Entry(
        "a",
        LONG_AGO.replace(year=2025),
        LONG_AGO,
        Form.F2,
        OrganiserLevel.COUNTY,
        Credit(hours),
        HalfDays(halves),
        NO_CREDIT,
    )
    extra = base._replace(id="b", credit=Credit(more), half_days=NO_HALF_DAYS)

    before, after = status(question, person(), base), status(question, person(), base, extra)

    assert order.index(after) >= order.index(before)
