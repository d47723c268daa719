"""The mistakes that this room can name."""

from __future__ import annotations

from xueshi.kernel.errors import Problem

BELOW_ITSELF = Problem(
    "ORG-001",
    zh="“{name}”不能隶属于自己或自己的下级",
    en="“{name}” cannot belong to itself or to what lies below it",
    allowed_zh="本组织以外的上级组织",
    allowed_en="an organisation outside its own subtree",
)
SAME_NAME = Problem(
    "ORG-002",
    zh="“{parent}”下已有“{name}”",
    en="“{parent}” already has “{name}”",
    allowed_zh="同一上级下不重复的名称",
    allowed_en="a name that is not taken below the same parent",
)
NOT_YET = Problem(
    "ORG-003",
    zh="日期 {on} 尚未到来",
    en="{on} lies in the future",
    allowed_zh="今天或以前的日期",
    allowed_en="today or an earlier day",
)
OUTSIDE_SCOPE = Problem(
    "ORG-004",
    zh="系统中没有“{path}”，且它不在当前账号的管理范围内，不能新建",
    en="“{path}” is not known and lies outside this account's scope, so it cannot be created",
    allowed_zh="管理范围内的组织路径",
    allowed_en="a path within the account's scope",
)
BAD_NAME = Problem(
    "ORG-005",
    zh="“{name}”不能作组织名称",
    en="“{name}” cannot be the name of an organisation",
    allowed_zh="1 至 200 个字，不含斜线",
    allowed_en="1 to 200 characters without a slash",
)
