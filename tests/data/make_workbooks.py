"""Writes the messy workbooks beside this file: python tests/data/make_workbooks.py. All persons and organisations are invented.

The cells are the hand-made part; tests/data/README.md says what they must lead to.
"""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).parent
FIRST, SECOND = "清河县委/城关镇党委/第一支部", "清河县委/城关镇党委/第二支部"
COUNTY, VILLAGE = "清河县委/机关工委/县直支部", "清河县委/柳林乡党委/柳林村支部"

Row = tuple[object, ...]

ROSTER_HEADINGS = (
    "人员编号", "＊姓名", "身份证号码", "性别", "民族", "出生年月", "最高学历", "所在党组织（全称）", "领域类别", "入党时间", "转正时间",
    "党内职务", "任职日期", "免职日期", "是否党员干部", "职务层次", "流动党员", "不作硬性要求\n（原因）", "不作硬性要求起", "不作硬性要求止",
    "转入日期", "转出日期", "线上替代批准起", "线上替代批准止", "联系电话",
)  # fmt: skip
REGISTER_HEADINGS = (
    "序号", "人员编号", "身份证号码", "姓名", "培训班名称", "培训形式", "内容类别", "党的创新理论（是/否或占比）", "开始", "结束",
    "培训学时（个）", "天数", "主办单位", "主办单位层级", "培训机构", "记录编号", "备注",
)  # fmt: skip


def identity(serial: int, born: str = "19800101") -> str:
    """An identity number of an unassigned division with a right check digit."""
    digits = f"990101{born}{serial:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return digits + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11]


def member(number: str, name: str, org: str, serial: int, **more: object) -> Row:
    """One roster row; what is not given is what most rows have."""
    row: dict[str, object] = {
        "人员编号": number, "＊姓名": name, "身份证号码": identity(serial), "性别": "男" if serial % 2 else "女", "民族": "汉族",
        "出生年月": "1980.01", "最高学历": "大专", "所在党组织（全称）": org, "领域类别": "农村", "入党时间": date(2005, 7, 1),
        "转正时间": date(2006, 7, 1), "是否党员干部": "否", "流动党员": "否", "联系电话": "—",
    }  # fmt: skip
    row.update(more)
    return tuple(row.get(heading) for heading in ROSTER_HEADINGS)


REASON = "不作硬性要求\n（原因）"
GOOD_MEMBERS = (
    member("P001", "甲子", FIRST, 1, 党内职务="书记", 任职日期=date(2022, 3, 1)),
    member("P002", "乙丑", "", 2),
    member("P003", "丙寅", "", 3, 流动党员="√"),
    member("P004", "丁卯", "", 4, **{REASON: "年老体弱"}, 不作硬性要求起="2024年1月1日"),
    member("P005", "戊辰", FIRST, 5, 转出日期=date(2025, 3, 1)),
    member("P005", "戊辰", SECOND, 5, 转入日期=date(2025, 3, 1)),
    member("P006", "己巳", FIRST, 6, 转出日期="2024.12.31"),
    member("P006", "己巳", VILLAGE, 6, 转入日期="2025/2/1"),
    member("P007", "庚午", SECOND, 7, 党内职务="党支部书记", 任职日期="2021.1", 免职日期=date(2025, 1, 1)),
    member("P008", "辛未", SECOND, 8, 党内职务="书记", 任职日期=date(2025, 1, 1)),
    member("P009", "壬申", COUNTY, 9, 领域类别="机关", 是否党员干部="是", 职务层次="乡科级正职"),
    member(
        "P010", "癸酉", "清河县委／机关工委／县直支部", 10, 党内职务="书记", 任职日期=date(2023, 6, 1), 是否党员干部="Y"
    ),
    member("P011", "甲戌", " 清河县委 / 机关工委 / 县直支部 ", 11, 是否党员干部="1"),
    member("", "乙亥", VILLAGE, 12),
    member("P013", "丙子", VILLAGE, 13, 党内职务="支部书记", 任职日期="2020.05"),
    member("P014", "丁丑", VILLAGE, 14, 党内职务="第一书记", 任职日期=date(2023, 5, 1)),
    member("P015", "戊寅", VILLAGE, 15, 入党时间="2026.3", 转正时间=None),
    member("P016", "己卯", VILLAGE, 16, 转出日期=date(2025, 6, 1)),
    member("P017", "庚辰", VILLAGE, 17, 线上替代批准起=date(2025, 1, 1), 线上替代批准止=date(2025, 12, 31)),
    member(
        "P018",
        "辛巳",
        SECOND,
        18,
        **{REASON: "重病"},
        不作硬性要求起=date(2024, 1, 1),
        不作硬性要求止=date(2025, 6, 30),
    ),
    member("P019", "壬午", SECOND, 19, 党内职务="副书记"),
    member("P020", "癸　未", SECOND, 20, 党内职务="组织委员"),
    member("Ｐ０２１", "甲申", SECOND, 21),
    member("P022", "乙酉", COUNTY, 22, 入党时间="1999-07-01", 转正时间=36708),
    member("P023", "丙戌", COUNTY, 23, 出生年月=198001),
    member("P024", "丁亥", COUNTY, 24),
    member("P025", "戊子", COUNTY, 25, 党内职务="无"),
)
BAD_MEMBERS = (
    member("P031", "己丑", FIRST, 31, 身份证号码=identity(31)[:17] + ("1" if identity(31)[17] != "1" else "2")),
    member("P032", "庚寅", FIRST, 32, 身份证号码=int(identity(32)[:17]) * 10),
    member("P033", "辛卯", FIRST, 33, 转入日期=date(2027, 1, 1)),
    member("P034", "壬辰", FIRST, 34, 党内职务="联络员"),
    member("P002", "乙丑二", FIRST, 2),
    member("P035", "戊子", COUNTY, 25),
    member("P036", "癸巳", FIRST, 36, 任职日期=date(2024, 5, 1), 免职日期=date(2023, 5, 1), 党内职务="书记"),
    member("P023", "丙戌", SECOND, 23),
    member("P037", "", FIRST, 37),
    member("P038", "甲午", "", 38),
    member("P039", "乙未", FIRST, 39, 不作硬性要求起=date(2024, 1, 1)),
    member("P040", "丙申", FIRST, 40, 入党时间=2017.1),
    member("P041", "丁酉", FIRST, 41, 身份证号码="990101800101041", 性别="？", 入党时间="不详"),
)

STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
NAMES = {f"P{at + 1:03d}": STEMS[at % 10] + BRANCHES[at % 12] for at in range(25)}


def record(
    number: str,
    title: str,
    form: str,
    starts: object,
    ends: object,
    credit: object,
    days: object = None,
    **more: object,
) -> Row:
    """One register row; the number P012 has no 人员编号 and is found by identity number."""
    row: dict[str, object] = {
        "人员编号": None if number == "P012" else number, "身份证号码": identity(12) if number == "P012" else None,
        "姓名": NAMES.get(number), "培训班名称": title, "培训形式": form, "开始": starts, "结束": ends, "培训学时（个）": credit, "天数": days,
        "主办单位": "清河县委组织部", "主办单位层级": "县",
    }  # fmt: skip
    row.update(more)
    return tuple(row.get(heading) for heading in REGISTER_HEADINGS)


THEORY = REGISTER_HEADINGS[7]


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A clock time of a day."""
    return datetime(day.year, day.month, day.day, hour, minute)  # noqa: DTZ001


def shared(numbers: str, *cells: object, **more: object) -> tuple[Row, ...]:
    """The same activity for several persons."""
    return tuple(record(f"P{number}", *cells, **more) for number in numbers.split())  # type: ignore[arg-type]


MARCH, SEPTEMBER, APRIL = date(2024, 3, 15), date(2024, 9, 10), date(2026, 4, 20)
MIXED = "政治理论教育:60;知识技能教育:40"
THEME_DAY = shared(
    "001 002 003 004 005 006 007 008",
    "三月主题党日",
    "主题党日",
    at(MARCH, 14),
    at(MARCH, 17),
    3,
    **{THEORY: "是"},
    主办单位层级="基层",
)
GOOD_RECORDS = (
    *shared(
        "001 002 003 004 009 010 011 012",
        "形势报告会",
        "报告会",
        "2024/9/10 9:00",
        "2024/9/10 11:30",
        2.5,
        内容类别=MIXED,
        **{THEORY: "60%"},
    ),
    *shared(
        "001 007 008 010 013",
        "书记轮训班",
        "脱产培训",
        date(2025, 5, 12),
        date(2025, 5, 16),
        "40学时",
        "5天",
        **{THEORY: 0.5},
    ),
    *shared(
        "002 003 013 014 017 022",
        "十月线上轮训",
        "集体线上培训",
        "2025.10.1",
        "2025.10.31",
        16,
        **{THEORY: "否"},
        主办单位层级="市级",
    ),
    *shared(
        "009 011 024",
        "跨年培训班",
        "培训班",
        date(2024, 12, 30),
        date(2025, 1, 2),
        32,
        4,
        **{THEORY: "２５％"},
        主办单位层级="省",
    ),
    *shared(
        "015 018 019 020 021",
        "四月党课",
        "党课",
        at(APRIL, 9),
        at(APRIL, 10, 30),
        2,
        **{THEORY: 1},
        主办单位层级="基层",
    ),
    *shared(
        "009 010 011",
        "中心组三月学习",
        "中心组学习",
        "2025年3月5日 08:30",
        "2025年3月5日 12:00",
        4,
        "半天",
        **{THEORY: "100%"},
    ),
    record("P017", "网络课程（批准替代）", "个人网络学习", date(2025, 6, 1), None, 5, **{THEORY: "40"}),
    record("P017", "网络课程（批准期外）", "个人网络学习", date(2026, 2, 1), None, 6),
    record("P005", "网络课程", "网络自学", date(2025, 7, 1), None, 3),
    record("P019", "半日短训", "脱产培训", at(date(2025, 4, 8), 9), at(date(2025, 4, 8), 11), 2.5, 记录编号="A-019"),
    record("P020", "半日短训", "脱产培训", at(date(2025, 4, 8), 9), at(date(2025, 4, 8), 12), 4, 记录编号="A-020"),
    *(
        record(
            "P024",
            f"专题班第{day}天",
            "脱产培训",
            date(2025, 9, day),
            None,
            8,
            1,
            **{THEORY: "是" if day <= 8 else "否"},
        )
        for day in range(1, 17)
    ),
    record("P021", "上午第一节", "学习研讨", "2025-11-03 09:00", "2025-11-03 10:30", 2, 主办单位层级="基层"),
    record("P021", "上午第二节", "讲座", "2025-11-03 10:30", "2025-11-03 12:00", 2),
    record("P021", "支部研讨", "学习研讨", "2025-11-04 09:00", "2025-11-04 11:00", 2, 主办单位层级="基层"),
    record("P022", "党务骨干班", "脱产培训", "20251201", "20251201", 8, 1, **{THEORY: "是"}),
    record("P016", "六月主题党日", "主题党日", date(2024, 6, 20), None, 3, **{THEORY: "是"}, 主办单位层级="基层"),
    record("P025", "读书", "个人自学", date(2025, 8, 1), None, 4),
)
BAD_RECORDS = (
    record("P016", "四月党课", "党课", at(APRIL, 9), at(APRIL, 10, 30), 2),
    record("P021", "同时讲座", "讲座", "2025-11-04 10:00", "2025-11-04 12:00", 2),
    record("P022", "同日讲座", "讲座", "20251201", "20251201", 2),
    record("P020", "半日短训", "脱产培训", at(date(2025, 4, 8), 9), at(date(2025, 4, 8), 12), 4, 记录编号="A-020"),
    record("P020", "另一短训", "脱产培训", at(date(2025, 4, 9), 9), at(date(2025, 4, 9), 12), 4, 记录编号="A-020"),
    record("P999", "报告会", "报告会", date(2025, 1, 6), None, 2),
    record("P001", "报告会", "报告会", date(2025, 1, 6), None, 2, 身份证号码=identity(2)),
    record("P001", "报告会", "报告会", date(2025, 1, 6), None, 2, 姓名="甲子午"),
    record("P001", "报告会", "报告会", date(2025, 1, 6), None, 0, 0),
    record("P001", "报告会", "报告会", date(2025, 1, 6), None, -2),
    record("P001", "报告会", "报告会", date(2025, 1, 6), date(2025, 1, 5), 2),
    record("P001", "七月班", "脱产培训", date(2026, 7, 15), date(2026, 7, 16), 16, 2),
    record("P001", "一小时讲座", "讲座", "2025-01-07 09:00", "2025-01-07 10:00", 3),
    record("P001", "一日班", "脱产培训", date(2025, 1, 8), None, "8.01", 1),
    record("P001", "一日班", "脱产培训", date(2025, 1, 9), None, 8, 1.5),
    record("P015", "入党前学习", "党课", date(2025, 12, 1), None, 2),
    record("P001", "军训", "军训", date(2025, 1, 10), None, 2),
    record("P001", "报告会", "报告会", date(2025, 1, 11), None, 2, 主办单位层级="国际"),
    record("P001", "报告会", "报告会", date(2025, 1, 12), None, 2, 内容类别="政治理论教育:60;知识技能教育:30"),
    record("P001", "报告会", "报告会", "去年冬天", None, 2),
    record("P001", "报告会", "报告会", date(2025, 1, 13), None, 2, **{THEORY: "120%"}),
    record("P001", "报告会", "报告会", date(2025, 1, 14), None, "若干"),
    record("P001", "报告会", "报告会", date(2025, 1, 15), None, 2, 0.3),
    record("P001", "报告会", "报告会", date(2025, 1, 16), None, None),
    record("P001", "", "报告会", date(2025, 1, 17), None, 2),
    record("P012", "报告会", "报告会", date(2025, 1, 18), None, 2, 身份证号码=identity(12)[:17] + "Z"),
    record("P999", "多处有误", "军训", date(2025, 1, 5), date(2025, 1, 4), -1, 主办单位层级="国际"),
)


def messy_roster() -> Workbook:
    """Titles above, asterisks, units and line breaks in headings, a notes row, organisations merged downwards, a totals row."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "党员名册"
    sheet.append(["清河县党员名册（示例，人员均为虚构）"])
    sheet.merge_cells("A1:Y1")
    sheet.append(["填报单位：清河县委组织部", *[None] * 7, "填报日期：2026年6月30日"])
    sheet.append([])
    sheet.append(ROSTER_HEADINGS)
    sheet.append(["选填", "必填", "必填", "选填"])
    for row in (*GOOD_MEMBERS, (), *BAD_MEMBERS):
        sheet.append(row)
    sheet.merge_cells("H6:H9")
    sheet.append(["合 计", None, "40人"])
    sheet.append(["注：本表每年更新一次。"])
    book.create_sheet("填表说明").append(["请勿修改表头"])
    hidden = book.create_sheet("字典")
    hidden.append(["男", "女"])
    hidden.sheet_state = "hidden"
    _identity_as_text(sheet)
    return book


def messy_register() -> Workbook:
    """A header of two lines, one activity merged over eight participants, serial numbers, notes and totals."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "培训台账"
    sheet.append([None, "党员教育培训登记台账（示例，内容均为虚构）"])
    sheet["B1"].font = Font(bold=True, size=16)
    sheet.append([])
    sheet.append([*REGISTER_HEADINGS[:8], "培训时间", None, *REGISTER_HEADINGS[10:]])
    sheet.append([*[None] * 8, "开始", "结束"])
    sheet.merge_cells("I3:J3")
    for column in (*range(1, 9), *range(11, 18)):
        sheet.merge_cells(start_row=3, end_row=4, start_column=column, end_column=column)
    for serial, row in enumerate((*THEME_DAY, *GOOD_RECORDS, *BAD_RECORDS), 1):
        sheet.append((serial, *row[1:]))
    first, last = 5, 4 + len(THEME_DAY)
    for letter in "EFHIJMN":
        sheet.merge_cells(f"{letter}{first}:{letter}{last}")
    sheet.append(["小计", *[None] * 9, 400])
    sheet.append(["填表人：某某", None, None, "审核：某某"])
    for _ in range(3):
        sheet.append([sheet.max_row])
    _identity_as_text(sheet)
    return book


def plain_register() -> list[list[str]]:
    """The same register as a program exports it: no titles and no merged cells."""
    rows = [[*REGISTER_HEADINGS[:8], "开始时间", "结束时间", *REGISTER_HEADINGS[10:]]]
    for serial, row in enumerate((*THEME_DAY, *GOOD_RECORDS, *BAD_RECORDS), 1):
        rows.append([str(serial), *map(_shown, row[1:])])
    return rows


def _shown(cell: object) -> str:
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    return "" if cell is None else str(cell)


def _identity_as_text(sheet: Worksheet) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.number_format = "@"


if __name__ == "__main__":
    messy_roster().save(HERE / "messy_roster.xlsx")
    messy_register().save(HERE / "messy_register.xlsx")
    with (HERE / "messy_register.csv").open("w", encoding="gb18030", newline="") as out:
        csv.writer(out).writerows(plain_register())
