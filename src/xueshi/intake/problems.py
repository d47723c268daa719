"""The mistakes that reading a file or a table can name."""

from __future__ import annotations

from xueshi.kernel.errors import Problem

_SAVE_ZH, _SAVE_EN = (
    "用电子表格另存为 .xlsx，或存为 UTF-8、GB18030 编码的 .csv",
    "the sheet saved anew as .xlsx, or as .csv",
)

NOT_FOUND = Problem("FILE-001", zh="找不到或无法打开文件", en="the file is missing or cannot be opened")
EMPTY_FILE = Problem("FILE-002", zh="文件是空的", en="the file is empty", allowed_zh=_SAVE_ZH, allowed_en=_SAVE_EN)
NOT_A_SHEET = Problem(
    "FILE-003",
    zh="文件内容不是电子表格（实际为：{content}）",
    en="the content is not a spreadsheet (it is: {content})",
    allowed_zh=_SAVE_ZH,
    allowed_en=_SAVE_EN,
)
ENCRYPTED = Problem(
    "FILE-004",
    zh="文件已加密，无法读取",
    en="the file is encrypted",
    allowed_zh="取消打开密码后保存的文件",
    allowed_en="the file saved without a password",
)
MACROS = Problem(
    "FILE-005",
    zh="文件含有宏",
    en="the file holds macros",
    allowed_zh="另存为不含宏的 .xlsx",
    allowed_en="the file saved as .xlsx",
)
FORMULA = Problem(
    "FILE-006",
    zh="单元格 {cell} 是公式，其值可能未更新",
    en="cell {cell} is a formula; its value may be stale",
    allowed_zh="选中全部单元格，复制后“选择性粘贴—数值”",
    allowed_en="all cells copied and pasted as values",
)
TOO_LARGE = Problem(
    "FILE-007",
    zh="{what}超过限制（{found} > {limit}）",
    en="too large: {what} ({found} > {limit})",
    allowed_zh="拆成较小的文件，删除多余的空白格式和附件",
    allowed_en="smaller files without stray formats and attachments",
)
FORBIDDEN_XML = Problem(
    "FILE-008",
    zh="文件内部含有文档类型定义（DTD）",
    en="the file holds a document type definition (DTD)",
    allowed_zh=_SAVE_ZH,
    allowed_en=_SAVE_EN,
)
DAMAGED = Problem(
    "FILE-009", zh="文件已损坏，无法读取", en="the file is damaged", allowed_zh=_SAVE_ZH, allowed_en=_SAVE_EN
)
STOPPED = Problem(
    "FILE-011",
    zh="读取已停止：文件所需的内存或时间超过限制（{gib} GiB、{seconds} 秒）",
    en="reading was stopped: the file needs more memory or time than allowed ({gib} GiB, {seconds} s)",
    allowed_zh="拆成较小的文件",
    allowed_en="smaller files",
)
RAGGED = Problem(
    "FILE-012",
    zh="此行有 {found} 格，比表头的 {width} 格多，其后的内容会错位",
    en="this row has {found} cells, more than the {width} of the header, so what follows would be shifted",
    allowed_zh="含逗号或换行的内容用双引号括起来；或改用 .xlsx",
    allowed_en="text with commas or line breaks in double quotes; or .xlsx",
)
UNSAFE_NAME = Problem(
    "FILE-013",
    zh="压缩包内的文件名“{name}”指向包外、重名或是链接",
    en="the name “{name}” in the archive leads out of it, clashes with another, or is a link",
    allowed_zh=_SAVE_ZH,
    allowed_en=_SAVE_EN,
)
UNKNOWN_ENCODING = Problem(
    "FILE-010",
    zh="文字编码无法识别",
    en="the text encoding is not recognised",
    allowed_zh="UTF-8、GB18030 或带 BOM 的 UTF-16",
    allowed_en="UTF-8, GB18030 or UTF-16 with a byte order mark",
)

NO_TABLE = Problem(
    "TABLE-001",
    zh="没有找到“{kind}”的表头；已看到：{found}",
    en="no header of a “{kind}” was found; seen: {found}",
    allowed_zh="前{rows}行内有一行表头，至少含：{needed}",
    allowed_en="a header in the first {rows} rows with at least: {needed}",
)
MISSING_COLUMN = Problem(
    "TABLE-002",
    zh="缺少必需的列：{missing}；已看到：{found}",
    en="required columns are missing: {missing}; seen: {found}",
    allowed_zh="表头中写明这些列（常用别名也可）",
    allowed_en="a header with these columns (common other names will do)",
)
TWICE = Problem(
    "TABLE-003",
    zh="两列都是“{heading}”：{found}",
    en="two columns are both “{heading}”: {found}",
    allowed_zh="每一项只留一列",
    allowed_en="one column for each item",
)
EMPTY_CELL = Problem(
    "TABLE-004",
    zh="必填项为空",
    en="a required cell is empty",
    allowed_zh="填写“{heading}”",
    allowed_en="a value for “{heading}”",
)
EMPTY_GROUP = Problem(
    "TABLE-005",
    zh="几项中至少填一项，此行都为空",
    en="none of the cells of which one is required is filled",
    allowed_zh="填写其中一项：{heading}",
    allowed_en="a value for one of: {heading}",
)
NO_ROWS = Problem(
    "TABLE-006",
    zh="表头下面没有数据行",
    en="there are no rows under the header",
    allowed_zh="至少一行数据",
    allowed_en="at least one row",
)
