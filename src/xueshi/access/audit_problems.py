"""What can be wrong with the audit trail."""

from __future__ import annotations

from xueshi.kernel.errors import Problem

ALTERED = Problem(
    "AUDIT-001",
    zh="审计记录 {name} 被改动过，或不是本系统写入的",
    en="audit record {name} was altered, or was not written by this system",
)
MISSING = Problem("AUDIT-002", zh="审计记录 {name} 缺失", en="audit record {name} is missing")
BLOCK_MISSING = Problem("AUDIT-003", zh="封存块 {number} 缺失", en="block {number} is missing")
BLOCK_ALTERED = Problem("AUDIT-004", zh="封存块 {number} 被改动过", en="block {number} was altered")
SIGNATURE = Problem(
    "AUDIT-005",
    zh="封存块 {number} 的签名不是本系统的",
    en="the signature of block {number} is not that of this installation",
)
ROOT = Problem(
    "AUDIT-006",
    zh="封存块 {number} 所封的记录与封存时不同",
    en="the records of block {number} are not those that it sealed",
)
CUT = Problem(
    "AUDIT-007",
    zh="检查点记有封存块 {number}，现在的审计记录里没有它，或内容不同：末尾被截去，或整库被换回旧备份",
    en="the checkpoint knows block {number}, which is not there or differs: the end was cut off, or an old backup put back",
)
NO_CHECKPOINT = Problem(
    "AUDIT-008",
    zh="“{path}”不是本系统签发的检查点文件",
    en="{path} is no checkpoint signed by this installation",
    allowed_zh="xueshi audit checkpoint 写出的文件",
    allowed_en="a file written by xueshi audit checkpoint",
)
