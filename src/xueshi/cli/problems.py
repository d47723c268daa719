"""The mistakes that a command line can hold."""

from __future__ import annotations

from xueshi.kernel.errors import Problem

ARGUMENTS = Problem(
    "CLI-001",
    zh="{message}",
    en="{message}",
    allowed_zh="{command} --help 列出的写法",
    allowed_en="what {command} --help lists",
)
NOT_A_DAY = Problem(
    "CLI-002",
    zh="{option} 的“{text}”不是日期",
    en="“{text}” after {option} is not a date",
    allowed_zh="年-月-日，如 2026-06-30",
    allowed_en="year-month-day, such as 2026-06-30",
)
NOT_A_SETTING = Problem(
    "CLI-003",
    zh="--set 的“{text}”不是“编号=选项”",
    en="“{text}” after --set is not ID=VALUE",
    allowed_zh="如 AM-01=never；xueshi packs show 列出全部口径",
    allowed_en="such as AM-01=never; xueshi packs show lists them all",
)
CANNOT_WRITE = Problem(
    "CLI-004",
    zh="文件“{path}”无法写入：{reason}",
    en="the file {path} cannot be written: {reason}",
    allowed_zh="已有的、可写的文件夹",
    allowed_en="a folder that exists and can be written",
)
OVERWRITES = Problem(
    "CLI-005",
    zh="{option} 会覆盖“{path}”，它是输入文件，或已用于另一个结果",
    en="{option} would overwrite {path}, an input or another result",
    allowed_zh="另一个文件名",
    allowed_en="another file name",
)
NO_INDICATORS = Problem(
    "CLI-006",
    zh="“{path}”不是条款清单",
    en="{path} is not a list of indicators",
    allowed_zh="一个 YAML 文件，其中有 indicators: [{{id: M24-I01}}, ...]",
    allowed_en="a YAML file with indicators: [{{id: M24-I01}}, ...]",
)
NOT_WHOLE = Problem(
    "CLI-007",
    zh="--min-headcount 的“{text}”不是人数",
    en="“{text}” after --min-headcount is not a number of persons",
    allowed_zh="0 或正整数",
    allowed_en="0 or a positive whole number",
)
NO_FILE = Problem(
    "CLI-008",
    zh="文件“{path}”无法打开：{reason}",
    en="the file {path} cannot be opened: {reason}",
    allowed_zh="已有的、可读的文件",
    allowed_en="a file that exists and can be read",
)
NO_ACCOUNT = Problem(
    "CLI-020",
    zh="没有可用的账号“{name}”",
    en="there is no account “{name}” that may act",
    allowed_zh="--as 后写一个启用的账号",
    allowed_en="an active account after --as",
)
NOT_A_MAPPING = Problem(
    "CLI-021",
    zh="“{path}”不是列对应表",
    en="{path} does not match columns",
    allowed_zh="一个 YAML 文件，每行“项目: 文件中的列名”",
    allowed_en="a YAML file with lines such as “item: heading in the file”",
)
