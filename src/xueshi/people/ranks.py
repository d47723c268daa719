"""职务层次 and 职级 as rosters write them, told apart: 乡科级正职、一级主任科员."""

from __future__ import annotations

import re
from collections.abc import Mapping

from xueshi.people.models import Grade, PostLevel

LEVELS: Mapping[str, tuple[PostLevel, PostLevel]] = {
    "省部": (PostLevel.PROVINCE_CHIEF, PostLevel.PROVINCE_DEPUTY),
    "厅局": (PostLevel.BUREAU_CHIEF, PostLevel.BUREAU_DEPUTY),
    "县处": (PostLevel.DIVISION_CHIEF, PostLevel.DIVISION_DEPUTY),
    "乡科": (PostLevel.SECTION_CHIEF, PostLevel.SECTION_DEPUTY),
}
SHORT: Mapping[str, str] = {
    "省": "省部",
    "部": "省部",
    "厅": "厅局",
    "局": "厅局",
    "县": "县处",
    "处": "县处",
    "科": "乡科",
}
GRADES: Mapping[str, str] = {"巡视员": "inspector", "调研员": "researcher", "主任科员": "principal", "科员": "staff"}
DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4}

_LONG = re.compile("(省部|厅局|县处|乡科)级(正|副)职?")
_SHORT = re.compile("(正|副)(省|部|厅|局|县|处|科)级")
_GRADE = re.compile("([一二三四])级(巡视员|调研员|主任科员|科员)")


def level_in(words: str) -> str:
    """The level of a leading post that the words name; empty where they name none.

    >>> level_in("县处级副职"), level_in("正科级"), level_in("一级调研员")
    ('division_deputy', 'section_chief', '')
    """
    if found := _LONG.search(words):
        name, side = found.groups()
    elif found := _SHORT.search(words):
        side, short = found.groups()
        name = SHORT[short]
    else:
        return ""
    return LEVELS[name][0 if side == "正" else 1].value


def grade_in(words: str) -> str:
    """The grade that the words name; empty where they name none, or one that does not exist.

    >>> grade_in("乡科级正职、一级主任科员"), grade_in("四级巡视员")
    ('principal_1', '')
    """
    found = _GRADE.search(words)
    if found is None:
        return ""
    digit, name = found.groups()
    value = f"{GRADES[name]}_{DIGITS[digit]}"
    return value if value in Grade.values else ""
