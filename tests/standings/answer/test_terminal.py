"""The terminal shows clauses, organisations, laggards, refusals and one person's reasons, and nothing can steer it."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from tests.standings.answer.files import AS_OF, REGISTER, ROSTER, Files, write_files
from xueshi.kernel.errors import Lang
from xueshi.kernel.windows import Window
from xueshi.rules.loader import load
from xueshi.rules.verdicts import Standing, Status
from xueshi.standings.answer import person_to_terminal, to_terminal
from xueshi.standings.answer.judge_files import explain_person, judge_files
from xueshi.standings.answer.person_to_terminal import Explained
from xueshi.standings.answer.terminal import bar, console
from xueshi.standings.answer.to_terminal import MOST_UNITS, laggards

M24 = load("M24")


class Terminal(io.StringIO):
    """A file that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return write_files(tmp_path)


def summary(
    files: Files, lang: Lang = "zh", *, least: int = 1, to: io.StringIO | None = None, online: str = "substitute"
) -> str:
    answer = judge_files("M24", files.roster, files.register, as_of=AS_OF, settings={"AM-01": online})
    out = to or io.StringIO()
    to_terminal.show(answer, console(out), lang, seconds="0.5", min_headcount=least)
    return out.getvalue()


def explained(files: Files, who: str, lang: Lang = "zh") -> list[str]:
    found = explain_person("M24", files.roster, files.register, as_of=AS_OF, settings={}, who=who)
    out = io.StringIO()
    person_to_terminal.show(Explained(M24, AS_OF, *found), console(out), lang)
    return [" ".join(line.split()) for line in out.getvalue().splitlines()]


def cells(text: str, name: str) -> list[list[str]]:
    """The cells of the lines that begin with a name."""
    return [line.split() for line in text.splitlines() if line.strip().startswith(name)]


def part(lines: list[str], clause: str) -> list[str]:
    """The lines about one clause."""
    start = next(number for number, line in enumerate(lines) if line.startswith(clause))
    return lines[start : lines.index("", start)]


def standing(org: str, met: int, on_pace: int, behind: int) -> Standing:
    counts = {Status.MET: met, Status.ON_PACE: on_pace, Status.BEHIND: behind}
    return Standing(org, "M24-I02", Window(AS_OF, AS_OF), None, counts, (met, met + on_pace + behind))


def test_each_clause_stands_with_its_counts(files: Files) -> None:
    text = summary(files)

    assert cells(text, "M24-I02")[0] == [
        "M24-I02", "党员五年集中学习培训", "4", "0", "1", "1", "0", "2", "0.00%", "▓▓▓▓▓▓▓▓░░░░░░░░"
    ]  # fmt: skip
    assert [line[1] for line in cells(text, "M24-I04")] == ["书记每年县级以上脱产培训"] * 3
    assert [line[2] for line in cells(text, "M24-I04")] == ["2024", "2025", "2026"]


def test_organisations_stand_as_a_tree(files: Files) -> None:
    lines = summary(files).splitlines()

    tree = [
        line.split("  ")[0] if not line.startswith(" ") else line[: len(line) - len(line.lstrip()) + 4]
        for line in lines
    ]

    start = tree.index("县委")
    assert tree[start : start + 5] == ["县委", "  东乡党委", "    一支部 ", "  西乡党委", "    二支部 "]


def test_refused_rows_are_counted_by_code(files: Files) -> None:
    text = summary(files)

    assert "未采纳 2 行" in text
    assert cells(text, "REGISTER-004")[0][:2] == ["REGISTER-004", "1"]
    assert "register.csv:5:人员编号" in text


def test_a_file_without_mistakes_says_so(files: Files) -> None:
    good = write_files(files.roster.parent, register="\n".join(REGISTER.splitlines()[:4]))

    assert "全部行均已采纳" in summary(good)


def test_columns_that_were_not_used_are_named(files: Files) -> None:
    assert "roster.csv 中未识别、未使用的列：备用列" in summary(files)


def test_sheets_and_rows_that_were_left_out_are_named(files: Files) -> None:
    book = openpyxl.Workbook()
    listed, hidden, blank = book.worksheets[0], book.create_sheet("旧名册"), book.create_sheet("空表")
    listed.title, hidden.sheet_state = "名册", "hidden"
    for row in (["合计", None, "2人"], *(line.split(",") for line in ROSTER.splitlines()), ["合计", None, "4人"]):
        listed.append(row)
        hidden.append(row)
    blank.append(["说明"])
    book.save(files.roster.with_suffix(".xlsx"))

    text = summary(Files(files.roster.with_suffix(".xlsx"), files.register))

    assert "roster.xlsx 中没有读的表：空表, 旧名册" in text
    assert "roster.xlsx 中 1 行按合计、说明、示例或重复表头略过：名册:7" in text


def test_choices_that_differ_are_named(files: Files) -> None:
    assert "口径：全部采用建议值" in summary(files)
    assert "口径：AM-01=always，其余采用建议值" in summary(files, online="always")


def test_the_last_line_is_the_digest(files: Files) -> None:
    answer = judge_files("M24", files.roster, files.register, as_of=AS_OF, settings={})

    assert summary(files).splitlines()[-2:] == ["用时 0.5 秒", f"结果摘要 {answer.run.digest}"]


def test_english_is_complete(files: Files) -> None:
    text = summary(files, "en", least=1)

    assert "4 persons · 3 credited entries" in text
    assert "Lagging most (at least 1 members to assess)" in text
    assert text.splitlines()[-2] == "took 0.5 s"


def test_colours_appear_on_a_terminal_only(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("NO_COLOR", raising=False)

    assert "\x1b[" not in summary(files)
    assert "\x1b[" in summary(files, to=Terminal())


def test_no_line_is_wider_than_the_terminal(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")

    tables = [line for line in summary(files, to=Terminal()).splitlines() if line.startswith(("M24", "─"))]

    assert len(tables) == 10
    assert max(map(console(io.StringIO()).measure, tables), key=lambda size: size.maximum).maximum <= 80


def test_names_cannot_steer_the_terminal(files: Files) -> None:
    roster = ROSTER.replace("东乡党委", "东乡[red]党\u202e委").replace("备用列", "备用[red]\u202e列")
    text = summary(write_files(files.roster.parent, roster=roster))

    assert "东乡[red]党委" in text
    assert "备用[red]�列" in text
    assert "\u202e" not in text


def test_whole_levels_are_left_out_where_there_are_too_many(files: Files) -> None:
    heading, *rows = ROSTER.splitlines()
    many = [f"Q{number},丙,县委/东乡党委/支部{number},2001-07-01,,否,," for number in range(MOST_UNITS)]
    text = summary(write_files(files.roster.parent, roster="\n".join([heading, *rows, *many])))

    assert "另有 42 个下级组织未列出" in text
    assert cells(text, "东乡党委")[0][1] == "43"
    assert cells(text, "支部7") == []


def test_laggards_are_the_lowest_units_with_enough_people() -> None:
    units = [
        standing("a", 5, 6, 30),
        standing("a/full", 5, 5, 0),
        standing("a/half", 0, 5, 5),
        standing("a/small", 0, 0, 9),
        standing("a/third", 1, 3, 8),
        standing("a/also half", 5, 0, 5),
        standing("a/better", 9, 0, 1),
    ]

    assert [unit.org for unit in laggards(units, 10)] == ["a/third", "a/also half", "a/half"]
    assert [unit.org for unit in laggards(units, 9)] == ["a/small", "a/third", "a/also half"]


@pytest.mark.parametrize(
    ("counts", "drawn"), [((1, 1, 2), "abcc"), ((0, 0, 5), "cccc"), ((1, 0, 99), "cccc"), ((0, 0, 0), "")]
)
def test_a_bar_fills_its_width(counts: tuple[int, int, int], drawn: str) -> None:
    assert bar([(count, letter, "") for count, letter in zip(counts, "abc", strict=True)], 4).plain == drawn


def test_every_entry_of_a_person_counts_or_has_its_reason(files: Files) -> None:
    lines = part(explained(files, "P2"), "M24-I02")

    assert lines[:6] == [
        "M24-I02 党员五年集中学习培训 进度正常",
        "期限：2024-01-01 至 2028-12-31",
        "已有：80.00 学时、10 天",
        "要求：20 天，或 160 学时",
        "还需 10 天，或 80 学时，截至 2028-12-31",
        "依据：全国党员教育培训工作规划（2024—2028年） 一 ¶3：“党员5年内参加各类集中学习培训累计不少于20天或160学时”",
    ]
    assert "计入 1 条" in lines
    assert "2025-03-03 – 2025-03-12 党员进修班 脱产培训 80.00 10 40.00" in lines
    assert "不计入 1 条" in lines
    assert lines[-1] == "2025-04-01 网上自选课 个人网络学习 “个人网络学习”不在本条计入形式之列"


def test_a_person_is_found_by_a_unique_name_and_sees_refused_rows(files: Files) -> None:
    lines = explained(files, "甲一")

    assert lines[0] == "甲一（P1）县委/东乡党委/一支部"
    assert "未采纳的行 1 处" in lines
    assert lines[-1].startswith("REGISTER-017 register.csv:6:开始时间 ")


def test_an_explanation_in_english(files: Files) -> None:
    lines = part(explained(files, "P2", "en"), "M24-I02")

    assert lines[0] == "M24-I02 Member: collective study in five years on pace"
    assert lines[4] == "needs 10 days, or 80 credit hours by 2028-12-31"


def test_who_left_has_no_clause(files: Files) -> None:
    roster = "人员编号,姓名,所在党组织,转出日期\nP1,甲一,县委,2023-05-01\nP2,甲二,县委,\n"
    lines = explained(write_files(files.roster.parent, roster=roster), "P1")

    assert lines[:2] == ["甲一（P1）评定日不在册", "没有适用的条款"]
