"""The mistakes in acting on many people at once."""

from __future__ import annotations

from xueshi.kernel.errors import Problem

NOBODY_CHOSEN = Problem(
    "LIST-003",
    zh="没有选择任何人员",
    en="nobody is chosen",
    allowed_zh="在名单中勾选人员，或选择全部",
    allowed_en="people ticked in the list, or all hits",
)
TOO_MANY = Problem(
    "LIST-004",
    zh="一次最多对 {most} 人操作",
    en="at most {most} people at once",
    allowed_zh="缩小筛选范围，分批办理",
    allowed_en="narrower filters, in several parts",
)
LIST_CHANGED = Problem(
    "LIST-005",
    zh="预览时名单为 {before} 人，现为 {now} 人，未办理",
    en="the list had {before} people in the preview and has {now} now; nothing was done",
    allowed_zh="重新预览后再确认",
    allowed_en="a new preview",
)
