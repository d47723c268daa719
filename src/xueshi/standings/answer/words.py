"""What the terminal says about an answer, in Chinese and English."""

from __future__ import annotations

from xueshi.rules.model import Words

AS_OF = Words("评定日期", "as of")
PERSONS = Words("{persons} 人 · 入账 {entries} 条", "{persons} persons · {entries} credited entries")
CHOICES_DEFAULT = Words("口径：全部采用建议值", "local choices: all as recommended")
CHOICES_OTHER = Words("口径：{changed}，其余采用建议值", "local choices: {changed}; all others as recommended")

CLAUSES = Words("各条款 · {org}", "Clauses · {org}")
UNITS = Words("各党组织 · {clause} {title}", "Organisations · {clause} {title}")
LEGEND = Words("█ 达标  ▓ 进度正常  ░ 滞后或未达标", "█ met  ▓ on pace  ░ behind or unmet")
MORE_UNITS = Words(
    "另有 {count} 个下级组织未列出：用 --org 看其中一支，用 --xlsx 看全部",
    "{count} more organisations below: see one branch with --org, all of them with --xlsx",
)
WORST = Words("最滞后的基层组织（至少 {least} 人应评）", "Lagging most (at least {least} members to assess)")
REFUSED = Words("未采纳 {rows} 行", "{rows} rows were not taken")
NONE_REFUSED = Words("全部行均已采纳", "every row was taken")
UNKNOWN_COLUMNS = Words(
    "{file} 中未识别、未使用的列：{columns}", "columns of {file} that were not recognised or used: {columns}"
)
SKIPPED_SHEETS = Words("{file} 中没有读的表：{sheets}", "sheets of {file} that were not read: {sheets}")
SKIPPED_ROWS = Words(
    "{file} 中 {count} 行按合计、说明、示例或重复表头略过：{rows}",
    "{count} rows of {file} were taken for totals, notes, examples or repeated headers: {rows}",
)
CASES = Words("调训个案 {count} 件，见 --xlsx 或 --json", "{count} dispatch cases to look at: see --xlsx or --json")
TOOK = Words("用时 {seconds} 秒", "took {seconds} s")
DIGEST = Words("结果摘要 {digest}", "digest {digest}")

CLAUSE = Words("条款", "clause")
DEMAND = Words("要求", "demand")
UNIT = Words("党组织", "organisation")
SUBJECTS = Words("对象", "subjects")
MET = Words("达标", "met")
ON_PACE = Words("正常", "on pace")
BEHIND = Words("滞后", "behind")
SHORT = Words("未达", "unmet")
APART = Words("单列", "apart")
SHARE = Words("占比", "share")
ON_TRACK = Words("达标或正常", "met or on pace")
CODE = Words("代码", "code")
ROWS = Words("行数", "rows")
EXAMPLE = Words("首例", "first one")

STANDING = Words("{name}（{number}）{org}", "{name} ({number}) {org}")
NO_ORG = Words("评定日不在册", "not on the roster on the assessment date")
NO_CLAUSE = Words("没有适用的条款", "no clause applies")
CITED = Words("依据：{document} {clause}：“{anchor}”", "source: {document} {clause}: “{anchor}”")
WINDOW = Words("期限：{first} 至 {last}", "window: {first} to {last}")
HAS = Words("已有：{amounts}", "has: {amounts}")
NEEDS = Words("要求：{amounts}", "needs: {amounts}")
AND = Words("、", " and ")
CHOICES = Words("口径：{choices}", "local choices: {choices}")
COUNTED = Words("计入 {count} 条", "{count} entries count")
NOT_COUNTED = Words("不计入 {count} 条", "{count} entries do not count")
REFUSED_OF_PERSON = Words("未采纳的行 {count} 处", "{count} refusals of rows")

DAYS = Words("日期", "dates")
ACTIVITY = Words("活动", "activity")
FORM = Words("形式", "form")
CREDIT = Words("学时", "credit")
HALF_DAYS = Words("天数", "days")
THEORY = Words("创新理论学时", "theory credit")
WHY = Words("原因", "reason")

CREDIT_AMOUNT = Words("{amount} 学时", "{amount} credit hours")
DAYS_AMOUNT = Words("{amount} 天", "{amount} days")
THEORY_AMOUNT = Words("党的创新理论 {amount} 学时", "{amount} credit hours of innovative theory")
TIMES_AMOUNT = Words("{amount} 次", "{amount} times")
