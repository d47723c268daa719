"""The mistakes that the kernel can name."""

from __future__ import annotations

from xueshi.kernel.errors import Problem

NOT_CREDIT = Problem(
    "UNIT-001",
    zh="“{text}”不是学时数",
    en="“{text}” is not a number of credit hours",
    allowed_zh="最多两位小数的数，如 37.5",
    allowed_en="a number with at most two decimals, such as 37.5",
)
NOT_DAYS = Problem(
    "UNIT-002",
    zh="“{text}”不是天数",
    en="“{text}” is not a number of days",
    allowed_zh="以半天为最小单位的数，如 12.5",
    allowed_en="a number in steps of half a day, such as 12.5",
)
