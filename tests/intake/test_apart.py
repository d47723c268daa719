"""A file read in a process of its own gives what reading it here gives, and cannot harm the one that asked."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from xueshi.intake.apart import reading_apart
from xueshi.intake.sheets import open_workbook
from xueshi.intake.tables import read_rows
from xueshi.kernel.errors import XueshiError
from xueshi.ledger.register import REGISTER, RegisterRow

DATA = Path(__file__).parents[1] / "data"
KIND = "xueshi.ledger.register:REGISTER"


@pytest.mark.parametrize("name", ["messy_register.csv", "messy_register.xlsx"])
def test_what_was_read_apart_is_what_is_read_here(name):
    here = read_rows(open_workbook(DATA / name), REGISTER, RegisterRow._make)

    with reading_apart(DATA / name, KIND, RegisterRow._make) as read:
        there = read()

    assert there.rows == here.rows
    assert there.damaged == here.damaged
    assert [refusal.message() for refusal in there.refused] == [refusal.message() for refusal in here.refused]
    assert [refusal.place for refusal in there.refused] == [refusal.place for refusal in here.refused]
    assert there.tables() == here.tables()
    assert (there.sha256, there.kind, there.skipped_places) == (here.sha256, here.kind, here.skipped_places)


def test_every_place_bears_the_name_that_was_asked_for():
    with reading_apart(DATA / "messy_register.csv", KIND, RegisterRow._make, name="登记表/a.csv") as read:
        reading = read()

    assert reading.file == "登记表/a.csv"
    assert {refusal.place.file for refusal in reading.refused} == {"登记表/a.csv"}
    assert {table.at.file for table in reading.tables()} == {"登记表/a.csv"}


def test_a_file_that_is_refused_is_refused_with_code_and_place(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 and nothing more")

    with reading_apart(tmp_path / "a.xlsx", KIND, RegisterRow._make) as read, pytest.raises(XueshiError) as refused:
        read()

    assert refused.value.code == "FILE-009"
    assert refused.value.place.file == "a.xlsx"


def test_a_file_that_needs_more_memory_than_allowed_stops_only_its_own_process(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("单位,姓名,日期,学时\n" + "一支部,张三,2026-01-01,4\n" * 400_000)
    limits = f"from xueshi.intake import apart; apart.MEMORY = {120 * 2**20}"
    program = f"import sys; {limits}; sys.exit(apart.main({KIND!r}, {str(path)!r}, 'a.csv'))"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True)

    assert (done.returncode, done.stdout) == (1, b"")


def test_a_process_that_ended_badly_is_said_to_have_been_stopped(monkeypatch):
    monkeypatch.setattr(sys, "executable", shutil.which("false"))

    with (
        reading_apart(DATA / "messy_register.csv", KIND, RegisterRow._make) as read,
        pytest.raises(XueshiError) as error,
    ):
        read()

    assert error.value.code == "FILE-011"
    assert error.value.place.file == "messy_register.csv"
