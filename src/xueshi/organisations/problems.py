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
NOT_THERE = Problem(
    "ORG-006",
    zh="“{name}”在 {on} 不存在",
    en="“{name}” did not exist on {on}",
    allowed_zh="该组织成立之后、撤销之前的日期",
    allowed_en="a day after its founding and before its end",
)
PARENT_NOT_THERE = Problem(
    "ORG-007",
    zh="上级“{parent}”没有在“{name}”隶属于它的全部时间内存在",
    en="“{parent}” did not exist for all the time in which “{name}” would belong to it",
    allowed_zh="在此期间一直存在的上级组织",
    allowed_en="an organisation that existed all that time",
)
GONE_ALREADY = Problem(
    "ORG-008",
    zh="“{name}”已于 {on} 撤销",
    en="“{name}” was dissolved on {on} already",
    allowed_zh="尚未撤销的组织；如撤销有误，请先撤回该次变更",
    allowed_en="an organisation that still exists; undo the dissolution if it was wrong",
)
HAS_BELOW = Problem(
    "ORG-009",
    zh="“{name}”下仍有“{child}”等下级组织",
    en="“{child}” and others still belong to “{name}”",
    allowed_zh="先把下级组织划转、合并或撤销",
    allowed_en="move, merge or dissolve what lies below it first",
)
LATER_CHANGE = Problem(
    "ORG-010",
    zh="“{name}”在 {on} 以后已有隶属变更",
    en="a change of where “{name}” belongs is recorded for a day after {on}",
    allowed_zh="晚于最近一次隶属变更的日期，或先撤回该次变更",
    allowed_en="a day after the last such change, or undo that change first",
)
UNDONE_ALREADY = Problem(
    "ORG-011",
    zh="这次变更已经撤回",
    en="the change is undone already",
    allowed_zh="尚未撤回的变更",
    allowed_en="a change that stands",
)
BUILT_UPON = Problem(
    "ORG-012",
    zh="不能撤回：后来的记录“{what}”以这次变更为依据",
    en="it cannot be undone: a later record rests on it: {what}",
    allowed_zh="先撤回后来的记录",
    allowed_en="undo the later record first",
)
BAD_PARTS = Problem(
    "ORG-013",
    zh="“{name}”不能参加这次拆分或合并",
    en="“{name}” cannot take part in this split or merger",
    allowed_zh="同一组织的直接下级、各不相同的组织；分出的组织至少一个",
    allowed_en="different organisations, direct children of the one that is split, and at least one part",
)
UNPLACED = Problem(
    "ORG-014",
    zh="“{name}”没有位置：上级编号“{parent}”不存在、被退回、层级过深，或上下级互相循环",
    en="“{name}” has no place: its parent “{parent}” is unknown or refused, lies too deep, or the parents form a circle",
    allowed_zh="文件中或管理范围内已有的组织编号；最上级留空",
    allowed_en="the code of an organisation in the file or within the scope; empty for a top organisation",
)
CODE_TAKEN = Problem(
    "ORG-015",
    zh="组织编号“{code}”重复",
    en="the code “{code}” stands twice",
    allowed_zh="每个组织一个编号，且系统中尚无此编号",
    allowed_en="one code for each organisation, not known yet",
)
EDGE_TO_ITSELF = Problem(
    "ORG-016",
    zh="“{name}”不能建立这种联系",
    en="“{name}” cannot be connected in this way",
    allowed_zh="与另一组织的双重领导、流入地、委托管理关系",
    allowed_en="also led by, hosted by or commissioned by another organisation",
)
EDGE_KNOWN = Problem(
    "ORG-017",
    zh="“{name}”与“{other}”已有这种联系",
    en="“{name}” is connected with “{other}” in this way already",
    allowed_zh="尚未登记的联系",
    allowed_en="a connection that is not recorded yet",
)
EDGE_ENDED = Problem(
    "ORG-018",
    zh="“{name}”与“{other}”的联系不能在这一天终止",
    en="the connection of “{name}” with “{other}” cannot end on this day",
    allowed_zh="仍然有效的双重领导、流入地、委托管理关系，且不早于其开始日期",
    allowed_en="a connection that holds and was recorded by hand, on its first day or later",
)
NO_COLUMN = Problem(
    "ORG-019",
    zh="没有“{heading}”列",
    en="there is no column “{heading}”",
    allowed_zh="第一行为列名：党组织编号、上级党组织编号、党组织名称；组织类别、领域类别可选",
    allowed_en="headings in the first line: 党组织编号, 上级党组织编号, 党组织名称, and if wanted 组织类别, 领域类别",
)
NOT_TEXT = Problem(
    "ORG-020",
    zh="不是文本文件",
    en="this is no text file",
    allowed_zh="UTF-8 或 GB18030 编码的 .csv",
    allowed_en="a .csv in UTF-8 or GB18030",
)
