"""The mistakes that packs, settings and questions can hold."""

from __future__ import annotations

from xueshi.kernel.errors import Problem

NOT_YAML = Problem("PACK-001", "不是可读的 YAML：{detail}", "not readable as YAML: {detail}")
TWICE = Problem(
    "PACK-002", "键“{key}”重复，首次见第 {line} 行", "the key {key!r} is written twice, first on line {line}"
)
UNKNOWN_KEY = Problem("PACK-003", "{where}：未知的键“{key}”", "{where}: unknown key {key!r}", "{allowed}", "{allowed}")
MISSING_KEY = Problem("PACK-004", "{where}：缺少键“{key}”", "{where}: the key {key!r} is missing")
WRONG_TYPE = Problem(
    "PACK-005", "{where}：“{key}”的类型不对", "{where}: {key!r} has the wrong type", "{allowed}", "{allowed}"
)
FLOAT = Problem(
    "PACK-006",
    "{where}：“{text}”是浮点数",
    "{where}: {text} is a floating-point number",
    "整数，或加引号的小数，如 '37.5'、'1/2'",
    "an integer, or a quoted number such as '37.5' or '1/2'",
)
UNKNOWN_VALUE = Problem(
    "PACK-007",
    "{where}：“{key}”的值“{value}”未知",
    "{where}: unknown value {value!r} of {key!r}",
    "{allowed}",
    "{allowed}",
)
SAME_ID = Problem("PACK-008", "编号“{id}”重复", "the id {id!r} is used twice")
INCOMPLETE = Problem("PACK-009", "{id}：评定的条款缺少 {what}", "{id}: a judged clause lacks {what}")
NO_REASON = Problem("PACK-010", "{id}：未评定的条款须说明原因", "{id}: a clause that is not judged needs a reason")
UNKNOWN_CHOICE = Problem(
    "PACK-011", "没有名为“{id}”的口径设置", "there is no setting named {id!r}", "{allowed}", "{allowed}"
)
UNKNOWN_OPTION = Problem(
    "PACK-012", "口径 {id} 没有选项“{option}”", "the setting {id} has no option {option!r}", "{allowed}", "{allowed}"
)
CASE_FAILS = Problem(
    "PACK-013",
    "{id} 的第 {number} 个算例：应为 {wanted}，判为 {got}",
    "{id}, case {number}: should be {wanted}, is judged {got}",
)
FIGURE_ABSENT = Problem(
    "PACK-014",
    "{id}：数字“{figure}”不在引文中",
    "{id}: the figure {figure!r} does not stand in the anchor",
    "{allowed}",
    "{allowed}",
)
ANCHOR_ABSENT = Problem(
    "PACK-015",
    "{id}：在《{document}》的文本中找不到引文“{anchor}”",
    "{id}: the anchor {anchor!r} stands in no text of {document}",
)
NO_THRESHOLD_CASE = Problem(
    "PACK-016",
    "{id}：算例须含低于、等于、高于阈值各一",
    "{id}: needs cases just below, on and above each threshold; missing: {missing}",
)
NO_PACK = Problem("PACK-017", "没有名为“{name}”的规划包", "there is no plan pack {name!r}", "{allowed}", "{allowed}")
BEFORE_PLAN = Problem(
    "PACK-018",
    "评定日期 {as_of} 早于规划期开始",
    "the assessment date {as_of} lies before the plan period",
    "{first} 及以后",
    "{first} or later",
)
NO_SOURCES = Problem(
    "PACK-019", "目录“{folder}”中没有可读的文本文件", "the folder {folder!r} holds no readable text files"
)
NUMBER_UNEXPLAINED = Problem(
    "PACK-020",
    "{id}：规则中的数 {number} 不来自条款数字",
    "{id}: the number {number} of the rule follows from no figure of the clause",
    "{allowed}",
    "{allowed}",
)
