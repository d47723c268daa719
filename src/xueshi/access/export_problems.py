"""Why a file does not leave."""

from __future__ import annotations

from xueshi.kernel.errors import Problem

PURPOSE = Problem(
    "EXPORT-001",
    zh="“{purpose}”不是登记的用途",
    en="“{purpose}” is no purpose in the register",
    allowed_zh="列表中的用途",
    allowed_en="one of the purposes listed",
)
NO_REASON = Problem(
    "EXPORT-002",
    zh="含身份证号的导出须写明理由",
    en="an export with identity numbers needs a reason",
    allowed_zh="一句话说明为什么遮盖的不够用",
    allowed_en="a sentence that says why the masked one will not do",
)
OVER = Problem(
    "EXPORT-003",
    zh="导出文件已过期，已从服务器删除",
    en="the time of this file is over; it is no longer on the server",
    allowed_zh="生成后 {days} 天内下载；需要时重新导出",
    allowed_en="taking it within {days} days; export it again",
)
MASKED_ONLY = Problem(
    "EXPORT-004",
    zh="这种导出没有含身份证号的形式",
    en="this export has no form with identity numbers",
    allowed_zh="默认的导出",
    allowed_en="the default form",
)
CHANGED = Problem(
    "EXPORT-005",
    zh="导出文件与登记的不一致，不予下载",
    en="the file is not the one that was registered",
    allowed_zh="重新导出",
    allowed_en="exporting it again",
)
