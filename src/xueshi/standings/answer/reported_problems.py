"""The mistakes that a sheet of reported figures can hold."""

from __future__ import annotations

from xueshi.kernel.errors import Problem

NO_FIGURE = Problem(
    "REPORTED-001",
    zh="“{text}”不是数值",
    en="“{text}” is no figure",
    allowed_zh="2000、92.5%、37/40",
    allowed_en="2000, 92.5%, 37/40",
)
NOT_REPORTED = Problem(
    "REPORTED-002",
    zh="“{clause}”不是按填报数字评定的条款",
    en="{clause} is no clause that is judged on reported figures",
    allowed_zh="xueshi packs show 列出的条款编号",
    allowed_en="a clause that xueshi packs show lists",
)
WHICH_FIGURE = Problem(
    "REPORTED-003",
    zh="条款 {clause} 没有这一项",
    en="the clause {clause} has no such figure",
    allowed_zh="{allowed}",
    allowed_en="{allowed}",
)
NOT_CONFIRMED = Problem(
    "REPORTED-004",
    zh="没有第二人确认",
    en="nobody else has confirmed the figure",
    allowed_zh="填报人以外的确认人",
    allowed_en="a second person who confirms it",
)
