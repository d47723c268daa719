"""The mistakes that crediting rules and decisions can hold."""

from __future__ import annotations

from xueshi.kernel.errors import Problem

NO_SET = Problem(
    "CREDIT-001", "没有名为“{name}”的计学时办法", "there is no rule set {name!r}", "{allowed}", "{allowed}"
)
BAD_INTERVAL = Problem(
    "CREDIT-002",
    "{where}：“{text}”不是区间",
    "{where}: {text!r} is no interval",
    "写明两端开闭，如 '[0, 15]'、'(15, 30)'、'[30, ...)'",
    "both ends stated open or closed, such as '[0, 15]', '(15, 30)', '[30, ...)'",
)
OVERLAP = Problem(
    "CREDIT-003",
    "{where}：“{first}”与“{second}”重叠",
    "{where}: {first} and {second} overlap",
    "互不重叠的区间",
    "intervals that do not overlap",
)
ONE_OF = Problem(
    "CREDIT-004",
    "{where}：计法须恰有一种，已写：{found}",
    "{where}: exactly one way of giving credit is needed; found: {found}",
    "{allowed}",
    "{allowed}",
)
NO_CYCLE = Problem(
    "CREDIT-005",
    "{id}：按周期封顶，但没有写明周期",
    "{id}: a cap for each cycle needs the cycle",
    "cycle: {{first: 2024, years: 5}}",
    "cycle: {{first: 2024, years: 5}}",
)
ONLY_YEARS_CARRY = Problem(
    "CREDIT-006",
    "{id}：只有按年封顶的可以结转",
    "{id}: only the overflow of a year can be carried",
    "per: year",
    "per: year",
)
NEVER_USED = Problem("CREDIT-007", "规则“{id}”没有算例", "no case uses the rule {id!r}")
CASE_DIFFERS = Problem(
    "CREDIT-008",
    "第 {number} 个算例：应为 {wanted}，算得 {got}",
    "case {number}: should be {wanted}, comes to {got}",
)
NOT_SILENT = Problem(
    "CREDIT-009",
    "活动“{id}”：办法已有规定（{rule}），不能另作认定",
    "activity {id!r}: the rules speak of it ({rule}), so nothing is left to decide",
)
NO_REASON = Problem(
    "CREDIT-010",
    "活动“{id}”：认定须写明理由和认定人",
    "activity {id!r}: a decision needs its reason and who made it",
)
NOT_IN_FORCE = Problem(
    "CREDIT-011",
    "“{id}”{version}版 {day} 尚未施行或已停止施行",
    "{id} version {version} is not in force on {day}",
)
