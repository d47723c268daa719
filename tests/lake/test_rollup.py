"""Counts of branches become counts of everything above them, and organisations get a status of their own where a clause obliges them."""

from __future__ import annotations

from datetime import date

import pytest

from xueshi.kernel.paths import OrgPath, lineage
from xueshi.lake.rollup import Group, rolled_up
from xueshi.rules.loader import load
from xueshi.rules.questions import Question, questions
from xueshi.rules.verdicts import Standing, Status

M24 = load("M24")
BRANCH, SISTER = OrgPath("县委/镇/一支部"), OrgPath("县委/镇/二支部")


def asked(clause: str, on: date) -> Question:
    return next(question for question in questions(M24, on) if question.indicator.id == clause)


def standings(clause: str, on: date, *groups: Group) -> dict[str, Standing]:
    found = rolled_up(asked(clause, on), groups, lambda path: tuple(lineage(path)))
    return {standing.org: standing for standing in found}


def group(org: OrgPath, status: Status, members: int, credit: int = 0, theory: int = 0) -> Group:
    return Group(org, status, members, credit, theory)


def test_branches_add_up_at_every_level() -> None:
    found = standings(
        "M24-I02",
        date(2026, 6, 30),
        group(BRANCH, Status.MET, 3),
        group(BRANCH, Status.EXEMPT, 1),
        group(SISTER, Status.BEHIND, 5),
        group(SISTER, Status.NOT_ASSESSABLE, 2),
        group(SISTER, Status.DELEGATED, 1),
    )

    assert list(found) == ["县委", "县委/镇", BRANCH, SISTER]
    county = found["县委"]
    assert (county.population, county.obliged, county.assessable) == (12, 10, 8)
    assert (county.share, county.status) == ((3, 8), None)
    assert county.counts == found["县委/镇"].counts


def test_people_to_whom_a_clause_does_not_apply_are_not_counted() -> None:
    found = standings("M24-I03", date(2026, 6, 30), group(BRANCH, Status.NOT_APPLICABLE, 9))

    assert (found[BRANCH].population, found[BRANCH].share) == (0, (0, 0))


@pytest.mark.parametrize(
    ("met", "behind", "on", "expected"),
    [
        (500, 500, date(2026, 6, 30), Status.ON_PACE),
        (499, 501, date(2026, 6, 30), Status.BEHIND),
        (1000, 0, date(2026, 6, 30), Status.MET),
        (999, 1, date(2028, 12, 31), Status.UNMET),
        (0, 0, date(2026, 6, 30), Status.NOT_ASSESSABLE),
    ],
)
def test_an_organisation_is_on_pace_with_the_elapsed_share_of_its_members(
    met: int, behind: int, on: date, expected: Status
) -> None:
    found = standings("M24-I01", on, group(BRANCH, Status.MET, met), group(BRANCH, Status.BEHIND, behind))

    assert found[BRANCH].status is expected


@pytest.mark.parametrize(
    ("theory", "on", "expected"),
    [
        (4999, date(2028, 12, 31), Status.UNMET),
        (5000, date(2028, 12, 31), Status.MET),
        (5001, date(2028, 12, 31), Status.MET),
        (4999, date(2026, 6, 30), Status.BEHIND),
        (5000, date(2026, 6, 30), Status.ON_PACE),
    ],
)
def test_the_share_of_an_organisation_is_that_of_its_summed_hours(theory: int, on: date, expected: Status) -> None:
    found = standings("M24-I05", on, group(BRANCH, Status.MET, 3, credit=10_000, theory=theory))

    assert (found["县委"].share, found["县委"].status) == ((theory, 10_000), expected)


def test_hours_of_cadres_stay_out_of_the_share() -> None:
    found = standings(
        "M24-I05",
        date(2026, 6, 30),
        group(BRANCH, Status.ON_PACE, 1, credit=100, theory=60),
        group(BRANCH, Status.DELEGATED, 1, credit=900, theory=0),
    )

    assert (found[BRANCH].share, found[BRANCH].population) == ((60, 100), 2)


def test_an_organisation_without_hours_is_not_judged() -> None:
    found = standings("M24-I05", date(2026, 6, 30), group(BRANCH, Status.NOT_ASSESSABLE, 4))

    assert found[BRANCH].status is Status.NOT_ASSESSABLE
