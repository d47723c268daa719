"""One person explained on a terminal: sources, windows, choices, and reasons in both languages."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from tests.standings.answer.files import AS_OF, REGISTER, ROSTER, Files, write_files
from xueshi.kernel.errors import Lang, XueshiError
from xueshi.rules.loader import load
from xueshi.standings.answer import person_to_terminal
from xueshi.standings.answer.judge_files import explain_person
from xueshi.standings.answer.person_to_terminal import Explained
from xueshi.standings.answer.terminal import console

CHOICES: tuple[Mapping[str, str], ...] = ({}, {"AM-01": "always"})


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return write_files(tmp_path)


def said(files: Files, who: str, lang: Lang = "zh", settings: Mapping[str, str] = MappingProxyType({})) -> list[str]:
    """The lines with single blanks."""
    found = explain_person("M24", files.roster, files.register, as_of=AS_OF, settings=settings, who=who)
    out = io.StringIO()
    person_to_terminal.show(Explained(load("M24", settings), AS_OF, *found), console(out), lang)
    return [" ".join(line.split()) for line in out.getvalue().splitlines()]


def clause(lines: list[str], name: str) -> list[str]:
    """The lines about one clause."""
    start = next(number for number, line in enumerate(lines) if line.startswith(name))
    return lines[start : lines.index("", start) if "" in lines[start:] else None]


def test_a_clause_says_window_amounts_and_source(files: Files) -> None:
    lines = clause(said(files, "P2"), "M24-I02")

    assert lines[0] == "M24-I02 党员五年集中学习培训 进度正常"
    assert lines[1] == "期限：2024-01-01 至 2028-12-31"
    assert "要求：20 天，或 160 学时" in lines
    assert any(line.startswith("依据：") and "不少于20天或160学时" in line for line in lines)


def test_the_choices_that_touch_a_clause_are_named(files: Files) -> None:
    usual, other = (clause(said(files, "P2", settings=settings), "M24-I02") for settings in CHOICES)

    assert any(line.startswith("口径：") and "AM-01=substitute" in line for line in usual)
    assert any(line.startswith("口径：") and "AM-01=always" in line for line in other)


def test_another_choice_lets_another_entry_count(files: Files) -> None:
    usual, other = (clause(said(files, "P2", settings=settings), "M24-I02") for settings in CHOICES)

    assert ("计入 1 条" in usual, "不计入 1 条" in usual) == (True, True)
    assert ("计入 2 条" in other, "不计入 0 条" in other) == (True, True)


def test_entries_of_several_days_show_the_first_and_the_last(files: Files) -> None:
    lines = clause(said(files, "P2"), "M24-I02")

    assert [line for line in lines if line.startswith("2025-03-03")] == [
        "2025-03-03 – 2025-03-12 党员进修班 脱产培训 80.00 10 40.00"
    ]


def test_every_yearly_window_is_explained_for_a_secretary(files: Files) -> None:
    lines = said(files, "P1")

    assert sum(line.startswith("M24-I04 ") for line in lines) == 3
    assert [line for line in lines if line.startswith("期限：2025-01-01")] == ["期限：2025-01-01 至 2025-12-31"]


def test_who_has_no_entries_lacks_everything(files: Files) -> None:
    lines = clause(said(files, "P3"), "M24-I02")

    assert "计入 0 条" in lines
    assert "不计入 0 条" in lines


def test_refused_rows_of_a_person_come_last(files: Files) -> None:
    lines = said(files, "P1")

    assert "未采纳的行 1 处" in lines
    assert lines[-1].startswith("REGISTER-017 register.csv")


def test_rows_of_others_are_not_told(files: Files) -> None:
    assert [line for line in said(files, "P2") if line.startswith(("REGISTER-", "未采纳"))] == []


def test_an_english_explanation_says_window_source_and_choices(files: Files) -> None:
    lines = clause(said(files, "P2", "en"), "M24-I02")

    assert lines[1] == "window: 2024-01-01 to 2028-12-31"
    assert "needs: 20 days, or 160 credit hours" in lines
    assert any(line.startswith("local choices: AM-01=substitute") for line in lines)
    assert ("1 entries count" in lines, "1 entries do not count" in lines) == (True, True)


@pytest.mark.parametrize(("who", "found"), [("无此人", 0), ("", 0), ("甲一", 2), ("p1", 0)])
def test_a_name_must_name_one_person(tmp_path: Path, who: str, found: int) -> None:
    files = write_files(tmp_path, roster=f"{ROSTER}P5,甲一,县委/西乡党委/二支部,2001-07-01,,否,,\n")

    with pytest.raises(XueshiError) as refused:
        said(files, who)

    assert (refused.value.code, refused.value.what("zh")) == ("ANSWER-001", f"名册中“{who}”对应 {found} 人")


def test_a_number_is_known_before_a_name(tmp_path: Path) -> None:
    files = write_files(tmp_path, roster=f"{ROSTER}P5,P1,县委/西乡党委/二支部,2001-07-01,,否,,\n")

    assert said(files, "P1")[0] == "甲一（P1）县委/东乡党委/一支部"


def test_a_title_cannot_steer_the_terminal(tmp_path: Path) -> None:
    files = write_files(tmp_path, register=REGISTER.replace("党员进修班", "进修\x1b[2J班"))

    assert "\x1b" not in "\n".join(said(files, "P2"))
