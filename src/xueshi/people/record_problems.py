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
