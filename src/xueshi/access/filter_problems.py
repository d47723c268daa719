"""The mistakes in saving a filter."""

from __future__ import annotations

from xueshi.kernel.errors import Problem

NO_NAME = Problem(
    "LIST-001",
    zh="筛选条件没有名称",
    en="the filter has no name",
    allowed_zh="60字以内的名称",
    allowed_en="a name of at most 60 characters",
)
TOO_LONG = Problem(
    "LIST-002",
    zh="筛选条件太长，无法保存",
    en="the filter is too long to be saved",
    allowed_zh="不超过 {longest} 个字符的筛选条件",
    allowed_en="filters of at most {longest} characters",
)
