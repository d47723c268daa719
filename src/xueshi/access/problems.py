"""The mistakes that this room can name."""

from __future__ import annotations

from xueshi.kernel.errors import Problem

TAKEN = Problem(
    "ACCESS-003",
    zh="登录名“{username}”已被使用",
    en="the user name “{username}” is taken",
    allowed_zh="未使用的登录名",
    allowed_en="a user name that is free",
)
NEEDS_ORGANISATION = Problem(
    "ACCESS-004",
    zh="任职“{role}”须指明组织",
    en="the role “{role}” needs an organisation",
    allowed_zh="一个党组织",
    allowed_en="one organisation",
)
TWO_ADMINISTRATORS = Problem(
    "ACCESS-005",
    zh="系统、安全、审计三员不得由同一账号担任",
    en="system, security and audit administration must not lie in one account",
    allowed_zh="三个不同的账号",
    allowed_en="three different accounts",
)
