"""The county as a roster and a register."""

from __future__ import annotations

from datetime import datetime

import pytest

from xueshi.kernel.windows import FOREVER
from xueshi.ledger.crediting import credit
from xueshi.people.roster import roster_people
from xueshi.rules.facts import Form
from xueshi.site.demo.county import County
from xueshi.site.demo.persons import LAST_DAY
from xueshi.site.demo.sheets import register_rows, roster_rows, township
from xueshi.site.demo.tree import Unit, UnitKind


@pytest.fixture(scope="module")
def top(small: County) -> Unit:
    return township(small, about=100)


def test_the_sample_is_a_committee_directly_below_the_county(small: County, top: Unit) -> None:
    assert top.parent == 0
    assert top.kind is not UnitKind.BRANCH


def test_the_roster_holds_everyone_who_ever_belonged_below_and_nobody_else(small: County, top: Unit) -> None:
    expected = {
        member.who.number
        for member in small.members
        if any(small.units[stay.unit].path.startswith(f"{top.path}/") for stay in member.stays)
    }

    rows = list(roster_rows(small, top))

    assert {row.number for row in rows} == expected
    assert all(row.org.startswith(f"{top.path}/") for row in rows)
    assert [row.row for row in rows] == list(range(2, len(rows) + 2))


def test_the_roster_means_what_the_county_says(small: County) -> None:
    people, refused = roster_people(list(roster_rows(small, small.units[0])), as_of=LAST_DAY)

    assert refused == ()
    by_number = {one.number: one.person for one in people}
    assert len(by_number) == 1000
    for member in small.members:
        person = by_number[member.who.number]
        stay = member.stays[-1]
        assert person.org_on(LAST_DAY) == (small.units[stay.unit].path if stay.span.until == FOREVER else None)
        assert bool(person.secretary) == member.is_secretary
        assert person.exempt == ((member.exempt,) if member.exempt else ())
        assert person.substitute == ((member.substitute,) if member.substitute else ())
        assert (person.admitted_on, person.full_on) == (member.who.admitted_on, member.who.full_on)


def test_the_register_is_in_the_order_of_time_with_clock_times_and_unique_records(small: County, top: Unit) -> None:
    rows = list(register_rows(small, top))

    starts = [row.starts for row in rows]
    assert all(isinstance(start, datetime) for start in starts)
    assert starts == sorted(starts)
    assert len({row.record for row in rows}) == len(rows)
    assert {row.remark for row in rows} == {"合成数据"}


def test_nothing_from_before_a_transfer_is_in_the_register_of_the_new_township(small: County, top: Unit) -> None:
    below = {unit.index for unit in small.units if unit.path.startswith(f"{top.path}/")}
    spans = {member.who.number: [s.span for s in member.stays if s.unit in below] for member in small.members}

    for row in register_rows(small, top):
        assert isinstance(row.starts, datetime)
        assert any(span.covers(row.starts.date()) for span in spans[str(row.number)])


def test_the_register_of_the_whole_county_is_credited_without_a_single_refusal(small: County) -> None:
    people, _ = roster_people(list(roster_rows(small, small.units[0])), as_of=LAST_DAY)

    credited = credit(list(register_rows(small, small.units[0])), people, as_of=LAST_DAY, settings={})

    assert credited.refused == ()
    assert len(credited.taken) == len(small.attended)
    assert Form.F6S in {entry.form for taken in credited.taken for entry in taken.entries}
