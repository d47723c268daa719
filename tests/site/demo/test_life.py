"""Organisational life."""

from __future__ import annotations

from collections import Counter

import pytest

from xueshi.rules.facts import Form, OrganiserLevel
from xueshi.site.demo.county import County
from xueshi.site.demo.life import level_of
from xueshi.site.demo.tree import Unit, units

TREE = {unit.name: unit for unit in units(8000)}


@pytest.mark.parametrize(
    ("unit", "level"),
    [
        (TREE["城关镇党委"], OrganiserLevel.TOWNSHIP),
        (TREE["东泽乡党委"], OrganiserLevel.TOWNSHIP),
        (TREE["文昌街道党工委"], OrganiserLevel.TOWNSHIP),
        (TREE["县直机关工委"], OrganiserLevel.COUNTY),
        (TREE["县人民医院党委"], OrganiserLevel.GRASSROOTS),
    ],
)
def test_level_of_a_committee(unit: Unit, level: OrganiserLevel) -> None:
    assert level_of(unit) is level


def test_a_branch_holds_at_most_one_theme_day_a_month(small: County) -> None:
    themes = Counter(
        (activity.host.organiser, activity.starts.strftime("%Y-%m"))
        for activity in small.activities
        if "主题党日" in activity.subject.title
    )

    assert set(themes.values()) == {1}
    assert len({organiser for organiser, _ in themes}) == sum(unit.is_branch for unit in small.units)


def test_theory_shares_stay_between_nothing_and_all(small: County) -> None:
    shares = {activity.subject.theory for activity in small.activities}

    assert min(shares) == 0
    assert max(shares) == 100


def test_approved_members_study_online_far_more_often_than_others(small: County) -> None:
    online = Counter(position for number, position in small.attended if small.activities[number].form is Form.F6)
    approved = [position for position, member in enumerate(small.members) if member.substitute is not None]
    others = len(small.members) - len(approved)

    by_approved = sum(online[position] for position in approved)

    assert by_approved * others > 3 * (online.total() - by_approved) * len(approved)


def test_centre_groups_are_small(small: County) -> None:
    sizes = Counter(number for number, _ in small.attended if small.activities[number].form is Form.F2)

    assert 0 < max(sizes.values()) <= 40
