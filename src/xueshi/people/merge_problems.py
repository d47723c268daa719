"""The mistakes that making one person of two numbers can name."""

from __future__ import annotations

from xueshi.kernel.errors import Problem

SAME = Problem(
    "MERGE-001",
    zh="两个编号是同一个人，不能合并",
    en="both numbers mean the same person already",
    allowed_zh="两个不同的人员",
    allowed_en="two different people",
)
ALIASED = Problem(
    "MERGE-002",
    zh="此人名下已并入其他编号，不能再并入别人",
    en="other numbers were merged into this person, who cannot become another name of somebody else",
    allowed_zh="保留此人，或先撤销原来的合并",
    allowed_en="this person as the one that stays, or the earlier merge undone first",
)
UNDER_WAY = Problem(
    "MERGE-003",
    zh="要并入的人员还有{count}件转接或更正申请未办结",
    en="{count} transfers or requests of the person who is merged are still open",
    allowed_zh="先办结或撤回",
    allowed_en="a finished or withdrawn one",
)
TWO_IDENTITIES = Problem(
    "MERGE-004",
    zh="两人的公民身份号码不同，不是同一个人",
    en="the two have different identity numbers, so they are two people",
    allowed_zh="身份号码相同，或其中一人没有登记号码",
    allowed_en="two people of whom one has no identity number on record",
)
UNDONE = Problem(
    "MERGE-005",
    zh="合并已撤销",
    en="the merge was undone already",
    allowed_zh="未撤销的合并",
    allowed_en="a standing one",
)
BUILT_ON = Problem(
    "MERGE-006",
    zh="合并以后又有{count}条记录，不能撤销",
    en="{count} records were made since the merge, so it cannot be undone",
    allowed_zh="先撤回这些记录",
    allowed_en="those records withdrawn first",
)
