"""The sample workbooks."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from xueshi.site.demo.county import County
from xueshi.site.demo.files import main, write_samples
from xueshi.site.demo.sheets import REGISTER_HEADINGS, ROSTER_HEADINGS, register_rows, township


def test_samples_have_the_canonical_headings_and_numbers_as_text(small: County, tmp_path: Path) -> None:
    roster, register = write_samples(tmp_path / "new", small)

    people = openpyxl.load_workbook(roster).active
    entries = openpyxl.load_workbook(register).active
    assert [cell.value for cell in people[1]] == list(ROSTER_HEADINGS)
    assert [cell.value for cell in entries[1]] == list(REGISTER_HEADINGS)
    assert {people.cell(row, 3).data_type for row in range(2, people.max_row + 1)} == {"s"}
    assert "合成数据" in people.title
    assert "合成数据" in entries.title


def test_the_register_ends_with_four_slips(small: County, tmp_path: Path) -> None:
    good = sum(1 for _ in register_rows(small, township(small)))

    _, register = write_samples(tmp_path, small)

    sheet = openpyxl.load_workbook(register).active
    assert sheet.max_row == 1 + good + 4


def test_the_same_county_gives_the_same_bytes(small: County, tmp_path: Path) -> None:
    first = write_samples(tmp_path / "a", small)
    second = write_samples(tmp_path / "b", small)

    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_the_command_says_how_to_judge_them(
    tmp_path: Path, small: County, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("xueshi.site.demo.files.county", lambda size, seed: small)

    main(str(tmp_path))

    assert capsys.readouterr().out == (
        f"xueshi judge --plan M24 --roster {tmp_path}/roster.xlsx --register {tmp_path}/register.xlsx"
        " --as-of 2026-06-30\n"
    )
