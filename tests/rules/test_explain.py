"""An explanation shows every entry exactly once, with the reason where it does not count, and what closes the gap."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from xueshi.kernel.paths import OrgPath
from xueshi.kernel.units import NO_HALF_DAYS, Credit, credit, half_days
from xueshi.kernel.windows import Span
from xueshi.rules.explain import amounts, explain
from xueshi.rules.facts import Affiliation, Entry, Form, OrganiserLevel, Person
from xueshi.rules.loader import load
from xueshi.rules.verdicts import Amounts, Status

M24 = load("M24")
AS_OF = date(2026, 6, 30)
MEMBER = Person("p1", (Affiliation(OrgPath("县委/一支部"), Span()),), admitted_on=date(2010, 7, 1))
SECRETARY = Person("p2", MEMBER.affiliations, admitted_on=date(2010, 7, 1), secretary=(Span(date(2025, 3, 1)),))


def entry(name: str, day: date, form: Form, hours: str, days: str, level: OrganiserLevel) -> Entry:
    return Entry(name, day, day, form, level, credit(hours), half_days(days), credit("0"), title=name)


STUDY = entry("study", date(2025, 5, 9), Form.F3, "2", "0", OrganiserLevel.GRASSROOTS)
CLASS = entry("class", date(2026, 4, 1), Form.F1, "24", "3", OrganiserLevel.COUNTY)
TOWN = entry("town", date(2026, 5, 1), Form.F1, "8", "1", OrganiserLevel.TOWNSHIP)
ONLINE = entry("online", date(2026, 1, 1), Form.F6, "10", "0", OrganiserLevel.GRASSROOTS)
EARLY = entry("early", date(2023, 12, 31), Form.F1, "40", "5", OrganiserLevel.COUNTY)


def test_each_entry_stands_once_with_its_reason() -> None:
    explained = {item.indicator.id: item for item in explain(M24, MEMBER, [STUDY, CLASS, ONLINE, EARLY], AS_OF)}

    member = explained["M24-I02"]
    assert [item.id for item in member.counted] == ["study", "class"]
    assert {item.entry.id: item.reason.zh for item in member.not_counted} == {
        "online": "“个人网络学习”不在本条计入形式之列",
        "early": "日期不在 2024-01-01 至 2026-06-30 内",
    }
    assert set(explained) == {"M24-I01", "M24-I02", "M24-I05"}


def test_the_gap_names_both_alternatives_and_the_date() -> None:
    explained = {item.indicator.id: item for item in explain(M24, MEMBER, [STUDY, CLASS], AS_OF)}

    gap = explained["M24-I02"].gap

    assert gap is not None
    assert gap.zh == "还需 17 天，或 134 学时，截至 2028-12-31"
    assert gap.en == "needs 17 days, or 134 credit hours by 2028-12-31"


def test_a_gap_of_a_closed_window_looks_back() -> None:
    explained = explain(M24, SECRETARY, [CLASS], date(2028, 12, 31))

    gaps = [item.gap for item in explained if item.indicator.id == "M24-I04" and item.verdict.window.first.year == 2025]

    assert [gap and gap.zh for gap in gaps] == ["差 5 天，或 40 学时，已于 2025-12-31 截止"]
    assert [gap and gap.en for gap in gaps] == ["was short of 5 days, or 40 credit hours on 2025-12-31"]


def test_theory_beside_credit_is_a_part_of_it() -> None:
    missing = Amounts(credit=credit("37.5"), theory=credit("12"))

    assert amounts(missing).zh == "37.5 学时（其中党的创新理论 12 学时）"
    assert amounts(missing).en == "37.5 credit hours (12 of them innovative theory)"


def test_a_missing_share_is_named_in_theory_credit() -> None:
    explained = {item.indicator.id: item for item in explain(M24, MEMBER, [STUDY, CLASS], AS_OF)}

    gap = explained["M24-I05"].gap

    assert gap is not None
    assert gap.zh == "还需 26 学时党的创新理论，截至 2028-12-31"


@given(total=st.integers(1, 10_000), theory=st.integers(0, 10_000))
def test_studying_the_missing_theory_reaches_the_share_and_not_an_hundredth_less(total: int, theory: int) -> None:
    share = Fraction(1, 2)
    lesson = Entry(
        "a", AS_OF, AS_OF, Form.F3, OrganiserLevel.COUNTY, Credit(total), NO_HALF_DAYS, Credit(min(theory, total))
    )
    verdict = {item.indicator.id: item.verdict for item in explain(M24, MEMBER, [lesson], AS_OF)}["M24-I05"]

    missing = verdict.short[0].theory

    assert Fraction(lesson.theory + missing, total + missing) >= share
    if missing:
        assert Fraction(lesson.theory + missing - 1, total + missing - 1) < share


def test_who_met_a_clause_owes_nothing() -> None:
    explained = {item.indicator.id: item for item in explain(M24, MEMBER, [CLASS], AS_OF)}

    assert explained["M24-I01"].verdict.status is Status.MET
    assert explained["M24-I01"].gap is None


def test_a_class_of_a_township_does_not_count_for_the_yearly_clause_of_secretaries() -> None:
    explained = [item for item in explain(M24, SECRETARY, [CLASS, TOWN], AS_OF) if item.indicator.id == "M24-I04"]

    assert [item.verdict.window.first.year for item in explained] == [2025, 2026]
    assert [item.verdict.status for item in explained] == [Status.BELOW_GENERAL, Status.ON_PACE]
    assert {item.entry.id: item.reason.en for item in explained[1].not_counted} == {
        "town": "organised at township level; county or above counts"
    }
