"""``xueshi judge`` end to end: exit status, files, refused rows, and one clear line for everything unusable."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.standings.answer.files import REGISTER, Files, write_files
from xueshi.cli.main import main
from xueshi.intake.sheets import open_workbook

GOOD = "\n".join(REGISTER.splitlines()[:4])


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """Two files of which two rows are refused."""
    return write_files(tmp_path)


def arguments(files: Files, *more: object) -> list[str]:
    given = ["--plan", "M24", "--roster", files.roster, "--register", files.register, "--as-of", "2026-06-30"]
    return ["judge", *map(str, given), *map(str, more)]


def refusal(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line on the error stream."""
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    return lines[0]


def test_rows_that_were_refused_show_in_the_status_and_come_back(
    files: Files, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(arguments(files))

    returned = files.register.with_name("register.refused.xlsx")
    rows = list(openpyxl.load_workbook(returned).worksheets[0].values)
    assert status == 1
    assert rows[0][:3] == ("人员编号", "姓名", "活动名称")
    assert [(row[0], row[11], row[13]) for row in rows[1:]] == [
        ("P9", "R4", "REGISTER-004"),
        ("P1", "R5", "REGISTER-017"),
    ]
    assert f"未采纳的 2 行已写出 {returned}" in capsys.readouterr().out


def test_files_without_mistakes_leave_no_file_behind(tmp_path: Path) -> None:
    files = write_files(tmp_path, register=GOOD)

    status = main(arguments(files))

    assert status == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["register.csv", "roster.csv"]


def test_two_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    roster, register = (tmp_path / folder / "导出.csv" for folder in ("名册", "台账"))
    for path, file in zip((roster, register), write_files(tmp_path), strict=True):
        path.parent.mkdir()
        file.rename(path)

    main(arguments(Files(roster, register), "--json", tmp_path / "out.json"))

    returned = openpyxl.load_workbook(register.with_name("导出.refused.xlsx"))
    refused = json.loads((tmp_path / "out.json").read_text("utf-8"))["refused"]
    assert [[row[11] for row in sheet.values] for sheet in returned] == [["记录编号", "R4", "R5"]]
    assert {row["file"] for row in refused} == {"培训登记台账/导出.csv"}


def test_refused_rows_go_where_they_are_sent(files: Files, tmp_path: Path) -> None:
    main(arguments(files, "--refused", tmp_path / "back.xlsx"))

    assert sorted(path.name for path in tmp_path.iterdir()) == ["back.xlsx", "register.csv", "roster.csv"]


def test_corrected_rows_are_taken_the_second_time(files: Files, tmp_path: Path) -> None:
    main(arguments(files, "--refused", tmp_path / "back.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "back.xlsx")
    book.worksheets[0]["A2"], book.worksheets[0]["B2"] = "P4", "乙四"
    book.worksheets[0].delete_rows(3)
    book.save(tmp_path / "corrected.xlsx")

    status = main(arguments(Files(files.roster, tmp_path / "corrected.xlsx")))

    assert status == 0


def test_all_three_documents_are_written_under_one_digest(files: Files, tmp_path: Path) -> None:
    asked = [("--json", "a.json"), ("--xlsx", "a.xlsx"), ("--docx", "a.docx")]

    main(arguments(files, *(word for option, name in asked for word in (option, tmp_path / name))))

    digest = json.loads((tmp_path / "a.json").read_text("utf-8"))["run"]["digest"]
    assert digest in {cell for sheet in open_workbook(tmp_path / "a.xlsx").sheets for row in sheet.rows for cell in row}
    assert docx.Document(str(tmp_path / "a.docx")).paragraphs
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_one_branch_of_the_tree(files: Files, tmp_path: Path) -> None:
    main(arguments(files, "--org", "县委／西乡党委", "--json", tmp_path / "a.json"))

    document = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert [person["person"] for person in document["persons"]] == ["P4"]
    assert {row["org"] for row in document["orgs"]} == {"县委/西乡党委", "县委/西乡党委/二支部"}


def test_another_choice_is_named_and_used(files: Files, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    main(arguments(files, "--set", "AM-01=always", "--json", tmp_path / "a.json"))

    people = json.loads((tmp_path / "a.json").read_text("utf-8"))["persons"]
    clauses = next(person["clauses"] for person in people if person["person"] == "P2")
    assert next(clause["has"] for clause in clauses if clause["id"] == "M24-I02") == {"credit": "82.00", "days": "10"}
    assert "AM-01=always" in capsys.readouterr().out


def test_one_person_is_explained_instead_of_the_summary(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(arguments(files, "--explain", "P2"))

    out = capsys.readouterr().out
    assert status == 1
    assert out.startswith("甲二（P2）县委/东乡党委/一支部\n")
    assert "各条款" not in out


def test_an_explanation_and_a_document_in_one_go(files: Files, tmp_path: Path) -> None:
    main(arguments(files, "--explain", "P2", "--json", tmp_path / "a.json"))

    assert len(json.loads((tmp_path / "a.json").read_text("utf-8"))["persons"]) == 4


def test_english_speaks_everywhere(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    main(arguments(files, "--lang", "en"))

    out = capsys.readouterr().out
    assert "2 rows were not taken" in out
    assert "; allowed: " in out
    assert "2 refused rows written" in out


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"--plan": "M99"}, "PACK-017"),
        ({"--as-of": "2026-13-01"}, "CLI-002"),
        ({"--as-of": "2020-01-01"}, "PACK-018"),
        ({"--set": "AM-01"}, "CLI-003"),
        ({"--set": "AM-01=perhaps"}, "PACK-012"),
        ({"--set": "AM-99=x"}, "PACK-011"),
        ({"--org": "县委/没有"}, "ANSWER-002"),
        ({"--explain": "P77"}, "ANSWER-001"),
        ({"--min-headcount": "-1"}, "CLI-007"),
        ({"--lang": "fr"}, "CLI-001"),
        ({"--roster": "missing.xlsx"}, "FILE-001"),
        ({"--json": "missing/a.json"}, "CLI-004"),
        ({"--wrong": "1"}, "CLI-001"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_used_is_one_line(
    files: Files, capsys: pytest.CaptureFixture[str], changed: dict[str, str], code: str
) -> None:
    status = main([*arguments(files), *next(iter(changed.items()))])

    assert status == 2
    assert refusal(capsys).startswith(f"{code}  ")


def test_a_missing_option_is_named_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["judge", "--plan", "M24"])

    assert status == 2
    assert refusal(capsys).startswith("CLI-001  缺少必需的参数: --roster, --register, --as-of；允许：")


def test_an_unusable_file_is_named_in_english(files: Files, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    photo = tmp_path / "photo.xlsx"
    photo.write_bytes(b"\xff\xd8\xff\xe0" + bytes(64))

    status = main(arguments(Files(files.roster, photo), "--lang=en"))

    assert status == 2
    assert refusal(capsys).startswith("FILE-003  photo.xlsx  the content is not a spreadsheet")


@pytest.mark.parametrize("option", ["--json", "--xlsx", "--docx", "--refused"])
def test_an_input_is_never_overwritten(files: Files, capsys: pytest.CaptureFixture[str], option: str) -> None:
    before = files.roster.read_bytes()

    status = main(arguments(files, option, files.roster))

    assert status == 2
    assert refusal(capsys).startswith(f"CLI-005  {option} ")
    assert files.roster.read_bytes() == before


def test_two_results_never_share_a_file(files: Files, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status = main(arguments(files, "--json", tmp_path / "a", "--xlsx", tmp_path / "a"))

    assert status == 2
    assert refusal(capsys).startswith("CLI-005  --xlsx ")


def test_a_plan_that_is_no_text_is_refused(files: Files, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_bytes(b"\xff\xfe\x00")

    status = main([*arguments(files), "--plan", str(tmp_path / "own.yaml")])

    assert status == 2
    assert refusal(capsys).startswith("PACK-001  own.yaml  ")


def test_a_failed_write_leaves_the_old_result(
    files: Files, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.json"
    target.write_text("old", "utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("xueshi.cli.judge.to_json.write", full)

    status = main(arguments(files, "--json", target))

    assert status == 2
    assert "No space left on device" in refusal(capsys)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "register.csv", "roster.csv"]
    assert target.read_text("utf-8") == "old"


def test_ctrl_c_ends_without_a_traceback(
    files: Files, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("xueshi.cli.judge.read_files", interrupted)

    status = main(arguments(files))

    assert status == 130
    assert capsys.readouterr().err == ""


def test_a_reader_that_stops_ends_it_quietly(files: Files) -> None:
    reading, writing = os.pipe()
    os.close(reading)

    done = subprocess.run(
        [sys.executable, "-m", "xueshi", *arguments(files)], stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)

    assert (done.returncode, done.stderr) == (141, b"")


def test_a_pipe_gets_plain_text(files: Files) -> None:
    done = subprocess.run([sys.executable, "-m", "xueshi", *arguments(files)], capture_output=True, check=False)

    assert done.returncode == 1
    assert b"\x1b" not in done.stdout
    assert done.stderr == b""
