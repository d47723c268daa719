"""The mistakes that recording people can name."""

from __future__ import annotations

from xueshi.kernel.errors import Problem

KNOWN_IDENTITY = Problem(
    "PERSON-001",
    zh="此公民身份号码已登记",
    en="this identity number is registered already",
    allowed_zh="已登记人员办理组织关系转接",
    allowed_en="a transfer of the registered person",
)
ENDS_BEFORE_BEGIN = Problem(
    "PERSON-002",
    zh="结束日期 {on} 不晚于开始日期 {first}",
    en="the end {on} is not after the beginning {first}",
    allowed_zh="晚于开始日期的日期",
    allowed_en="a day after the beginning",
)
ELSEWHERE = Problem(
    "PERSON-003",
    zh="此人由当前账号管理范围以外的组织管理",
    en="an organisation outside this account's scope answers for this person",
    allowed_zh="先办理组织关系转接",
    allowed_en="a transfer first",
)
NO_SUCH_ORGANISATION = Problem(
    "PERSON-010",
    zh="没有找到组织“{path}”",
    en="no organisation “{path}” was found",
    allowed_zh="与组织树一致的全路径，且在当前账号管理范围内；新组织先导入",
    allowed_en="the full path as in the tree, within this account's scope; new organisations are imported first",
)
OUTSIDE_UNIT = Problem(
    "PERSON-011",
    zh="“{path}”不属于此次导入所选的组织",
    en="“{path}” does not belong to the organisation that this import is for",
    allowed_zh="所选组织及其下级；其他组织另行导入",
    allowed_en="the organisation chosen and those below it; others by an import of their own",
)
LATER_RECORD = Problem(
    "PERSON-012",
    zh="人员 {person} 在导入之后又有新的记录（{what}），不能撤销",
    en="something was recorded of person {person} after the import ({what}), so it cannot be undone",
    allowed_zh="逐项更正，或先撤回后来的记录",
    allowed_en="corrections one by one, or the later record taken back first",
)
NAMED_TWICE = Problem(
    "PERSON-004",
    zh="前面已有一行是同一个人：两个编号已合并",
    en="an earlier row is the same person: the two numbers were merged",
    allowed_zh="一人只保留一个编号",
    allowed_en="one number for one person",
)
UNKNOWN_PERSON = Problem(
    "PERSON-013",
    zh="没有找到此人",
    en="this person is not known",
    allowed_zh="系统内已有人员的编号或公民身份号码；新人员先用名册导入",
    allowed_en="the number of somebody who is known; new people come with a roster",
)
NAMED_OTHERWISE = Problem(
    "PERSON-014",
    zh="姓名与系统内此编号的人员不符",
    en="the person of this number has another name",
    allowed_zh="与系统一致的姓名，或留空",
    allowed_en="the name that is known, or none",
)
