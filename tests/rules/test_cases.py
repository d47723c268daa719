"""Overlaps and repeats of off-job training are listed, and nothing else is."""

from __future__ import annotations

from datetime import date

import pytest

from xueshi.kernel.units import NO_CREDIT, NO_HALF_DAYS
from xueshi.rules.cases import CaseKind, cases
from xueshi.rules.facts import Entry, Form, OrganiserLevel


def training(name: str, first: date, last: date, title: str, form: Form = Form.F1) -> Entry:
    return Entry(name, first, last, form, OrganiserLevel.COUNTY, NO_CREDIT, NO_HALF_DAYS, NO_CREDIT, title)


SPRING = training("a", date(2025, 3, 3), date(2025, 3, 7), "书记班")


@pytest.mark.parametrize(
    ("first", "last", "title", "kind"),
    [
        (date(2025, 3, 7), date(2025, 3, 8), "青年班", CaseKind.OVERLAP),
        (date(2025, 3, 8), date(2025, 3, 9), "青年班", None),
        (date(2026, 3, 3), date(2026, 3, 4), "书记班", CaseKind.REPEAT),
        (date(2026, 3, 4), date(2026, 3, 5), "书记班", None),
        (date(2025, 9, 1), date(2025, 9, 2), "青年班", None),
        (date(2025, 3, 3), date(2025, 3, 7), "书记班", None),
        (date(2025, 3, 3), date(2025, 3, 7), "青年班", CaseKind.OVERLAP),
    ],
)
def test_days_that_overlap_and_titles_that_return_within_twelve_months(
    first: date, last: date, title: str, kind: CaseKind | None
) -> None:
    found = list(cases("p", [training("b", first, last, title), SPRING], months=12))

    assert [(case.kind, case.first, case.second) for case in found] == ([(kind, "a", "b")] if kind else [])


def test_only_off_job_training_is_looked_at() -> None:
    lecture = training("b", date(2025, 3, 4), date(2025, 3, 4), "书记班", Form.F4)

    assert list(cases("p", [SPRING, lecture], months=12)) == []


def test_the_two_years_of_one_class_are_one_training() -> None:
    parts = [
        training("c#2024", date(2024, 12, 30), date(2024, 12, 31), "跨年班"),
        training("c#2025", date(2025, 1, 1), date(2025, 1, 2), "跨年班"),
    ]

    assert list(cases("p", parts, months=12)) == []


@pytest.mark.parametrize("names", [("R#12", "R#13"), ("f.xlsx:表#1:2", "f.xlsx:表#1:3")])
def test_a_sign_in_a_record_number_or_sheet_name_hides_no_case(names: tuple[str, str]) -> None:
    first = training(names[0], date(2025, 3, 3), date(2025, 3, 7), "书记班")
    second = training(names[1], date(2025, 3, 7), date(2025, 3, 8), "青年班")

    found = list(cases("p", [first, second], months=12))

    assert [(case.kind, case.first, case.second) for case in found] == [(CaseKind.OVERLAP, *names)]
