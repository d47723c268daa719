"""The sample workbooks."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from xueshi.intake.sheets import open_workbook
from xueshi.intake.tables import read_rows
from xueshi.kernel.errors import Place
from xueshi.ledger.crediting import credit
from xueshi.ledger.register import REGISTER, RegisterRow
from xueshi.people.roster import roster_people
from xueshi.people.roster_rows import ROSTER, RosterRow
from xueshi.site.demo.county import County, county
from xueshi.site.demo.files import REGISTER_HEADINGS, ROSTER_HEADINGS, main, slips, write_samples, write_sheet
from xueshi.site.demo.persons import LAST_DAY
from xueshi.site.demo.sheets import register_rows, roster_rows, township


@pytest.fixture(scope="module")
def samples(small: County, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return write_samples(tmp_path_factory.mktemp("samples") / "new", small)


def test_samples_have_the_canonical_headings_and_numbers_as_text(samples: tuple[Path, Path]) -> None:
    people, entries = (open_workbook(path).sheets[0] for path in samples)

    assert list(people.rows[0]) == list(ROSTER_HEADINGS)
    assert list(entries.rows[0]) == list(REGISTER_HEADINGS)
    assert {type(row[2]) for row in people.rows[1:]} == {str}
    assert "合成数据" in people.name
    assert "合成数据" in entries.name


def test_the_same_county_gives_the_same_bytes(samples: tuple[Path, Path], small: County, tmp_path: Path) -> None:
    again = write_samples(tmp_path, small)

    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in samples]


def test_the_command_says_how_to_judge_them(
    tmp_path: Path, small: County, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("xueshi.site.demo.files.county", lambda size, seed: small)

    main(str(tmp_path))

    assert capsys.readouterr().out == (
        f"xueshi judge --plan M24 --roster {tmp_path}/roster.xlsx --register {tmp_path}/register.xlsx"
        " --as-of 2026-06-30\n"
    )


def test_what_is_read_back_is_what_was_written(samples: tuple[Path, Path], small: County) -> None:
    top = township(small)
    roster, register = samples

    people = read_rows(open_workbook(roster), ROSTER, RosterRow._make)
    entries = read_rows(open_workbook(register), REGISTER, RegisterRow._make)
    assert people.rows == list(roster_rows(small, top))
    assert entries.rows[:-3] == list(register_rows(small, top))
    assert people.unknown_columns == entries.unknown_columns == ()


def test_exactly_the_slips_are_refused(samples: tuple[Path, Path], small: County) -> None:
    roster, register = samples
    read = read_rows(open_workbook(register), REGISTER, RegisterRow._make)
    people, refused = roster_people(read_rows(open_workbook(roster), ROSTER, RosterRow._make).rows, as_of=LAST_DAY)

    credited = credit(read.rows, people, as_of=LAST_DAY, settings={})

    last = sum(1 for _ in register_rows(small, township(small))) + 1
    assert refused == ()
    assert {refusal.place.row for refusal in read.refused} == {last + 3}
    assert {refusal.place.row for refusal in credited.refused} == {last + 1, last + 2, last + 4}


def test_slips_differ_from_the_last_good_row_in_what_they_get_wrong() -> None:
    good = ("AL1", None, "张三", "党课", "专题讲座、报告会", None, "60%", date(2026, 1, 5), None, "2.00", *[None] * 6)

    rows = [dict(zip(REGISTER_HEADINGS, row, strict=True)) for row in slips([good])]

    assert [row["记录编号"] for row in rows] == ["演示差错-1", "演示差错-2", "演示差错-3", "演示差错-4"]
    assert rows[1]["姓名"] == "查无此人"
    assert rows[2]["培训形式"] == "聚餐"
    assert rows[3]["学时"] == "80"
    assert all(row["开始时间"] == date(2026, 1, 5) for row in rows)


def test_a_workbook_without_rows_has_its_headings(tmp_path: Path) -> None:
    path = write_sheet(tmp_path, Place("empty.xlsx", "名册"), ("编号", "姓名"), [])

    sheet = open_workbook(path).sheets[0]
    assert (path.name, sheet.name, sheet.rows) == ("empty.xlsx", "名册", [["编号", "姓名"]])


def test_texts_stay_texts_and_days_and_times_are_dates(tmp_path: Path) -> None:
    row = ("007", None, "=1+1", date(2026, 6, 30), datetime.fromisoformat("2026-06-30 08:30"))

    path = write_sheet(tmp_path, Place("one.xlsx", "表"), ("甲", "乙", "丙", "丁", "戊"), [row])

    sheet = open_workbook(path).sheets[0]
    assert sheet.formula == ""
    assert sheet.rows[1] == ["007", "", "=1+1", date(2026, 6, 30), datetime.fromisoformat("2026-06-30 08:30")]


def test_samples_of_another_county_differ(samples: tuple[Path, Path], tmp_path: Path) -> None:
    other = write_samples(tmp_path, county(200, seed=9))

    assert all(one.read_bytes() != two.read_bytes() for one, two in zip(samples, other, strict=True))
