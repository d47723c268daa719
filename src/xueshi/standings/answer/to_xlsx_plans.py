"""What the sheets of the workbook hold, column by column, in Chinese and English."""

from __future__ import annotations

from xueshi.rules.model import Words
from xueshi.rules.verdicts import Status
from xueshi.rules.words import STATUS_WORDS
from xueshi.standings.answer.labels import COUNTED
from xueshi.standings.answer.to_xlsx_book import Column, Kind, Plan

_MEANINGS = {
    Status.MET: Words("任一可选要求已达到的人数", "persons who reached one of the alternatives"),
    Status.ON_PACE: Words(
        "窗口未结束，已有数不低于要求×已过天数÷总天数的人数",
        "window open; what is there is at least the requirement times the elapsed part of the window",
    ),
    Status.BEHIND: Words("窗口未结束，低于上述进度的人数", "window open; below that pace"),
    Status.UNMET: Words("窗口已结束而未达到的人数", "window closed and not reached"),
    Status.BELOW_GENERAL: Words(
        "原文为“一般”的条款，窗口已结束而未达到的人数", "window closed, not reached, and the text says “generally”"
    ),
    Status.EXEMPT: Words(
        "年老体弱、行动不便，经支部认定且未达到的人数",
        "old, frail or hardly mobile by decision of the branch, and not reached",
    ),
    Status.DELEGATED: Words("党员干部，按干部教育培训规划执行的人数", "cadres, who follow the cadre plan"),
    Status.NOT_ASSESSABLE: Words(
        "暂不评定的人数（如新党员、尚无学时）", "not assessable yet (new members, or no credit at all)"
    ),
}

_CLAUSE = Column(Words("条款", "clause"), Words("规划包中的条款编号", "id of the clause in the plan pack"), width=11)
_TITLE = Column(Words("条款名称", "title"), Words("条款的名称", "title of the clause"), width=22)
_FIRST = Column(Words("窗口起", "window from"), Words("评定窗口的第一天", "first day of the window"), Kind.DATE, 10)
_LAST = Column(Words("窗口止", "window to"), Words("评定窗口的最后一天", "last day of the window"), Kind.DATE, 10)
_NUMBER = Column(
    Words("人员编号", "person number"), Words("名册中的人员编号，文本", "number in the roster, as text"), width=17
)
_NAME = Column(Words("姓名", "name"), Words("名册中的姓名", "name in the roster"), width=11)
_ORG = Column(
    Words("所在党组织", "organisation"),
    Words("评定日期所在党组织的全路径", "path of the organisation on the assessment date"),
    width=44,
)
_STATUS = Column(Words("状态", "status"), Words("本人对本条款的评定", "the verdict on the person"), Kind.STATUS, 15)

_FIGURES = (
    Column(
        Words("适用人数", "population"),
        Words(
            "条款适用的全部人数，等于其后八项之和", "everyone to whom the clause applies; the next eight add up to it"
        ),
        Kind.COUNT,
        8,
    ),
    *(Column(STATUS_WORDS[status], _MEANINGS[status], Kind.COUNT, 8) for status in COUNTED),
    Column(
        Words("应评人数", "assessable"),
        Words(
            "适用人数减去不作硬性要求、按干部规划执行、暂不评定的人数",
            "population without exempt, delegated and not assessable persons",
        ),
        Kind.COUNT,
        8,
    ),
    Column(
        Words("比率", "rate"),
        Words(
            "达标人数÷应评人数；占比条款为党的创新理论学时÷计入学时；四舍五入到 0.01%，不满不写 100%",
            "met over assessable; for a share clause theory credit over counted credit; rounded to 0.01 %, 100 % only when all",
        ),
        Kind.SHARE,
        11,
    ),
    Column(Words("分子/分母", "numerator/denominator"), Words("比率的精确值", "the exact rate"), width=19),
    Column(
        Words("党组织状态", "status of the organisation"),
        Words(
            "以党组织为对象的条款对本组织的评定",
            "the verdict on the organisation where the clause obliges organisations",
        ),
        Kind.STATUS,
        13,
    ),
)

_BRANCH = Column(Words("党组织", "organisation"), Words("党组织名称，按层级缩进", "name, indented by level"), width=32)

OVERVIEW = Plan(Words("总览", "Overview"), (_BRANCH, _CLAUSE, _TITLE, _FIRST, _LAST, *_FIGURES))

UNITS = Plan(
    Words("按单位", "By unit"),
    (
        _BRANCH,
        _CLAUSE,
        _TITLE,
        _FIRST,
        _LAST,
        *_FIGURES,
        Column(
            Words("同级位次", "rank"),
            Words(
                "在同一上级所属各单位中按比率的位次；并列同位；无应评者不排",
                "rank by rate among the units of the same parent; ties share it",
            ),
            Kind.COUNT,
            9,
        ),
        Column(Words("全路径", "path"), Words("从上到下的党组织名称", "names from the top down"), width=28),
    ),
)

PERSONS = Plan(
    Words("按人员", "By person"),
    (
        _NUMBER,
        _NAME,
        _ORG,
        _CLAUSE,
        _TITLE,
        _FIRST,
        _LAST,
        _STATUS,
        Column(
            Words("已有天数", "days"),
            Words(
                "计入本条款的天数；与学时互不折算；本条款不看则空",
                "counted days, never converted to credit; empty where the clause does not ask",
            ),
            Kind.DAYS,
            10,
        ),
        Column(Words("已有学时", "credit hours"), Words("计入本条款的学时", "counted credit hours"), Kind.CREDIT, 10),
        Column(
            Words("其中党的创新理论学时", "theory credit hours"),
            Words("占比条款中党的创新理论的学时", "credit hours on innovative theory, for the share clause"),
            Kind.CREDIT,
            12,
        ),
        Column(Words("已有次数", "times"), Words("计入本条款的培训次数", "counted trainings"), Kind.COUNT, 10),
        Column(
            Words("要求", "requirement"),
            Words("几个可选要求，达到一个即可", "alternatives of which one is enough"),
            width=26,
        ),
    ),
)

GAPS = Plan(
    Words("差距", "Gaps"),
    (
        _NUMBER,
        _NAME,
        _ORG,
        _CLAUSE,
        _TITLE,
        _STATUS,
        Column(Words("截止日期", "by"), Words("窗口的最后一天", "last day of the window"), Kind.DATE, 10),
        Column(
            Words("还差天数", "days short"),
            Words("按天计还差多少；与还差学时任选其一", "missing days; they or the missing credit are enough"),
            Kind.DAYS,
            10,
        ),
        Column(
            Words("还差学时", "credit hours short"), Words("按学时计还差多少", "missing credit hours"), Kind.CREDIT, 10
        ),
        Column(
            Words("其中党的创新理论学时", "of them theory"),
            Words(
                "补足学时后要使党的创新理论占比达到要求，还差学时中至少有多少；占比本身评定党组织，个人数字供参考",
                "how many of the missing credit hours have to be theory for the share to be right at the end; organisations are judged on it",
            ),
            Kind.CREDIT,
            12,
        ),
        Column(Words("还差次数", "times short"), Words("还差的培训次数", "missing trainings"), Kind.COUNT, 10),
        Column(Words("说明", "in words"), Words("差距的一句话", "the gap in a sentence"), width=60),
    ),
)

CASES = Plan(
    Words("调训个案", "Cases"),
    (
        _NUMBER,
        _NAME,
        _ORG,
        Column(
            Words("情形", "kind"),
            Words(
                "多头调训或重复培训；由人核实，不作评定",
                "several-sided dispatch or repetition; to be looked into, no verdict",
            ),
            width=36,
        ),
        Column(
            Words("先一项记录", "first record"), Words("登记表中的记录编号", "record number in the register"), width=28
        ),
        Column(
            Words("后一项记录", "second record"), Words("登记表中的记录编号", "record number in the register"), width=28
        ),
    ),
)

REFUSED = Plan(
    Words("未采纳行", "Refused rows"),
    (
        Column(Words("文件", "file"), Words("文件名", "name of the file"), width=24),
        Column(Words("工作表", "sheet"), Words("工作表名称", "name of the sheet"), width=20),
        Column(Words("行", "row"), Words("文件中的行号，自 1 起", "row in the file, from 1"), Kind.COUNT, 8),
        Column(Words("列", "column"), Words("出错的列名", "heading of the column"), width=16),
        Column(Words("原因代码", "code"), Words("错误代码，见错误说明", "code of the mistake"), width=14),
        Column(Words("问题", "what is wrong"), Words("哪里不对", "what is wrong"), width=46),
        Column(Words("允许", "what is allowed"), Words("怎样才对", "what is allowed"), width=46),
        Column(
            Words("已计入的行", "counted instead"),
            Words("同一时间已计入的那一行", "the row that counts instead"),
            width=30,
        ),
    ),
)

FIELDS = Plan(
    Words("字段说明", "Fields"),
    (
        Column(Words("工作表", "sheet"), Words("本文件的工作表", "sheet of this file"), width=16),
        Column(Words("列", "column"), Words("列名", "heading"), width=24),
        Column(Words("含义", "meaning"), Words("列的含义与单位", "what the column means, and its unit"), width=100),
    ),
)

SOURCES = Plan(
    Words("运行与依据", "Run and citations"),
    (
        Column(Words("类别", "part"), Words("运行、输入、条款或口径", "run, input, clause or choice"), width=10),
        Column(Words("编号", "id"), Words("名称或编号", "name or id"), width=18),
        Column(Words("事项", "item"), Words("事项", "item"), width=44),
        Column(
            Words("内容", "value"),
            Words("内容；口径为当时采用的选项", "value; for a choice, the option in force"),
            width=66,
        ),
        Column(
            Words("出处", "source"),
            Words("文件、条目与原文片段，或口径的出处与日期", "document, clause and fragment, or source and date"),
            width=60,
        ),
    ),
)

PLANS = (OVERVIEW, UNITS, PERSONS, GAPS, CASES, REFUSED, FIELDS, SOURCES)
"""The sheets in their order."""
