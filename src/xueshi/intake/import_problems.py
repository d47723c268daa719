"""The mistakes that imports can name."""

from __future__ import annotations

from xueshi.kernel.errors import Problem

WRONG_COLUMN = Problem(
    "IMPORT-001",
    zh="列“{heading}”不在文件中，或被用了两次",
    en="the column “{heading}” is not in the file, or is used twice",
    allowed_zh="文件中的列，每列至多对应一项",
    allowed_en="a column of the file, each for one item at most",
)
GUARDED = Problem(
    "IMPORT-002",
    zh="变动过大，已停下：系统内{known}，文件中没有的{missing}，换组织的{moved}",
    en="stopped because too much would change: {known} known, {missing} not in the file, {moved} moving",
    allowed_zh="核对文件和所选组织；确实无误的写明理由，并由另一人批准",
    allowed_en="a look at the file and the unit chosen; where both are right, a reason and the approval of a second person",
)
NOT_NOW = Problem(
    "IMPORT-003",
    zh="此次导入现在不能这样办理（目前：{state}）",
    en="this import does not stand where that can be done (now: {state})",
    allowed_zh="按页面上的步骤办理",
    allowed_en="the steps that its page offers",
)
TOO_MANY_ROWS = Problem(
    "IMPORT-004",
    zh="同一对象有超过{limit}行",
    en="more than {limit} rows speak of the same thing",
    allowed_zh="核对编号列是否对应正确",
    allowed_en="a look at which column holds the numbers",
)
CIRCULAR = Problem(
    "IMPORT-005",
    zh="按文件所写的上级关系，它成了自己的上级",
    en="by the superiors that the file names it lies below itself",
    allowed_zh="不成环的上级关系",
    allowed_en="superiors that do not lead back to it",
)
NOTHING_LEAVES = Problem(
    "IMPORT-006",
    zh="只有声明文件完整时才能终止文件中没有的",
    en="what the file does not name can be ended only where the file is said to be complete",
    allowed_zh="勾选“文件包含本单位全部”，重新检查",
    allowed_en="the file declared complete, and checked again",
)
