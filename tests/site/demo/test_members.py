"""Standing over time."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from datetime import date

import pytest

from xueshi.kernel.windows import FOREVER, Span
from xueshi.site.demo.county import County, county
from xueshi.site.demo.members import MONTHS, OfficeKind


@pytest.fixture(scope="module")
def full() -> County:
    return county()


def test_months_run_from_january_2024_to_june_2026() -> None:
    assert MONTHS[0] == date(2024, 1, 1)
    assert MONTHS[-1] == date(2026, 6, 1)
    assert len(MONTHS) == 30


def test_stays_follow_one_another_and_none_begins_before_admission(full: County) -> None:
    for member in full.members:
        spans = [stay.span for stay in member.stays]
        assert all(span.first < span.until for span in spans)
        assert all(before.until <= after.first for before, after in itertools.pairwise(spans))
        assert spans[0].first >= member.who.admitted_on


def test_shares_of_special_groups_are_as_intended(full: County) -> None:
    per_mille = {
        "cadre": sum(member.cadre is not None for member in full.members) // 8,
        "exempt": sum(member.exempt is not None for member in full.members) // 8,
        "floating": sum(member.floating is not None for member in full.members) // 8,
        "moved": sum(len(member.stays) == 2 for member in full.members) // 8,
        "left": sum(member.stays[-1].span.until != FOREVER for member in full.members) // 8,
    }

    assert 60 <= per_mille["cadre"] <= 80
    assert 50 <= per_mille["exempt"] <= 70
    assert 22 <= per_mille["floating"] <= 38
    assert 30 <= per_mille["moved"] <= 50
    assert 10 <= per_mille["left"] <= 22


def test_exempt_members_are_mostly_old(full: County) -> None:
    exempt = [member for member in full.members if member.exempt is not None]

    assert sum(member.who.age() >= 75 for member in exempt) * 10 >= len(exempt) * 8
    assert {member.exempt_reason for member in exempt} == {"年老体弱", "行动不便"}


def test_an_organisation_never_has_two_secretaries_at_once(full: County) -> None:
    terms: dict[int, list[Span]] = defaultdict(list)
    for member in full.members:
        for office in member.offices:
            if office.kind is OfficeKind.SECRETARY:
                terms[office.unit].append(office.span)

    for spans in terms.values():
        spans.sort()
        assert not any(before.overlaps(after) for before, after in itertools.pairwise(spans))
    assert Counter(len(spans) for spans in terms.values())[2] >= 50


def test_every_organisation_below_the_county_has_had_a_secretary(full: County) -> None:
    led = {office.unit for member in full.members for office in member.offices if office.kind is OfficeKind.SECRETARY}

    assert led == {unit.index for unit in full.units if unit.parent is not None}


def test_substitute_approvals_are_only_given_to_members_away(full: County) -> None:
    approved = [member for member in full.members if member.substitute is not None]

    assert approved
    assert all(member.substitute == member.floating for member in approved)
