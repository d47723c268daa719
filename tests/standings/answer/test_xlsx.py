"""The workbook read back: exact figures, typed cells, nothing that calculates."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.standings.answer.answers import DIGEST, answer
from xueshi.kernel.errors import Lang
from xueshi.standings.answer import to_xlsx

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("xlsx") / "answer.xlsx"
    to_xlsx.write(answer(), path, "zh")
    return path


@pytest.fixture(scope="module")
def book(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path)


def rows(sheet: Worksheet) -> list[dict[str, object]]:
    """The rows below the frozen header, by heading."""
    header, *below = list(sheet.iter_rows(min_row=int(sheet.freeze_panes[1:]) - 1, values_only=True))
    return [dict(zip(map(str, header), map(plain, row), strict=True)) for row in below]


def plain(cell: object) -> object:
    """The cell, a midnight as its day."""
    return cell.date() if isinstance(cell, datetime) else cell


def row(sheet: Worksheet, **wanted: object) -> dict[str, object]:
    """The only row with these cells."""
    found = [row for row in rows(sheet) if all(row[heading] == cell for heading, cell in wanted.items())]
    assert len(found) == 1
    return found[0]


def test_the_sheets_stand_in_their_order(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["总览", "按单位", "按人员", "差距", "调训个案", "未采纳行", "字段说明", "运行与依据"]


def test_the_overview_tells_the_top_organisation(book: openpyxl.Workbook) -> None:
    found = rows(book["总览"])

    assert book["总览"]["A1"].value == "全国党员教育培训工作规划（2024—2028年）　达标情况"
    assert book["总览"]["A2"].value == "截至2026年6月30日；34 人，入账 30 条，未采纳 1 项；运行编号 M24-0123456789ab"
    assert {item["党组织"] for item in found} == {"县委"}
    assert [item["条款"] for item in found] == ["M24-I01", "M24-I02", "M24-I03", *["M24-I04"] * 3, "M24-I05"]


def test_a_unit_has_every_count_and_its_exact_rate(book: openpyxl.Workbook) -> None:
    found = row(book["按单位"], 全路径="县委/甲镇党委", 条款="M24-I02")

    assert found == {
        "党组织": "甲镇党委",
        "条款": "M24-I02",
        "条款名称": "党员五年集中学习培训",
        "窗口起": date(2024, 1, 1),
        "窗口止": date(2028, 12, 31),
        "适用人数": 12,
        "达标": 6,
        "进度正常": 1,
        "进度滞后": 4,
        "未达标": 0,
        "低于一般要求": 0,
        "不作硬性要求": 1,
        "按干部规划执行": 0,
        "暂不评定": 0,
        "应评人数": 11,
        "比率": 0.5455,
        "分子/分母": "6/11",
        "党组织状态": None,
        "同级位次": 2,
        "全路径": "县委/甲镇党委",
    }


def test_units_of_one_parent_are_ranked_and_ties_share_the_rank(book: openpyxl.Workbook) -> None:
    found = [item for item in rows(book["按单位"]) if item["条款"] == "M24-I02" and str(item["全路径"]).count("/") == 1]

    ranks = {item["党组织"]: item["同级位次"] for item in found}

    assert ranks == {"丙站支部": 1, "甲镇党委": 2, "乙镇党委": 3, "丁镇党委": 3}


def test_units_are_indented_by_level(book: openpyxl.Workbook) -> None:
    sheet = book["按单位"]

    indents = {cell.value: cell.alignment.indent for cell in sheet["A"][1:6]}

    assert indents == {"县委": 0, "丁镇党委": 1, "四支部": 2, "丙站支部": 1, "乙镇党委": 1}


def test_the_share_of_theory_is_told_in_credit_hours(book: openpyxl.Workbook) -> None:
    found = row(book["按单位"], 全路径="县委/甲镇党委", 条款="M24-I05")

    assert found["分子/分母"] == "548.00/1082.50"
    assert found["比率"] == 0.5062
    assert found["党组织状态"] == "进度正常"


def test_a_person_has_the_amounts_that_decide_the_clause(book: openpyxl.Workbook) -> None:
    member = row(book["按人员"], 人员编号="A07", 条款="M24-I02")
    coverage = row(book["按人员"], 人员编号="A07", 条款="M24-I01")

    assert [member[name] for name in ("状态", "已有天数", "已有学时", "其中党的创新理论学时", "已有次数", "要求")] == [
        "进度正常",
        2.5,
        122.5,
        None,
        None,
        "20 天，或 160 学时",
    ]
    assert [coverage[name] for name in ("状态", "已有天数", "已有学时", "已有次数", "要求")] == [
        "达标",
        None,
        None,
        1,
        "1 次",
    ]


def test_a_clause_that_does_not_apply_has_no_row(book: openpyxl.Workbook) -> None:
    clauses = {item["条款"] for item in rows(book["按人员"]) if item["人员编号"] == "A07"}

    assert clauses == {"M24-I01", "M24-I02", "M24-I05"}


def test_a_gap_names_the_theory_in_it_and_the_day(book: openpyxl.Workbook) -> None:
    found = row(book["差距"], 人员编号="A07")

    assert found["截止日期"] == date(2028, 12, 31)
    assert [found[name] for name in ("还差天数", "还差学时", "其中党的创新理论学时", "还差次数")] == [
        17.5,
        37.5,
        12,
        None,
    ]
    assert found["说明"] == "还需 17.5 天，或 37.5 学时（其中党的创新理论 12 学时），截至 2028-12-31"


def test_the_theory_of_a_gap_is_never_more_than_the_gap(book: openpyxl.Workbook) -> None:
    found = row(book["差距"], 人员编号="B06")

    assert [found["还差学时"], found["其中党的创新理论学时"]] == [80, 60]


def test_a_gap_of_a_person_without_any_study(book: openpyxl.Workbook) -> None:
    found = [item for item in rows(book["差距"]) if item["人员编号"] == "A08"]

    assert [(item["条款"], item["说明"]) for item in found] == [
        ("M24-I01", "还需 1 次，截至 2028-12-31"),
        ("M24-I02", "还需 20 天，或 160 学时（其中党的创新理论 80 学时），截至 2028-12-31"),
    ]


def test_a_closed_year_is_told_as_past(book: openpyxl.Workbook) -> None:
    found = row(book["差距"], 人员编号="0012", 截止日期=date(2024, 12, 31))

    assert [found["状态"], found["说明"]] == ["低于一般要求", "差 5 天，或 40 学时，已于 2024-12-31 截止"]


def test_who_owes_nothing_has_no_gap(book: openpyxl.Workbook) -> None:
    owing = {item["人员编号"] for item in rows(book["差距"])}

    assert owing == {
        "A07",
        "A08",
        "A09",
        "A10",
        "A11",
        *(f"{t}{n:02}" for t in "BD" for n in range(6, 11)),
        "0012",
        "C02",
    }


def test_a_case_names_the_person_and_both_records(book: openpyxl.Workbook) -> None:
    assert [tuple(item.values()) for item in rows(book["调训个案"])] == [
        ("0012", "=1+1", "县委/丙站支部", "多头调训（时间重叠）", "R1", "R2")
    ]


def test_a_refused_row_says_where_what_and_what_is_allowed(book: openpyxl.Workbook) -> None:
    assert [tuple(item.values()) for item in rows(book["未采纳行"])] == [
        ("register.xlsx", "登记表", 7, "学时", "TEST-001", "“=1+1”不对", "别的", "register.xlsx:登记表:3")
    ]


def test_every_column_is_in_the_field_dictionary(book: openpyxl.Workbook) -> None:
    named = {(item["工作表"], item["列"]) for item in rows(book["字段说明"])}

    assert named == {(sheet.title, heading) for sheet in book for heading in rows(sheet)[0]}
    assert all(item["含义"] for item in rows(book["字段说明"]))


def test_the_run_its_inputs_clauses_and_choices_are_cited(book: openpyxl.Workbook) -> None:
    sheet = book["运行与依据"]

    assert row(sheet, 编号="digest")["内容"] == DIGEST
    assert row(sheet, 编号="roster.xlsx")["内容"] == "数据 34 行，未采纳 0 行；未使用的列：手机"
    assert row(sheet, 编号="M24-I04")["内容"] == "系统评定；一般"
    assert row(sheet, 编号="AM-01")["内容"] == "substitute（默认）：不计入；有按期审批的线上替代（F6S）才计入"
    kinds = [item["类别"] for item in rows(sheet)]
    assert [kinds.count(kind) for kind in ("运行", "输入", "条款", "口径")] == [8, 2, 31, 27]


def test_a_choice_that_was_set_is_marked(tmp_path: Path) -> None:
    to_xlsx.write(answer(("AM-01", "never")), tmp_path / "answer.xlsx", "zh")

    sheet = openpyxl.load_workbook(tmp_path / "answer.xlsx")["运行与依据"]

    assert row(sheet, 编号="AM-01")["内容"] == "never（本地另选）：一律不计入，线上替代也不计"


def test_nothing_calculates_and_text_stays_text(path: Path, book: openpyxl.Workbook) -> None:
    parts = zipfile.ZipFile(path)
    sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]

    assert len(sheets) == 8
    assert not any("<f>" in sheet or "<f " in sheet for sheet in sheets)
    texts = [cell for sheet in book for line in sheet.iter_rows() for cell in line if str(cell.value)[:1] in "=+-@"]
    assert {cell.value for cell in texts} == {"=1+1", "@丙2"}
    assert {(cell.data_type, cell.number_format) for cell in texts} == {("s", "@")}
    number = next(cell for cell in book["按人员"]["A"] if cell.value == "0012")
    assert (number.data_type, number.number_format) == ("s", "@")


def test_every_sheet_keeps_its_header_and_can_be_filtered(book: openpyxl.Workbook) -> None:
    top = {"总览": 4}

    for sheet in book:
        header = top.get(sheet.title, 1)
        assert sheet.freeze_panes == f"A{header + 1}"
        assert sheet.auto_filter.ref.startswith(f"A{header}:")
        assert sheet.print_title_rows == f"${header}:${header}"
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_table_longer_than_a_sheet_goes_on(tmp_path: Path, lang: Lang) -> None:
    to_xlsx.write(answer(), tmp_path / "answer.xlsx", lang, rows=80)

    book = openpyxl.load_workbook(tmp_path / "answer.xlsx")

    title = {"zh": "按人员", "en": "By person"}[lang]
    parts = [rows(sheet) for sheet in book if sheet.title.startswith(title)]
    assert [len(part) for part in parts] == [79, 27]
    assert parts[0][0].keys() == parts[1][0].keys()


def test_the_english_workbook_speaks_english(tmp_path: Path) -> None:
    to_xlsx.write(answer(), tmp_path / "answer.xlsx", "en")

    book = openpyxl.load_workbook(tmp_path / "answer.xlsx")

    assert book.sheetnames == [
        "Overview",
        "By unit",
        "By person",
        "Gaps",
        "Cases",
        "Refused rows",
        "Fields",
        "Run and citations",
    ]
    gap = next(item for item in rows(book["Gaps"]) if item["person number"] == "A07")
    assert gap["in words"] == "needs 17.5 days, or 37.5 credit hours (12 of them innovative theory) by 2028-12-31"
    assert gap["status"] == "on pace"
    choice = next(item for item in rows(book["Run and citations"]) if item["id"] == "AM-04")
    assert choice["value"] == "never (default): never; either measure is enough"


def test_an_answer_about_nobody_is_still_a_workbook(tmp_path: Path) -> None:
    nobody = replace(answer(), standings=(), cases=(), refused=(), people=lambda: iter(()))

    to_xlsx.write(nobody, tmp_path / "answer.xlsx", "zh")

    book = openpyxl.load_workbook(tmp_path / "answer.xlsx")
    assert [len([item for item in rows(sheet) if any(item.values())]) for sheet in book][:6] == [0] * 6
