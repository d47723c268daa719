"""The county as a roster and a register."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from xueshi.kernel.windows import FOREVER
from xueshi.site.demo.county import County
from xueshi.site.demo.sheets import (
    REGISTER_HEADINGS,
    ROSTER_HEADINGS,
    Row,
    register_rows,
    roster_rows,
    slips,
    township,
)
from xueshi.site.demo.tree import Unit, UnitKind


@pytest.fixture(scope="module")
def top(small: County) -> Unit:
    return township(small, about=100)


def cell(row: Row, heading: str) -> object:
    headings = ROSTER_HEADINGS if len(row) == len(ROSTER_HEADINGS) else REGISTER_HEADINGS
    return row[headings.index(heading)]


def test_the_sample_is_a_committee_directly_below_the_county(small: County, top: Unit) -> None:
    assert top.parent == 0
    assert top.kind is not UnitKind.BRANCH


def test_every_roster_row_fills_every_column_and_stays_below_the_committee(small: County, top: Unit) -> None:
    rows = list(roster_rows(small, top))

    assert {len(row) for row in rows} == {24}
    assert all(str(cell(row, "所在党组织")).startswith(f"{top.path}/") for row in rows)


def test_the_roster_holds_everyone_who_ever_belonged_below(small: County, top: Unit) -> None:
    expected = {
        member.who.number
        for member in small.members
        if any(small.units[stay.unit].path.startswith(f"{top.path}/") for stay in member.stays)
    }

    assert {cell(row, "人员编号") for row in roster_rows(small, top)} == expected


def test_someone_who_left_has_a_day_of_leaving_and_others_have_none(small: County) -> None:
    rows = {cell(row, "人员编号"): row for row in roster_rows(small, small.units[0])}

    for member in small.members:
        until = member.stays[-1].span.until
        assert cell(rows[member.who.number], "转出日期") == (None if until == FOREVER else until)


def test_the_register_is_in_the_order_of_time_with_clock_times_and_unique_records(small: County, top: Unit) -> None:
    rows = list(register_rows(small, top))

    starts = [cell(row, "开始时间") for row in rows]
    assert all(isinstance(start, datetime) for start in starts)
    assert starts == sorted(starts, key=str)
    assert len({cell(row, "记录编号") for row in rows}) == len(rows)
    assert {cell(row, "备注") for row in rows} == {"合成数据"}


def test_nothing_from_before_a_transfer_is_in_the_register_of_the_new_township(small: County, top: Unit) -> None:
    below = {unit.index for unit in small.units if unit.path.startswith(f"{top.path}/")}
    spans = {member.who.number: [s.span for s in member.stays if s.unit in below] for member in small.members}

    for row in register_rows(small, top):
        starts = cell(row, "开始时间")
        assert isinstance(starts, datetime)
        assert any(span.covers(starts.date()) for span in spans[str(cell(row, "人员编号"))])


def test_slips_differ_from_the_last_good_row_in_what_they_get_wrong() -> None:
    good = ("AL1", None, "张三", "党课", "专题讲座、报告会", None, "60%", date(2026, 1, 5), None, "2.00", *[None] * 6)

    rows = list(slips([good]))

    assert [cell(row, "记录编号") for row in rows] == ["演示差错-1", "演示差错-2", "演示差错-3", "演示差错-4"]
    assert cell(rows[1], "姓名") == "查无此人"
    assert cell(rows[2], "培训形式") == "聚餐"
    assert cell(rows[3], "学时") == "80"
    assert all(cell(row, "开始时间") == date(2026, 1, 5) for row in rows)
