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
NOT_DATE = Problem(
    "CELL-001",
    zh="“{text}”不是日期",
    en="“{text}” is not a date",
    allowed_zh="如 2024-03-01、2024.3.1、2024年3月1日、2024.03，时间如 2024-03-01 09:00",
    allowed_en="such as 2024-03-01, 2024.3.1, 2024.03, with a time 2024-03-01 09:00",
)
AMBIGUOUS_MONTH = Problem(
    "CELL-002",
    zh="数字 {text} 可能是1月，也可能是被电子表格去掉末尾零的10月",
    en="the number {text} may be January, or October whose last zero the spreadsheet dropped",
    allowed_zh="写全日期，或把单元格设为文本，写成 2017.01 或 2017.10",
    allowed_en="the full date, or a text cell with 2017.01 or 2017.10",
)
NOT_YES_NO = Problem(
    "CELL-003",
    zh="“{text}”既不是“是”也不是“否”",
    en="“{text}” is neither yes nor no",
    allowed_zh="是、否",
    allowed_en="是, 否",
)
NOT_SHARE = Problem(
    "CELL-004",
    zh="“{text}”不是占比",
    en="“{text}” is not a share",
    allowed_zh="是、否，或 0% 至 100% 的百分比，最多两位小数",
    allowed_en="是, 否, or a percentage from 0% to 100% with at most two decimals",
)
DIGITS_LOST = Problem(
    "CELL-005",
    zh="编号以数值存放，电子表格可能已丢失或改变末尾数字",
    en="the number is stored as a numeric value, so its digits may be lost or changed",
    allowed_zh="把单元格设为文本后重新填写",
    allowed_en="a text cell with the number typed again",
)
CELL_NOT_TEXT = Problem(
    "CELL-006",
    zh="“{text}”不是文字",
    en="“{text}” is not text",
    allowed_zh="文字",
    allowed_en="text",
)
TOO_LONG = Problem(
    "CELL-007",
    zh="文字太长：{length}个字",
    en="the text is too long: {length} characters",
    allowed_zh="至多{longest}个字",
    allowed_en="at most {longest} characters",
)
ID_FORM = Problem(
    "ID-001",
    zh="公民身份号码应为18位，此处为{length}位或含有其他字符",
    en="a citizen identity number has 18 characters; this one has {length} or holds other characters",
    allowed_zh="17位数字加1位数字或X",
    allowed_en="17 digits and a digit or X",
)
ID_CHECK_DIGIT = Problem(
    "ID-002",
    zh="公民身份号码的校验码不符，至少有一位写错",
    en="the check digit of the identity number does not fit: at least one character is wrong",
    allowed_zh="与居民身份证一致的号码",
    allowed_en="the number as the identity card shows it",
)
ID_OLD = Problem(
    "ID-003",
    zh="15位旧身份号码已停用，且无校验码，不能可靠对应到人",
    en="15-digit identity numbers are out of use and have no check digit, so they do not identify a person reliably",
    allowed_zh="18位公民身份号码",
    allowed_en="the 18-character number",
)
ID_LOST = Problem(
    "ID-004",
    zh="公民身份号码以数值存放，电子表格只保留15位，末尾数字已丢失",
    en="the identity number is stored as a numeric value: a spreadsheet keeps 15 digits, the last ones are lost",
    allowed_zh="把单元格设为文本后重新填写",
    allowed_en="a text cell with the number typed again",
)
ID_BIRTH = Problem(
    "ID-005",
    zh="公民身份号码第7至14位不是真实的出生日期",
    en="characters 7 to 14 of the identity number are not a real date of birth",
    allowed_zh="与居民身份证一致的号码",
    allowed_en="the number as the identity card shows it",
)
